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
from sonorant.engines.embedded.beginning import CAUTIOUS, learn, speech_end, speech_start
from sonorant.engines.embedded.comparison import Evidence, Phones, compare, phones_of
from sonorant.engines.embedded.evidence import Tracks
from sonorant.engines.embedded.frontend import DELTA_REACH, HOP, RATE, Spectra, cepstra, log_mel, with_deltas
from sonorant.engines.embedded.growing import Growing
from sonorant.engines.embedded.likelihoods import BLOCK, Likelihoods
from sonorant.engines.embedded.network import INSERTED, SILENT, Miscues, Words
from sonorant.engines.embedded.pitch import Pitch, track
from sonorant.engines.embedded.reading import Reading
from sonorant.engines.embedded.second_look import Aside
from sonorant.speech.failures import NothingToJudge, Progress, no_progress

_BEGINNING = 1000
"""Frames from which the speaker's vocal tract and the channel are learned."""
_LONGEST_WAIT = 6000
"""Frames without speech after which what there is has to do as the beginning."""
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

    def pauses_within(self) -> list[tuple[int, int, int]]:
        """Those between words: how long one waits before the first and after the last is no part of how one speaks."""
        first, last = int(self.phones.start[0]), int(self.phones.end[-1])
        return [pause for pause in self.pauses() if pause[1] >= first and pause[2] <= last]

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


@dataclass(frozen=True, slots=True)
class Place:
    """The beginning of a word in a take: how many units, phones and spoken words are before it."""

    unit: int = 0
    phone: int = 0
    word: int = 0


class Listener:
    """Hears a take while it comes in."""

    def __init__(self, model: AcousticModel, words: Words, miscues: Miscues | None = None) -> None:
        """Listen for `words`, each with at least one pronunciation; ``miscues`` of None: all of them, in order."""
        self._model = model
        self._words = words
        self._miscues = miscues
        self._spectra = Spectra()
        self._power: list[Floats] = []
        self._energy = Growing()
        self._alpha: float | None = None
        self._mean = np.zeros(13, dtype=np.float32)
        self._static = np.empty((0, 13), dtype=np.float32)
        self._features = np.empty((0, 39), dtype=np.float32)
        self._likelihoods = Likelihoods(model)
        self._tracks = Tracks(model)
        self._reading: Reading | None = None
        self._compared = Growing()
        # Units from `_from_unit` on are still needed; of their phones the first `_done_phones` are compared.
        self._from_unit = 0
        self._done_phones = 0
        self._done_frames = 0
        # Of the units the first `_tracked_units` are in `_tracked`; of the frames that follow them what is known.
        self._tracked = Growing()
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
        evidence = {**self._compared.joined(), **self._tracked.joined()} if len(self._compared) else {}
        heard = self._heard(Place(), units, evidence, self._pitch.finish(units[-1].end))
        if heard is None:
            raise NoWordHeard("The recording does not match the text: no word of it was heard.")
        return heard

    def so_far(self, since: Place) -> Hearing | None:
        """What was heard from `since` on up to the last word that is certain, as a take of its own.

        ``None`` as long as there is none. The work is that of these words, whatever came before them.
        """
        if self._reading is None:
            return None
        known = min(self._tracks.frames, self._pitch.frames, self._done_frames)
        units = self._reading.units[since.unit :]
        phones = phones_of(self._model, units)
        whole = np.flatnonzero(phones.end[: len(self._compared) - since.phone] <= known)
        # The last word may go on.
        whole = whole[phones.word[whole] < phones.word[whole[-1]]] if len(whole) else whole
        if not len(whole):
            return None
        units = units[: int(phones.unit[whole[-1]]) + 1]
        rows = since.phone, since.phone + len(whole)
        evidence = {**self._compared.part(*rows), **self._tracked.part(*rows)}
        return self._heard(since, units, evidence, self._pitch.part(units[0].start, units[-1].end))

    def _heard(self, since: Place, units: Sequence[Unit], evidence: Evidence, pitch: Pitch) -> Hearing | None:
        """What was heard in `units`, the first of which is at `since`."""
        begin, end = units[0].start, units[-1].end
        units = _counted_from(since.word, begin, units)
        phones = phones_of(self._model, units)
        if not len(phones):
            return None
        count, frames = len(phones), end - begin
        energy = self._energy.part(begin, end)["energy"]
        units = _without_quiet_insertions(units, phones, energy)
        assert self._alpha is not None
        assert self._reading is not None
        asides = (replace(aside, start=aside.start - begin) for aside in self._reading.asides)
        return Hearing(
            frames=frames,
            alpha=self._alpha,
            units=tuple(units),
            spoken=tuple(self._reading.spoken[since.word : since.word + int(phones.word[-1]) + 1]),
            asides=tuple(aside for aside in asides if 0 <= aside.start < frames),
            phones=phones,
            evidence={name: column[:count] for name, column in evidence.items()},
            energy=energy,
            pitch=Pitch(pitch.log_hz[:frames], pitch.voicing[:frames]),
        )

    def _take(self, power: Floats, *, last: bool = False) -> None:
        self._energy.add({"energy": log_mel(power).mean(axis=1)})
        if self._alpha is None:
            self._power.append(power)
            span = self._beginning(last=last)
            if span is None:
                return
            power = np.concatenate(self._power)
            self._power.clear()
            self._begin(power[span], whole=last and len(power) - span.start <= _BEGINNING)
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

    def _beginning(self, *, last: bool) -> slice | None:
        """The frames to learn from, once they are there: how long one waits before speaking changes nothing."""
        energy = self._energy.joined()["energy"]
        start = speech_start(energy[:_LONGEST_WAIT])
        if start is None and not last and len(energy) < _LONGEST_WAIT:
            return None
        start = start or 0
        enough = len(energy) >= start + _BEGINNING
        if not enough and not last:
            return None
        stop = start + _BEGINNING if enough else len(energy)
        return slice(start, start + max(1, speech_end(energy[start:stop])))

    def _begin(self, power: Floats, *, whole: bool) -> None:
        """Learn the speaker and the channel from the beginning of the take."""
        if whole:
            learned = learn(self._model, power, self._words, CAUTIOUS if self._miscues else None)
        else:
            # The text breaks off where the beginning does, wherever that is.
            learned = learn(self._model, power, self._words[:_BEGINNING_WORDS], CAUTIOUS)
        self._alpha = learned.alpha
        self._reading = Reading(self._model, self._words, self._likelihoods, self._miscues, learned.deficit)
        self._mean = cepstra(log_mel(power, self._alpha)).mean(axis=0)

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
            self._tracked.add(self._tracks.evidence(over, phones, self._own, self._states))
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
            self._compared.add(compare(self._model, self._likelihoods, recent, phones, chosen))
            self._done_phones = min(ready, _MARGIN)
            self._from_unit += int(phones.unit[ready - self._done_phones])


def _counted_from(word: int, frame: int, units: Sequence[Unit]) -> Sequence[Unit]:
    """The units with their words and frames counted from these."""
    if not frame:
        return units
    return [
        replace(
            unit,
            word=unit.word - word if unit.word >= 0 else unit.word,
            start=unit.start - frame,
            end=unit.end - frame,
        )
        for unit in units
    ]


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
        return self.part(0, frames)

    @property
    def frames(self) -> int:
        """How many frames are known so far."""
        return self._first

    def part(self, first: int, last: int) -> Pitch:
        """The pitch of the frames [first, last), which are known."""
        parts = self._parts[first // BLOCK : -(-last // BLOCK)]
        inside = slice(first % BLOCK, first % BLOCK + last - first)
        return Pitch(
            np.concatenate([part.log_hz for part in parts])[inside],
            np.concatenate([part.voicing for part in parts])[inside],
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
