"""What was heard in each frame with no text in mind, and what that says of each phone of the text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sonorant.engines.embedded.acoustic_model import SILENCE, STATES, AcousticModel, Floats
from sonorant.engines.embedded.alignment import Unit
from sonorant.engines.embedded.comparison import Evidence, Ints, Phones, labels
from sonorant.engines.embedded.likelihoods import BLOCK
from sonorant.engines.embedded.phone_loop import frame_log_posteriors, occupancy

_TOGETHER = 500
"""Phones whose evidence is computed together: the memory for it does not grow with the take."""
_CONTEXT = 50
"""Frames on either side that a frame's occupancy is computed with: what is further away does not matter."""


class Tracks:
    """What is known of the frames: posteriors of the phones and the best score of each phone.

    Frames come in blocks; what needs the frames that follow waits for the next block. Blocks are kept until `forget`.
    """

    def __init__(self, model: AcousticModel) -> None:
        self._model = model
        self._known = np.append(labels(model), model.index(SILENCE))
        self._before = np.empty((0, len(self._known), STATES), dtype=np.float32)
        self._waiting: Floats | None = None
        self._forgotten = 0
        self._occupancy: list[Floats] = []
        self._in_context: list[Floats] = []
        self._context_free: list[Floats] = []
        self._best: list[Floats] = []

    def add(self, rows: Floats) -> None:
        """Take the likelihoods of the next block, shape (frames, senones)."""
        maxima = self._model.state_maxima(rows)[:, self._known]
        self._in_context.append(frame_log_posteriors(maxima))
        self._context_free.append(frame_log_posteriors(rows[:, self._model.monophones[self._known]]))
        self._best.append(maxima[:, :-1].max(axis=2))
        self._look(maxima[:_CONTEXT])
        self._waiting = maxima

    @property
    def frames(self) -> int:
        """How many frames are known so far."""
        return self._forgotten * BLOCK + sum(map(len, self._occupancy))

    def finish(self) -> None:
        """No frame follows."""
        self._look(self._before[:0])

    def forget(self, frame: int) -> None:
        """No frame before `frame` will be asked for."""
        count = frame // BLOCK - self._forgotten
        for blocks in (self._occupancy, self._in_context, self._context_free, self._best):
            del blocks[:count]
        self._forgotten += count

    def _look(self, following: Floats) -> None:
        """Compute the occupancy of the block that waits; the one before it and `following` are its surroundings."""
        own, before = self._waiting, self._before
        if own is None:
            return
        window = np.concatenate([before, own, following])
        self._occupancy.append(occupancy(window)[len(before) : len(before) + len(own)])
        # A copy, as a view would keep the whole block.
        self._before = own[-_CONTEXT:].copy()
        self._waiting = None

    def evidence(self, units: Sequence[Unit], phones: Phones, own: Floats, states: Ints) -> Evidence:
        """What the frames say of `phones`: columns of shape (phones,) or (phones, n).

        Args:
            units: stretches of the take, without gaps.
            phones: the phones among them.
            own: log-likelihood of the path's senone in each of their frames, shape (frames,).
            states: the state 0–2 of each of these frames within its unit, shape (frames,).
        """
        parts = [
            self._evidence(units, phones.part(first, first + _TOGETHER), own, states)
            for first in range(0, len(phones), _TOGETHER)
        ]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def _evidence(self, units: Sequence[Unit], phones: Phones, own: Floats, states: Ints) -> Evidence:
        """`evidence` for phones that follow one another: only their frames are looked at."""
        first, last = int(phones.unit[0]), int(phones.unit[-1])
        begin, end = units[first].start, units[last].end
        heard = np.maximum(self._frames(self._occupancy, begin, end), 1e-8)
        log_heard = np.log(heard)
        in_context, context_free = (self._frames(part, begin, end) for part in (self._in_context, self._context_free))
        inside = slice(begin - units[0].start, end - units[0].start)
        starts = np.array([unit.start for unit in units[first : last + 1]]) - begin
        rows, label, unit = np.arange(len(phones)), phones.label, phones.unit - first
        duration = phones.duration[:, None].astype(np.float32)

        def mean(values: Floats) -> Floats:
            return np.asarray(np.add.reduceat(values, starts, axis=0)[unit] / duration, dtype=np.float32)

        mean_heard, mean_log = np.maximum(mean(heard), 1e-8), mean(log_heard)
        entropy = -(heard * log_heard).sum(axis=1, keepdims=True)
        frame_posterior, plain_posterior = mean(in_context), mean(context_free)
        return {
            "loop": mean_log[rows, label],
            "loop_most": np.maximum.reduceat(log_heard, starts, axis=0)[unit][rows, label],
            "loop_least": np.minimum.reduceat(log_heard, starts, axis=0)[unit][rows, label],
            "loop_mean": np.log(mean_heard[rows, label]),
            "loop_all": np.log(mean_heard),
            "entropy": mean(entropy)[:, 0],
            "certainty": mean(heard.max(axis=1, keepdims=True))[:, 0],
            "posterior": frame_posterior[rows, label],
            "posterior_plain": plain_posterior[rows, label],
            "posterior_all": frame_posterior,
            "heard_silence": mean_heard[:, -1],
            **_states(phones, self._frames(self._best, begin, end), own[inside], states[inside], begin),
        }

    def _frames(self, blocks: Sequence[Floats], begin: int, end: int) -> Floats:
        """Frames [begin, end) of what was kept block by block."""
        first = begin // BLOCK
        chosen = blocks[first - self._forgotten : -(-end // BLOCK) - self._forgotten]
        return np.concatenate(chosen)[begin - first * BLOCK : end - first * BLOCK]


def _states(phones: Phones, best: Floats, own: Floats, states: Ints, begin: int) -> Evidence:
    """Each of the phone's three states: its frames, and how far it lies above the best state of another phone.

    `best`, `own` and `states` are of the frames from `begin` on.
    """
    phone_of_frame = np.full(len(best), -1, dtype=np.int64)
    for index in range(len(phones)):
        phone_of_frame[phones.start[index] - begin : phones.end[index] - begin] = index
    inside = np.flatnonzero(phone_of_frame >= 0)
    phone = phone_of_frame[inside]
    rivals = best[inside]
    rivals[np.arange(len(inside)), phones.label[phone]] = -np.inf
    margin = own[inside] - rivals.max(axis=1)
    cell = phone * 3 + states[inside]
    count = np.bincount(cell, minlength=3 * len(phones)).astype(np.float32)
    total = np.bincount(cell, weights=margin, minlength=3 * len(phones)).astype(np.float32)
    return {
        "state_frames": count.reshape(-1, 3),
        "state_margin": (total / np.maximum(count, np.float32(1.0))).reshape(-1, 3).astype(np.float32),
    }
