"""Forced alignment: which stretch of the take is which phone of the text.

A text becomes a network of states (`network`): the best path through it is found frame by frame (Viterbi) within a
beam, so that time grows with the length of the take and memory stays small. Frames on whose states all surviving paths
agree are settled and can be judged while the reader goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.acoustic_model import LOG_LEAVE, LOG_STAY, STATES, AcousticModel
from sonorant.engines.embedded.network import FILLER, INSERTED, NEVER, Floats, Ints, Miscues, Words, build
from sonorant.speech.failures import NothingToJudge

_MOST_OPEN = 1500
"""Frames that may stay open; where paths still differ after that (a text that repeats itself) the best one is taken."""
_BEAM = 1000.0
"""Paths this much (log-likelihood) below the best are dropped; wide enough to lose nothing in practice."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the take: a phone of a spoken word, a silence, or other speech. Frames [start, end).

    Attributes:
        phone: number of the base phone; -1 for speech that is not in the text.
        word: index of the spoken word; `network.SILENT`, `network.INSERTED` or `network.FILLER`.
        position: index of the phone within the word.
        start, end: first frame and frame after the last.
    """

    phone: int
    word: int
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word as spoken: its index in the text and the pronunciation that was taken."""

    text: int
    variant: int


class Aligner:
    """Aligns a take with the words of a text while its frames come in."""

    def __init__(
        self, model: AcousticModel, words: Words, *, context: bool = True, miscues: Miscues | None = None
    ) -> None:
        self._network = build(model, words, context=context, miscues=miscues)
        self._score = np.full(len(self._network.senones), NEVER, dtype=np.float32)
        self._low, self._high = 0, len(self._score)
        # Per frame not settled yet: the first state in the beam, and how many states back each one came from.
        self._history: list[tuple[int, NDArray[np.int32]]] = []
        self._begun = False
        self._open = np.empty(0, dtype=np.int32)
        self._settled = 0
        self.units: list[Unit] = []
        """Stretches that are settled and over, in order of time."""
        self.spoken: list[Spoken] = []
        """The words that `units` speak of."""
        self.senones: list[Ints] = []
        """Senones of the settled frames, in pieces; -1 for speech that is not in the text."""
        self.states: list[Ints] = []
        """The state 0–2 of each settled frame within its unit, in pieces."""

    @property
    def reached(self) -> int:
        """Words of the text up to the one that the best path is in now."""
        if not self._begun:
            return 0
        owner = self._network.owner[: int(self._score.argmax()) + 1, 0]
        return int(owner.max()) + 1 if len(owner) else 0

    def advance(self, rows: Floats) -> None:
        """Take the next frames: `rows` (frames, senones) of log-likelihoods."""
        table = self._network.with_others(rows)
        for row in table:
            if not self._begun:
                self._score[self._network.entries] = self._network.starts
                back = np.zeros(len(self._score), dtype=np.int32)
                self._begun = True
            else:
                self._narrow()
                back = self._step()
            self._score[self._low : self._high] += row[self._network.senones[self._low : self._high]]
            self._history.append((self._low, back))
        self._settle(self._agreement())

    def finish(self) -> None:
        """End the take: all frames become settled.

        Raises:
            NothingToJudge: no path reaches the end of the text.
        """
        ending = self._score + self._network.finals
        state = int(np.argmax(ending))
        if ending[state] < NEVER / 10:
            raise NothingToJudge("The recording is too short for its text: record it again, or shorten the text.")
        self._settle(self._trace(state, len(self._history)))
        if len(self._open):
            self._close(self._open)
            self._open = self._open[:0]

    def _narrow(self) -> None:
        """Move the beam to the states that the next frame can reach; what fell out of it is closed."""
        score, low, high = self._score, self._low, self._high
        alive = np.flatnonzero(score[low:high] > score[low:high].max() - _BEAM)
        first, last = low + int(alive[0]), low + int(alive[-1])
        score[low:first] = NEVER
        score[last + 1 : high] = NEVER
        self._low = max(0, first - self._network.reach_back)
        self._high = min(len(score), last + 1 + self._network.reach)

    def _step(self) -> NDArray[np.int32]:
        """Advance the scores by one frame; returns how many states back each one came from."""
        network, score, low, high = self._network, self._score, self._low, self._high
        stay = score[low:high] + np.float32(LOG_STAY)
        advance = np.empty_like(stay)
        advance[0] = NEVER
        np.add(score[low : high - 1], np.float32(LOG_LEAVE), out=advance[1:])
        advance[network.is_entry[low:high]] = NEVER
        back = (advance > stay).astype(np.int32)
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

    def _agreement(self) -> Ints:
        """The states, from the first open frame on, that all surviving paths share."""
        states = self._alive()
        for index in range(len(self._history) - 1, 0, -1):
            states = np.unique(self._before(states, index))
            if len(states) == 1:
                return self._trace(int(states[0]), index)
        return self._decide() if len(self._history) > _MOST_OPEN else np.empty(0, dtype=np.int32)

    def _decide(self) -> Ints:
        """Settle all but the latest frames by the best path; paths that went another way end here."""
        alive = self._alive()
        ancestors = alive
        for index in range(len(self._history) - 1, _MOST_OPEN // 2 - 1, -1):
            ancestors = self._before(ancestors, index)
        best = int(ancestors[self._score[alive].argmax()])
        self._score[alive[ancestors != best]] = NEVER
        return self._trace(best, _MOST_OPEN // 2)

    def _alive(self) -> Ints:
        """The states within the beam."""
        score = self._score[self._low : self._high]
        return (self._low + np.flatnonzero(score > score.max() - _BEAM)).astype(np.int32)

    def _before(self, states: Ints, index: int) -> Ints:
        """Where paths in `states` at the open frame `index` were one frame before."""
        first, back = self._history[index]
        return states - back[states - first]

    def _trace(self, state: int, count: int) -> Ints:
        """The path over the first `count` open frames that ends in `state`."""
        path = np.empty(count, dtype=np.int32)
        for index in range(count - 1, -1, -1):
            path[index] = state
            first, back = self._history[index]
            state -= int(back[state - first])
        return path

    def _settle(self, path: Ints) -> None:
        """Take `path` as final and close the units that are over."""
        del self._history[: len(path)]
        senones = self._network.senones[path]
        self.senones.append(np.where(senones >= self._network.known_senones, -1, senones).astype(np.int32))
        self.states.append((path % STATES).astype(np.int32))
        states = np.concatenate([self._open, path])
        # A new stretch begins with another phone, or where the same word begins again.
        edges = np.flatnonzero((np.diff(states // STATES) != 0) | (np.diff(states) < 0)) + 1
        for start, end in pairwise([0, *edges.tolist()]):
            self._close(states[start:end])
        self._open = states[edges[-1] if len(edges) else 0 :]

    def _close(self, run: Ints) -> None:
        first = int(run[0]) // STATES * STATES
        text, variant, position, phone = (int(value) for value in self._network.owner[first])
        word = text
        if text >= 0:
            if position == 0:
                self.spoken.append(Spoken(text, variant))
            word = len(self.spoken) - 1
        start, self._settled = self._settled, self._settled + len(run)
        last = self.units[-1] if self.units else None
        if word in (INSERTED, FILLER) and last is not None and last.word == word:
            self.units[-1] = Unit(phone, word, 0, last.start, self._settled)
        else:
            self.units.append(Unit(phone, word, position, start, self._settled))


def align(
    model: AcousticModel, words: Words, rows: Floats, *, context: bool = True, miscues: Miscues | None = None
) -> Aligner:
    """Align a whole take at once: `rows` (frames, senones) of log-likelihoods.

    Raises:
        NothingToJudge: no path reaches the end of the text.
    """
    aligner = Aligner(model, words, context=context, miscues=miscues)
    aligner.advance(rows)
    aligner.finish()
    return aligner


def omitted(spoken: Sequence[Spoken], words: int) -> list[int]:
    """Indices of the words of a text of `words` words that were not spoken."""
    said = {word.text for word in spoken}
    return [index for index in range(words) if index not in said]
