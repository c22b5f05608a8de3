"""Which errors are shown: a button for each kind that occurs, and how strict to be."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSlider, QWidget

from sonorant.speech.marks import Mark
from sonorant.speech.scores import USUAL_STRICTNESS
from sonorant.ui.report_model import KINDS, Report
from sonorant.ui.widgets.common import button, label
from sonorant.ui.words import translate

REST_MILLISECONDS = 60
PER_LINE = 4


class KindButtons(QWidget):
    """One button for each kind of error, with its letter and how often it occurs.

    Signals:
        hidden_changed: carries the frozenset of the marks that are not to be shown.
    """

    hidden_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        for kind in KINDS:
            each = button(translate("ui", kind.title), style="chip")
            each.setParent(self)  # it is shown before it is laid out, and must not become a window then
            each.setCheckable(True)
            each.setChecked(True)
            each.toggled.connect(self._on_toggled)
            self.buttons.append(each)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(5)
        self._grid.setColumnStretch(PER_LINE, 1)

    @property
    def hidden(self) -> frozenset[Mark]:
        return frozenset(
            mark for kind, each in zip(KINDS, self.buttons, strict=True) if not each.isChecked() for mark in kind.marks
        )

    def show_report(self, report: Report | None) -> None:
        """Show how often each kind occurs; those that do not are left out."""
        counts = report.counts if report else (0,) * len(KINDS)
        shown = [n for n, count in enumerate(counts) if count]
        for number, (kind, each, count) in enumerate(zip(KINDS, self.buttons, counts, strict=True)):
            title = translate("ui", kind.title)
            each.setText(f"{kind.letters} · {count}")
            each.setToolTip(translate("ui", "{0}: {1}. Show or hide them (key {2}).").format(title, count, number + 1))
            each.setAccessibleName(f"{title}: {count}")
            each.setAccessibleDescription(translate("ui", "Shows or hides these errors; key {0}.").format(number + 1))
            self._grid.removeWidget(each)
            each.setVisible(count > 0)
            if count:
                place = shown.index(number)
                self._grid.addWidget(each, place // PER_LINE, place % PER_LINE)
        self.setVisible(bool(shown))

    def toggle(self, number: int) -> None:
        """Show or hide a kind by its number, from 0; one that does not occur stays, as nobody would see it change."""
        if not self.buttons[number].isHidden():
            self.buttons[number].toggle()

    def _on_toggled(self, _checked: bool) -> None:
        self.hidden_changed.emit(self.hidden)


class Strictness(QWidget):
    """How much doubt is enough to mark an error.

    Signals:
        chosen: carries the strictness, 0 to 1.
    """

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 20)
        self.slider.setPageStep(5)
        self.slider.setMinimumWidth(40)
        self.slider.setAccessibleName(translate("ui", "Strictness"))
        tip = translate(
            "ui", "To the left only what is certain is marked, to the right every doubt. The scores stay as they are."
        )
        self.slider.setToolTip(tip)
        self.slider.setAccessibleDescription(tip)
        name = label(translate("ui", "St&rictness"), "muted9")
        name.setBuddy(self.slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(name)
        layout.addWidget(self.slider, 1)
        self.set_value(USUAL_STRICTNESS)
        # Marking a long take anew for each step of a fast drag would hold up the slider.
        self._rest = QTimer(self, interval=REST_MILLISECONDS, singleShot=True)
        self._rest.timeout.connect(self._on_rest)
        self.slider.valueChanged.connect(self._rest.start)

    @property
    def value(self) -> float:
        return self.slider.value() / self.slider.maximum()

    def set_value(self, strictness: float) -> None:
        self.slider.setValue(round(strictness * self.slider.maximum()))

    def _on_rest(self) -> None:
        self.chosen.emit(self.value)
