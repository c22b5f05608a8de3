"""Hearing a take: from samples and the text's pronunciations to everything that the scores are made of.

The work is done while the take is recorded: samples come in pieces of any size and are heard in blocks of fixed size,
so that the pieces do not change what is heard. The speaker's vocal tract and the channel are taken from the beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sonorant.engines.embedded.acoustic_model import AcousticModel, Floats
from sonorant.engines.embedded.alignment import Spoken, Unit
from sonorant.engines.embedded.beginning import CAUTIOUS, learn
from sonorant.engines.embedded.comparison import Evidence, Phones, compare, phones_of
from sonorant.engines.embedded.evidence import Tracks
from sonorant.engines.embedded.frontend import DELTA_REACH, HOP, RATE, Spectra, cepstra, log_mel, with_deltas
from sonorant.engines.embedded.likelihoods import BLOCK, Likelihoods
from sonorant.engines.embedded.network import INSERTED, SILENT, Miscues, Words
from sonorant.engines.embedded.pitch import Pitch, track
from sonorant.engines.embedded.reading import Reading
from sonorant.engines.embedded.second_look import Aside
from sonorant.speech.failures import NothingToJudge, Progress, no_progress

_BEGINNING = 1000
"""Frames from which the speaker's vocal tract and the channel are learned."""
_BEGINNING_WORDS = 60
"""More words than anybody says in `_BEGINNING`."""
_MARGIN = 3
"""Phones on either side that a phone's comparison needs to know."""
_QUIET = 3.5
"""Natural logarithm of energy, 15 dB, by which inserted speech may lie below the words."""
_PIECE = 5 * RATE


class NoWordHeard(NothingToJudge):
    """There is no word of the text in the take."""


@dataclass(frozen=True, eq=False)
class Hearing:
    """What was heard in a take.

    Attributes:
        frames: number of 10 ms frames.
        alpha: warp of the filters for the speaker's vocal tract.
        units: stretches of the take in order of time, without gaps.
        spoken: the words in the order in which they were said; a word said twice is there twice.
        asides: what has a name among the speech that is not in the text.
        phones: the phones as arrays; their `word` is an index into `spoken`.
        evidence: named columns, one row per phone.
        energy: mean log mel energy of each frame, shape (frames,).
        pitch: pitch and voicing of each frame.
    """

    frames: int
    alpha: float
    units: tuple[Unit, ...]
    spoken: tuple[Spoken, ...]
    asides: tuple[Aside, ...]
    phones: Phones
    evidence: Evidence
    energy: Floats
    pitch: Pitch

    def pauses(self) -> list[tuple[int, int, int]]:
        """Silences: (index of the spoken word that follows, first frame, frame after the last)."""
        return self._stretches(SILENT)

    def insertions(self) -> list[tuple[int, int, int]]:
        """Speech that is not in the text: (index of the spoken word that follows, first frame, frame after it)."""
        return self._stretches(INSERTED)

    def _stretches(self, kind: int) -> list[tuple[int, int, int]]:
        found = []
        following = len(self.spoken)
        for unit in reversed(self.units):
            if unit.word == kind:
                found.append((following, unit.start, unit.end))
            elif unit.word >= 0:
                following = unit.word
        return found[::-1]


class Listener:
    """Hears a take while it comes in."""

    def __init__(self, model: AcousticModel, words: Words, miscues: Miscues | None = None) -> None:
        """Listen for `words`, each with at least one pronunciation; ``miscues`` of None: all of them, in order."""
        self._model = model
        self._words = words
        self._miscues = miscues
        self._spectra = Spectra()
        self._power: list[Floats] = []
        self._energy: list[Floats] = []
        self._alpha: float | None = None
        self._mean = np.zeros(13, dtype=np.float32)
        self._static = np.empty((0, 13), dtype=np.float32)
        self._features = np.empty((0, 39), dtype=np.float32)
        self._likelihoods = Likelihoods(model)
        self._tracks = Tracks(model)
        self._reading: Reading | None = None
        self._compared: list[Evidence] = []
        # Units from `_from_unit` on are still needed; of their phones the first `_done_phones` are compared.
        self._from_unit = 0
        self._done_phones = 0
        self._done_frames = 0
        # Of the units the first `_tracked_units` are in `_tracked`; of the frames that follow them what is known.
        self._tracked: list[Evidence] = []
        self._tracked_units = 0
        self._own = np.empty(0, dtype=np.float32)
        self._states = np.empty(0, dtype=np.int32)
        # Of the pieces of the path the first `_taken` are known.
        self._taken = 0
        self._pitch = _PitchTrack()

    @property
    def words_read(self) -> int:
        """How far in the text the reader seems to be: words begun, as it looks now."""
        return self._reading.reached if self._reading else 0

    def feed(self, samples: Floats) -> None:
        """Take 16 kHz samples in [-1, 1], any number of them."""
        self._pitch.feed(samples)
        power = self._spectra.feed(samples)
        if len(power):
            self._take(power)

    def finish(self, progress: Progress = no_progress) -> Hearing:
        """No sample follows: everything that was heard.

        Raises:
            NothingToJudge: the take is too short for the text.
            NoWordHeard: no word of it was found.
        """
        self._take(self._spectra.finish(), last=True)
        progress(0.5)
        assert self._reading is not None
        self._reading.finish()
        self._tracks.finish()
        self._collect(last=True)
        units = self._reading.units
        heard = self._heard(units, self._pitch.finish(units[-1].end))
        if heard is None:
            raise NoWordHeard("The recording does not match the text: no word of it was heard.")
        return heard

    def so_far(self) -> Hearing | None:
        """What was heard up to the last word that is certain; ``None`` as long as there is none."""
        if self._reading is None:
            return None
        known = min(self._tracks.frames, self._pitch.frames, self._done_frames)
        compared = sum(len(part["own"]) for part in self._compared)
        phones = phones_of(self._model, self._reading.units)
        whole = np.flatnonzero(phones.end[:compared] <= known)
        # The last word may go on.
        whole = whole[phones.word[whole] < phones.word[whole[-1]]] if len(whole) else whole
        if not len(whole):
            return None
        return self._heard(self._reading.units[: int(phones.unit[whole[-1]]) + 1], self._pitch.so_far())

    def _heard(self, units: Sequence[Unit], pitch: Pitch) -> Hearing | None:
        phones = phones_of(self._model, units)
        if not len(phones):
            return None
        count, frames = len(phones), units[-1].end
        energy = np.concatenate(self._energy)[:frames]
        units = _without_quiet_insertions(units, phones, energy)
        evidence = {**_joined(self._compared), **_joined(self._tracked)}
        assert self._alpha is not None
        assert self._reading is not None
        return Hearing(
            frames=frames,
            alpha=self._alpha,
            units=tuple(units),
            spoken=tuple(self._reading.spoken[: int(phones.word[-1]) + 1]),
            asides=tuple(aside for aside in self._reading.asides if aside.start < frames),
            phones=phones,
            evidence={name: column[:count] for name, column in evidence.items()},
            energy=energy,
            pitch=Pitch(pitch.log_hz[:frames], pitch.voicing[:frames]),
        )

    def _take(self, power: Floats, *, last: bool = False) -> None:
        self._energy.append(log_mel(power).mean(axis=1))
        if self._alpha is None:
            self._power.append(power)
            if not last and sum(map(len, self._power)) < _BEGINNING:
                return
            power = np.concatenate(self._power)
            self._power.clear()
            self._begin(power, whole=last and len(power) <= _BEGINNING)
        assert self._alpha is not None
        static = cepstra(log_mel(power, self._alpha)) - self._mean
        if not len(self._static):
            static = np.pad(static, ((DELTA_REACH, 0), (0, 0)), mode="edge")
        self._static = np.concatenate([self._static, static])
        if last:
            self._static = np.pad(self._static, ((0, DELTA_REACH), (0, 0)), mode="edge")
        if len(self._static) > 2 * DELTA_REACH:
            self._features = np.concatenate([self._features, with_deltas(self._static)])
            self._static = self._static[-2 * DELTA_REACH :]
        while len(self._features) >= BLOCK or (last and len(self._features)):
            block, self._features = self._features[:BLOCK], self._features[BLOCK:]
            rows = self._likelihoods.extend(block)
            self._tracks.add(rows)
            assert self._reading is not None
            self._reading.advance(rows)
            self._collect(last=False)

    def _begin(self, power: Floats, *, whole: bool) -> None:
        """Learn the speaker and the channel from the beginning of the take."""
        beginning = power[:_BEGINNING]
        if whole:
            learned = learn(self._model, beginning, self._words, CAUTIOUS if self._miscues else None)
        else:
            # The text breaks off where the beginning does, wherever that is.
            learned = learn(self._model, beginning, self._words[:_BEGINNING_WORDS], CAUTIOUS)
        self._alpha = learned.alpha
        self._reading = Reading(self._model, self._words, self._likelihoods, self._miscues, learned.deficit)
        self._mean = cepstra(log_mel(beginning, self._alpha)).mean(axis=0)

    def _collect(self, *, last: bool) -> None:
        """Collect the evidence for the phones that are settled now, and let go of what no other needs."""
        assert self._reading is not None
        units = self._reading.units
        if not units:
            return
        end = units[-1].end
        if end > self._done_frames:
            senones = np.concatenate(self._reading.senones[self._taken :])
            states = self._reading.states[self._taken :]
            self._taken = len(self._reading.senones)
            rows = self._likelihoods.rows(self._done_frames, end)
            self._own = np.concatenate([self._own, rows[np.arange(len(senones)), senones]])
            self._states = np.concatenate([self._states, *states])
            self._done_frames = end
        self._compare(units, last=last)
        self._track(units)
        self._likelihoods.forget(units[self._from_unit].start)

    def _track(self, units: Sequence[Unit]) -> None:
        """Take down what the frames say of the phones that are over."""
        first = last = self._tracked_units
        known = min(self._tracks.frames, self._done_frames)
        while last < len(units) and units[last].end <= known:
            last += 1
        over = units[first:last]
        if not over:
            return
        phones = phones_of(self._model, over)
        if len(phones):
            self._tracked.append(self._tracks.evidence(over, phones, self._own, self._states))
        count = over[-1].end - over[0].start
        self._own, self._states = self._own[count:], self._states[count:]
        self._tracks.forget(over[-1].end)
        self._tracked_units = last

    def _compare(self, units: Sequence[Unit], *, last: bool) -> None:
        """Compare the phones whose surroundings are settled now with what else could have been said."""
        recent = units[self._from_unit :]
        phones = phones_of(self._model, recent)
        ready = len(phones) if last else len(phones) - _MARGIN
        if ready > self._done_phones:
            chosen = np.arange(self._done_phones, ready)
            self._compared.append(compare(self._model, self._likelihoods, recent, phones, chosen))
            self._done_phones = min(ready, _MARGIN)
            self._from_unit += int(phones.unit[ready - self._done_phones])


def _joined(parts: list[Evidence]) -> Evidence:
    """The parts as one, and nothing but that left in their place."""
    if len(parts) > 1:
        parts[:] = [{name: np.concatenate([part.pop(name) for part in parts]) for name in list(parts[0])}]
    return parts[0]


def _without_quiet_insertions(units: Sequence[Unit], phones: Phones, energy: Floats) -> list[Unit]:
    """What was taken for speech outside the text but is far quieter than the words is a silence (digital zero, hum)."""
    spoken = np.concatenate([energy[start:end] for start, end in zip(phones.start, phones.end, strict=True)])
    floor = float(np.median(spoken)) - _QUIET
    return [
        replace(unit, word=SILENT) if unit.word == INSERTED and energy[unit.start : unit.end].mean() < floor else unit
        for unit in units
    ]


class _PitchTrack:
    """Pitch of a stream, block by block with some overlap, so that the sizes of its pieces do not matter."""

    _OVERLAP = 30

    def __init__(self) -> None:
        self._samples = np.empty(0, dtype=np.float32)
        self._first = 0
        self._parts: list[Pitch] = []

    def feed(self, samples: Floats) -> None:
        self._samples = np.concatenate([self._samples, samples.astype(np.float32)])
        while len(self._samples) >= (BLOCK + 2 * self._OVERLAP) * HOP:
            before = self._OVERLAP if self._first else 0
            pitch = track(self._samples[: (before + BLOCK + self._OVERLAP) * HOP], before + BLOCK)
            self._parts.append(Pitch(pitch.log_hz[before:], pitch.voicing[before:]))
            self._samples = self._samples[(before + BLOCK - self._OVERLAP) * HOP :]
            self._first += BLOCK

    def finish(self, frames: int) -> Pitch:
        before = self._OVERLAP if self._first else 0
        rest = frames - self._first
        if rest > 0:
            pitch = track(self._samples, before + rest)
            self._parts.append(Pitch(pitch.log_hz[before:], pitch.voicing[before:]))
        return self.so_far()

    @property
    def frames(self) -> int:
        """How many frames are known so far."""
        return self._first

    def so_far(self) -> Pitch:
        """The pitch of the frames that are known."""
        if not self._parts:
            return Pitch(np.empty(0, dtype=np.float32), np.empty(0, dtype=np.float32))
        return Pitch(
            np.concatenate([part.log_hz for part in self._parts]),
            np.concatenate([part.voicing for part in self._parts]),
        )


def listen(
    model: AcousticModel,
    samples: Floats,
    words: Words,
    *,
    miscues: Miscues | None = None,
    progress: Progress = no_progress,
) -> Hearing:
    """Hear a whole take: 16 kHz `samples` in [-1, 1]; see `Listener`.

    Raises:
        NothingToJudge: the take is too short for the text, or no word of it was found.
    """
    listener = Listener(model, words, miscues)
    for start in range(0, len(samples), _PIECE):
        progress(0.9 * start / len(samples))
        listener.feed(samples[start : start + _PIECE])
    return listener.finish(lambda share: progress(0.9 + 0.1 * share))
