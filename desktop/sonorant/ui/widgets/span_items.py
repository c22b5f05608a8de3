"""What is drawn of a report in the waveform: errors over the signal, words and sounds, ticks in the overview."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPen, QPixmap, QTransform

from sonorant.speech.marks import Mark
from sonorant.ui.report_model import Place, Span
from sonorant.ui.theme import Theme, mark_colour
from sonorant.ui.widgets.spans_on_screen import MARKS, SpansOnScreen
from sonorant.ui.widgets.waveform_items import Item, tint

PATTERNS = {
    Mark.SUBSTITUTION: Qt.BrushStyle.BDiagPattern,
    Mark.DELETION: Qt.BrushStyle.VerPattern,
    Mark.INSERTION: Qt.BrushStyle.FDiagPattern,
    Mark.MISPRONOUNCED: Qt.BrushStyle.DiagCrossPattern,
    Mark.OMITTED: Qt.BrushStyle.Dense5Pattern,
    Mark.ADDED: Qt.BrushStyle.Dense4Pattern,
    Mark.REPEATED: Qt.BrushStyle.CrossPattern,
    Mark.PAUSE: Qt.BrushStyle.HorPattern,
    Mark.MISSING_PAUSE: Qt.BrushStyle.Dense6Pattern,
    Mark.MONOTONE: Qt.BrushStyle.Dense7Pattern,
}
BADGE, UNSURE_BADGE, LEVELS = 16, 21, 3
"""Height of a letter badge in pixels, and its width but for an unsure mark; how many may stand one above the other."""
TILE = 64
"""Side in pixels of the piece of pattern that is drawn once and repeated; patterns repeat after eight."""
OVER_SIGNAL, IN_LANE = (34, 110), (30, 60)
"""How opaque (0 to 255) the colour of an error and its pattern are."""


class MarksItem(Item):
    """Errors painted over the signal: a tinted, patterned span from top to bottom and a letter badge above it."""

    spans = SpansOnScreen()
    selected: Place | None = None

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # upright edges need none, and it takes time
        columns = self.spans.narrow(transform, area, least=2.0)
        _draw_columns(painter, area, columns, self.theme, lambda mark: tint(mark_colour(self.theme, mark), 110))
        for span, rect in self.spans.wide(transform, area, 2.0, also=(self.selected,)):
            chosen = span.place == self.selected
            if span.mark is None:
                if chosen:
                    painter.fillRect(rect, tint(self.theme.accent, 40))
                continue
            colour = mark_colour(self.theme, span.mark)
            painter.fillRect(rect, pattern(span.mark, colour, *OVER_SIGNAL))
            if chosen:
                painter.fillRect(rect, tint(colour, 40))
            style = Qt.PenStyle.SolidLine if span.reliable else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(colour), 2 if chosen else 1, style))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.drawLine(rect.topRight(), rect.bottomRight())
        self._draw_badges(painter, transform, area)

    def _draw_badges(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        """The letters of the errors, as many as there is room for: nearer, there will be more."""
        busy = [area.left()] * LEVELS
        ratio = painter.device().devicePixelRatio()
        for middle, span in self.spans.marked(transform, area):
            assert span.mark is not None
            width = BADGE if span.reliable else UNSURE_BADGE
            x = middle - width / 2
            level = next((i for i, edge in enumerate(busy) if x >= edge), None)
            if level is None:
                continue
            busy[level] = x + width + 1
            place = QPointF(x, area.top() + 3 + level * (BADGE + 2))
            colour = mark_colour(self.theme, span.mark)
            painter.drawPixmap(place, badge(span.mark, colour, self.theme.card, ratio, span.reliable))


class LaneItem(Item):
    """A row of labelled spans at their times: the words, the syllables or the phonemes."""

    spans = SpansOnScreen()
    selected: Place | None = None
    sounding: Place | None = None

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        lane = area.adjusted(0, 2, 0, -2)
        columns = self.spans.narrow(transform, lane, least=3.0)
        _draw_columns(painter, lane, columns, self.theme, lambda mark: QColor(mark_colour(self.theme, mark)))
        spans = list(self.spans.wide(transform, lane, 3.0, also=(self.selected, self.sounding)))
        self._draw_grounds(painter, spans)
        self._draw_labels(painter, spans)

    def _draw_grounds(self, painter: QPainter, spans: list[tuple[Span, QRectF]]) -> None:
        track, soft = QColor(self.theme.track), QColor(self.theme.accent_soft)
        for span, rect in spans:
            painter.fillRect(rect, soft if span.place in (self.selected, self.sounding) else track)
            if span.mark is not None:
                painter.fillRect(rect, pattern(span.mark, mark_colour(self.theme, span.mark), *IN_LANE))
        # The edge stands exactly at the start of the span.
        painter.setPen(QPen(QColor(self.theme.card), 1))
        painter.drawLines([QLineF(rect.topLeft(), rect.bottomLeft()) for _, rect in spans])
        for span, rect in spans:
            sounds = span.place == self.sounding
            if span.mark is not None or sounds:
                line = QColor(self.theme.accent if sounds else mark_colour(self.theme, span.mark))
                below = QRectF(rect.left(), rect.bottom() - 3, rect.width(), 3)
                painter.fillRect(below, line if span.reliable or sounds else dashes(line.name()))
            if span.place == self.selected:
                painter.setPen(QPen(QColor(self.theme.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _draw_labels(self, painter: QPainter, spans: list[tuple[Span, QRectF]]) -> None:
        painter.setFont(self.font)
        metrics, pen = painter.fontMetrics(), None
        for span, rect in spans:
            if metrics.horizontalAdvance(span.label) + 4 > rect.width():
                continue
            colour = mark_colour(self.theme, span.mark)
            if colour != pen:
                painter.setPen(QColor(colour))
                pen = colour
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, span.label)


class WindowItem(Item):
    """In the overview: the part of the take that is in view, and where the errors are."""

    window = (0.0, 0.0)
    spans = SpansOnScreen()

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        ticks = area.adjusted(0, area.height() - 4, 0, 0)
        columns = self.spans.narrow(transform, ticks, least=2.0)
        _draw_columns(painter, ticks, columns, self.theme, lambda mark: QColor(mark_colour(self.theme, mark)))
        for span, rect in self.spans.wide(transform, ticks, least=2.0):
            painter.fillRect(rect, QColor(mark_colour(self.theme, span.mark)))
        left, right = (transform.map(QPointF(seconds, 0)).x() for seconds in self.window)
        rect = QRectF(left, area.top(), max(4.0, right - left), area.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(rect, tint(self.theme.accent, 36))
        painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        painter.drawRoundedRect(rect, 3, 3)


@lru_cache(maxsize=128)
def pattern(mark: Mark, colour: str, ground: int, lines: int) -> QBrush:
    """What an error is filled with: its colour, `ground` opaque, and on it its pattern, `lines` opaque (0 to 255).

    Qt paints a picture that repeats several times faster than one of its patterns.
    """
    tile = QPixmap(TILE, TILE)
    tile.fill(tint(colour, ground))
    painter = QPainter(tile)
    painter.fillRect(tile.rect(), QBrush(tint(colour, lines), PATTERNS[mark]))
    painter.end()
    return QBrush(tile)


@lru_cache(maxsize=32)
def dashes(colour: str) -> QBrush:
    """What the line below an unsure error is filled with: pieces of its colour with gaps between."""
    tile = QPixmap(TILE, 1)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    for x in range(0, TILE, 8):
        painter.fillRect(x, 0, 5, 1, QColor(colour))
    painter.end()
    return QBrush(tile)


@lru_cache(maxsize=128)
def badge(mark: Mark, colour: str, card: str, ratio: float, reliable: bool = True) -> QPixmap:
    """The letter of an error for a screen with `ratio` dots to a pixel: a hole in its colour, the ground being `card`.

    An unsure one is hollow instead, with a dashed edge, and has a question mark.
    """
    width = BADGE if reliable else UNSURE_BADGE
    picture = QPixmap(round(width * ratio), round(BADGE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(0, 0, width, BADGE)
    painter.setPen(Qt.PenStyle.NoPen if reliable else QPen(QColor(colour), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(colour if reliable else card))
    painter.drawRoundedRect(rect if reliable else rect.adjusted(1, 1, -1, -1), 4, 4)
    font = QFont(painter.font())
    font.setPixelSize(11)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(card if reliable else colour))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark.code(reliable))
    painter.end()
    return picture


def _draw_columns(
    painter: QPainter, area: QRectF, columns: NDArray[np.uint8], theme: Theme, colour: Callable[[Mark], QColor]
) -> None:
    """Draw upright lines of one pixel each, all at once, as tall as the area; see `SpansOnScreen.narrow`."""
    if not columns.any():
        return
    image = QImage(columns.tobytes(), len(columns), 1, len(columns), QImage.Format.Format_Indexed8)
    image.setColorTable([0, QColor(theme.track).rgba(), *(colour(mark).rgba() for mark in MARKS)])
    painter.drawImage(area, image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied))
