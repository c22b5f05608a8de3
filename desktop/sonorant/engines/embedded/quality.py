"""How well a take was recorded, from its samples and from where speech was heard in it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.frontend import FRAMES_PER_SECOND, HOP, RATE, Floats, power_spectrum
from sonorant.speech.assessment import SignalQuality

SILENT_LEVEL = -60.0
"""Loudest 100 ms of a take below this (dB relative to full scale) hold no speech."""
TELEPHONE_HERTZ = 4000.0
"""Takes whose bandwidth is lower: of 120 learners' takes the narrowest reaches 5812, at 8 kHz none passes 3875."""
NOISY, CLIPPED, QUIET = 20.0, 0.003, -42.0
"""Ratio to the noise (dB) and level (dB) below which, and share of clipped samples above which, there is advice.

Of 120 learners' takes the noisiest has 22.9 dB, the quietest -36.4 dB, and none is clipped."""
LEAST_SNR, MOST_CLIPPED, LEAST_HERTZ = 16.0, 0.1, 2800.0
"""Beyond these scores are withheld: accuracy moves by some 10 of 100 from that of the clean recording.

`python tests/measure.py quality` prints by how much; the level alone does no such harm down to -70 dB."""
STEADY = 2.0
"""Decibels by which speech stands out at least, from what is around it and from its own quietest moments.

Of 400 learners' takes the least does so by 11.6 dB, of synthetic words cut off right where they begin and end by 5.0,
a voice with noise 5 dB below it by 3.9; hums, tones, chirps and noises do by less."""
_BANDWIDTH_FRAMES = 30 * FRAMES_PER_SECOND
_FULL_SCALE = 0.99
_LOUD_RANGE, _SMOOTHED = 25.0, 5
"""Speech lies within so many dB of its loudest; the frames over which the level is taken."""
_FLOOR = 1e-7
_SWING = 81
"""Samples, 5 ms, over which the swings are taken that count as no sound: the ear of the engine begins at 130 Hz."""
_AUDIBLE = np.convolve(*2 * [np.eye(1, _SWING, _SWING // 2)[0] - 1.0 / _SWING]).astype(np.float32)
"""A filter that lets 200 Hz and more through, 100 Hz less by 17 dB, the mains' 50 Hz by 40 dB."""


class Meter:
    """Measures a take of 16 kHz samples while it comes in, without keeping it."""

    def __init__(self) -> None:
        self._rest = np.empty(0, dtype=np.float32)
        self._before = np.zeros(len(_AUDIBLE) - 1, dtype=np.float32)
        self._energy: list[NDArray[np.float64]] = []
        self._audible: list[NDArray[np.float64]] = []
        self._beginning: list[Floats] = []
        self._peak = 0.0
        self._clipped = 0
        self._count = 0

    def feed(self, samples: Floats) -> None:
        """Take the next samples in [-1, 1], shape (n,)."""
        if self._count < _BANDWIDTH_FRAMES * HOP:
            self._beginning.append(samples[: _BANDWIDTH_FRAMES * HOP - self._count])
        level = np.abs(samples)
        self._peak = max(self._peak, float(level.max(initial=0.0)))
        self._clipped += int((level >= _FULL_SCALE).sum())
        self._count += len(samples)
        samples = np.concatenate([self._rest, samples])
        whole = samples[: len(samples) // HOP * HOP]
        self._rest = samples[len(whole) :]
        if len(whole):
            heard = np.concatenate([self._before, whole])
            self._before = heard[-len(self._before) :]
            self._energy.append(_power(whole))
            self._audible.append(_power(np.convolve(heard, _AUDIBLE, "valid")))

    @property
    def seconds(self) -> float:
        """Length of the take so far."""
        return self._count / RATE

    def loudest(self) -> float:
        """Level of the loudest 100 ms so far, dB relative to full scale."""
        return _loudest(np.concatenate([*self._energy, np.zeros(1)]))

    def loud(self) -> NDArray[np.bool_]:
        """Which frames may be speech, shape (frames,), by their level alone: for a take in which no word was heard."""
        level = self._level()
        return np.asarray(level > 10.0 ** (-_LOUD_RANGE / 10.0) * level.max(initial=0.0))

    def unevenness(self) -> float:
        """Decibels by which what may be speech by its level lies above its own quietest moments."""
        loud = self._level()[self.loud()]
        return _ratio_to_noise(loud, np.ones(len(loud), dtype=np.bool_))

    def _level(self) -> NDArray[np.float64]:
        """The smoothed power of each frame, without what is not audible."""
        power = np.concatenate([*self._audible, np.zeros(1)])
        return np.convolve(power, np.full(_SMOOTHED, 1.0 / _SMOOTHED), mode="same")[: len(power) - 1]

    def finish(self, speech: NDArray[np.bool_]) -> SignalQuality:
        """The quality of the take; `speech` tells which 10 ms frames are speech, shape (frames,)."""
        energy = np.concatenate(self._energy)
        spoken = energy[: len(speech)][speech[: len(energy)]]
        loud = float(spoken.mean()) if len(spoken) else 0.0
        return SignalQuality(
            snr=_ratio_to_noise(np.concatenate(self._audible), speech),
            peak=round(_decibel(self._peak), 1),
            level=round(_decibel(loud**0.5), 1),
            clipped=round(self._clipped / max(self._count, 1), 5),
            silence=round(1.0 - float(speech.mean()), 3),
            bandwidth=_bandwidth(np.concatenate(self._beginning), speech),
        )


def is_silent(pieces: Iterable[Floats]) -> bool:
    """Whether a take is silent as its `Meter` would say, in 16 kHz pieces of whole tenths of a second but for the last.

    It is looked at up to its first sound only.
    """
    return all(_loudest(_power(piece[: len(piece) // HOP * HOP])) < SILENT_LEVEL for piece in pieces)


def is_noisy(quality: SignalQuality) -> bool:
    """Whether words may be lost in the noise, or the right text sound like another."""
    return quality.snr is not None and quality.snr < NOISY


def withheld(quality: SignalQuality, least_snr: float = LEAST_SNR) -> str | None:
    """Why no score can be given for such a recording, and what to do; ``None`` if it can."""
    if quality.clipped is not None and quality.clipped > MOST_CLIPPED:
        return "The recording is too distorted to judge by: lower the microphone's level, then record again."
    if quality.snr is not None and quality.snr < least_snr:
        return "There is too much noise to judge by: find a quieter place or move closer, then record again."
    if quality.bandwidth is not None and quality.bandwidth < LEAST_HERTZ:
        return "The recording is too muffled to judge by: use another microphone or connection, then record again."
    return None


def warnings(quality: SignalQuality) -> tuple[str, ...]:
    """What is wrong with the recording, though it can be judged, and what to do about it, one sentence each."""
    found = []
    if quality.snr is not None and LEAST_SNR <= quality.snr < NOISY:
        found.append("There is much noise in this recording: move closer to the microphone or find a quieter place.")
    if quality.clipped is not None and CLIPPED < quality.clipped <= MOST_CLIPPED:
        found.append("The recording is too loud and distorted: lower the microphone's level or move back a little.")
    if quality.level is not None and quality.level < QUIET:
        found.append("The recording is very quiet: move closer to the microphone or raise its level.")
    if quality.bandwidth is not None and LEAST_HERTZ <= quality.bandwidth < TELEPHONE_HERTZ:
        found.append("The recording has telephone quality: sounds such as s, f and th cannot be judged well.")
    return tuple(found)


def _power(samples: Floats) -> NDArray[np.float64]:
    """Mean power of each frame, shape (frames,); the samples are whole frames."""
    power: NDArray[np.float64] = (samples.reshape(-1, HOP).astype(np.float64) ** 2).mean(axis=1)
    return power


def _loudest(power: NDArray[np.float64]) -> float:
    """Level of the loudest 100 ms, dB relative to full scale, of the power of each frame."""
    padded = np.pad(power, (0, -len(power) % 10)).reshape(-1, 10)
    return _decibel(float(padded.mean(axis=1).max(initial=0.0)) ** 0.5)


def _ratio_to_noise(energy: NDArray[np.float64], speech: NDArray[np.bool_]) -> float:
    """Decibels by which the speech is above the noise; `energy` and `speech` are those of the frames."""
    spoken = energy[: len(speech)][speech[: len(energy)]]
    loud = float(spoken.mean()) if len(spoken) else 0.0
    # The quietest twentieth of the take stands for the noise: pauses, or the gaps between sounds.
    noise = float(np.quantile(energy, 0.05)) if len(energy) else 0.0
    return round(10.0 * float(np.log10(max(loud - noise, _FLOOR**2) / max(noise, _FLOOR**2))), 1)


def _bandwidth(samples: Floats, speech: NDArray[np.bool_]) -> float | None:
    """The frequency below which all but a ten-thousandth of the speech's pre-emphasised power lies, Hz."""
    seen = min(len(speech), _BANDWIDTH_FRAMES)
    power = power_spectrum(samples[: seen * HOP])
    chosen = power[speech[: len(power)]]
    if not len(chosen):
        return None
    share = np.cumsum(chosen.mean(axis=0, dtype=np.float64))
    place = int(np.searchsorted(share, 0.9999 * share[-1]))
    return float(round(place * RATE / 2 / (power.shape[1] - 1)))


def _decibel(amplitude: float) -> float:
    return 20.0 * float(np.log10(max(amplitude, _FLOOR)))
