"""The words of a text: how hard, how frequent and how varied they are, and which could be others.

Levels are those of the CEFR-J word list as `cefrpy` has them, frequencies those of `wordfreq`; both are estimates, made
for written words without their meaning in the sentence.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sonorant.practice.words import Token, lemmas, tokens
from sonorant.speech.content import LEVELS, RARER, WINDOW, Alternative, Repetition, Vocabulary

if TYPE_CHECKING:
    import cefrpy  # type: ignore[import-untyped]

BANDS = (500, 1_000, 2_000, 5_000)

MTLD_SHARE = 0.72
"""The share of different words (type-token ratio) at which a stretch counts as no longer varied (McCarthy 2005)."""

REPEATED = 3
"""A word said so often or more, and at least so many per cent of all words, is told to be repeated."""
MOST_REPEATED = 5
MOST_ALTERNATIVES = 6

_PLAIN_WORDS = """
    be have do get go say come make take know think want see like can will would could should may might must not yes
    no please thank thanks okay ok well oh so very too just really also here there now then when where how why what who
    which that this these those one two three more most much many some any all each every other another same such only
    still again always never often sometimes up down in out on off over about with without for from to at by of and or
    but if because as than the a an i you he she it we they me him her us them my your his its our their mine yours
    something anything nothing everything someone anyone everyone let
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words that nobody tires of, by their base form."""

_BETTER: dict[str, tuple[str, ...]] = {
    "good": ("excellent", "enjoyable", "helpful"),
    "bad": ("poor", "unpleasant", "disappointing"),
    "nice": ("pleasant", "friendly", "lovely"),
    "big": ("large", "huge", "major"),
    "small": ("little", "tiny", "minor"),
    "happy": ("glad", "delighted", "pleased"),
    "sad": ("upset", "unhappy", "disappointed"),
    "interesting": ("fascinating", "remarkable", "surprising"),
    "boring": ("dull", "tedious", "tiresome"),
    "beautiful": ("lovely", "attractive", "stunning"),
    "important": ("essential", "major", "significant"),
    "difficult": ("hard", "challenging", "demanding"),
    "easy": ("simple", "effortless", "straightforward"),
    "great": ("wonderful", "impressive", "outstanding"),
    "funny": ("amusing", "hilarious", "witty"),
    "strange": ("odd", "unusual", "peculiar"),
    "old": ("ancient", "elderly", "former"),
    "new": ("recent", "modern", "fresh"),
    "fast": ("quick", "rapid", "swift"),
    "thing": ("object", "matter", "item"),
    "stuff": ("things", "material", "belongings"),
    "problem": ("difficulty", "issue", "trouble"),
    "angry": ("annoyed", "furious", "upset"),
    "tired": ("exhausted", "weary", "worn out"),
    "maybe": ("perhaps", "possibly"),
    "really": ("truly", "indeed", "extremely"),
}
_VERY: dict[str, tuple[str, ...]] = {
    "good": ("excellent", "superb"),
    "bad": ("terrible", "awful"),
    "big": ("huge", "enormous"),
    "small": ("tiny", "minute"),
    "happy": ("delighted", "thrilled"),
    "sad": ("miserable", "heartbroken"),
    "tired": ("exhausted", "worn out"),
    "hungry": ("starving",),
    "cold": ("freezing", "icy"),
    "hot": ("boiling", "scorching"),
    "nice": ("delightful", "charming"),
    "interesting": ("fascinating", "gripping"),
    "important": ("crucial", "vital"),
    "difficult": ("demanding", "gruelling"),
    "easy": ("effortless",),
    "angry": ("furious", "outraged"),
    "funny": ("hilarious",),
    "beautiful": ("stunning", "gorgeous"),
    "old": ("ancient",),
    "fast": ("rapid",),
    "surprised": ("astonished", "amazed"),
    "afraid": ("terrified",),
    "dirty": ("filthy",),
    "clean": ("spotless",),
    "expensive": ("overpriced", "exorbitant"),
    "crowded": ("packed",),
    "quiet": ("silent",),
    "loud": ("deafening",),
}


def measure(text: str) -> Vocabulary:
    """The vocabulary of a text. The first call takes about a second."""
    said = [token for token in tokens(text) if not token.text[0].isdigit()]
    forms = [token.lower for token in said]
    bases = [base(form) for form in forms]
    different = dict.fromkeys(bases)
    return Vocabulary(
        words=len(said),
        different=len(different),
        levels=_counts((level(each) for each in different), (*LEVELS, "")),
        bands=_counts((band(each) for each in different), (*_BAND_NAMES, RARER)),
        mtld=_rounded(mtld(forms), 1),
        mattr=_rounded(mattr(forms), 3),
        repeated=_repeated(bases),
        alternatives=_alternatives(said, Counter(bases)),
    )


@functools.lru_cache(maxsize=20_000)
def base(word: str) -> str:
    """The base form of a lower-case word: of those it can have, the most frequent one."""
    word = word.removesuffix("'s")
    found = {lemma.lower() for forms in lemmas(word).values() for lemma in forms}
    return min(sorted(found), key=_rank) if found else word


def level(word: str) -> str:
    """The CEFR level (“A1” to “C2”) at which a base form is met first in any of its kinds; “” if it is in no list."""
    analyser = _levels()
    if not analyser.is_word_in_database(word):
        return ""
    return min(str(each) for each in analyser.get_pos_level_dict_for_word(word).values())


def band(word: str) -> str:
    """How frequent a base form is among all words of English, such as “501–1000”, or “rarer”."""
    rank = _rank(word)
    return next((name for name, last in zip(_BAND_NAMES, BANDS, strict=True) if rank <= last), RARER)


def mtld(words: Sequence[str]) -> float | None:
    """Variety as the mean length of stretches that stay varied, forwards and backwards; None for a short text."""
    if len(words) < WINDOW:
        return None
    return (_stretch(words) + _stretch(words[::-1])) / 2


def mattr(words: Sequence[str]) -> float | None:
    """Variety as the mean share (0–1) of different words in a moving window; None for a text shorter than that."""
    if len(words) < WINDOW:
        return None
    windows = range(len(words) - WINDOW + 1)
    return sum(len(set(words[start : start + WINDOW])) for start in windows) / (WINDOW * len(windows))


_BAND_NAMES = tuple(f"{first}–{last}" for first, last in zip((1, *(each + 1 for each in BANDS)), BANDS, strict=False))


def _stretch(words: Sequence[str]) -> float:
    factors, seen, length = 0.0, set[str](), 0
    for word in words:
        seen.add(word)
        length += 1
        if len(seen) / length <= MTLD_SHARE:
            factors, seen, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(seen) / length) / (1 - MTLD_SHARE)
    return len(words) / factors if factors else float(len(words))


def _repeated(bases: Sequence[str]) -> tuple[Repetition, ...]:
    counts = Counter(each for each in bases if each not in _PLAIN and "'" not in each and len(each) > 2)
    often = [
        Repetition(word, count)
        for word, count in counts.most_common()
        if count >= REPEATED and 100 * count >= REPEATED * len(bases)
    ]
    return tuple(often[:MOST_REPEATED])


def _alternatives(said: Sequence[Token], counts: Counter[str]) -> tuple[Alternative, ...]:
    """For “very” with a plain adjective, and for plain words that were said more than once."""
    found = list[Alternative]()
    offered = set[str]()
    before: Token | None = None
    for token in said:
        word = token.lower
        if before is not None and before.lower == "very" and word in _VERY:
            found.append(Alternative((before.start, token.end), f"very {word}", _VERY[word]))
        elif word in _BETTER and counts[base(word)] > 1 and word not in offered:
            offered.add(word)
            found.append(Alternative((token.start, token.end), word, _BETTER[word]))
        before = token
    return tuple(found[:MOST_ALTERNATIVES])


def _counts(values: Iterable[str], names: Sequence[str]) -> dict[str, int]:
    counted = Counter(values)
    return {name: counted[name] for name in names if counted[name]}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _rank(word: str) -> int:
    return _ranks().get(word, BANDS[-1] + 1)


@functools.cache
def _ranks() -> dict[str, int]:
    import wordfreq  # noqa: PLC0415 - loads its lists, which takes half a second

    return {word: rank for rank, word in enumerate(wordfreq.top_n_list("en", BANDS[-1]), start=1)}


@functools.cache
def _levels() -> cefrpy.CEFRAnalyzer:
    import cefrpy  # noqa: PLC0415 - loads its lists, which takes a third of a second

    return cefrpy.CEFRAnalyzer()
