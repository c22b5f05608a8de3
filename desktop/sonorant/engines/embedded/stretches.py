"""A take of several sentences is judged sentence by sentence, as the models were trained on single ones.

Of training speakers with six sentences in one take accuracy was 11 points, fluency 18 and prosody 17 below what the
experts gave these sentences, since the silence between them counted as hesitation; so it is less than 1 (20 speakers).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise

import numpy as np

from sonorant.engines.embedded.hearing import Hearing, Place
from sonorant.engines.embedded.pitch import Pitch
from sonorant.engines.embedded.scoring_model import TAKE_ASPECTS, WORD_ASPECTS, Judgement, ScoringModel

_TOGETHER = 32
"""How many stretches are judged at once: more take memory, and hardly less time."""
LEAST, MOST = 10, 200
"""Phones: shorter sentences are judged with the next one (the last with the one before), and longer stretches without
an end are cut where they are.

Of the utterances that the models were trained on 98 in 100 have 10 to 42."""


class Judge:
    """Judges takes sentence by sentence. What was judged before is known: while a take is recorded its sentences are
    judged one by one, and at its end only the last of them, and those that were heard otherwise in the end, are left.
    """

    def __init__(self, model: ScoringModel) -> None:
        self._model = model
        self._known: dict[bytes, Judgement] = {}

    def take(self, heard: Hearing, closes: Sequence[bool]) -> Judgement:
        """Score a take; `closes` tells of each word of the text whether a sentence ends with it."""
        parts = [part(heard, first, last) for first, last in spans(heard, closes)]
        if len(parts) < 2:
            return self._model.judge(heard)
        digests = [_digest(each) for each in parts]
        new = [(digest, each) for digest, each in zip(digests, parts, strict=True) if digest not in self._known]
        for first in range(0, len(new), _TOGETHER):
            some = dict(new[first : first + _TOGETHER])
            self._known |= zip(some, self._model.judge_each(list(some.values())), strict=True)
        judged = [self._known[digest] for digest in digests]
        weights = [len(each.phones) for each in parts]
        return Judgement(
            phones=np.concatenate([each.phones for each in judged]),
            words={name: np.concatenate([each.words[name] for each in judged]) for name in WORD_ASPECTS},
            take={
                name: float(np.average([each.take[name] for each in judged], weights=weights)) for name in TAKE_ASPECTS
            },
        )

    def stretch(self, heard: Hearing, *, over: bool) -> Judgement:
        """Score a stretch of a take as one take; it is kept in mind if it is `over`, as it will be asked for again."""
        judged = self._model.judge(heard)
        if over:
            self._known[_digest(heard)] = judged
        return judged


def spans(heard: Hearing, closes: Sequence[bool]) -> list[tuple[int, int]]:
    """The stretches of a take as heard words [first, last); a sentence ends here even if its last word was left out."""
    phones = np.bincount(heard.phones.word, minlength=len(heard.spoken)).tolist()
    sentence = np.cumsum([False, *closes[:-1]])
    places = [sentence[word.text] for word in heard.spoken]
    return cuts(phones, [*(one != next_ for one, next_ in pairwise(places)), True])


def cuts(phones: Sequence[int], closing: Sequence[bool]) -> list[tuple[int, int]]:
    """Where words of so many phones, some of them `closing` a sentence, are cut: words [first, last).

    Where a stretch ends does not depend on what follows it, as soon as that is long enough to be the next one.
    """
    found = []
    first = count = 0
    for index, closes in enumerate(closing):
        count += phones[index]
        if (closes and count >= LEAST) or count >= MOST:
            found.append((first, index + 1))
            first, count = index + 1, 0
    if found and count < LEAST:
        first = found.pop()[0]
    if first < len(closing):
        found.append((first, len(closing)))
    return found


def part(heard: Hearing, first: int, last: int) -> Hearing:
    """The words [first, last) of a take, as a take of their own without the silences around."""
    rows = slice(*np.searchsorted(heard.phones.word, (first, last)).tolist())
    phones = heard.phones.part(rows.start, rows.stop)
    begin, end = int(phones.unit[0]), int(phones.unit[-1]) + 1
    start, stop = heard.units[begin].start, heard.units[end - 1].end
    before, after = phones.before.copy(), phones.after.copy()
    before[0], after[-1] = heard.phones.before[0], heard.phones.after[-1]  # silence, as around every take
    return Hearing(
        frames=stop - start,
        alpha=heard.alpha,
        units=tuple(
            replace(
                unit,
                word=unit.word - first if unit.word >= 0 else unit.word,
                start=unit.start - start,
                end=unit.end - start,
            )
            for unit in heard.units[begin:end]
        ),
        spoken=heard.spoken[first:last],
        asides=(),
        phones=replace(
            phones,
            word=phones.word - np.int32(first),
            start=phones.start - np.int32(start),
            end=phones.end - np.int32(start),
            unit=phones.unit - np.int32(begin),
            before=before,
            after=after,
        ),
        evidence={name: column[rows] for name, column in heard.evidence.items()},
        energy=heard.energy[start:stop],
        pitch=Pitch(heard.pitch.log_hz[start:stop], heard.pitch.voicing[start:stop]),
    )


def behind(since: Place, heard: Hearing, words: int) -> Place:
    """The place behind the first `words` of what was heard from `since` on."""
    row = int(np.searchsorted(heard.phones.word, words))
    return Place(since.unit + int(heard.phones.unit[row - 1]) + 1, since.phone + row, since.word + words)


def _digest(heard: Hearing) -> bytes:
    """What tells takes apart of which the scores differ."""
    found = hashlib.blake2b(repr((heard.frames, heard.alpha, heard.units)).encode(), digest_size=16)
    columns = (getattr(heard.phones, field.name) for field in fields(heard.phones))
    pitch = heard.pitch
    for each in (*columns, *heard.evidence.values(), heard.energy, pitch.log_hz, pitch.voicing):
        found.update(np.ascontiguousarray(each).tobytes())
    return found.digest()
