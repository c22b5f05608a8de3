"""How to say each of the 39 sounds: mouth pictures, words, sentences and pairs, all of which can be heard."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from sonorant.practice.lessons import Lesson, Lessons
from sonorant.speech.phonemes import PHONE
from sonorant.ui.widgets.common import Card, button, fit, label, row
from sonorant.ui.widgets.mouth import MouthPicture
from sonorant.ui.widgets.mouth_side import SidePicture
from sonorant.ui.widgets.two_lines import KEY, TwoLineList
from sonorant.ui.words import translate


class LessonDialog(QDialog):
    """Browses the lessons; `say` lets the voice say a text.

    Signals:
        practised: carries the `Lesson` that the user wants to practise.
    """

    practised = Signal(object)

    def __init__(self, lessons: Lessons, say: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "How to say every sound"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._say = say
        self._texts: list[str] = []
        self.list = TwoLineList(translate("ui", "Sounds"))
        self.title = label("", "figure", wrap=True)
        self.mouths = QHBoxLayout()
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(translate("ui", "Lesson"))
        self.text.setAccessibleDescription(translate("ui", "Choose a word or a sentence to hear it."))
        self.practise = button(translate("ui", "&Practise this sound"), "microphone")
        self.shut = button(translate("ui", "&Close"))
        for phone, lesson in lessons.items():
            known = PHONE[phone]
            self.list.add(lesson, f"/{known.ipa}/", translate("ui", "as in “{0}”").format(known.example))
        self._lay_out()
        self.list.currentItemChanged.connect(self._on_item)
        self.text.anchorClicked.connect(self._on_link)
        self.practise.clicked.connect(self._on_practise)
        self.shut.clicked.connect(self.reject)
        fit(self, 900, 640)
        self.show_sound(next(iter(lessons)))

    def _lay_out(self) -> None:
        side, card = QVBoxLayout(), Card()
        heading = label(translate("ui", "&Sounds"), "heading")
        heading.setBuddy(self.list)
        self.list.setMaximumWidth(210)
        side.addWidget(heading)
        side.addWidget(self.list, 1)
        card.body.addWidget(self.title)
        card.body.addLayout(self.mouths)
        card.body.addWidget(self.text, 1)
        right = QVBoxLayout()
        right.addWidget(card, 1)
        right.addLayout(row(1, self.shut, self.practise))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(14)
        layout.addLayout(side)
        layout.addLayout(right, 1)

    def show_sound(self, phone: str) -> None:
        """Show the lesson of a sound, by its ARPABET name."""
        for place in range(self.list.count()):
            item = self.list.item(place)
            if item.data(KEY).phone == phone:
                self.list.setCurrentItem(item)

    @property
    def lesson(self) -> Lesson:
        """The one on view."""
        lesson = self.list.key
        assert isinstance(lesson, Lesson)
        return lesson

    def _on_item(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is None:
            return
        lesson = self.lesson
        known = PHONE[lesson.phone]
        self.title.setText(f"/{known.ipa}/ · {lesson.title}")
        while (old := self.mouths.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.deleteLater()
        for shape in lesson.shapes:
            for picture in (MouthPicture(shape), SidePicture(shape)):
                picture.setFixedSize(QSize(126, 108))
                self.mouths.addWidget(picture)
        self.mouths.addStretch(1)
        self._texts = []
        self.text.setHtml(self._html(lesson))

    def _html(self, lesson: Lesson) -> str:
        parts = [
            f"<p><b>{escape(name)}</b><br>{escape(text)}</p>"
            for name, text in (
                (translate("ui", "Lips"), lesson.lips),
                (translate("ui", "Tongue"), lesson.tongue),
                (translate("ui", "Voice"), lesson.voice),
                (translate("ui", "Check yourself"), lesson.check),
            )
        ]
        for name, words in (
            (translate("ui", "At the beginning"), lesson.initial),
            (translate("ui", "In the middle"), lesson.medial),
            (translate("ui", "At the end"), lesson.final),
        ):
            if words:
                parts.append(f"<p><b>{escape(name)}</b><br>{' · '.join(map(self._link, words))}</p>")
        sentences = translate("ui", "Sentences")
        parts.append(f"<p><b>{escape(sentences)}</b><br>")
        parts.append("<br>".join(map(self._link, lesson.sentences)) + "</p>")
        for each in lesson.confusions:
            heard = (
                translate("ui", "If it sounds like /{0}/").format(PHONE[each.heard].ipa)
                if each.heard is not None
                else translate("ui", "If it is left out")
            )
            pairs = " · ".join(self._link(f"{pair.word}, {pair.other}") for pair in each.pairs)
            parts.append(f"<p><b>{escape(heard)}</b><br>{escape(each.do)}<br>{pairs}</p>")
        return "".join(parts)

    def _link(self, text: str) -> str:
        self._texts.append(text)
        return f'<a href="#{len(self._texts) - 1}">{escape(text)}</a>'

    def _on_link(self, url: QUrl) -> None:
        self._say(self._texts[int(url.fragment())])

    def _on_practise(self) -> None:
        self.practised.emit(self.lesson)
        self.accept()
