"""Forced alignment: which stretch of the take is which phone of the text.

A text becomes a network of states: per word one chain of states for each pronunciation, an optional silence before,
between and after words, and, when asked for, arcs that leave a word out. The best path through it is found frame by
frame (Viterbi) within a beam, so that memory and time grow with the length of the take, not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.acoustic_model import LOG_LEAVE, LOG_STAY, SILENCE, STATES, AcousticModel
from sonorant.speech.failures import NothingToJudge

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_NEVER = np.float32(-1e30)
_BEAM = 1000.0
"""Paths this much (log-likelihood) below the best are dropped; wide enough to lose nothing in practice."""
_MOST_SKIPPED = 8
"""Words in a row, within the text, that can be left out."""
_WORD_POSITION = {(False, False): 0, (True, False): 1, (False, True): 2, (True, True): 3}


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the take: a phone of a word, or a silence (`word` is -1). Frames [start, end).

    Attributes:
        phone: number of the base phone.
        word: index of the word in the text, -1 for silence.
        position: index of the phone within the word.
        start, end: first frame and frame after the last.
        senones: the three senones of its states.
    """

    phone: int
    word: int
    position: int
    start: int
    end: int
    senones: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best path through the network.

    Attributes:
        units: phones and silences in order of time, without gaps.
        chosen: the pronunciation taken for each word, -1 for a word left out.
        senones: the senone of each frame, shape (frames,).
        states: the state 0–2 of each frame within its unit, shape (frames,).
    """

    units: tuple[Unit, ...]
    chosen: tuple[int, ...]
    senones: Ints
    states: Ints


Pronunciation = Sequence[int]
"""Base phone numbers of one way to say a word."""


@dataclass(frozen=True, eq=False)
class _Network:
    """States in order; state s follows s - 1 within its chain. Entry states have further predecessors.

    Attributes:
        senones: of each state, shape (states,).
        entries: states that begin a chain, ascending.
        sources: per entry, end states that lead into it (-1: none), shape (entries, most sources).
        costs: log-probabilities of those arcs, same shape.
        starts: log-probability of beginning in each entry (very low: impossible).
        finals: log-probability of ending in each state.
        owner: per state (word or -1, pronunciation, position in it, base phone), shape (states, 4).
    """

    senones: Ints
    entries: Ints
    sources: Ints
    costs: Floats
    starts: Floats
    finals: Floats
    owner: Ints


def align(
    model: AcousticModel,
    words: Sequence[Sequence[Pronunciation]],
    frames: int,
    likelihoods: Callable[[int, int], Floats],
    *,
    context: bool = True,
    skip_penalty: float | None = None,
) -> Alignment:
    """Align `frames` frames with `words`, each given by its pronunciations.

    Args:
        model: the acoustic model.
        words: for each word at least one pronunciation with at least one phone.
        frames: number of frames in the take.
        likelihoods: `likelihoods(start, end)` gives rows (end - start, senones).
        context: use triphones; otherwise context-free phones only.
        skip_penalty: log-probability of leaving a word out; ``None``: every word is there.

    Raises:
        NothingToJudge: the take is too short for the text.
    """
    network = _build(model, words, context, skip_penalty)
    path = _viterbi(network, frames, likelihoods)
    return Alignment(
        units=tuple(_units(network, path)),
        chosen=_chosen(network, path, len(words)),
        senones=network.senones[path],
        states=path % STATES,
    )


def _build(
    model: AcousticModel, words: Sequence[Sequence[Pronunciation]], context: bool, skip_penalty: float | None
) -> _Network:
    silence = model.index(SILENCE)
    chains: list[tuple[Ints, Ints]] = []
    sources: list[list[tuple[int, float]]] = []
    size = 0

    def add(senones: Ints, owner: Sequence[tuple[int, int, int, int]], arcs: list[tuple[int, float]]) -> int:
        nonlocal size
        chains.append((senones.reshape(-1), np.repeat(np.array(owner, dtype=np.int32), STATES, axis=0)))
        sources.append(arcs)
        size += senones.size
        return size - 1

    # `ways` are the places from which the next word can begin: (end state, cost, words left out since), state -1 for
    # the beginning of the take.
    finals: list[tuple[int, float]] = []
    ways: list[tuple[int, float, int]] = [(-1, 0.0, 0)]
    for index, pronunciations in enumerate(words):
        pause = add(model.monophones[silence][None], [(-1, 0, 0, silence)], [way[:2] for way in ways])
        entry = [*ways, (pause, LOG_LEAVE, 0)]
        before = _edge(words, index - 1, last=True, silence=silence)
        after = _edge(words, index + 1, last=False, silence=silence)
        ends = []
        for variant, phones in enumerate(pronunciations):
            senones = _chain(model, phones, before, after) if context else model.monophones[np.asarray(phones)]
            owner = [(index, variant, position, phone) for position, phone in enumerate(phones)]
            ends.append((add(senones, owner, [way[:2] for way in entry]), LOG_LEAVE, 0))
        ways = ends
        if skip_penalty is not None:
            ways = ends + [(at, cost + skip_penalty, left + 1) for at, cost, left in entry if left < _MOST_SKIPPED]
            # The reading may break off after any word, or begin with any: all others then count as left out.
            rest = skip_penalty * (len(words) - 1 - index)
            finals += [(at, cost + rest) for at, cost, _ in (*ends, (pause, LOG_LEAVE + skip_penalty, 0))]
            ways.append((-1, skip_penalty * (index + 1), _MOST_SKIPPED))
    last_pause = add(model.monophones[silence][None], [(-1, 0, 0, silence)], [way[:2] for way in ways])
    finals += [(at, cost) for at, cost, _ in (*ways, (last_pause, LOG_LEAVE, 0))]
    return _pack(chains, sources, finals)


def _edge(words: Sequence[Sequence[Pronunciation]], index: int, *, last: bool, silence: int) -> int:
    """The phone with which the neighbouring word ends or begins (of its first pronunciation)."""
    if not 0 <= index < len(words):
        return silence
    return words[index][0][-1 if last else 0]


def _chain(model: AcousticModel, phones: Pronunciation, before: int, after: int) -> Ints:
    """Senones of a word's phones in context, shape (phones, 3)."""
    base = np.asarray(phones)
    left = np.concatenate([[before], base[:-1]])
    right = np.concatenate([base[1:], [after]])
    count = len(base)
    place = np.array([_WORD_POSITION[at == 0, at == count - 1] for at in range(count)])
    senones: Ints = model.triphones[place, base, left, right]
    return senones


def _pack(
    chains: list[tuple[Ints, Ints]], sources: list[list[tuple[int, float]]], endings: list[tuple[int, float]]
) -> _Network:
    lengths = [len(senones) for senones, _ in chains]
    finals = np.full(sum(lengths), _NEVER, dtype=np.float32)
    for state, weight in endings:
        if state >= 0:
            finals[state] = max(finals[state], weight)
    most = max(len(arcs) for arcs in sources)
    source = np.full((len(chains), most), -1, dtype=np.int32)
    cost = np.full((len(chains), most), _NEVER, dtype=np.float32)
    starts = np.full(len(chains), _NEVER, dtype=np.float32)
    for row, arcs in enumerate(sources):
        for column, (state, weight) in enumerate(arcs):
            if state < 0:
                starts[row] = max(starts[row], weight)
            else:
                source[row, column] = state
                cost[row, column] = weight
    return _Network(
        senones=np.concatenate([senones for senones, _ in chains]),
        entries=np.cumsum([0, *lengths[:-1]]).astype(np.int32),
        sources=source,
        costs=cost,
        starts=starts,
        finals=finals,
        owner=np.concatenate([owner for _, owner in chains]),
    )


_BLOCK = 500


def _viterbi(network: _Network, frames: int, likelihoods: Callable[[int, int], Floats]) -> Ints:
    """The best state per frame, shape (frames,)."""
    count = len(network.senones)
    score = np.full(count, _NEVER, dtype=np.float32)
    is_entry = np.zeros(count, dtype=bool)
    is_entry[network.entries] = True
    # Per frame the first state in the beam, and how many states back each one came from.
    history: list[tuple[int, NDArray[np.int16]]] = []
    reach = int(np.max(network.entries[:, None] - network.sources, initial=STATES, where=network.sources >= 0)) + 1
    low, high = 0, count
    for frame in range(frames):
        offset = frame % _BLOCK
        if offset == 0:
            block = likelihoods(frame, min(frames, frame + _BLOCK))
        if frame == 0:
            score[network.entries] = network.starts
            low, high = 0, count
            back = np.zeros(count, dtype=np.int16)
        else:
            low, high = _beam(score, low, high, reach)
            back = _step(network, score, low, high, is_entry)
        score[low:high] += block[offset, network.senones[low:high]]
        history.append((low, back))
    ending = score + network.finals
    state = int(np.argmax(ending))
    if ending[state] < _NEVER / 10:
        raise NothingToJudge("The recording is too short for its text: record it again, or shorten the text.")
    path = np.empty(frames, dtype=np.int32)
    for frame in range(frames - 1, -1, -1):
        path[frame] = state
        first, back = history[frame]
        state -= int(back[state - first])
    return path


def _beam(score: Floats, low: int, high: int, reach: int) -> tuple[int, int]:
    """The slice of states that the next frame can reach; what fell out of the beam is closed."""
    alive = np.flatnonzero(score[low:high] > score[low:high].max() - _BEAM)
    first, last = low + int(alive[0]), low + int(alive[-1])
    score[low:first] = _NEVER
    score[last + 1 : high] = _NEVER
    return first, min(len(score), last + 1 + reach)


def _step(network: _Network, score: Floats, low: int, high: int, is_entry: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Advance `score[low:high]` by one frame in place; returns how many states back each one came from."""
    stay = score[low:high] + np.float32(LOG_STAY)
    advance = np.empty_like(stay)
    advance[0] = _NEVER
    np.add(score[low : high - 1], np.float32(LOG_LEAVE), out=advance[1:])
    advance[is_entry[low:high]] = _NEVER
    back = (advance > stay).astype(np.int16)
    np.maximum(stay, advance, out=stay)
    first, last = np.searchsorted(network.entries, (low, high))
    entries = network.entries[first:last]
    sources = network.sources[first:last]
    arriving = score[sources] + network.costs[first:last]
    choice = arriving.argmax(axis=1)
    rows = np.arange(len(entries))
    value = arriving[rows, choice]
    wins = value > stay[entries - low]
    chosen = entries[wins] - low
    stay[chosen] = value[wins]
    back[chosen] = (entries - sources[rows, choice])[wins]
    score[low:high] = stay
    return back


def _runs(states: Ints) -> Iterator[tuple[int, int, Ints]]:
    """Stretches of one phone: (start, end, states)."""
    phone = states // STATES
    # A chain's states are contiguous and begin at a multiple of three, so a phone is states // 3; coming back to the
    # first state of the same phone (a repeated silence) cannot happen within one network.
    edges = np.flatnonzero(np.diff(phone)) + 1
    bounds = [0, *edges.tolist(), len(states)]
    for start, end in pairwise(bounds):
        yield start, end, states[start:end]


def _units(network: _Network, states: Ints) -> Iterator[Unit]:
    for start, end, run in _runs(states):
        first = int(run[0]) // STATES * STATES
        word, _, position, phone = (int(value) for value in network.owner[first])
        one, two, three = (int(value) for value in network.senones[first : first + STATES])
        yield Unit(phone, word, position, start, end, (one, two, three))


def _chosen(network: _Network, states: Ints, words: int) -> tuple[int, ...]:
    chosen = np.full(words, -1, dtype=np.int32)
    owner = network.owner[np.unique(states)]
    spoken = owner[owner[:, 0] >= 0]
    chosen[spoken[:, 0]] = spoken[:, 1]
    return tuple(int(variant) for variant in chosen)
