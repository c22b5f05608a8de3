"""A second look at a stretch of the take that was not read as it stands in the text.

The alignment takes the likeliest path, and a reader who may say words again can explain much by it: speech that is not
in the text, too, by words that fit it badly. Where no word said again fits what was heard, the stretch is aligned anew
without going back. Words broken off and fillers ("um") get their names here; they are no words of the reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sonorant.engines.embedded.acoustic_model import AcousticModel, Floats
from sonorant.engines.embedded.alignment import Aligner, Spoken, Unit, align
from sonorant.engines.embedded.network import INSERTED, SILENT, Ints, Miscues, Words
from sonorant.speech.failures import NothingToJudge

FILLERS = {"um": "AH M", "uh": "AH", "er": "ER", "hmm": "HH M"}
"""What people say while they think, and its phones."""
_WORST_AGAIN = 2.2
"""How much worse than the voice usually does a word said again may fit, log-likelihood per frame.

In learners' speech 1 in 15 words that were said lies above it, and 8 in 10 that are laid over other words."""
_SAID_SHARE = 0.65
"""How much of what was said again has to fit; else none of it is believed."""
_SHORTEST_AGAIN = 5
"""Frames under which nothing is taken for a word said again or broken off."""
_WORST_FILLER = 3.3
"""The same for inserted speech as a filler: of synthetic fillers most lie below, of other words all above 3.5."""
_SHORTEST_FILLER = 12


@dataclass(frozen=True, slots=True)
class Aside:
    """Inserted speech that has a name.

    Attributes:
        start: its first frame.
        filler: which of `FILLERS`; ``None`` if it is none.
        broken: the word that was broken off; ``None`` if it is none.
        phones: how many phones of that word were said.
    """

    start: int
    filler: str | None = None
    broken: Spoken | None = None
    phones: int = 0


@dataclass(frozen=True, eq=False)
class Stretch:
    """A stretch of the take.

    Attributes:
        text: the words of the text that belong here, from the first to before the last.
        units: in order of time, without gaps; their words are indices into `spoken`.
        spoken: the words said.
        senones, states: of each frame, as in `alignment.Aligner`.
        asides: what has a name among the inserted speech.
    """

    text: tuple[int, int]
    units: tuple[Unit, ...]
    spoken: tuple[Spoken, ...]
    senones: Ints
    states: Ints
    asides: tuple[Aside, ...] = ()

    @property
    def start(self) -> int:
        """Its first frame."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """The frame after its last."""
        return self.units[-1].end

    @property
    def is_plain(self) -> bool:
        """Whether no word was said again or broken off in it and nothing inserted; words may be left out."""
        texts = [word.text for word in self.spoken]
        return len(set(texts)) == len(texts) and all(unit.word != INSERTED for unit in self.units)


def look_again(
    model: AcousticModel, words: Words, stretch: Stretch, rows: Floats, miscues: Miscues, deficit: float
) -> Stretch:
    """The stretch as it is to be judged.

    Args:
        model: the acoustic model.
        words: all words of the text.
        stretch: as it was aligned.
        rows: log-likelihoods of its frames, shape (frames, senones).
        miscues: what the reader may do, in this voice.
        deficit: how far the text's states usually lie below the best of all in this voice.
    """
    fit = rows.max(axis=1) - rows[np.arange(len(rows)), stretch.senones] - np.float32(deficit)
    again = _said_again(words, stretch)
    if again and not _are_said(stretch, again, fit):
        stretch = _without_going_back(model, words, stretch, rows, miscues)
        fit = rows.max(axis=1) - rows[np.arange(len(rows)), stretch.senones] - np.float32(deficit)
    stretch = _without_broken(words, stretch, fit)
    return replace(stretch, asides=(*stretch.asides, *_fillers(model, stretch, rows, deficit)))


def whole(words: Words, spoken: Sequence[Spoken], units: Sequence[Unit], first: int = 0) -> list[bool]:
    """Whether all phones were said of each of the `spoken` words, which `units` count from `first`."""
    last = {unit.word - first: unit.position for unit in units if unit.word >= 0}
    return [last.get(index, -1) == len(words[word.text][word.variant]) - 1 for index, word in enumerate(spoken)]


def _said_again(words: Words, stretch: Stretch) -> list[int]:
    """Spoken words that are broken off or that are said once more, whole, later on."""
    complete = whole(words, stretch.spoken, stretch.units)
    last_time = {word.text: index for index, word in enumerate(stretch.spoken) if complete[index]}
    return [index for index, word in enumerate(stretch.spoken) if last_time.get(word.text) != index]


def _are_said(stretch: Stretch, again: Sequence[int], fit: Floats) -> bool:
    """Whether most of the time of these spoken words they fit what was heard."""
    total = said = 0
    for index in again:
        start, end = _span(stretch, index)
        total += end - start
        said += (end - start) * _is_said(stretch, index, fit)
    return said > _SAID_SHARE * total


def _is_said(stretch: Stretch, index: int, fit: Floats) -> bool:
    """Whether the spoken word fits what was heard; `fit` says how badly each frame does."""
    start, end = _span(stretch, index)
    return end - start >= _SHORTEST_AGAIN and float(fit[start:end].mean()) <= _WORST_AGAIN


def _span(stretch: Stretch, index: int) -> tuple[int, int]:
    """First frame and frame after the last of a spoken word, counted from the beginning of the stretch."""
    units = [unit for unit in stretch.units if unit.word == index]
    return units[0].start - stretch.start, units[-1].end - stretch.start


def _without_going_back(
    model: AcousticModel, words: Words, stretch: Stretch, rows: Floats, miscues: Miscues
) -> Stretch:
    """The stretch aligned anew; as it was where it is too short for its words."""
    first, last = stretch.text
    aligner = Aligner(model, words[first:last], miscues=miscues.without_going_back())
    try:
        aligner.advance(rows)
        aligner.finish()
    except NothingToJudge:
        return stretch
    return Stretch(
        text=stretch.text,
        units=tuple(
            replace(unit, start=unit.start + stretch.start, end=unit.end + stretch.start) for unit in aligner.units
        ),
        spoken=tuple(replace(word, text=word.text + first) for word in aligner.spoken),
        senones=np.concatenate(aligner.senones),
        states=np.concatenate(aligner.states),
    )


def _without_broken(words: Words, stretch: Stretch, fit: Floats) -> Stretch:
    """The stretch with words broken off as inserted speech; those that do not fit what was heard have no name."""
    complete = whole(words, stretch.spoken, stretch.units)
    if all(complete):
        return stretch
    number = {old: new for new, old in enumerate(index for index, kept in enumerate(complete) if kept)}
    units: list[Unit] = []
    asides: list[Aside] = []
    senones = stretch.senones.copy()
    for unit in stretch.units:
        if unit.word < 0:
            units.append(unit)
        elif unit.word in number:
            units.append(replace(unit, word=number[unit.word]))
        elif unit.position == 0:
            start, end = _span(stretch, unit.word)
            senones[start:end] = -1
            said = [each for each in stretch.units if each.word == unit.word]
            units.append(Unit(-1, INSERTED, 0, said[0].start, said[-1].end))
            if _is_said(stretch, unit.word, fit):
                asides.append(Aside(said[0].start, broken=stretch.spoken[unit.word], phones=len(said)))
    return replace(
        stretch,
        units=tuple(units),
        spoken=tuple(word for word, kept in zip(stretch.spoken, complete, strict=True) if kept),
        senones=senones,
        asides=tuple(asides),
    )


def _fillers(model: AcousticModel, stretch: Stretch, rows: Floats, deficit: float) -> list[Aside]:
    """Names for what is a filler, with a silence perhaps, among the inserted speech without a name."""
    ways = [[model.index(phone) for phone in phones.split()] for phones in FILLERS.values()]
    named = {aside.start for aside in stretch.asides}
    found = []
    for unit in stretch.units:
        if unit.word != INSERTED or unit.start in named or unit.end - unit.start < _SHORTEST_FILLER:
            continue
        heard = rows[unit.start - stretch.start : unit.end - stretch.start]
        said = align(model, [ways], heard, context=False)
        senones = np.concatenate(said.senones)
        fit = heard.max(axis=1) - heard[np.arange(len(heard)), senones] - deficit
        spoken = sum(each.end - each.start for each in said.units if each.word != SILENT)
        if spoken >= _SHORTEST_FILLER and float(fit.mean()) <= _WORST_FILLER:
            found.append(Aside(unit.start, filler=list(FILLERS)[said.spoken[0].variant]))
    return found
