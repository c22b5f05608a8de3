"""Every word of the window can be translated, and German has them all."""

from __future__ import annotations

import ast
import importlib
import re
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from sonorant import assets
from sonorant.azure_account import Account
from sonorant.engines.azure import failures
from sonorant.speech import notes
from sonorant.speech.marks import Mark
from sonorant.ui.keys import COMMANDS
from sonorant.ui.main_window import PROGRESS, REVIEW
from sonorant.ui.settings import Language
from sonorant.ui.shapes import Shapes
from sonorant.ui.words import FAILURES, MARKS, NOTES, Catalogue, Pseudo, read, speak, stretched, told
from sonorant.vault import Secret
from window_stage import Stage

ROOT = Path(__file__).parents[2]
GERMAN = assets.path("translations", "sonorant_de.ts")
UI = ROOT / "desktop" / "sonorant" / "ui"
SHOWN = {
    *("label", "button", "meter", "search_field", "Notice", "announce", "setText", "setToolTip", "setWindowTitle"),
    *("setAccessibleName", "setAccessibleDescription", "setPlaceholderText", "setInformativeText", "addTab"),
    *("addAction", "addItem", "addButton", "addRow", "QMessageBox", "QFileDialog", "TwoLineList", "RowTable"),
}
"""Calls whose texts a user sees."""
NAMES = {"Sonorant", "JSON"}
STYLES = {("label", 1), ("button", 1), ("button", 2)}


def texts_not_translatable(source: str) -> Iterator[tuple[int, str]]:
    """Literal words in such calls, with their lines."""
    tree = ast.parse(source)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in SHOWN:
            continue
        given = [each for place, each in enumerate(call.args) if (name, place) not in STYLES]
        given += [each.value for each in call.keywords if each.arg in {"tip", "hint"}]
        for node in given:
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            for part in parts:
                text = part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""
                if re.search(r"[A-Za-z]{3,}", text) and text not in NAMES:
                    yield call.lineno, text


def test_no_word_stands_in_the_code_untranslatable() -> None:
    found = [
        f"{file.relative_to(UI)}:{line} {text!r}"
        for file in sorted(UI.rglob("*.py"))
        for line, text in texts_not_translatable(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_such_a_word_would_be_found() -> None:
    code = 'button("Play", "play", tip=f"Play {x} now")\nlabel(translate("ui", "fine"), "muted")\nlabel("0:00.0")'
    assert list(texts_not_translatable(code)) == [(1, "Play"), (1, "Play "), (1, " now")]


def test_the_files_for_translators_are_up_to_date(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(GERMAN, tmp_path)
    runpy.run_path(str(ROOT / "packaging" / "translations.py"))["main"](tmp_path)
    assert (tmp_path / GERMAN.name).read_text() == GERMAN.read_text(), "run packaging/translations.py, then translate"
    capfd.readouterr()


def test_no_translatable_word_hides_where_the_tool_does_not_look() -> None:
    """It does not look into f-strings."""
    known = set(read(GERMAN, "ui"))
    calls = [
        call.args[1]
        for file in UI.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"translate", "QT_TRANSLATE_NOOP"}
    ]
    assert {text.value for text in calls if isinstance(text, ast.Constant)} <= known


def test_german_is_complete_and_leaves_places_for_what_is_put_in() -> None:
    def places(text: str) -> list[str]:
        return sorted(re.findall(r"\{[^}]*\}", text))

    texts = read(GERMAN)
    sources = [each.text for each in ElementTree.parse(GERMAN).iter("source")]
    assert set(texts) == set(sources)
    assert "unfinished" not in GERMAN.read_text()
    for source, target in texts.items():
        assert places(source) == places(target)


def test_marks_and_commands_are_among_the_texts() -> None:
    texts = read(GERMAN)
    assert {mark.title for mark in Mark} == set(MARKS)
    assert {*notes.REMARKS.values(), notes.STRESS, notes.RISES, notes.FALLS} == set(NOTES)
    assert {*MARKS, *NOTES, *(command.title for command in COMMANDS)} <= set(texts)


@pytest.fixture
def translators(qapp: QApplication) -> Iterator[list[QTranslator]]:
    """Put translators in here to have them removed."""
    found: list[QTranslator] = []
    yield found
    for each in found:
        qapp.removeTranslator(each)
    QLocale.setDefault(QLocale.system())


def test_the_window_speaks_german(qapp: QApplication, stage: Stage, translators: list[QTranslator]) -> None:
    before = set(qapp.findChildren(QTranslator))
    speak(qapp, Language.GERMAN)
    translators += set(qapp.findChildren(QTranslator)) - before
    assert isinstance(translators[0], QTranslator)
    window = stage.open()
    tabs = window.navigation.tabs
    assert [tabs.tabText(place) for place in range(3)] == ["Üben", "Rückblick", "Fortschritt"]
    assert window.practice_page.transport.mic.text() == "Aufnehmen"


FOUND = """<TS><context><name>failures</name>
<message><source>{0} has {1} channels: give a recording with at most {2}.</source>
<translation>Höchstens {2} Kanäle, {0} hat {1}.</translation></message>
<message><source>{0}: connect one, or open a recording from a file.</source>
<translation>{0}: anschließen oder eine Datei öffnen.</translation></message>
<message><source>The microphone “{0}” is gone</source><translation>Das Mikrofon „{0}“ ist weg</translation></message>
</context></TS>"""


def test_failures_of_other_rooms_are_told_in_the_language_with_what_was_put_in(
    qapp: QApplication, translators: list[QTranslator], tmp_path: Path
) -> None:
    (tmp_path / "found.ts").write_text(FOUND, encoding="utf-8")
    translators.append(Catalogue(tmp_path / "found.ts", qapp))
    qapp.installTranslator(translators[0])

    assert told("“a.wav” has 70 channels: give a recording with at most 8.") == "Höchstens 8 Kanäle, “a.wav” hat 70."
    gone = "The microphone “USB” is gone: connect one, or open a recording from a file."
    assert told(gone) == "Das Mikrofon „USB“ ist weg: anschließen oder eine Datei öffnen."
    assert told("Nobody has said this before.") == "Nobody has said this before."


def test_failures_of_azure_are_told_in_german() -> None:
    german = Shapes(read(assets.path("translations") / "sonorant_de.ts", FAILURES))
    account = Account(Secret("a key"), region="westeurope")
    for code, details in (
        ("AuthenticationFailure", ""),
        ("BadRequest", ""),
        ("TooManyRequests", ""),
        ("Forbidden", ""),
        ("ServiceTimeout", ""),
        ("ServiceError", ""),
        ("ServiceError", "Internal service error (404)."),
        ("RuntimeError", ""),
        ("ConnectionFailure", ""),
        ("ConnectionFailure", "[DNS]"),
        ("ConnectionFailure", "code=2859"),
        ("ConnectionFailure", "Failed to initialize platform"),
    ):
        said = str(failures.of_cancellation(code, details, account, connected=False))
        assert german.find(said) not in (None, said), said


def test_sentences_are_found_where_other_rooms_say_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    of_module = importlib.import_module("sentences").of_module
    code = """
WHY = "it is not a file"
def look(name, one):
    what = "No file was found" if one else f"The file “{name}” is gone"
    raise Missing(f"{what}: choose another, as {WHY}.")
def warning():
    return "The sound is very quiet."
def key():
    return "not a sentence at all"
class Wrong(Exception):
    def __init__(self, name, what):
        super().__init__(f"The text “{name}” is wrong: {what}")
def fail(number, what) -> NoReturn:
    raise Wrong(number, what)
def read(text):
    fail(1, f"write something after “{text}”")
"""
    assert set(of_module(ast.parse(code))) == {
        "{0}: choose another, as {1}.",
        "No file was found",
        "The file “{0}” is gone",
        "it is not a file",
        "The sound is very quiet.",
        "The text “{0}” is wrong: {1}",
        "write something after “{0}”",
    }


def test_what_is_not_translated_stays_english(qapp: QApplication, translators: list[QTranslator]) -> None:
    catalogue = Catalogue(GERMAN, qapp)
    translators.append(catalogue)
    qapp.installTranslator(catalogue)
    assert qapp.translate("ui", "Play") == "Abspielen"
    assert qapp.translate("ui", "never heard of") == "never heard of"
    assert qapp.translate("QPlatformTheme", "Play") == "Play"


def test_english_needs_no_translator(qapp: QApplication) -> None:
    before = len(qapp.findChildren(QTranslator))
    speak(qapp, Language.ENGLISH)
    assert len(qapp.findChildren(QTranslator)) == before


def test_pseudo_texts_are_longer_and_keep_their_places() -> None:
    text = stretched("score {0:.0f}")
    assert "{0:.0f}" in text
    assert text.format(3.7).startswith("šçör")
    assert len(text) > len("score {0:.0f}")


def test_every_button_and_name_goes_through_the_translator(
    qapp: QApplication, stage: Stage, translators: list[QTranslator]
) -> None:
    pseudo = Pseudo(qapp)
    translators.append(pseudo)
    qapp.installTranslator(pseudo)
    window = stage.open()
    for page in (REVIEW, PROGRESS):
        window.go(page)
        stage.settle()
    said = {each.accessibleName() for each in window.findChildren(QWidget)}
    said |= {each.text() for each in window.findChildren(QAbstractButton)}
    letters = {text for text in said if re.search("[A-Za-z]{3}", text) and "~" not in text}
    assert letters <= {"JSON", "Scroll Left", "Scroll Right"}  # the last two are Qt's own
