"""Real voices with gross errors: learners' speech held against another word than the one they said.

Who has said “sink” well has said “think” with an error that no expert would overlook. A corpus of learners holds few
such errors, and those of a synthesiser are of its few voices. Here a word that the experts found well said is exchanged
for its minimal pair: a word of the dictionary that differs in one phone, or has one more. It is a real word, so that
the phones of the text give nothing away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sonorant.engines.embedded.corpus import LabelledWord, Origin, Utterance
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.engines.embedded.synthetic import CLEAR_ERROR, SLIGHT_ERROR, is_likely, is_slight
from sonorant.speech.phonemes import PHONES, base, is_vowel

_WELL_SAID = 1.8
"""Score from which experts find a phone right."""
_MOST = 2
"""Words of an utterance that are exchanged."""
_SHARES = {"likely": 0.5, "other": 0.2, "missing": 0.3}
"""How often each kind is chosen where all are possible: a substitution that learners make, another one, a deletion."""
_NOT_SCORED = float("nan")

Phones = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """The phones of another word, and what the phone at `place` scores if the word at hand was said for it.

    Attributes:
        kind: of `_SHARES`.
    """

    phones: Phones
    place: int
    score: float
    kind: str


def make(corpus: Sequence[Utterance], seed: int = 0) -> list[Utterance]:
    """The utterances in which a word can be exchanged, with one or two that are; only their phones are scored."""
    lexicon = load_lexicon()
    known = {tuple(map(base, phones)) for word in lexicon.words() for phones in lexicon.pronunciations(word)}
    random = np.random.default_rng(seed)
    made = (_exchanged(utterance, known, random) for utterance in corpus)
    return [utterance for utterance in made if utterance is not None]


def _exchanged(utterance: Utterance, known: set[Phones], random: np.random.Generator) -> Utterance | None:
    words = [replace(word, accuracy=_NOT_SCORED, total=_NOT_SCORED) for word in utterance.words]
    wanted, done = int(random.integers(1, _MOST + 1)), 0
    for number in random.permutation(len(words)):
        word = words[number]
        if done == wanted or len(word.phones) < 2 or min(word.phone_scores) < _WELL_SAID:
            continue
        before, after = utterance.words[number - 1 : number], utterance.words[number + 1 : number + 2]
        pairs = _pairs(word, known, {each.phones[-1] for each in before}, {each.phones[0] for each in after})
        if pairs:
            words[number] = _against(word, _choose(pairs, random))
            done += 1
    if not done:
        return None
    return replace(
        utterance,
        words=tuple(words),
        accuracy=_NOT_SCORED,
        fluency=_NOT_SCORED,
        prosody=_NOT_SCORED,
        total=_NOT_SCORED,
        origin=Origin.EXCHANGED,
    )


def _pairs(word: LabelledWord, known: set[Phones], before: set[str], after: set[str]) -> list[_Pair]:
    """Words that differ from what was said in one phone of the same kind, or have one consonant more.

    Other ways to say the same word are none of them, nor are those with a phone more that stands beside it anyway, if
    only as one of those `before` or `after` the word.
    """
    said, found = word.phones, []
    same = {tuple(map(base, phones)) for phones in load_lexicon().pronunciations(word.text.lower())}
    for place, phone in enumerate(said):
        for other in PHONES:
            phones = (*said[:place], other, *said[place + 1 :])
            if other != phone and is_vowel(other) == is_vowel(phone) and phones in known and phones not in same:
                score = SLIGHT_ERROR if is_slight(other, phone) else CLEAR_ERROR
                found.append(_Pair(phones, place, score, "likely" if is_likely(other, phone) else "other"))
    for place in range(len(said) + 1):
        around = {*said[max(place - 1, 0) : place + 1], *(before if place == 0 else ())}
        around |= after if place == len(said) else set()
        for other in PHONES:
            phones = (*said[:place], other, *said[place:])
            if not is_vowel(other) and other not in around and phones in known and phones not in same:
                found.append(_Pair(phones, place, CLEAR_ERROR, "missing"))
    return found


def _choose(pairs: Sequence[_Pair], random: np.random.Generator) -> _Pair:
    shares = {kind: share for kind, share in _SHARES.items() if any(pair.kind == kind for pair in pairs)}
    kind = random.choice(list(shares), p=np.array(list(shares.values())) / sum(shares.values()))
    of_kind = [pair for pair in pairs if pair.kind == kind]
    return of_kind[int(random.integers(len(of_kind)))]


def _against(word: LabelledWord, pair: _Pair) -> LabelledWord:
    """The word as it scores against its pair; the other phones keep the experts' scores."""
    more = len(pair.phones) - len(word.phones)
    scores = (*word.phone_scores[: pair.place], pair.score, *word.phone_scores[pair.place + 1 - more :])
    return replace(word, phones=pair.phones, phone_scores=scores)
