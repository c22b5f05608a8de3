"""The waveform: signal, error marks, lanes of words, syllables and phonemes, playhead, all on one time axis."""

from __future__ import annotations

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolTip, QWidget

from sonorant.audio.envelope import Floats
from sonorant.audio.spectrogram import Spectrogram
from sonorant.speech.marks import Mark
from sonorant.ui import theme
from sonorant.ui.analysis import Pitch
from sonorant.ui.growing import GrowingOutline, Outline
from sonorant.ui.numbers import Number
from sonorant.ui.report_model import Place, Report, Span
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.analysis_items import PitchItem, SpectrogramItem
from sonorant.ui.widgets.key_walk import KeyWalk
from sonorant.ui.widgets.pinch import Pinch
from sonorant.ui.widgets.span_items import LaneItem, MarksItem, WindowItem
from sonorant.ui.widgets.spans_on_screen import SpansOnScreen
from sonorant.ui.widgets.time_stack import CLOSEST, GAP, TimeStack
from sonorant.ui.widgets.waveform_items import SignalItem, StretchItem
from sonorant.ui.words import translate

ABOUT = QT_TRANSLATE_NOOP(
    "ui",
    "The recording over time with its words and sounds. Left and right choose a sound, with Shift a stretch of time, "
    "Escape chooses nothing, plus and minus zoom, 0 shows the whole recording. The table in the report says the same "
    "in words.",
)
LIVE_WINDOW = 8.0
"""Seconds in view while recording."""
LONG = 20.0
"""Seconds from which on a take has an overview."""
ANALYSIS_HEIGHT, OVERVIEW_HEIGHT, LEAST_SIGNAL = 64.0, 34.0, 60
WHOLE = (Mark.PAUSE, Mark.MISSING_PAUSE, Mark.OMITTED, Mark.ADDED, Mark.REPEATED)
"""Errors of words that are painted over the signal; of a mispronounced word the phonemes are."""
CLOSE, LEGIBLE = 0.5, 28.0
"""The seconds not to be undercut, and the pixels to be given to a phoneme, when one is brought into view."""
LANES = SIGNAL, WORDS, SYLLABLES, PHONEMES, SPECTROGRAM, PITCH = range(6)


class Waveform(TimeStack):
    """The sound of a take and what the engine found in it.

    Signals:
        picked: a span was clicked or chosen with the keys; carries the `Span`, or None where nothing was clicked.
        stretched: a drag or the keys selected a stretch of time; carries (from, to) in seconds.
    """

    picked = Signal(object)
    stretched = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(len(LANES), parent)
        self.setAccessibleName(translate("ui", "Waveform"))
        self._describe(None)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one stop for the keyboard, not two; and then
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # this one: what the viewport is told, the view takes on
        self.viewport().setAccessibleName(translate("ui", "Waveform"))
        self.setMinimumSize(280, 120)
        self.signal, self.marks, self.stretch = SignalItem(), MarksItem(), StretchItem()
        self.words, self.syllables, self.phonemes = LaneItem(), LaneItem(), LaneItem()
        self.spectrogram, self.pitch = SpectrogramItem(), PitchItem()
        self.outline, self.window_item = SignalItem(), WindowItem()
        self._report: Report | None = None
        self._live: GrowingOutline | None = None
        self._selected: Place | None = None
        self._keys = KeyWalk()
        self._build()
        self._connect()
        self._take_theme()
        self._take_font()
        self._show(None)

    def _build(self) -> None:
        self.draw(self.boxes[SIGNAL], self.signal, self.marks, self.stretch)
        others = (self.words, self.syllables, self.phonemes, self.spectrogram, self.pitch)
        for box, item in zip(self.boxes[WORDS:], others, strict=True):
            self.draw(box, item)
        self.draw(self.overview, self.outline, self.window_item)
        for row in (SYLLABLES, SPECTROGRAM, PITCH):
            self.show_lane(row, False)

    def _connect(self) -> None:
        Pinch(self).pinched.connect(self._on_pinch)
        self.scene().sigMouseClicked.connect(self._on_click)
        self.scene().sigMouseMoved.connect(self._on_hover)
        for box in self.boxes:
            box.stretched.connect(self._on_drag)
        self.boxes[SIGNAL].sigXRangeChanged.connect(self._on_range)

    # What is shown

    def show_lane(self, lane: int, shown: bool) -> None:
        """Show or hide `SYLLABLES`, `SPECTROGRAM` or `PITCH`."""
        height = self._lane_height() if lane == SYLLABLES else ANALYSIS_HEIGHT
        self.set_height(self.boxes[lane], height if shown else 0.0)
        self._keep_room()

    def show_sound(self, outline: Outline | None) -> None:
        """Show a sound, or nothing, without marks."""
        self._live = None
        self.show_report(None)
        self.show_analysis(None, None)
        self._show(outline)

    def show_report(self, report: Report | None) -> None:
        """Put the words, phonemes and errors of `report` at their times, or take them away."""
        self._report = report
        self._selected = None
        self.updateGeometry()
        words, phonemes = (report.words, report.phonemes) if report else ((), ())
        self.words.spans, self.phonemes.spans = SpansOnScreen(words), SpansOnScreen(phonemes)
        self.syllables.spans = SpansOnScreen(report.syllables if report else ())
        self._keys = KeyWalk(self.phonemes.spans.spans)
        wrong = [span for span in phonemes if span.mark is not None]
        self.marks.spans = SpansOnScreen([*(span for span in words if span.mark in WHOLE), *wrong])
        self.window_item.spans = self.marks.spans
        for item in (self.words, self.syllables, self.phonemes, self.marks):
            item.selected = None
        self._update()

    def show_analysis(self, spectrogram: Spectrogram | None, pitch: Pitch | None) -> None:
        """Give the optional lanes something to show."""
        self.spectrogram.spectrogram, self.pitch.pitch = spectrogram, pitch
        self.spectrogram.update()
        self.pitch.update()

    def start_live(self) -> None:
        """Begin to draw a recording."""
        self.show_report(None)
        self.show_analysis(None, None)
        self._live = GrowingOutline()
        self._show(self._live)

    def feed(self, low: Floats, high: Floats, step: float) -> None:
        """Go on drawing the recording with pairs of lowest and highest, each `step` seconds long."""
        if self._live is None:
            return
        self._live.extend(low, high, step)
        end = max(LIVE_WINDOW, self._live.seconds)
        self.limit(end)
        self.look_at(end - LIVE_WINDOW, end)
        self.signal.update()

    def select(self, place: Place | None) -> None:
        """Highlight a place and bring it into view."""
        self._selected = place
        if place is not None:
            self._keys.forget()
        for item in (self.words, self.syllables, self.phonemes, self.marks):
            item.selected = place
            item.update()
        span = self._span(place)
        if span is not None:
            self._reveal(span)
        self._describe(span)

    def _describe(self, selected: Span | None) -> None:
        """Tell screen readers what is selected; a painted widget has no other place for it."""
        about = translate("ui", ABOUT)
        if selected is not None:
            about = translate("ui", "Selected: {0}, at {1:.2f} s. {2}").format(
                selected.tip, Number(selected.start), about
            )
        self.setAccessibleDescription(about)

    def select_stretch(self, stretch: tuple[float, float] | None) -> None:
        """Highlight a stretch of time."""
        self.stretch.stretch = stretch
        self.stretch.update()
        if stretch is None:
            self._keys.forget()

    def set_sounding(self, place: Place | None) -> None:
        """Underline the phoneme and the word that sound now."""
        self.phonemes.sounding = place
        self.words.sounding = Place(place.word) if place is not None else None
        self.words.update()
        self.phonemes.update()

    def zoom(self, factor: float) -> None:
        """Show `factor` times the time now in view, around the selection or the middle."""
        span = self._span(self._selected)
        start, end = self.view
        middle = (span.start + span.end) / 2 if span else (start + end) / 2
        half = max(CLOSEST, (end - start) * factor) / 2
        self.look_at(middle - half, middle + half)

    def _show(self, outline: Outline | None) -> None:
        finished = outline is not None and outline is not self._live
        self.signal.outline = self.outline.outline = outline
        self.signal.gain = self.outline.gain = 1.0
        if finished and outline is not None:
            # Soft recordings are drawn larger, but silence must not look like speech.
            low, high = outline.columns(0, outline.seconds, 1)
            self.signal.gain = self.outline.gain = 0.9 / max(0.1, high[0], -low[0])
        self.seconds = max(outline.seconds, CLOSEST) if outline is not None and finished else LIVE_WINDOW
        self.limit(self.seconds)
        self.overview.setXRange(0, self.seconds, padding=0)
        self.set_height(self.overview, OVERVIEW_HEIGHT if finished and self.seconds > LONG else 0.0)
        self.set_playhead(None)
        self.select_stretch(None)
        self.fit()
        self._update()

    def _update(self) -> None:
        for item in self._items():
            item.update()

    def _items(self) -> list[pg.GraphicsObject]:
        lanes = [self.words, self.syllables, self.phonemes, self.spectrogram, self.pitch]
        return [self.signal, self.marks, self.stretch, *lanes, self.outline, self.window_item, *self.playheads]

    def _lane_height(self) -> float:
        return float(self.fontMetrics().height()) + 12.0

    def _take_font(self) -> None:
        """Lanes and axis are as high as their text needs."""
        font, height = self.font(), self._lane_height()
        for item in (self.words, self.syllables, self.phonemes, self.marks):
            item.font = font
        for row in (WORDS, SYLLABLES, PHONEMES):
            if row != SYLLABLES or self.boxes[row].isVisible():
                self.set_height(self.boxes[row], height)
        self.axis.setTickFont(font)
        self.axis.setHeight(height - 4)
        self._keep_room()
        self._update()

    def _keep_room(self) -> None:
        """Let no lanes take the room of the signal above them."""
        lanes = sum(self.boxes[lane].minimumHeight() + GAP for lane in (SYLLABLES, SPECTROGRAM, PITCH))
        self.setMinimumHeight(round(3 * self._lane_height() + lanes) + LEAST_SIGNAL)

    def _span(self, place: Place | None) -> Span | None:
        if place is None:
            return None
        lane = self.syllables if place.syllable is not None else self.words if place.is_word else self.phonemes
        return lane.spans.of(place)

    def _reveal(self, span: Span) -> None:
        start, end = self.view
        wide = end - start
        if span.place.phoneme is not None:
            # From far a phoneme is a sliver: come close enough for its name to fit.
            wide = min(wide, max(CLOSE, (span.end - span.start) * self.width() / LEGIBLE))
        middle = (span.start + span.end) / 2
        if wide < end - start or span.start < start or span.end > end:
            left = min(max(0.0, middle - wide / 2), max(0.0, self.seconds - wide))
            self.look_at(left, left + wide)

    # What the user does

    def span_at(self, position: QPointF) -> Span | None:
        """What lies at a point of the scene: a word or syllable in its lane, else a phoneme."""
        lanes = {WORDS: self.words, SYLLABLES: self.syllables}
        for row, box in enumerate(self.boxes):
            if box.isVisible() and box.sceneBoundingRect().contains(position):
                start, end = self.view
                reach = 6 * (end - start) / max(1.0, box.width())
                seconds = box.mapSceneToView(position).x()
                hit = lanes.get(row, self.phonemes).spans.at(seconds, reach)
                return hit or (self.words.spans.at(seconds, reach) if row == SIGNAL else None)
        return None

    def _on_click(self, event: object) -> None:
        position = event.scenePos()  # type: ignore[attr-defined]
        if self.overview.isVisible() and self.overview.sceneBoundingRect().contains(position):
            self.centre(self.overview.mapSceneToView(position).x())
            return
        self.picked.emit(self.span_at(position))

    def _on_drag(self, begin: float, end: float) -> None:
        self._keys.forget()
        start, stop = sorted(min(max(0.0, each), self.seconds) for each in (begin, end))
        if stop > start and self._live is None:
            self.stretched.emit((start, stop))

    def _on_range(self) -> None:
        self.window_item.window = self.view
        self.window_item.update()

    def _on_hover(self, position: QPointF) -> None:
        span = self.span_at(position)
        if span is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(self.mapToGlobal(self.mapFromScene(position)), span.tip, self)

    def _step(self, way: int) -> None:
        span = self._keys.step(self._selected, way)
        if span is not None:
            self.picked.emit(span)

    def _reach(self, way: int) -> None:
        stretch = self._keys.reach(self._selected, way)
        if stretch is not None:
            self.stretched.emit(stretch)
            start, end = self.view
            if not start <= self._keys.end <= end:
                self.centre(self._keys.end)

    def _on_pinch(self, factor: float, place: QPointF) -> None:
        box = self.boxes[SIGNAL]
        box.zoom(1 / max(0.2, factor), box.mapSceneToView(self.mapToScene(place.toPoint())).x())

    def _take_theme(self) -> None:
        colours = theme.of(self.palette())
        self.colour(colours)
        for item in self._items():
            item.theme = colours
        self._update()

    def sizeHint(self) -> QSize:
        return QSize(560, max(240 if self._report is not None else 0, self.minimumHeight()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        go = self._reach if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self._step
        match event.key():
            case Qt.Key.Key_Left:
                go(-1)
            case Qt.Key.Key_Right:
                go(1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(0.5)
            case Qt.Key.Key_Minus:
                self.zoom(2.0)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_Escape if self._selects:
                self.picked.emit(None)
            case _:
                event.ignore()

    @property
    def _selects(self) -> bool:
        return self._selected is not None or self.stretch.stretch is not None

    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._selects:
            event.accept()  # elsewhere it cancels the assessment
            return True
        done: bool = super().event(event)
        return done

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "_selected"):
            return
        if event.type() == QEvent.Type.PaletteChange:
            self._take_theme()
        elif event.type() == QEvent.Type.FontChange:
            self._take_font()
