"""The scores: the overall one as a ring, the aspects as bars."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from sonorant.speech.assessment import Interval, Scores
from sonorant.ui import theme
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.common import USUAL_POINTS, label, meter, restyle
from sonorant.ui.words import translate

ASPECTS = (
    QT_TRANSLATE_NOOP("ui", "accuracy"),
    QT_TRANSLATE_NOOP("ui", "fluency"),
    QT_TRANSLATE_NOOP("ui", "completeness"),
    QT_TRANSLATE_NOOP("ui", "prosody"),
)
MEANINGS = {
    "overall": QT_TRANSLATE_NOOP("ui", "all aspects together; the worst of them weighs most."),
    "accuracy": QT_TRANSLATE_NOOP("ui", "how close each sound comes to that of a native speaker."),
    "fluency": QT_TRANSLATE_NOOP("ui", "how evenly you speak, with pauses where they belong."),
    "completeness": QT_TRANSLATE_NOOP("ui", "how many of the words of the text you said."),
    "prosody": QT_TRANSLATE_NOOP("ui", "how natural your stress, melody, speed and rhythm are."),
}
"""What each score says, in a sentence that goes on from its name."""


NUMBER_MOST, NAME_MOST = 27, 12
"""Points for which the ring has room."""


class ScoreRing(QWidget):
    """The overall score, 0 to 100, as a number inside a ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.score: float | None = None
        self.setFixedSize(QSize(104, 104))
        self.set_score(None)

    def set_score(self, score: float | None, interval: Interval | None = None) -> None:
        self.score = score
        self.setToolTip(_explained("overall", interval))
        self.setAccessibleName(translate("ui", "Overall pronunciation score"))
        given = (
            translate("ui", "not assessed yet") if score is None else translate("ui", "{0:.0f} of 100").format(score)
        )
        self.setAccessibleDescription("; ".join([given, *_sure(interval)]))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        painter.setPen(QPen(QColor(colours.track), 9))
        painter.drawEllipse(ring)
        if self.score is not None:
            pen = QPen(QColor(theme.score_colour(colours, self.score)), 9, c=Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(ring, 90 * 16, round(-self.score / 100 * 360 * 16))
        painter.setPen(QColor(colours.text))
        painter.setFont(_sized(painter.font(), self._points(22, NUMBER_MOST), bold=True))
        painter.drawText(ring.adjusted(0, 0, 0, -12), Qt.AlignmentFlag.AlignCenter, _number(self.score))
        painter.setPen(QColor(colours.muted))
        painter.setFont(_sized(painter.font(), self._points(8, NAME_MOST), bold=False))
        painter.drawText(ring.adjusted(0, 34, 0, 0), Qt.AlignmentFlag.AlignCenter, translate("ui", "overall"))
        painter.end()

    def _points(self, usual: int, most: int) -> int:
        """The size of a text in the ring: it grows with the window's, as far as the ring has room."""
        return round(min(most, usual * max(1.0, self.font().pointSizeF() / USUAL_POINTS)))


class Aspects(QWidget):
    """One bar and number for each aspect of the full text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        self.bars: dict[str, tuple[QProgressBar, QLabel]] = {}
        self._names: dict[str, QLabel] = {}
        for line, aspect in enumerate(ASPECTS):
            title = translate("ui", aspect.capitalize())
            name, bar, number = label(title), meter(title), _Number()
            bar.setMinimumWidth(24)
            name.setBuddy(bar)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, part in enumerate((name, bar, number)):
                grid.addWidget(part, line, column)
            self.bars[aspect] = (bar, number)
            self._names[aspect] = name
        self.set_scores(Scores())

    def set_scores(self, scores: Scores) -> None:
        for aspect, (bar, number) in self.bars.items():
            score: float | None = getattr(scores, aspect)
            bar.setValue(0 if score is None else round(score))
            given = (
                translate("ui", "not assessed") if score is None else translate("ui", "{0:.0f} of 100").format(score)
            )
            interval = scores.intervals.get(aspect)
            bar.setAccessibleDescription(" ".join([f"{given}; {translate('ui', MEANINGS[aspect])}", *_sure(interval)]))
            number.setText(_number(score))
            tip = _explained(aspect, interval)
            for explained in (self._names[aspect], bar, number):
                explained.setToolTip(tip)
            restyle(bar, "band", band(score))


class _Number(QLabel):
    """A score, with room for any: the bars before it do not move, and with larger text no figure is cut."""

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self.fontMetrics().horizontalAdvance("100"), 0))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def band(score: float | None) -> str:
    """The style sheet's name for how good a score is."""
    if score is None:
        return "none"
    return "good" if score >= 80 else "fair" if score >= 60 else "poor"


def meaning(score: str) -> str:
    """What a score of `MEANINGS` says."""
    return translate("ui", "{0}: {1}").format(translate("ui", score.capitalize()), translate("ui", MEANINGS[score]))


def ranges(intervals: Mapping[str, Interval]) -> list[str]:
    """Where the experts' scores lie (by the fields of `Scores`), in a sentence, if that is known of any."""
    known = {**intervals, "overall": intervals.get("pronunciation")}
    listed = [
        f"{translate('ui', score.capitalize())} {interval[0]:.0f}–{interval[1]:.0f}"
        for score in MEANINGS
        if (interval := known.get(score)) is not None
    ]
    said = translate("ui", "In four of five cases the experts' own scores lie in these ranges: {0}.")
    return [said.format(", ".join(listed))] if listed else []


def _explained(score: str, interval: Interval | None) -> str:
    """What a score says, and how sure it is."""
    return "\n".join([meaning(score), *_sure(interval)])


def _sure(interval: Interval | None) -> list[str]:
    """Where the experts' score lies, if that is known."""
    if interval is None:
        return []
    said = translate("ui", "In four of five cases the experts' own score lies between {0:.0f} and {1:.0f}.")
    return [said.format(*interval)]


def _number(score: float | None) -> str:
    return "–" if score is None else f"{score:.0f}"


def _sized(font: QFont, points: int, bold: bool) -> QFont:
    result = QFont(font)
    result.setPointSize(points)
    result.setBold(bold)
    return result
