"""The network of states that a text becomes: everything that a reader of the text may say, and in which order.

Per word one chain of states for each pronunciation; an optional silence before, between and after words. With miscues
allowed there are also arcs that leave words out, that go back and say words again, fillers ("um"), and stretches of
other speech.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.acoustic_model import LOG_LEAVE, SILENCE, STATES, AcousticModel

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int32]
Pronunciation: TypeAlias = Sequence[int]
"""Base phone numbers of one way to say a word."""
Words: TypeAlias = Sequence[Sequence[Pronunciation]]
"""Per word of a text, the ways to say it; at least one, each with at least one phone."""

NEVER = np.float32(-1e30)
_LEAST_DEFICIT = 2.0
_LEAST_MARGIN = 7.0
_FEWER_PHONES = -4.0
"""Log-probability of each phone that a way to say a word lacks against its most usual one."""
SILENT, INSERTED, FILLER = -1, -2, -3
"""In the place of a word's index: silence, speech that is not in the text, and such that sounds like a filler."""
_FILLER_SOUNDS = ("AH", "ER", "M")
"""What fillers are made of. The breath of "hmm" is none: it is in every pause."""
_START = -1
"""In the place of a state: the beginning of the take."""
_WORD_POSITION = {(False, False): 0, (True, False): 1, (False, True): 2, (True, True): 3}


@dataclass(frozen=True, slots=True)
class Miscues:
    """What a reader may do besides reading, as log-probabilities, and how far it may go.

    Generous in what `second_look` puts to the test, but for insertion, which it does not. That and a filler are for
    a voice whose states lie 1 below the best of all states. The worse the model fits a voice, the more is gained by
    chance through a path with more freedom: `in_voice` gives the values for another.

    Attributes:
        omission: leaving a word out.
        repetition: going back to begin the same or one of the words before again.
        false_start: the same from within a word.
        insertion: beginning to say something else.
        inserted_margin: how much worse than the voice usually is, each frame of inserted speech counts.
        filler: saying "um" or the like.
        most_omitted: words in a row that can be left out within the text.
        most_repeated: words that one can go back by, the last one included.
        least_inserted: frames that inserted speech lasts at least, a multiple of three.
        least_filler: the same of a filler; a vowel that learners add to a word is shorter.
    """

    omission: float = -8.0
    repetition: float = -15.0
    false_start: float = -25.0
    insertion: float = -20.0
    inserted_margin: float = 3.2
    filler: float = -15.0
    most_omitted: int = 8
    most_repeated: int = 4
    least_inserted: int = 27
    least_filler: int = 12

    def in_voice(self, deficit: float) -> Miscues:
        """The same in a voice whose states lie `deficit` (median log-likelihood per frame) below the best of all."""
        scale = max(deficit, _LEAST_DEFICIT)
        return replace(
            self,
            insertion=scale * self.insertion,
            filler=scale * self.filler,
            # In a clear voice a badly mispronounced word would be taken for inserted speech otherwise.
            inserted_margin=max(self.inserted_margin + deficit, _LEAST_MARGIN),
        )

    def only_inserting(self) -> Miscues:
        """The same for a reader who says all words, in order, and perhaps something else."""
        return replace(self.without_going_back(), omission=float(NEVER) / 10)

    def without_fillers(self) -> Miscues:
        """The same for a reader who says no filler."""
        return replace(self, filler=float(NEVER) / 10)

    def without_going_back(self) -> Miscues:
        """The same for a reader who says no word again."""
        return replace(self, repetition=float(NEVER) / 10, false_start=float(NEVER) / 10)


@dataclass(frozen=True, eq=False)
class Network:
    """States in order; state s follows s - 1 within its chain. Entry states have further predecessors.

    Attributes:
        senones: of each state, shape (states,); `known_senones` stands for inserted speech, the next for a filler.
        entries: states that begin a chain, ascending.
        sources: per entry, end states that lead into it (-1: none), shape (entries, most sources).
        costs: log-probabilities of those arcs, same shape.
        starts: log-probability of beginning in each entry (very low: impossible).
        finals: log-probability of ending in each state.
        owner: per state (word, `SILENT`, `INSERTED` or `FILLER`; pronunciation; position in it; base phone), shape
            (states, 4).
        known_senones: number of senones of the acoustic model.
        inserted_margin: how much worse than the best senone of all each frame of inserted speech counts.
        filler_senones: those of which each frame of a filler is the best.
    """

    senones: Ints
    entries: Ints
    sources: Ints
    costs: Floats
    starts: Floats
    finals: Floats
    owner: Ints
    known_senones: int
    inserted_margin: float
    filler_senones: Ints

    @cached_property
    def is_entry(self) -> NDArray[np.bool_]:
        """Whether each state begins a chain, shape (states,)."""
        entry = np.zeros(len(self.senones), dtype=bool)
        entry[self.entries] = True
        return entry

    @cached_property
    def reach(self) -> int:
        """How many states ahead of the last living state the next frame can be."""
        return int(np.max(self.entries[:, None] - self.sources, initial=STATES, where=self.sources >= 0)) + 1

    @cached_property
    def reach_back(self) -> int:
        """How many states before the first living state the next frame can be."""
        return int(np.max(self.sources - self.entries[:, None], initial=0, where=self.sources >= 0))

    def with_others(self, rows: Floats) -> Floats:
        """`rows` (frames, senones) with the scores of inserted speech and of a filler as two more columns."""
        other = rows.max(axis=1, keepdims=True) - np.float32(self.inserted_margin)
        filler = rows[:, self.filler_senones].max(axis=1, keepdims=True)
        return np.concatenate([rows, other, filler], axis=1)


@dataclass(frozen=True, slots=True)
class _Way:
    """A place from which the next word can begin: its end state, what it costs, words left out since."""

    state: int
    cost: float
    left_out: int = 0


class _Builder:
    """Collects chains and the arcs into them."""

    def __init__(self) -> None:
        self.chains: list[tuple[Ints, Ints]] = []
        self.sources: list[list[tuple[int, float]]] = []
        self.finals: list[tuple[int, float]] = []
        self.first: list[int] = []
        self._size = 0

    def add(self, senones: Ints, owner: Sequence[tuple[int, int, int, int]], ways: Sequence[_Way]) -> int:
        """Add a chain of phones, `senones` (phones, 3), that can be entered by `ways`; returns its end state."""
        self.chains.append((senones.reshape(-1), np.repeat(np.array(owner, dtype=np.int32), STATES, axis=0)))
        self.sources.append([(way.state, way.cost) for way in ways])
        self.first.append(self._size)
        self._size += senones.size
        return self._size - 1

    def last_chain(self) -> int:
        """Number of the chain added last."""
        return len(self.chains) - 1


def build(model: AcousticModel, words: Words, *, context: bool, miscues: Miscues | None) -> Network:
    """The network of a text; `context` takes triphones, else context-free phones; `miscues` as in the voice."""
    builder = _Builder()
    silence = model.monophones[model.index(SILENCE)][None]
    quiet = [(SILENT, 0, 0, model.index(SILENCE))]
    ways = [_Way(_START, 0.0)]
    chains_of_word: list[list[int]] = []
    for index, pronunciations in enumerate(words):
        pause = builder.add(silence, quiet, ways)
        said = [*ways, _Way(pause, LOG_LEAVE)]
        entry = list(said)
        if miscues is not None:
            others = _add_others(builder, model, said, miscues)
            others.append(_Way(builder.add(silence, quiet, others), LOG_LEAVE))
            entry += others
            _add_repeats(builder, _costing(others, miscues.repetition), chains_of_word, miscues)
        before, after = _edge(model, words, index - 1, -1), _edge(model, words, index + 1, 0)
        ends, chains = [], []
        for variant, phones in enumerate(pronunciations):
            senones = _chain(model, phones, before, after) if context else model.monophones[np.asarray(phones)]
            owner = [(index, variant, position, phone) for position, phone in enumerate(phones)]
            reluctance = _FEWER_PHONES * max(0, len(pronunciations[0]) - len(phones))
            ends.append(_Way(builder.add(senones, owner, _costing(entry, reluctance)), LOG_LEAVE))
            chains.append(builder.last_chain())
        chains_of_word.append(chains)
        ways = ends
        if miscues is not None:
            ways = [*ends, *_left_out(said, miscues)]
            # Whoever goes back does so at once or after a pause, and may have stopped within the word.
            back = [
                *_costing(ends, miscues.repetition),
                *_costing(_within(builder, chains), miscues.false_start),
            ]
            stop = _Way(builder.add(silence, quiet, back), LOG_LEAVE)
            _add_repeats(builder, [*back, stop], chains_of_word, miscues)
            # The reading may break off after any word, or begin with any: all others then count as left out.
            rest = miscues.omission * (len(words) - 1 - index)
            builder.finals += [(way.state, way.cost + rest) for way in ends]
            ways.append(_Way(_START, miscues.omission * (index + 1), miscues.most_omitted))
    last_pause = builder.add(silence, quiet, ways)
    if miscues is not None:
        others = _add_others(builder, model, [*ways, _Way(last_pause, LOG_LEAVE)], miscues)
        others.append(_Way(builder.add(silence, quiet, others), LOG_LEAVE))
        builder.finals += [(way.state, way.cost) for way in others]
    builder.finals += [(way.state, way.cost) for way in (*ways, _Way(last_pause, LOG_LEAVE))]
    return _pack(builder, model, miscues)


def _left_out(entry: Sequence[_Way], miscues: Miscues) -> list[_Way]:
    """Ways past a word that is not said."""
    return [
        _Way(way.state, way.cost + miscues.omission, way.left_out + 1)
        for way in entry
        if way.left_out < miscues.most_omitted
    ]


def _costing(ways: Sequence[_Way], cost: float) -> list[_Way]:
    return [_Way(way.state, way.cost + cost, way.left_out) for way in ways]


def _within(builder: _Builder, chains: Sequence[int]) -> list[_Way]:
    """Ways out of a word after any of its phones but the last."""
    return [
        _Way(builder.first[chain] + end - 1, LOG_LEAVE)
        for chain in chains
        for end in range(STATES, len(builder.chains[chain][0]), STATES)
    ]


def _add_repeats(
    builder: _Builder, ways: Sequence[_Way], chains_of_word: Sequence[Sequence[int]], miscues: Miscues
) -> None:
    """Arcs back to the beginnings of the last words."""
    for chains in chains_of_word[-miscues.most_repeated :]:
        for chain in chains:
            builder.sources[chain].extend((way.state, way.cost) for way in ways)


def _add_others(builder: _Builder, model: AcousticModel, ways: Sequence[_Way], miscues: Miscues) -> list[_Way]:
    """Speech that is not in the text, and a filler; never beside a word left out: that is the word, said badly."""
    known = int(model.first_of_state[-1])
    kinds = (
        (INSERTED, known, miscues.least_inserted, miscues.insertion),
        (FILLER, known + 1, miscues.least_filler, miscues.filler),
    )
    entry = [way for way in ways if not way.left_out]
    ends = []
    for kind, senone, least, cost in kinds:
        senones = np.full((least // STATES, STATES), senone, dtype=np.int32)
        owner = [(kind, 0, place, -1) for place in range(least // STATES)]
        ends.append(_Way(builder.add(senones, owner, _costing(entry, cost)), LOG_LEAVE))
    return ends


def _edge(model: AcousticModel, words: Words, index: int, phone: int) -> int:
    """The phone with which the neighbouring word ends or begins (of its first pronunciation)."""
    return words[index][0][phone] if 0 <= index < len(words) else model.index(SILENCE)


def _chain(model: AcousticModel, phones: Pronunciation, before: int, after: int) -> Ints:
    """Senones of a word's phones in context, shape (phones, 3)."""
    base = np.asarray(phones)
    left = np.concatenate([[before], base[:-1]])
    right = np.concatenate([base[1:], [after]])
    count = len(base)
    place = np.array([_WORD_POSITION[at == 0, at == count - 1] for at in range(count)])
    senones: Ints = model.triphones[place, base, left, right]
    return senones


def _pack(builder: _Builder, model: AcousticModel, miscues: Miscues | None) -> Network:
    lengths = [len(senones) for senones, _ in builder.chains]
    finals = np.full(sum(lengths), NEVER, dtype=np.float32)
    for state, weight in builder.finals:
        if state >= 0:
            finals[state] = max(finals[state], weight)
    most = max(len(arcs) for arcs in builder.sources)
    source = np.full((len(lengths), most), -1, dtype=np.int32)
    cost = np.full((len(lengths), most), NEVER, dtype=np.float32)
    starts = np.full(len(lengths), NEVER, dtype=np.float32)
    for row, arcs in enumerate(builder.sources):
        for column, (state, weight) in enumerate(arcs):
            if state == _START:
                starts[row] = max(starts[row], weight)
            else:
                source[row, column] = state
                cost[row, column] = weight
    return Network(
        senones=np.concatenate([senones for senones, _ in builder.chains]),
        entries=np.cumsum([0, *lengths[:-1]]).astype(np.int32),
        sources=source,
        costs=cost,
        starts=starts,
        finals=finals,
        owner=np.concatenate([owner for _, owner in builder.chains]),
        known_senones=int(model.first_of_state[-1]),
        inserted_margin=miscues.inserted_margin if miscues else 0.0,
        filler_senones=model.monophones[[model.index(phone) for phone in _FILLER_SOUNDS]].reshape(-1),
    )
