"""One score over all sessions: a dot for each, and the mean of the last five as a line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QWidget

from sonorant.ui import theme
from sonorant.ui.widgets.day_axis import EARLIEST, LATEST, DayAxis
from sonorant.ui.words import translate

SMOOTHED = 5
"""Sessions that the line is the mean of: one alone says little."""

SHORTEST = 600
"""Seconds that one can look at from as near as it gets."""


class _ScoreAxis(pg.AxisItem):  # type: ignore[misc]
    """Has room beyond its ends for half a number: with a grid, pyqtgraph leaves out those that do not fit between."""

    def boundingRect(self) -> QRectF:
        half = QFontMetricsF(self.font()).height() / 2
        rect: QRectF = super().boundingRect().adjusted(0, -half, 0, half)
        return rect


class HistoryChart(pg.PlotWidget):  # type: ignore[misc]
    """Built once and fed; what it shows is in the table below it as well.

    Signals:
        picked: carries the number of the dot that was clicked.
    """

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, axisItems={"left": _ScoreAxis("left"), "bottom": DayAxis()}, enableMenu=False)
        self.setAccessibleName(translate("ui", "Scores over time"))
        self.setAccessibleDescription(translate("ui", "The same numbers stand in the table below."))
        self.hideButtons()
        self.setYRange(0, 100, padding=0.02)
        self.setLimits(yMin=-2, yMax=102, xMin=EARLIEST, xMax=LATEST, minXRange=SHORTEST)
        self.setMouseEnabled(x=True, y=False)
        self.showGrid(y=True, alpha=0.25)
        self.getAxis("left").setTickSpacing(20, 20)
        self._line = pg.PlotCurveItem(connect="finite", antialias=True)
        self._dots = pg.ScatterPlotItem(size=8, hoverable=True, hoverSize=12, tip=None)
        self.addItem(self._line)
        self.addItem(self._dots)
        self._dots.sigClicked.connect(self._on_clicked)
        self._take_theme()
        self._fit()

    def show_scores(self, moments: Sequence[float], scores: Sequence[float | None]) -> None:
        """Show scores (0–100) at moments (seconds since 1970), the oldest first; None where one was not given."""
        given = [place for place, score in enumerate(scores) if score is not None]
        x = np.array([moments[place] for place in given])
        y = np.array([scores[place] for place in given], float)
        self._dots.setData(x=x, y=y, data=given)
        self._line.setData(x, smoothed(y))
        if len(x):
            around = max(1800.0, 0.03 * float(x[-1] - x[0]))
            self.setXRange(x[0] - around, x[-1] + around, padding=0)

    def _on_clicked(self, _item: object, dots: Sequence[pg.SpotItem], _event: object) -> None:
        if len(dots):
            self.picked.emit(dots[-1].data())

    def _fit(self) -> None:
        """Leave room above for the upper half of the highest number."""
        self.getPlotItem().setContentsMargins(0, self.fontMetrics().height() / 2, 0, 0)

    def _take_theme(self) -> None:
        colours = theme.of(self.palette())
        self.setBackground(colours.card)
        self._line.setPen(pg.mkPen(colours.accent, width=2.5))
        dot = QColor(colours.signal)
        self._dots.setPen(pg.mkPen(colours.card, width=1))
        self._dots.setBrush(pg.mkBrush(dot))
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setPen(pg.mkPen(colours.border))
            axis.setTextPen(pg.mkPen(colours.muted))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_dots"):
            self._take_theme()
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_dots"):
            self._fit()


def smoothed(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of each score and the up to four before it, shape (n,)."""
    sums = np.concatenate([[0.0], np.cumsum(scores)])
    ends = np.arange(1, len(scores) + 1)
    starts = np.maximum(0, ends - SMOOTHED)
    means: NDArray[np.float64] = (sums[ends] - sums[starts]) / (ends - starts)
    return means
