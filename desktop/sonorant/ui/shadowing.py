"""Shadowing: the model speaks, the learner repeats, and both are compared."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sonorant.engines.base import Partial
from sonorant.ui.analysis import PitchTracker
from sonorant.ui.model_voice import ModelVoice
from sonorant.ui.practice import Practice
from sonorant.ui.report_model import Report
from sonorant.ui.state import Phase, State
from sonorant.ui.tasks import Tasks

if TYPE_CHECKING:
    from sonorant.ui.contrast import Contrast

SILENCE_MILLISECONDS = 1200
"""How long after the last word the recording ends by itself."""


class Step(Enum):
    """Where a round of shadowing is."""

    OFF = auto()
    MODEL = auto()
    LEARNER = auto()


class Shadowing(QObject):
    """Plays the model, then records by itself, then compares. All methods are for the GUI thread.

    Signals:
        changed: carries the `Step`.
        contrasted: carries the `Contrast` of the take with its model, or None when it no longer holds.
    """

    changed = Signal(object)
    contrasted = Signal(object)

    def __init__(
        self, model: ModelVoice, practice: Practice, work: Tasks, pitch: PitchTracker, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._practice, self._work, self._pitch = model, practice, work, pitch
        self.step = Step.OFF
        self._text = ""
        self._end = QTimer(self, interval=SILENCE_MILLISECONDS, singleShot=True)
        self._end.timeout.connect(self._on_all_said)
        model.ended.connect(self._on_model_ended)
        model.changed.connect(self._on_model)
        practice.read.connect(self._on_read)
        practice.judged.connect(self._on_judged)
        practice.changed.connect(self._on_practice)

    def toggle(self) -> None:
        """Begin a round with the text that is chosen, or end the one that goes on."""
        if self.step is not Step.OFF:
            self.stop()
        elif self._practice.state.why_not_record is None:
            self.contrasted.emit(None)
            self._text = self._practice.state.text
            self._set(Step.MODEL)
            self._model.say(self._text)

    def stop(self) -> None:
        """End the round: the model falls silent, a recording is assessed as far as it goes."""
        step, self.step = self.step, Step.OFF
        self._end.stop()
        if step is Step.MODEL:
            self._model.stop()
        elif step is Step.LEARNER and self._practice.state.recording:
            self._set(Step.LEARNER)  # its verdict is still to be compared
            self._practice.stop()
            return
        self.changed.emit(self.step)

    def _on_model(self) -> None:
        if self.step is Step.MODEL and not self._model.active:
            QTimer.singleShot(0, self, self._on_model_silent)

    def _on_model_silent(self) -> None:
        """The model was stopped or failed, for otherwise it would be the learner's turn."""
        if self.step is Step.MODEL and not self._model.active:
            self._set(Step.OFF)

    def _on_model_ended(self) -> None:
        if self.step is not Step.MODEL:
            return
        if self._practice.state.why_not_record is not None or self._practice.state.text != self._text:
            self._set(Step.OFF)
            return
        self._practice.record()
        self._set(Step.LEARNER)

    def _on_read(self, partial: Partial) -> None:
        # By the place, as how words are counted is the engine's own.
        rest = self._text if partial.span is None else self._text[partial.span[1] :]
        if self.step is Step.LEARNER and not any(map(str.isalnum, rest)) and not self._end.isActive():
            self._end.start()

    def _on_all_said(self) -> None:
        if self.step is Step.LEARNER and self._practice.state.recording:
            self._practice.stop()

    def _on_practice(self, state: State) -> None:
        if self.step is Step.LEARNER and state.phase is Phase.READY and not state.judged:
            QTimer.singleShot(0, self, self._on_ready)  # between two phases it is ready for a moment

    def _on_ready(self) -> None:
        """The microphone failed, or the verdict was cancelled."""
        state = self._practice.state
        if self.step is Step.LEARNER and state.phase is Phase.READY and not state.judged:
            self._set(Step.OFF)

    def _on_judged(self, report: Report | None) -> None:
        if report is None:
            if self.step is Step.OFF:
                self.contrasted.emit(None)
            return
        if self.step is not Step.LEARNER:
            return
        self._set(Step.OFF)
        sound, spoken = self._practice.sound, self._model.said
        from sonorant.ui.contrast import contrast  # noqa: PLC0415 - not needed until there is something to compare

        if sound is not None and spoken is not None and report.assessment.text == self._text:
            self._work.run(
                lambda _: contrast(spoken, sound.audio, report.assessment, self._pitch), done=self._on_contrast
            )

    def _on_contrast(self, found: Contrast | None) -> None:
        self.contrasted.emit(found)

    def _set(self, step: Step) -> None:
        self.step = step
        if step is not Step.LEARNER:
            self._end.stop()
        self.changed.emit(step)
