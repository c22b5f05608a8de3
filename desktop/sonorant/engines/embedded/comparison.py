"""Each phone of the text against what else could have been said in its place.

Other phones within its own frames, other phones with the boundaries free to move, nothing at all, an extra phone after
it, a vowel before it where learners say one. All values are log-likelihood differences; above zero favours the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.acoustic_model import SILENCE, AcousticModel, Floats
from sonorant.engines.embedded.alignment import Unit
from sonorant.engines.embedded.chains import best_scores
from sonorant.engines.embedded.likelihoods import Likelihoods
from sonorant.speech.phonemes import PHONES, is_vowel

Ints: TypeAlias = NDArray[np.int32]
Evidence: TypeAlias = dict[str, Floats]
"""Named columns: one value, or one row of values, per phone."""

VOWEL_BEFORE = "vowel_before"
"""The column that no score is made of: the models were trained without it."""
_SHORT = ("AH", "IH", "UH", "ER")
"""The vowels that are said to break a cluster up."""
_BEGINS = 1
"""The place of a phone that begins a word of several."""
_NEIGHBOUR_FRAMES = 25
"""How much of a neighbour takes part when boundaries move; a long pause would only cost time."""
_IMPOSSIBLE_RATIO = 50.0
"""Stands for a comparison that cannot be made (too few frames, no neighbour)."""


@dataclass(frozen=True, eq=False)
class Phones:
    """The phones of an alignment as arrays of shape (phones,); silences are not among them.

    Attributes:
        base: number of the base phone.
        label: number of the phone within `PHONES`.
        word, position: index of the word, and of the phone within it.
        start, end: frames [start, end).
        unit: index into the units that they were taken from.
        place: word position for triphones (0 internal, 1 begin, 2 end, 3 single).
        before, after: base phone said before and after, across silences (silence at the ends).
    """

    base: Ints
    label: Ints
    word: Ints
    position: Ints
    start: Ints
    end: Ints
    unit: Ints
    place: Ints
    before: Ints
    after: Ints

    def __len__(self) -> int:
        return len(self.base)

    @property
    def duration(self) -> Ints:
        """Frames per phone."""
        return self.end - self.start

    def part(self, first: int, last: int) -> Phones:
        """The phones [first, last)."""
        return Phones(*(getattr(self, field.name)[first:last] for field in fields(self)))


def labels(model: AcousticModel) -> Ints:
    """Base phone numbers of `PHONES`, shape (39,)."""
    return np.array([model.index(phone) for phone in PHONES], dtype=np.int32)


def phones_of(model: AcousticModel, units: Sequence[Unit]) -> Phones:
    """The phones among `units` as arrays."""
    silence = model.index(SILENCE)
    label_of = np.full(len(model.phones), -1, dtype=np.int32)
    label_of[labels(model)] = np.arange(len(PHONES))
    spoken = [(index, unit) for index, unit in enumerate(units) if unit.word >= 0]

    def column(values: list[int]) -> Ints:
        return np.array(values, dtype=np.int32)

    base = column([unit.phone for _, unit in spoken])
    word = column([unit.word for _, unit in spoken])
    begins = np.append(True, np.diff(word) != 0)[: len(word)]
    ends = np.append(np.diff(word) != 0, True)[: len(word)]
    return Phones(
        base=base,
        label=label_of[base],
        word=word,
        position=column([unit.position for _, unit in spoken]),
        start=column([unit.start for _, unit in spoken]),
        end=column([unit.end for _, unit in spoken]),
        unit=column([index for index, _ in spoken]),
        place=begins.astype(np.int32) + 2 * ends.astype(np.int32),
        before=np.concatenate([[silence], base[:-1]]).astype(np.int32),
        after=np.concatenate([base[1:], [silence]]).astype(np.int32),
    )


def compare(
    model: AcousticModel, likelihoods: Likelihoods, units: Sequence[Unit], phones: Phones, chosen: NDArray[np.int64]
) -> Evidence:
    """Evidence for the phones numbered `chosen`: columns of shape (chosen,) or (chosen, 39).

    `units` are the stretches that `phones` were taken from, with at least one beyond each side of the chosen ones
    unless the take begins or ends there.
    """
    evidence = _Comparison(model, likelihoods, units, phones, chosen).evidence()
    before = np.full(len(chosen), _IMPOSSIBLE_RATIO, dtype=np.float32)
    clusters = _may_follow_vowel(model, phones)[chosen]
    if clusters.any():
        before[clusters] = _Comparison(model, likelihoods, units, phones, chosen[clusters]).vowel_before()
    return {**evidence, VOWEL_BEFORE: before}


def _may_follow_vowel(model: AcousticModel, phones: Phones) -> NDArray[np.bool_]:
    """Which phones learners say a vowel before, shape (phones,): a consonant that follows one within a word, or an S
    that begins a word and is followed by one."""
    vowels = labels(model)[[is_vowel(phone) for phone in PHONES]]
    consonant, begins = ~np.isin(phones.base, vowels), phones.place == _BEGINS
    inside = (phones.position > 0) & consonant & ~np.isin(phones.before, vowels)
    opening = begins & (phones.base == model.index("S")) & ~np.isin(phones.after, vowels)
    return np.asarray(inside | opening)


class _Comparison:
    """The phones numbered `chosen`, each against its alternatives."""

    def __init__(
        self,
        model: AcousticModel,
        likelihoods: Likelihoods,
        units: Sequence[Unit],
        phones: Phones,
        chosen: NDArray[np.int64],
    ) -> None:
        self._model = model
        self._phones = phones
        self._chosen = chosen
        self._all = labels(model)
        self._own = phones.label[chosen]
        self._duration = phones.duration[chosen].astype(np.float32)
        start, end = phones.start[chosen], phones.end[chosen]
        # The neighbour in time, silence included; -1 where the take ends.
        self._left = phones.unit[chosen] - 1
        self._right = np.where(phones.unit[chosen] + 1 < len(units), phones.unit[chosen] + 1, -1)
        unit_start = np.array([unit.start for unit in units], dtype=np.int32)
        unit_end = np.array([unit.end for unit in units], dtype=np.int32)
        self._spoken = np.full(len(units), -1, dtype=np.int32)
        self._spoken[phones.unit] = np.arange(len(phones))
        self._window_start = np.where(
            self._left >= 0, np.maximum(unit_start[self._left], start - _NEIGHBOUR_FRAMES), start
        ).astype(np.int32)
        self._window_end = np.where(
            self._right >= 0, np.minimum(unit_end[self._right], end + _NEIGHBOUR_FRAMES), end
        ).astype(np.int32)
        self._first = int(self._window_start.min())
        self._rows = likelihoods.rows(self._first, int(self._window_end.max()))

    def evidence(self) -> Evidence:
        every = np.broadcast_to(self._all, (len(self._chosen), len(self._all)))
        fixed = self._scores(self._middle(every), self._start, self._end)
        moved = self._surrounded(every)
        rows = np.arange(len(self._chosen))
        own_fixed, own_moved = fixed[rows, self._own], moved[rows, self._own]
        others = moved.copy()
        others[rows, self._own] = -np.inf
        rival = others.argmax(axis=1)
        deletion = _ratio(own_moved - self._without())
        insertion = _ratio(self._alone()[:, None] - self._followed(every))
        per_frame = self._duration
        return {
            "own": np.maximum(own_fixed, -400.0 * per_frame) / per_frame,
            "fixed_margin": _ratio(own_fixed - fixed.max(axis=1)) / per_frame,
            "fixed_ratios": _ratio(own_fixed[:, None] - fixed) / per_frame[:, None],
            "free_margin": _ratio(own_moved - others[rows, rival]) / per_frame,
            "free_total": _ratio(own_moved - others[rows, rival]),
            "free_ratios": _ratio(own_moved[:, None] - moved) / per_frame[:, None],
            "free_rank": (moved > own_moved[:, None]).sum(axis=1).astype(np.float32),
            "free_rival": rival.astype(np.float32),
            "deletion": deletion,
            "deletion_rate": deletion / per_frame,
            "insertion": insertion.min(axis=1),
            "insertion_phone": insertion.argmin(axis=1).astype(np.float32),
            "insertion_ah": insertion[:, PHONES.index("AH")],
            "insertion_er": insertion[:, PHONES.index("ER")],
        }

    def vowel_before(self) -> Floats:
        """The phone between its neighbours, as in the text, against the same with a short vowel before it."""
        phones, chosen = self._phones, self._chosen
        vowel = np.broadcast_to(np.array([self._model.index(each) for each in _SHORT]), (len(chosen), len(_SHORT)))
        own = np.broadcast_to(phones.base[chosen][:, None], vowel.shape)
        place = phones.place[chosen][:, None]
        # The vowel takes the place at the beginning of the word, if the phone has it.
        first = self._model.triphones[place & _BEGINS, vowel, phones.before[chosen][:, None], own]
        second = self._model.triphones[place & ~_BEGINS, own, vowel, phones.after[chosen][:, None]]
        parts = (
            self._neighbour(self._left, after=vowel),
            np.concatenate([first, second], axis=2),
            self._neighbour(self._right, before=own),
        )
        with_vowel = self._by_edges(parts, self._window_start, self._window_end).max(axis=1)
        return _ratio(self._surrounded(own[:, :1])[:, 0] - with_vowel)

    @property
    def _start(self) -> Ints:
        return self._phones.start[self._chosen]

    @property
    def _end(self) -> Ints:
        return self._phones.end[self._chosen]

    def _scores(self, chains: Ints, start: Ints, end: Ints) -> Floats:
        return best_scores(self._rows, chains, start - self._first, end - self._first)

    def _middle(self, phone: Ints, after: Ints | None = None) -> Ints:
        """Senones of `phone` (windows, alternatives) between this phone's neighbours."""
        chosen, phones = self._chosen, self._phones
        following = phones.after[chosen][:, None] if after is None else after
        return self._model.triphones[phones.place[chosen][:, None], phone, phones.before[chosen][:, None], following]

    def _neighbour(self, units: Ints, *, before: Ints | None = None, after: Ints | None = None) -> Ints:
        """Senones of the neighbouring units when this phone's place is taken by `before` or `after`."""
        spoken = self._spoken[units]
        phones = self._phones
        left = phones.before[spoken][:, None] if before is None else before
        right = phones.after[spoken][:, None] if after is None else after
        senones = self._model.triphones[phones.place[spoken][:, None], phones.base[spoken][:, None], left, right]
        silent = self._model.monophones[self._model.index(SILENCE)]
        return np.where((spoken < 0)[:, None, None], silent, senones).astype(np.int32)

    def _by_edges(self, parts: tuple[Ints | None, Ints | None, Ints | None], start: Ints, end: Ints) -> Floats:
        """Scores of left + middle + right, without the neighbours that a phone at an end of the take lacks."""
        left, middle, right = parts
        count = len(self._chosen)
        some = next(part for part in parts if part is not None)
        out = np.full((count, some.shape[1]), -np.inf, dtype=np.float32)
        for has_left in (False, True):
            for has_right in (False, True):
                group = ((self._left >= 0) == has_left) & ((self._right >= 0) == has_right)
                pieces = [
                    part[group]
                    for part, there in ((left, has_left), (middle, True), (right, has_right))
                    if part is not None and there
                ]
                if group.any() and pieces:
                    out[group] = self._scores(np.concatenate(pieces, axis=2), start[group], end[group])
        return out

    def _surrounded(self, phone: Ints) -> Floats:
        """Left neighbour, `phone`, right neighbour, boundaries free."""
        parts = (
            self._neighbour(self._left, after=phone),
            self._middle(phone),
            self._neighbour(self._right, before=phone),
        )
        return self._by_edges(parts, self._window_start, self._window_end)

    def _without(self) -> Floats:
        """Left and right neighbour alone over all frames: the phone was not said."""
        after, before = self._phones.after[self._chosen][:, None], self._phones.before[self._chosen][:, None]
        parts = (self._neighbour(self._left, after=after), None, self._neighbour(self._right, before=before))
        return self._by_edges(parts, self._window_start, self._window_end)[:, 0]

    def _alone(self) -> Floats:
        """The phone and its right neighbour, as in the text."""
        own = self._phones.base[self._chosen][:, None]
        parts = (None, self._middle(own), self._neighbour(self._right, before=own))
        return self._by_edges(parts, self._start, self._window_end)[:, 0]

    def _followed(self, extra: Ints) -> Floats:
        """The phone, an extra phone, the right neighbour."""
        own = np.broadcast_to(self._phones.base[self._chosen][:, None], extra.shape)
        after = self._phones.after[self._chosen][:, None]
        middle = np.concatenate([self._middle(own, after=extra), self._model.triphones[0, extra, own, after]], axis=2)
        parts = (None, middle, self._neighbour(self._right, before=extra))
        return self._by_edges(parts, self._start, self._window_end)


def _ratio(difference: Floats) -> Floats:
    """A log-likelihood ratio kept within bounds where one side was impossible."""
    bounded = np.nan_to_num(difference, nan=0.0, posinf=1e9, neginf=-1e9)
    bounded = np.where(np.abs(bounded) > 1e6, np.sign(bounded) * _IMPOSSIBLE_RATIO, bounded)
    return np.clip(bounded, -1000.0, 1000.0).astype(np.float32)
