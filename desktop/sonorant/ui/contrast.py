"""How a take differs from its model in tempo and melody, in numbers and in sentences; without Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Audio
from sonorant.speech.assessment import Assessment
from sonorant.speech.timing import span, to_seconds
from sonorant.ui.analysis import STEP_SECONDS, PitchTracker
from sonorant.ui.numbers import Number
from sonorant.ui.words import translate
from sonorant.voices.base import Spoken

SAME_TEMPO = 0.12
"""Share of the model's length within which a take is as fast as it."""
SAME_SPAN = 0.25
STRETCHED = 1.6
"""How many times longer than usual in this take a word is that is told of."""
_LEAST_VOICED = 20


@dataclass(frozen=True, slots=True, eq=False)
class Voiced:
    """One of the two: its sound from the first word to the last, and the pitch of it in Hz (10 ms; NaN: no voice)."""

    sound: Audio
    hertz: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        """From the first word to the last."""
        return self.sound.seconds

    @property
    def semitones(self) -> float | None:
        """How far the voice moves, lowest to highest without the outer twentieths; None with too little voice."""
        voiced = self.hertz[np.isfinite(self.hertz)]
        if len(voiced) < _LEAST_VOICED:
            return None
        low, high = np.percentile(voiced, [5, 95])
        return float(12 * np.log2(high / low))


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """A take beside its model. `longer` is the word that is drawn out most, if any is, and how many times."""

    model: Voiced
    mine: Voiced
    longer: tuple[str, float] | None

    def sentences(self) -> list[str]:
        """What is told of it."""
        return [each for each in (self._tempo(), self._melody(), self._word()) if each]

    def _tempo(self) -> str:
        share = self.mine.seconds / max(self.model.seconds, 0.1)
        if abs(share - 1) <= SAME_TEMPO:
            return translate("ui", "You were as fast as the model ({0:.1f} s).").format(Number(self.mine.seconds))
        text = (
            translate("ui", "You took {0:.1f} s, the model {1:.1f} s: a little faster next time.")
            if share > 1
            else translate("ui", "You took {0:.1f} s, the model {1:.1f} s: take a little more time.")
        )
        return text.format(Number(self.mine.seconds), Number(self.model.seconds))

    def _melody(self) -> str:
        mine, model = self.mine.semitones, self.model.semitones
        if mine is None or model is None:
            return ""
        if mine < model * (1 - SAME_SPAN):
            text = translate("ui", "Your voice moved over {0:.0f} semitones, the model's over {1:.0f}: move it more.")
        elif mine > model * (1 + SAME_SPAN):
            text = translate("ui", "Your voice moved over {0:.0f} semitones, the model's over {1:.0f}.")
        else:
            text = translate("ui", "Your voice moved as much as the model's (over {0:.0f} semitones).")
        return text.format(mine, model)

    def _word(self) -> str:
        if self.longer is None:
            return ""
        return translate("ui", "Beside the rest, you drew out “{0}” most ({1:.1f} times).").format(
            self.longer[0], Number(self.longer[1])
        )


def contrast(spoken: Spoken, audio: Audio, assessment: Assessment, pitch: PitchTracker) -> Contrast | None:
    """Compare a take with its model; None if the words of one of them are not known."""
    mine: dict[tuple[int, int], tuple[int, int]] = {}
    for word in assessment.words or ():
        times = span(word)
        if word.span is not None and times is not None:  # the words of a number have the same place
            before = mine.get(word.span, times)
            mine[word.span] = min(before[0], times[0]), max(before[1], times[1])
    model = {word.span: (word.offset, word.offset + word.duration) for word in spoken.words}
    if not mine or not model:
        return None
    both = [place for place in model if place in mine]
    ratios = {place: _length(mine[place]) / max(_length(model[place]), 1) for place in both}
    usual = float(np.median(list(ratios.values()))) if ratios else 1.0
    text = assessment.text
    most = max(both, key=lambda place: ratios[place], default=None)
    longer = None
    if most is not None and ratios[most] > STRETCHED * usual and len(both) > 2:
        longer = text[slice(*most)], ratios[most] / usual
    return Contrast(
        _voiced(spoken.audio, list(model.values()), pitch), _voiced(audio, list(mine.values()), pitch), longer
    )


def _length(times: tuple[int, int]) -> int:
    return times[1] - times[0]


def _voiced(audio: Audio, times: list[tuple[int, int]], pitch: PitchTracker) -> Voiced:
    start, end = to_seconds(min(start for start, _ in times)), to_seconds(max(end for _, end in times))
    hertz = pitch(audio)[round(start / STEP_SECONDS) : round(end / STEP_SECONDS)]
    samples = audio.samples[round(start * audio.rate) : round(end * audio.rate)]
    return Voiced(Audio(samples, audio.rate), hertz)
