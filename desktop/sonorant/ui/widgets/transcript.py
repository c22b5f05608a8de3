"""What was to be said, each word coloured and lettered with what went wrong in it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from sonorant.speech.marks import Mark
from sonorant.ui import theme
from sonorant.ui.report_model import PAUSES, Place, Report
from sonorant.ui.theme import Theme
from sonorant.ui.words import translate

LEAST_HEIGHT, MOST_HEIGHT = 40, 150
LINE_PERCENT = 150
SURE, UNSURE = QTextCharFormat.UnderlineStyle.SingleUnderline, QTextCharFormat.UnderlineStyle.DashUnderline
"""How words with errors are underlined, and those whose errors are all of sounds that are judged poorly."""
AT_ONCE = 300
"""Words that are written within a frame."""


class Transcript(QTextBrowser):
    """The words of a report; each is a link.

    Signals:
        picked: a word was chosen; carries its `Place`.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None, least_height: int = LEAST_HEIGHT) -> None:
        super().__init__(parent)
        self._least = least_height
        self.setAccessibleName(translate("ui", "Transcript"))
        self.setAccessibleDescription(
            translate("ui", "The words with the letters of their errors; choose one to select it.")
        )
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(2)
        self._report: Report | None = None
        self._selected: int | None = None
        self._sounding: int | None = None
        self._words: dict[int, tuple[int, int]] = {}
        self._steps: Iterator[None] = iter(())  # what is still to be written
        self.anchorClicked.connect(self._on_anchor)

    def show_report(self, report: Report | None) -> None:
        before, self._report = self._report, report
        self._selected = self._sounding = None
        same = before is not None and report is not None and before.raw is report.raw
        self._render(self.verticalScrollBar().value() if same else 0)

    def select(self, place: Place | None) -> None:
        self._selected = place.word if place is not None else None
        self._shade()
        self._bring_into_view(self._selected)

    def set_sounding(self, place: Place | None) -> None:
        """Shade the word that sounds now."""
        word = place.word if place is not None else None
        if word != self._sounding:
            self._sounding = word
            self._shade()
            self._bring_into_view(word)

    def _on_anchor(self, url: QUrl) -> None:
        self.picked.emit(Place(int(url.toString().removeprefix("#"))))

    def _render(self, scrolled: int) -> None:
        """Write the words at their places in the text as typed, with what stands between them.

        The first are there at once, those of a long text by and by, so that the window is not held up.
        """
        self.clear()
        self._words = {}
        self._steps = steps = iter(()) if self._report is None else self._write(self._report)
        complete = next(steps, steps) is steps
        self.moveCursor(QTextCursor.MoveOperation.Start)  # it was led to the end, which Qt scrolls to when it is shown
        self._on_written(scrolled)
        if complete:
            return
        from sonorant.ui.turns import in_turns  # noqa: PLC0415 - the start has no text yet

        def go_on() -> Iterator[None]:
            while self._steps is steps and next(steps, steps) is not steps:
                yield

        def on_end() -> None:
            if self._steps is steps:
                self._on_written(max(scrolled, self.verticalScrollBar().value()))

        in_turns(self, go_on(), on_end)

    def _on_written(self, scrolled: int) -> None:
        self._fit()
        self._shade()
        self.verticalScrollBar().setValue(scrolled)
        self._bring_into_view(self._selected)

    def _write(self, report: Report) -> Iterator[None]:
        """Write the text, and stop after some words each time but the last."""
        colours, text, words = theme.of(self.palette()), report.assessment.text, report.assessment.words or ()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        plain = QTextCharFormat()
        plain.setForeground(QColor(colours.text))
        done = 0
        for first in range(0, len(words), AT_ONCE):
            if first:
                yield
            cursor.beginEditBlock()
            for index, word in enumerate(words[first : first + AT_ONCE], start=first):
                if word.span is None or word.span[1] > len(text):  # put in by the speaker: where it was said
                    cursor.insertText(" " if done else "", plain)
                    self._write_word(cursor, report, index, word.word, colours)
                    cursor.insertText("" if done else " ", plain)
                elif word.span[0] >= done:
                    cursor.insertText(text[done : word.span[0]], plain)
                    self._write_word(cursor, report, index, text[slice(*word.span)], colours)
                    done = word.span[1]
                # A second word of the same place, as in a number, has been written with the first.
            cursor.endEditBlock()
        cursor.insertText(text[done:] if done else "", plain)

    def _write_word(self, cursor: QTextCursor, report: Report, index: int, shown: str, colours: Theme) -> None:
        marks = report.marks_of_word(index)
        inside = tuple(mark for mark in marks if mark != Mark.MISPRONOUNCED) or marks
        style = QTextCharFormat()
        style.setAnchor(True)
        style.setAnchorHref(f"#{index}")
        style.setForeground(QColor(theme.mark_colour(colours, inside[0] if inside else None)))
        style.setFontStrikeOut(Mark.OMITTED in marks)
        if Mark.OMITTED not in marks and any(mark not in PAUSES for mark in marks):
            sure = any(report.is_sure(index, mark) for mark in inside if mark not in PAUSES)
            style.setUnderlineStyle(SURE if sure else UNSURE)
        begin = cursor.position()
        cursor.insertText(shown, style)
        self._words[index] = (begin, cursor.position())
        if inside:
            code = QTextCharFormat()
            code.setForeground(QColor(theme.mark_colour(colours, inside[0])))
            code.setFontPointSize(self.font().pointSizeF() * 0.8)
            code.setFontWeight(QFont.Weight.Bold)
            codes = "".join(mark.code(report.is_sure(index, mark)) for mark in inside)
            cursor.insertText("\N{NO-BREAK SPACE}" + codes, code)

    def _shade(self) -> None:
        colours = theme.of(self.palette())
        shades = []
        for word, colour in ((self._sounding, colours.track), (self._selected, colours.accent_soft)):
            place = self._words.get(word) if word is not None else None
            if place is not None:
                shade = QTextEdit.ExtraSelection()
                shade.cursor = self._cursor(place)
                shade.format = QTextCharFormat()
                shade.format.setBackground(QColor(colour))
                shades.append(shade)
        self.setExtraSelections(shades)

    def _cursor(self, place: tuple[int, int]) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _bring_into_view(self, word: int | None) -> None:
        place = self._words.get(word) if word is not None else None
        if place is None:
            return
        rect = self.cursorRect(self._cursor(place))
        if rect.top() < 0 or rect.bottom() > self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - self.viewport().height() // 3)

    def _fit(self) -> None:
        """Be as high as the text needs, and scroll beyond that."""
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(min(max(self.document().size().height(), self._least), MOST_HEIGHT)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_report"):
            self._render(self.verticalScrollBar().value())
