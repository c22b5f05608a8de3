"""Which letters of a word its syllables are written with."""

from __future__ import annotations

from collections.abc import Sequence

from sonorant.speech.phonemes import base, is_vowel

_VOWEL_LETTERS = frozenset("aeiouyw")
_LETTERS = {
    "B": "b", "CH": "ct", "D": "d", "DH": "t", "F": "fpg", "G": "gx", "HH": "hwj", "JH": "jgd", "K": "kcqx", "L": "l",
    "M": "m", "N": "nkgp", "NG": "n", "P": "p", "R": "rw", "S": "scxzp", "SH": "sctx", "T": "tdp", "TH": "t", "V": "vf",
    "W": "wuo", "Y": "yuij", "Z": "zsx", "ZH": "sgzj", "ER": "aeiouyr",
}  # fmt: skip
_UNLIKELY, _SILENT, _NO_LETTER = 2.0, 0.6, 1.2
_FOLLOWS = frozenset(("th", "sh", "ch", "ph", "gh", "wh", "rh", "ck", "ng", "qu", "gu", "dg", "tch", "sc", "wr", "kn"))


def graphemes(word: str, syllables: Sequence[Sequence[str]]) -> list[str]:
    """The letters of `word` that each of its syllables (ARPABET phonemes) is written with; together they are the word.

    Letters and sounds are aligned by likeness: a vowel letter is like a vowel, a consonant letter like the sounds that
    it usually stands for. Letters may be silent, and a letter may stand for several sounds.
    """
    phones = [base(phone) for syllable in syllables for phone in syllable]
    syllable_of = [index for index, syllable in enumerate(syllables) for _ in syllable]
    parts = [""] * len(syllables)
    if phones:
        for letter, phone in zip(word, _align(word.lower(), phones), strict=True):
            parts[syllable_of[phone]] += letter
    return parts


def _align(letters: str, phones: list[str]) -> list[int]:
    """For each letter the index of the phone that it belongs to: the cheapest monotone assignment."""
    count = len(phones)
    costs = [_NO_LETTER * phone + unlike(letters[:1], phones[phone]) for phone in range(count)]
    back: list[list[int]] = []
    for at in range(1, len(letters)):
        pair = letters[at - 1 : at + 1]
        reached, came = [], []
        for phone in range(count):
            choices = [(costs[phone] + _silent(pair, phones[phone]), phone)]
            begins = unlike(pair[1], phones[phone])
            choices += [(costs[k] + _NO_LETTER * (phone - 1 - k) + begins, k) for k in range(phone)]
            cost, previous = min(choices)
            reached.append(cost)
            came.append(previous)
        costs = reached
        back.append(came)
    owner = min(range(count), key=lambda phone: costs[phone] + _NO_LETTER * (count - 1 - phone))
    owners = [owner]
    for came in reversed(back):
        owners.append(came[owners[-1]])
    return owners[::-1][: len(letters)]


def unlike(letter: str, phone: str) -> float:
    """What it costs that the letters of `phone` begin with `letter`: nothing if that is usual."""
    likely = letter in _LETTERS[phone] if phone in _LETTERS else letter in _VOWEL_LETTERS
    return 0.0 if likely else _UNLIKELY


def _silent(pair: str, phone: str) -> float:
    """What it costs that the second letter of `pair` belongs to the same phone as the first."""
    vowel = pair[1] in _VOWEL_LETTERS
    natural = (
        pair[0] == pair[1] or pair in _FOLLOWS or (is_vowel(phone) and vowel) or (phone == "ER" and pair[1] == "r")
    )
    return 0.2 if natural else _SILENT if vowel or pair[1] in "ghe'" else 1.0
