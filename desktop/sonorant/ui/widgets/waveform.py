"""The waveform: signal, error marks, lanes of words and phonemes, playhead, all on one time axis."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolTip, QWidget

from sonorant.audio.envelope import Floats
from sonorant.speech.marks import Mark
from sonorant.ui import theme
from sonorant.ui.growing import GrowingOutline, Outline
from sonorant.ui.report_model import Place, Report, Span
from sonorant.ui.widgets.tabs import step_of
from sonorant.ui.widgets.waveform_items import LaneItem, MarksItem, PlayheadItem, SignalItem

LIVE_WINDOW = 8.0
"""Seconds in view while recording."""
LANE_HEIGHT = 30.0
CLOSEST = 0.05
"""The shortest time in seconds that can be zoomed to."""
WHOLE = (Mark.PAUSE, Mark.MISSING_PAUSE, Mark.OMITTED, Mark.ADDED, Mark.REPEATED)
"""Errors of words that are painted over the signal; of a mispronounced word the phonemes are."""
CLOSE, LEGIBLE = 0.5, 28.0
"""The seconds not to be undercut, and the pixels to be given to a phoneme, when one is brought into view."""


class TimeAxis(pg.AxisItem):  # type: ignore[misc]
    """Minutes and seconds."""

    def tickStrings(self, values: list[float], _scale: float, spacing: float) -> list[str]:
        digits = 0 if spacing >= 1 else 1 if spacing >= 0.1 else 2
        width = 2 if digits == 0 else digits + 3
        return [f"{int(value // 60)}:{value % 60:0{width}.{digits}f}" for value in values]


class Waveform(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """The sound of a take and what the engine found in it.

    Signals:
        picked: a span was clicked or chosen with the keys; carries the `Span`.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Waveform")
        self.setAccessibleDescription(
            "The recording over time with its words and sounds. Left and right choose a sound, plus and minus zoom, "
            "0 shows the whole recording. The table in the report says the same in words."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAccessibleName("Waveform")
        self.setMinimumSize(320, 190)
        self.signal, self.marks = SignalItem(), MarksItem()
        self.words, self.phonemes = LaneItem(), LaneItem()
        self._boxes = [pg.ViewBox(enableMenu=False, defaultPadding=0) for _ in range(3)]
        self._playheads = [PlayheadItem() for _ in self._boxes]
        drawn = ([self.signal, self.marks], [self.words], [self.phonemes])
        for row, (box, items, playhead) in enumerate(zip(self._boxes, drawn, self._playheads, strict=True)):
            box.setMouseEnabled(x=True, y=False)
            box.setYRange(0, 1, padding=0)
            if row > 0:
                box.setFixedHeight(LANE_HEIGHT)
                box.setXLink(self._boxes[0])
            self.ci.addItem(box, row=row, col=0)
            for item in (*items, playhead):
                box.addItem(item, ignoreBounds=True)
        self._boxes[0].setYRange(-1, 1, padding=0)
        self._axis = TimeAxis("bottom", linkView=self._boxes[0])
        self._axis.setHeight(24)
        self.ci.addItem(self._axis, row=3, col=0)
        self.ci.layout.setVerticalSpacing(4)
        self.ci.layout.setContentsMargins(0, 0, 0, 0)
        self.tab: Callable[[int], bool] | None = None  # goes to the next or previous error; False: there is none
        self._report: Report | None = None
        self._live: GrowingOutline | None = None
        self._selected: Place | None = None
        self.scene().sigMouseClicked.connect(self._on_click)
        self.scene().sigMouseMoved.connect(self._on_hover)
        self._take_theme()
        self._show(None)

    # What is shown

    def show_sound(self, outline: Outline | None) -> None:
        """Show a sound, or nothing, without marks."""
        self._live = None
        self.show_report(None)
        self._show(outline)

    def show_report(self, report: Report | None) -> None:
        """Put the words, phonemes and errors of `report` at their times, or take them away."""
        self._report = report
        self._selected = None
        self.words.spans = report.words if report else ()
        self.phonemes.spans = report.phonemes if report else ()
        pauses = [span for span in self.words.spans if span.mark in WHOLE]
        wrong = [span for span in self.phonemes.spans if span.mark is not None]
        self.marks.spans = sorted([*pauses, *wrong], key=lambda span: span.start)
        for item in (self.words, self.phonemes, self.marks):
            item.selected = None
            item.update()

    def start_live(self) -> None:
        """Begin to draw a recording."""
        self.show_report(None)
        self._live = GrowingOutline()
        self._show(self._live)

    def feed(self, low: Floats, high: Floats, step: float) -> None:
        """Go on drawing the recording with pairs of lowest and highest, each `step` seconds long."""
        if self._live is None:
            return
        self._live.extend(low, high, step)
        end = max(LIVE_WINDOW, self._live.seconds)
        self._limit(end)
        self._boxes[0].setXRange(end - LIVE_WINDOW, end, padding=0)
        self.signal.update()

    def select(self, place: Place | None) -> None:
        """Highlight a place and bring it into view."""
        self._selected = place
        for item in (self.words, self.phonemes, self.marks):
            item.selected = place
            item.update()
        span = self._span(place)
        if span is not None:
            self._reveal(span)

    def set_playhead(self, seconds: float | None) -> None:
        for item in self._playheads:
            item.seconds = seconds
            item.update()

    def fit(self) -> None:
        """Show the whole recording."""
        self._boxes[0].setXRange(0, self._seconds, padding=0)

    def zoom(self, factor: float) -> None:
        """Show `factor` times the time now in view, around the selection or the middle."""
        span = self._span(self._selected)
        (start, end), _ = self._boxes[0].viewRange()
        middle = (span.start + span.end) / 2 if span else (start + end) / 2
        half = max(CLOSEST, (end - start) * factor) / 2
        self._boxes[0].setXRange(middle - half, middle + half, padding=0)

    @property
    def view(self) -> tuple[float, float]:
        """The seconds in view, from and to."""
        (start, end), _ = self._boxes[0].viewRange()
        return start, end

    def _show(self, outline: Outline | None) -> None:
        finished = outline is not None and outline is not self._live
        self.signal.outline = outline
        self.signal.gain = 1.0
        if finished and outline is not None:
            # Soft recordings are drawn larger, but silence must not look like speech.
            low, high = outline.columns(0, outline.seconds, 1)
            self.signal.gain = 0.9 / max(0.1, high[0], -low[0])
        self._seconds = max(outline.seconds, CLOSEST) if outline is not None and finished else LIVE_WINDOW
        self._limit(self._seconds)
        self.set_playhead(None)
        self.fit()
        self.signal.update()

    def _limit(self, seconds: float) -> None:
        for box in self._boxes:
            box.setLimits(xMin=0, xMax=seconds, minXRange=min(CLOSEST, seconds))

    def _span(self, place: Place | None) -> Span | None:
        if place is None or self._report is None:
            return None
        spans = self._report.words if place.phoneme is None else self._report.phonemes
        return next((span for span in reversed(spans) if span.place == place), None)

    def _reveal(self, span: Span) -> None:
        start, end = self.view
        wide = end - start
        if span.place.phoneme is not None:
            # From far a phoneme is a sliver: come close enough for its name to fit.
            wide = min(wide, max(CLOSE, (span.end - span.start) * self.width() / LEGIBLE))
        middle = (span.start + span.end) / 2
        if wide < end - start or span.start < start or span.end > end:
            left = min(max(0.0, middle - wide / 2), max(0.0, self._seconds - wide))
            self._boxes[0].setXRange(left, left + wide, padding=0)

    # What the user does

    def span_at(self, position: QPointF) -> Span | None:
        """What lies at a point of the scene: a word in the words' lane, else a phoneme."""
        for box, lane in zip(self._boxes, (self.phonemes, self.words, self.phonemes), strict=True):
            if box.sceneBoundingRect().contains(position):
                start, end = self.view
                reach = 6 * (end - start) / max(1.0, box.width())
                seconds = box.mapSceneToView(position).x()
                hit = lane.at(seconds, reach)
                return hit or (self.words.at(seconds, reach) if box is self._boxes[0] else None)
        return None

    def _on_click(self, event: object) -> None:
        span = self.span_at(event.scenePos())  # type: ignore[attr-defined]
        if span is not None:
            self.picked.emit(span)

    def _on_hover(self, position: QPointF) -> None:
        span = self.span_at(position)
        if span is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(self.mapToGlobal(self.mapFromScene(position)), span.tip, self)

    def _step(self, way: int) -> None:
        spans = self.phonemes.spans
        if not spans:
            return
        places = [span.place for span in spans]
        word = self._selected.word if self._selected else 0
        if self._selected in places:
            index = min(max(0, places.index(self._selected) + way), len(places) - 1)
        else:
            index = next((i for i, place in enumerate(places) if place.word >= word), 0)
        self.picked.emit(spans[index])

    def _take_theme(self) -> None:
        colours = theme.of(self.palette())
        self.setBackground(colours.card)
        for item in (self.signal, self.marks, self.words, self.phonemes, *self._playheads):
            item.theme = colours
            item.update()
        self._axis.setPen(pg.mkPen(colours.border))
        self._axis.setTextPen(pg.mkPen(colours.muted))

    def sizeHint(self) -> QSize:
        return QSize(560, 240)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self._step(-1)
            case Qt.Key.Key_Right:
                self._step(1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(0.5)
            case Qt.Key.Key_Minus:
                self.zoom(2.0)
            case Qt.Key.Key_0:
                self.fit()
            case _:
                event.ignore()

    def event(self, event: QEvent) -> bool:
        step = step_of(event)
        if step and self.tab is not None and self.tab(step):
            return True
        return bool(super().event(event))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_axis"):
            self._take_theme()
