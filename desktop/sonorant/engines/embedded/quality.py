"""How well a take was recorded, from its samples and from where speech was heard in it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.frontend import FRAMES_PER_SECOND, HOP, RATE, Floats, power_spectrum
from sonorant.speech.assessment import SignalQuality

SILENT_LEVEL = -60.0
"""Loudest 100 ms of a take below this (dB relative to full scale) hold no speech."""
TELEPHONE_HERTZ = 4000.0
"""Takes whose bandwidth is lower: of 25 learners' takes the narrowest reaches 4938, at 8 kHz none passes 3875."""
_BANDWIDTH_FRAMES = 30 * FRAMES_PER_SECOND
_CLIPPED = 0.99
_FLOOR = 1e-7


def loudest(samples: Floats) -> float:
    """Level of the loudest 100 ms of 16 kHz `samples`, dB relative to full scale."""
    block = RATE // 10
    if not len(samples):
        return 20.0 * float(np.log10(_FLOOR))
    padded = np.pad(samples, (0, -len(samples) % block)).reshape(-1, block).astype(np.float64)
    return _decibel(float(np.sqrt((padded**2).mean(axis=1)).max()))


def measure(samples: Floats, speech: NDArray[np.bool_]) -> SignalQuality:
    """Quality of 16 kHz `samples`; `speech` tells which 10 ms frames are speech, shape (frames,)."""
    frames = len(speech)
    padded = np.pad(samples, (0, max(0, frames * HOP - len(samples))))[: frames * HOP].reshape(frames, HOP)
    energy = (padded.astype(np.float64) ** 2).mean(axis=1)
    loud = float(energy[speech].mean()) if speech.any() else 0.0
    # The quietest fifth of the take stands for the noise: pauses, or the gaps between sounds.
    noise = float(np.quantile(energy, 0.05))
    return SignalQuality(
        snr=round(10.0 * float(np.log10(max(loud - noise, _FLOOR**2) / max(noise, _FLOOR**2))), 1),
        peak=round(_decibel(float(np.abs(samples).max(initial=0.0))), 1),
        level=round(_decibel(loud**0.5), 1),
        clipped=round(float((np.abs(samples) >= _CLIPPED).mean()), 5),
        silence=round(1.0 - float(speech.mean()), 3),
        bandwidth=_bandwidth(samples, speech),
    )


def warnings(quality: SignalQuality) -> tuple[str, ...]:
    """What is wrong with the recording and what to do about it, one sentence each."""
    found = []
    if quality.snr is not None and quality.snr < 12.0:
        found.append("There is much noise in this recording: move closer to the microphone or find a quieter place.")
    if quality.clipped is not None and quality.clipped > 0.001:
        found.append("The recording is too loud and distorted: lower the microphone's level or move back a little.")
    if quality.level is not None and quality.level < -42.0:
        found.append("The recording is very quiet: move closer to the microphone or raise its level.")
    if quality.bandwidth is not None and quality.bandwidth < TELEPHONE_HERTZ:
        found.append("The recording has telephone quality: sounds such as s, f and th cannot be judged well.")
    return tuple(found)


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
