"""Lanes one above the other on one time axis, with a playhead through all of them and an overview below."""

from __future__ import annotations

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtWidgets import QWidget

from sonorant.ui.numbers import Number
from sonorant.ui.theme import Theme
from sonorant.ui.widgets.time_box import OverviewBox, TimeBox
from sonorant.ui.widgets.waveform_items import PlayheadItem

CLOSEST = 0.05
"""The shortest time in seconds that can be zoomed to."""
GAP = 3


class TimeAxis(pg.AxisItem):  # type: ignore[misc]
    """Minutes and seconds."""

    def tickStrings(self, values: list[float], _scale: float, spacing: float) -> list[str]:
        digits = 0 if spacing >= 1 else 1 if spacing >= 0.1 else 2
        width = 2 if digits == 0 else digits + 3
        return [f"{int(value // 60)}:{Number(value % 60):0{width}.{digits}f}" for value in values]


class TimeStack(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Shows so much of the time as is zoomed to, the same in all lanes; the first lane is drawn from -1 to 1."""

    def __init__(self, lanes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seconds = CLOSEST
        self.boxes = [TimeBox() for _ in range(lanes)]
        self.playheads = [PlayheadItem() for _ in self.boxes]
        self.overview = OverviewBox()
        self.axis = TimeAxis("bottom", linkView=self.boxes[0])
        self.axis.setStyle(maxTickLevel=1)  # the finest ticks are most of what an axis costs, and have no text
        for row, (box, playhead) in enumerate(zip(self.boxes, self.playheads, strict=True)):
            box.setYRange(0, 1, padding=0)
            if row > 0:
                box.setXLink(self.boxes[0])
            self.ci.addItem(box, row=row, col=0)
            box.addItem(playhead, ignoreBounds=True)
        self.boxes[0].setYRange(-1, 1, padding=0)
        self.ci.addItem(self.axis, row=lanes, col=0)
        self.overview.setYRange(-1, 1, padding=0)
        self.ci.addItem(self.overview, row=lanes + 1, col=0)
        self.ci.layout.setVerticalSpacing(GAP)
        self.ci.layout.setContentsMargins(0, 0, 0, 0)
        self.overview.wanted.connect(self.centre)

    def draw(self, box: TimeBox, *items: pg.GraphicsObject) -> None:
        """Put items into a lane or the overview, the last one on top."""
        for item in items:
            box.addItem(item, ignoreBounds=True)

    @property
    def view(self) -> tuple[float, float]:
        """The seconds in view, from and to."""
        (start, end), _ = self.boxes[0].viewRange()
        return start, end

    def look_at(self, start: float, end: float) -> None:
        """Bring a stretch of seconds into view, and nothing else."""
        self.boxes[0].setXRange(start, end, padding=0)

    def centre(self, middle: float) -> None:
        """Have a moment in the middle of the view, as far as there is something around it."""
        start, end = self.view
        left = min(max(0.0, middle - (end - start) / 2), self.seconds - (end - start))
        self.look_at(left, left + end - start)

    def fit(self) -> None:
        """Show the whole recording."""
        self.look_at(0, self.seconds)

    def set_playhead(self, seconds: float | None) -> None:
        """Put the playhead at a time; it stays in view while it moves."""
        start, end = self.view
        if seconds is not None and end <= seconds < self.seconds:
            self.look_at(seconds, min(self.seconds, seconds + end - start))
        for item in self.playheads:
            item.move(seconds)

    def limit(self, seconds: float) -> None:
        """Let nothing after a time be zoomed or moved to."""
        for box in self.boxes:
            box.setLimits(xMin=0, xMax=seconds, minXRange=min(CLOSEST, seconds))

    def set_height(self, box: TimeBox, height: float) -> None:
        """Give a lane a height in pixels; 0 hides it."""
        box.setVisible(height > 0)
        box.setMinimumHeight(height)
        box.setMaximumHeight(height)

    def colour(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.setBackground(theme.card)
        self.axis.setPen(pg.mkPen(theme.border))
        self.axis.setTextPen(pg.mkPen(theme.muted))
