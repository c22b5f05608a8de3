"""What was to be said, each word coloured and lettered with what went wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from sonorant.ui import theme
from sonorant.ui.report_model import Mark, Place, Report
from sonorant.ui.theme import Theme

LEAST_HEIGHT, MOST_HEIGHT = 40, 150


class Transcript(QTextBrowser):
    """The words of a report; each is a link.

    Signals:
        picked: a word was chosen; carries its `Place`.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Transcript")
        self.setAccessibleDescription("The words with the letters of their errors; choose one to select it.")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(2)
        self._report: Report | None = None
        self._selected: Place | None = None
        self.anchorClicked.connect(self._on_anchor)

    def show_report(self, report: Report | None) -> None:
        self._report, self._selected = report, None
        self._render()

    def select(self, place: Place | None) -> None:
        self._selected = place
        self._render()
        if place is not None:
            self.scrollToAnchor(f"at{place.word}")

    def _on_anchor(self, url: QUrl) -> None:
        self.picked.emit(Place(int(url.toString().removeprefix("#"))))

    def _render(self) -> None:
        bar = self.verticalScrollBar()
        scrolled = bar.value()
        self.setHtml(f'<p style="line-height:150%">{"".join(self._parts())}</p>')
        self._fit()
        bar.setValue(scrolled)

    def _parts(self) -> Iterator[str]:
        """The words at their places in the text as typed, with what stands between them; those put in, where said."""
        if self._report is None:
            return
        assessment = self._report.assessment
        colours = theme.of(self.palette())
        text, done = assessment.text, 0
        for index, word in enumerate(assessment.words or ()):
            if word.span is None or word.span[1] > len(text):
                link = self._link(index, word.word, colours)
                yield f" {link}" if done else f"{link} "
            elif word.span[0] >= done:
                yield escape(text[done : word.span[0]]) + self._link(index, text[slice(*word.span)], colours)
                done = word.span[1]
            else:
                yield self._link(index, "", colours)  # one written form, such as a number, gives several words
        yield escape(text[done:]) if done else ""

    def _link(self, index: int, shown: str, colours: Theme) -> str:
        marks = self._report.marks_of_word(index) if self._report else ()
        inside = tuple(mark for mark in marks if mark != Mark.MISPRONOUNCED) or marks
        colour = getattr(colours, inside[0].colour) if inside else colours.text
        style = f"color:{colour};text-decoration:{_decoration(marks)};"
        if self._selected is not None and self._selected.word == index:
            style += f"background-color:{colours.accent_soft};"
        letters = "".join(mark.letter for mark in inside)
        code = f'&nbsp;<span style="color:{colour};font-size:8pt;font-weight:bold;">{letters}</span>' if letters else ""
        return f'<a name="at{index}"></a><a href="#{index}" style="{style}">{escape(shown)}</a>{code}'

    def _fit(self) -> None:
        """Be as high as the text needs, and scroll beyond that."""
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(min(max(self.document().size().height(), LEAST_HEIGHT), MOST_HEIGHT)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_report"):
            self._render()


def _decoration(marks: tuple[Mark, ...]) -> str:
    if Mark.OMITTED in marks:
        return "line-through"
    wrong = [mark for mark in marks if mark not in (Mark.PAUSE, Mark.MISSING_PAUSE)]
    return "underline" if wrong else "none"
