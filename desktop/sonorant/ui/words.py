"""The words of the window in the user's language.

Every text that a user sees stands in the code as ``translate("ui", "text")``, with ``{0}`` for what is put in, or,
where it is only named and shown elsewhere, as ``QT_TRANSLATE_NOOP("ui", "text")``. ``packaging/translations.py``
collects them into `resources/translations`, in the form that Qt Linguist edits.
"""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from sonorant import assets
from sonorant.ui.settings import QT_TRANSLATE_NOOP, Language
from sonorant.ui.shapes import Shapes

translate = QCoreApplication.translate

FAILURES = "failures"
"""The context of what rooms without Qt say; `packaging/sentences.py` finds it there."""

MARKS = (
    QT_TRANSLATE_NOOP("ui", "another sound"),
    QT_TRANSLATE_NOOP("ui", "sound left out"),
    QT_TRANSLATE_NOOP("ui", "sound added"),
    QT_TRANSLATE_NOOP("ui", "mispronounced"),
    QT_TRANSLATE_NOOP("ui", "word left out"),
    QT_TRANSLATE_NOOP("ui", "word added"),
    QT_TRANSLATE_NOOP("ui", "word repeated"),
    QT_TRANSLATE_NOOP("ui", "unexpected pause"),
    QT_TRANSLATE_NOOP("ui", "pause missing"),
    QT_TRANSLATE_NOOP("ui", "monotone"),
)
"""What the marks of `sonorant.speech.marks` are called there."""

NOTES = (
    QT_TRANSLATE_NOOP("ui", "accepted as a weak form"),
    QT_TRANSLATE_NOOP("ui", "accepted as another way to say it"),
    QT_TRANSLATE_NOOP("ui", "accepted as fluent speech"),
    QT_TRANSLATE_NOOP("ui", "a filler"),
    QT_TRANSLATE_NOOP("ui", "a false start"),
    QT_TRANSLATE_NOOP("ui", "then corrected"),
    QT_TRANSLATE_NOOP("ui", "perhaps stressed on syllable {0}, not {1}"),
    QT_TRANSLATE_NOOP("ui", "the voice rises here by {0} semitones"),
    QT_TRANSLATE_NOOP("ui", "the voice falls here by {0} semitones"),
)
"""What `sonorant.speech.notes` says."""

_STRETCHED = str.maketrans("aeiouAEIOUnsc", "åéîöüÅÉÎÖÜñšç")


class Catalogue(QTranslator):
    """The translations of one file of Qt Linguist; what is not in it stays English."""

    def __init__(self, file: Path, parent: QApplication) -> None:
        super().__init__(parent)
        self.texts = read(file, "ui")
        self.told = Shapes(read(file, FAILURES))

    def translate(self, context: str, source: str, _hint: str | None = None, _number: int = -1) -> str | None:
        if context == FAILURES:
            return self.told.find(source)
        return self.texts.get(source) if context == "ui" else None

    def isEmpty(self) -> bool:
        return not self.texts


class Pseudo(QTranslator):
    """Makes every translatable text longer and odd: what still reads as English was forgotten, what is cut is tight."""

    def translate(self, context: str, source: str, _hint: str | None = None, _number: int = -1) -> str | None:
        return stretched(source) if context in ("ui", FAILURES) else None

    def isEmpty(self) -> bool:
        return False


def told(sentence: str) -> str:
    """What another room says to the user (a failure, advice), in the user's language."""
    return translate(FAILURES, sentence)


def read(file: Path, context: str | None = None) -> dict[str, str]:
    """The finished translations of a Qt Linguist file, or of one context in it, by their English text."""
    found = {}
    for part in ElementTree.parse(file).iter("context"):
        if context not in (None, part.findtext("name")):
            continue
        for message in part.iter("message"):
            source, target = message.findtext("source"), message.find("translation")
            if source and target is not None and target.text and target.get("type") not in {"vanished", "obsolete"}:
                found[source] = target.text
    return found


def stretched(text: str) -> str:
    """A third longer, with strange letters; what is put in for {0} stays as it is."""
    parts = text.split("{")
    odd = [parts[0].translate(_STRETCHED)]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        odd.append(f"{name}{brace}{rest.translate(_STRETCHED)}")
    return "{".join(odd) + "~" * max(1, len(text) // 3)


def speak(app: QApplication, language: Language) -> None:
    """Let windows speak a language from now on, and no other; widgets that are there already stay as they are.

    SONORANT_PSEUDO=1 in the environment shows which texts are translatable and whether there is room for them.
    """
    for before in app.findChildren(QTranslator):
        app.removeTranslator(before)
        before.deleteLater()
    QLocale.setDefault(QLocale.system())
    if os.environ.get("SONORANT_PSEUDO"):
        app.installTranslator(Pseudo(app))
        return
    locale = QLocale.system() if language is Language.SYSTEM else QLocale(language.value)
    name = locale.name().partition("_")[0]
    file = assets.path("translations", f"sonorant_{name}.ts")
    if not file.exists():  # English, or no language of ours: then dates and numbers are English as the words are
        if locale.language() != QLocale.Language.English:
            locale = QLocale("en")
        QLocale.setDefault(locale)
        return
    QLocale.setDefault(locale)
    ours, qt = Catalogue(file, app), QTranslator(app)
    app.installTranslator(ours)
    if qt.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
