"""How words are said in fluent speech beyond the dictionary: sounds that their neighbours let go, or melt with.

What is dropped here is not wrong in ordinary English, but a reading that has it all is preferred (`network`). A flapped
t needs no entry: the acoustic model knows it as a t.
"""

from __future__ import annotations

from collections.abc import Sequence

from sonorant.speech.lexicon import Pronunciation
from sonorant.speech.phonemes import is_vowel

_WITHOUT_H = frozenset(("he", "him", "his", "her", "have"))
_KEEPS_T = frozenset(("HH", "Y", "R"))
"""Consonants before which t and d are said."""
_TO = {"going": ("G", "AH1", "N"), "want": ("W", "AA1", "N")}
"""What these words become before "to": gonna, wanna."""
_LEAST_PHONES = 3
_BEFORE_Y = {"T": "CH", "D": "JH"}
"""What these become together with a following y ("did you"), which either word may seem to have."""


def fluent_ways(
    words: Sequence[str], ways: Sequence[tuple[Pronunciation, ...]], joined: Sequence[bool]
) -> list[tuple[Pronunciation, ...]]:
    """What is added to the `ways` to say each of `words` (lower case) where they stand.

    `joined` tells of each word whether nothing but space is between it and the one before.
    """
    return [_added(index, words, ways, joined) for index in range(len(words))]


def _added(
    index: int, words: Sequence[str], ways: Sequence[tuple[Pronunciation, ...]], joined: Sequence[bool]
) -> tuple[Pronunciation, ...]:
    word = words[index]
    before = words[index - 1] if joined[index] else None
    after = index + 1 if index + 1 < len(words) and joined[index + 1] else None
    added: list[Pronunciation] = []
    for way in ways[index]:
        if before is not None and word in _WITHOUT_H and way[0] == "HH":
            added.append(way[1:])
        if word.endswith("ing") and way[-2:] == ("IH0", "NG"):
            added.append((*way[:-1], "N"))
        if before is not None and way[0] == "Y" and len(way) > 1:
            melted = dict.fromkeys(_BEFORE_Y[one[-1]] for one in ways[index - 1] if one[-1] in _BEFORE_Y)
            added += [rest for sound in melted for rest in (way[1:], (sound, *way[1:]))]
        if after is not None and (_is_doubled(way, ways[after][0]) or _loses_its_end(word, way, ways[after][0])):
            added.append(way[:-1])
        if after is not None and way[-1] in _BEFORE_Y and ways[after][0][0] == "Y":
            added.append((*way[:-1], _BEFORE_Y[way[-1]]))
    if after is not None and words[after] == "to" and word in _TO:
        added.append(_TO[word])
    if before in _TO and word == "to":
        added.append(("AH0",))
    return tuple(way for way in dict.fromkeys(added) if way not in ways[index])


def _is_doubled(way: Pronunciation, following: Pronunciation) -> bool:
    """Whether a consonant is said once for two words ("goo(d) day")."""
    return len(way) > 1 and way[-1] == following[0] and not is_vowel(way[-1])


def _loses_its_end(word: str, way: Pronunciation, following: Pronunciation) -> bool:
    """Whether a t or d after a consonant goes before another ("las(t) night"); not that of the past tense."""
    cluster = len(way) > _LEAST_PHONES and way[-1] in {"T", "D"} and not is_vowel(way[-2])
    return cluster and not word.endswith("ed") and not is_vowel(following[0]) and following[0] not in _KEEPS_T
