"""A second look at a stretch of the take that was not read as it stands in the text.

The alignment takes the likeliest path, and a reader who may say words again or leave them out can explain much by it.
Each such claim is put to the test (`claims`); where one fails, the stretch is aligned anew without it. Words broken off
and fillers ("um") get their names here; they are no words of the reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

import numpy as np

from sonorant.engines.embedded import claims
from sonorant.engines.embedded.acoustic_model import STATES, Floats
from sonorant.engines.embedded.alignment import Aligner, Spoken, Unit, align
from sonorant.engines.embedded.claims import Heard
from sonorant.engines.embedded.network import FILLER, INSERTED, SILENT, Ints, Miscues, Pronunciation, Words
from sonorant.speech.failures import NothingToJudge

FILLERS = {"um": "AH M", "uh": "AH", "er": "ER", "hmm": "HH M"}
"""What people say while they think, and its phones."""
_WORST_AGAIN = 2.2
"""How much worse than the voice usually does a word said again may fit, log-likelihood per frame.

In learners' speech 1 in 15 words that were said lies above it, and 8 in 10 that are laid over other words."""
_SQUEEZED = 4.0
"""Frames per phone, on average, up to which a word may not have been said at all."""
_SHORTEST_AGAIN = 5
"""Frames under which nothing is taken for a word said again or broken off."""
_WORST_FILLER = 3.3
"""The same for a filler in inserted speech, which needs no pause beside it.

Of synthetic fillers most lie below, of other words all above 3.5."""
_SHORTEST_FILLER = 12
_SHORTEST_IN_FILLER = {"um": (5, 5), "uh": (25,), "er": (14,), "hmm": (3, 9)}
"""Frames of its phones; a shorter "uh" may be a vowel that a learner adds to a word ("good-uh")."""
_FURTHEST_BELOW = 6.0
"""Log-likelihood per frame by which a filler may lie below the best of all sounds, in any voice.

In learners' speech what lies further below is a word said badly."""
_SHORTEST_PAUSE = 5
"""Frames of silence beside a filler: without one it may be a word that is drawn out."""


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
        asides: what has a name among the speech that is not in the text.
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
        """Whether the words of the text, and nothing else, were said in it, and each has its time."""
        return (
            [word.text for word in self.spoken] == list(range(*self.text))
            and all(unit.word not in (INSERTED, FILLER) for unit in self.units)
            and not squeezed(len(self.spoken), self.units)
        )


def look_again(words: Words, stretch: Stretch, heard: Heard, miscues: Miscues) -> Stretch:
    """The stretch as it is to be judged.

    Args:
        words: all words of the text.
        stretch: as it was aligned.
        heard: its frames.
        miscues: what the reader may do, in this voice.
    """
    seen = _tested(words, stretch, heard, miscues)
    fillers = [place for place, unit in enumerate(seen.units) if unit.word == FILLER]
    if fillers:
        miscues = miscues.without_fillers()
        if any(unit.word == FILLER for unit in stretch.units):
            said = [_Said(text, words[text]) for text in range(*stretch.text)]
            stretch = _aligned_anew(stretch, said, heard, miscues)
        otherwise = _tested(words, stretch, heard, miscues)
        if not all(_is_filler(seen, place, otherwise, heard) for place in fillers):
            seen = otherwise
    return _with_fillers(seen, heard)


def _tested(words: Words, stretch: Stretch, heard: Heard, miscues: Miscues) -> Stretch:
    """The stretch with only those words said again, left out or broken off that were."""
    stretch = _without_doubted_repeats(words, stretch, heard, miscues)
    stretch = _without_doubted_gaps(words, stretch, heard, miscues)
    return _without_broken(words, stretch, heard.misfit(stretch.senones))


def whole(words: Words, spoken: Sequence[Spoken], units: Sequence[Unit], first: int = 0) -> list[bool]:
    """Whether all phones were said of each of the `spoken` words, which `units` count from `first`."""
    last = {unit.word - first: unit.position for unit in units if unit.word >= 0}
    return [last.get(index, -1) == len(words[word.text][word.variant]) - 1 for index, word in enumerate(spoken)]


def squeezed(spoken: int, units: Sequence[Unit], first: int = 0) -> set[int]:
    """Which of so many spoken words, which `units` count from `first`, have so little time that they may be missing."""
    frames, phones = [0] * spoken, [0] * spoken
    for unit in units:
        if unit.word >= 0:
            frames[unit.word - first] += unit.end - unit.start
            phones[unit.word - first] += 1
    return {index for index in range(spoken) if frames[index] <= _SQUEEZED * phones[index]}


@dataclass(frozen=True, slots=True)
class _Said:
    """A word that may have been said: its index in the text, the ways to say it, and the one it is if there is one."""

    text: int
    ways: Sequence[Pronunciation]
    variant: int | None = None


def _said(words: Words, stretch: Stretch) -> list[_Said]:
    """The spoken words; of those broken off the phones that were said."""
    phones = {unit.word: unit.position + 1 for unit in stretch.units}
    complete = whole(words, stretch.spoken, stretch.units)
    return [
        _Said(word.text, words[word.text])
        if complete[index]
        else _Said(word.text, [words[word.text][word.variant][: phones[index]]], word.variant)
        for index, word in enumerate(stretch.spoken)
    ]


def _in_order(words: Words, stretch: Stretch, runs: Sequence[Sequence[_Said]], missing: set[int]) -> list[_Said]:
    """The words of the stretch's text in order, but for the `missing`, each after the `runs` that it begins again."""
    every: list[_Said] = []
    for text in range(*stretch.text):
        every += [word for run in runs if run[0].text == text for word in run]
        if text not in missing:
            every.append(_Said(text, words[text]))
    return every


def _without_doubted_repeats(words: Words, stretch: Stretch, heard: Heard, miscues: Miscues) -> Stretch:
    """The stretch with only those words said again that were."""
    said = _said(words, stretch)
    runs = _said_again(words, stretch)
    believed = [run for run in runs if _is_again(stretch, said, run, heard, miscues)]
    if len(believed) == len(runs):
        return stretch
    every = _in_order(words, stretch, [said[first:last] for first, last in believed], set())
    return _aligned_anew(stretch, every, heard, miscues.without_going_back())


def _said_again(words: Words, stretch: Stretch) -> list[tuple[int, int]]:
    """Runs [first, last) of spoken words that are broken off or that are said once more, whole, later on."""
    complete = whole(words, stretch.spoken, stretch.units)
    texts = [word.text for word in stretch.spoken]
    last_time = {text: index for index, text in enumerate(texts) if complete[index]}
    runs: list[tuple[int, int]] = []
    for index, text in enumerate(texts):
        if last_time.get(text) == index:
            continue
        if runs and runs[-1][1] == index and text == texts[index - 1] + 1:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _is_again(stretch: Stretch, said: Sequence[_Said], run: tuple[int, int], heard: Heard, miscues: Miscues) -> bool:
    """Whether the run of words was said once more than it counts."""
    first, last = run
    texts = [word.text for word in said]
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(texts[first:last], texts[last:], strict=False))
    )
    if not same or texts[first] > max(texts[:first], default=stretch.text[0] - 1) + 1:
        # Whoever goes back reads on from there, and a word said badly may sound like the one after it ("led light"):
        # this is other speech that words happen to fit.
        return False
    begin, end = max(0, first - 1), min(len(texts), last + same + 1)
    numbers = claims.of_said_again(
        heard.part(_span(stretch, begin)[0], _span(stretch, end - 1)[1]),
        [word.ways for word in said[begin:end]],
        (first - begin, last - begin),
        same,
        miscues.only_inserting().without_fillers(),
    )
    return numbers is not None and claims.is_said_again(numbers)


def _without_doubted_gaps(words: Words, stretch: Stretch, heard: Heard, miscues: Miscues) -> Stretch:
    """The stretch with only those words left out that were; some may have been laid over next to nothing."""
    said = _said(words, stretch)
    missing: set[int] = set()
    doubted = False
    for before, after, texts in _gaps(stretch):
        if _is_gap(words, stretch, said, (before, after), texts, heard):
            missing.update(texts)
        else:
            doubted = True
    for index in sorted(squeezed(len(said), stretch.units)):
        text = said[index].text
        if _stands_alone(stretch, index) and _is_gap(
            words, stretch, said, (index - 1, index + 1), range(text, text + 1), heard
        ):
            missing.add(text)
            doubted = True
    if not doubted:
        return stretch
    runs = [said[first:last] for first, last in _said_again(words, stretch)]
    return _aligned_anew(stretch, _in_order(words, stretch, runs, missing), heard, miscues.only_inserting())


def _stands_alone(stretch: Stretch, index: int) -> bool:
    """Whether the spoken word is said once, between the words that are beside it in the text."""
    texts = [word.text for word in stretch.spoken]
    beside = texts[max(0, index - 1) : index + 2]
    return beside == [texts[index] - 1, texts[index], texts[index] + 1] and texts.count(texts[index]) == 1


def _gaps(stretch: Stretch) -> list[tuple[int, int, Sequence[int]]]:
    """Words left out in a row: the spoken words beside them, -1 and the number of words at the ends, and they."""
    texts = [word.text for word in stretch.spoken]
    said = set(texts)
    places = [stretch.text[0] - 1, *texts, stretch.text[1]]
    gaps = [
        (index - 1, index, [text for text in range(one + 1, other) if text not in said])
        for index, (one, other) in enumerate(pairwise(places))
    ]
    return [gap for gap in gaps if gap[2]]


def _is_gap(
    words: Words, stretch: Stretch, said: Sequence[_Said], beside: tuple[int, int], texts: Sequence[int], heard: Heard
) -> bool:
    """Whether the words `texts` were left out between the two spoken ones `beside`."""
    before, after = beside
    if before < 0 and after == len(said):
        return True
    start = _span(stretch, before)[0] if before >= 0 else 0
    end = _span(stretch, after)[1] if after < len(said) else len(heard.rows)
    if end - start < STATES * sum(min(map(len, words[text])) for text in texts):
        return True
    numbers = claims.of_left_out(
        heard.part(start, end),
        [said[before].ways] if before >= 0 else [],
        [words[text] for text in texts],
        [said[after].ways] if after < len(said) else [],
    )
    return numbers is None or claims.is_left_out(numbers)


def _aligned_anew(stretch: Stretch, said: Sequence[_Said], heard: Heard, miscues: Miscues) -> Stretch:
    """The stretch aligned with these words; as it was where it is too short for them."""
    aligner = Aligner(heard.model, [word.ways for word in said], miscues=miscues)
    try:
        aligner.advance(heard.rows)
        aligner.finish()
    except NothingToJudge:
        return stretch
    return Stretch(
        text=stretch.text,
        units=tuple(
            replace(unit, start=unit.start + stretch.start, end=unit.end + stretch.start) for unit in aligner.units
        ),
        spoken=tuple(_spoken(said[word.text], word.variant) for word in aligner.spoken),
        senones=np.concatenate(aligner.senones),
        states=np.concatenate(aligner.states),
    )


def _spoken(word: _Said, variant: int) -> Spoken:
    return Spoken(word.text, variant if word.variant is None else word.variant)


def _is_said(stretch: Stretch, index: int, fit: Floats) -> bool:
    """Whether the spoken word fits what was heard; `fit` says how badly each frame does."""
    start, end = _span(stretch, index)
    return end - start >= _SHORTEST_AGAIN and float(fit[start:end].mean()) <= _WORST_AGAIN


def _span(stretch: Stretch, index: int) -> tuple[int, int]:
    """First frame and frame after the last of a spoken word, counted from the beginning of the stretch."""
    units = [unit for unit in stretch.units if unit.word == index]
    return units[0].start - stretch.start, units[-1].end - stretch.start


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


def _is_filler(stretch: Stretch, place: int, otherwise: Stretch, heard: Heard) -> bool:
    """Whether what may be a filler, at `place` of the units, is one; `otherwise` is the stretch without fillers."""
    filler = stretch.units[place]
    name, phones, misfit = _filler(filler, stretch, heard)
    # A word said badly may sound like a filler: where there is one, there is hardly any of the text.
    within = [
        unit
        for unit in otherwise.units
        if unit.word >= 0 and min(unit.end, filler.end) - max(unit.start, filler.start) > (unit.end - unit.start) / 2
    ]
    beside = [unit for unit in stretch.units[max(0, place - 1) : place + 2] if unit.word == SILENT]
    return (
        misfit + heard.deficit <= _FURTHEST_BELOW
        and len(within) <= 1
        and all(frames >= least for frames, least in zip(phones, _SHORTEST_IN_FILLER[name], strict=True))
        and any(unit.end - unit.start >= _SHORTEST_PAUSE for unit in beside)
    )


def _filler(unit: Unit, stretch: Stretch, heard: Heard) -> tuple[str, list[int], float]:
    """The filler that a unit is most likely, the frames of its phones, and how badly they fit what was heard."""
    ways = [[heard.model.index(phone) for phone in phones.split()] for phones in FILLERS.values()]
    part = heard.part(unit.start - stretch.start, unit.end - stretch.start)
    said = align(heard.model, [ways], part.rows, context=False)
    fit = part.misfit(np.concatenate(said.senones))
    phones = [each.end - each.start for each in said.units if each.word != SILENT]
    return list(FILLERS)[said.spoken[0].variant], phones, float(fit.mean())


def _with_fillers(stretch: Stretch, heard: Heard) -> Stretch:
    """The stretch with names for what is a filler, with a silence perhaps, among the inserted speech without a name."""
    named = {aside.start for aside in stretch.asides}
    found = []
    for unit in stretch.units:
        if unit.word not in (INSERTED, FILLER) or unit.start in named or unit.end - unit.start < _SHORTEST_FILLER:
            continue
        name, phones, misfit = _filler(unit, stretch, heard)
        if unit.word == FILLER or (sum(phones) >= _SHORTEST_FILLER and misfit <= _WORST_FILLER):
            found.append(Aside(unit.start, filler=name))
    return replace(
        stretch,
        units=tuple(replace(unit, word=INSERTED) if unit.word == FILLER else unit for unit in stretch.units),
        asides=(*stretch.asides, *found),
    )
