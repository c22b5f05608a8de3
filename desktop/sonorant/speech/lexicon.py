"""How words are pronounced: a dictionary with stress, built from data that the caller has read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from sonorant.speech.phonemes import base, is_vowel

Pronunciation: TypeAlias = tuple[str, ...]
"""ARPABET phonemes; every vowel carries a stress digit."""


class Lexicon:
    """The pronunciations of words, most usual first.

    `supplement` holds our own entries, which come first; `dictionary` is the text of a pronouncing dictionary sorted by
    word ("word(2) P H O N E S", no stress); `stresses` the text of a sorted JSON object whose values are lists of
    pronunciations with stress digits in lower case. Both texts stay as they are and are searched when a word is asked
    for, which makes loading nearly free. `guess` gives pronunciations of a word that is in none of them.
    """

    def __init__(
        self,
        dictionary: bytes,
        stresses: bytes,
        supplement: Mapping[str, Sequence[Pronunciation]],
        guess: Callable[[str], Sequence[Pronunciation]] | None = None,
    ) -> None:
        self._lines = dictionary.splitlines()
        # Keys with an underscore stand out of order in the data, and no word of ours has one.
        self._stresses = [entry for entry in stresses.strip(b'{}"').split(b'], "') if b"_" not in entry]
        self._supplement = supplement
        self._guess = guess
        self._cache: dict[str, tuple[Pronunciation, ...]] = {}

    def known(self, word: str) -> bool:
        """Whether the word (lower case) is in the supplement or the dictionary, so that nothing has to be guessed."""
        return bool(self._entries(word) or self._derived(word))

    def pronunciations(self, word: str) -> tuple[Pronunciation, ...]:
        """Every pronunciation of `word` (lower case), most usual first; empty if unknown and not to be guessed."""
        if word not in self._cache:
            self._cache[word] = self._find(word)
        return self._cache[word]

    def words(self) -> Iterator[str]:
        """The words of the dictionary, each once."""
        return (word.decode("ascii") for word in dict.fromkeys(map(_headword, self._lines)) if word)

    def _find(self, word: str) -> tuple[Pronunciation, ...]:
        # The dictionary has few variants of "dogs'" and "goin'": what they are made of comes first.
        found = (word.endswith("'") and self._derived(word)) or self._entries(word) or self._derived(word)
        if not found and self._guess is not None:
            found = [*self._guess(word)]
        return tuple(dict.fromkeys(found))

    def _entries(self, word: str) -> list[Pronunciation]:
        stressed = self._stressed(word)
        return [*self._supplement.get(word, ()), *(_with_stress(phones, stressed) for phones in self._listed(word))]

    def _derived(self, word: str) -> list[Pronunciation]:
        """Pronunciations of a form with an apostrophe, by those of the word that it is made of."""
        if word.endswith("in'"):
            return [(*phones[:-1], "N") for phones in self._entries(word[:-1] + "g")]
        if word.endswith("'"):
            return self._entries(word[:-1])
        if word.endswith("'s"):
            return [(*phones, *_possessive(phones[-1])) for phones in self._entries(word[:-2])]
        return []

    def _listed(self, word: str) -> list[Pronunciation]:
        try:
            key = word.encode("ascii")
        except UnicodeEncodeError:
            return []
        first = bisect_left(self._lines, key, key=_headword)
        found = []
        for line in self._lines[first : first + 20]:
            if _headword(line) != key:
                break
            found.append(tuple(line.decode("ascii").split()[1:]))
        return found

    def _stressed(self, word: str) -> list[Pronunciation]:
        key = word.encode("ascii", "replace") + b'"'
        place = bisect_left(self._stresses, key)
        if place == len(self._stresses) or not self._stresses[place].startswith(key):
            return []
        texts = self._stresses[place].decode("ascii").upper().split('"')[2::2]
        return [tuple(text.split()) for text in texts]


def _possessive(last: str) -> Pronunciation:
    if last in {"S", "Z", "SH", "ZH", "CH", "JH"}:
        return ("AH0", "Z")
    return ("S",) if last in {"P", "T", "K", "F", "TH"} else ("Z",)


def _headword(line: bytes) -> bytes:
    return line.partition(b" ")[0].partition(b"(")[0]


def _with_stress(phones: Pronunciation, stressed: Sequence[Pronunciation]) -> Pronunciation:
    """`phones` as the first of `stressed` that has the same phonemes, else with stress guessed."""
    return next((each for each in stressed if tuple(map(base, each)) == phones), None) or guess_stress(phones)


def guess_stress(phones: Sequence[str]) -> Pronunciation:
    """Put stress digits on phonemes that have none: main stress on the first full vowel, none on the others."""
    vowels = [index for index, phone in enumerate(phones) if is_vowel(phone)]
    full = [index for index in vowels if phones[index] not in {"AH", "ER", "IH"}] or vowels
    main = full[0] if full else None
    return tuple(
        phone + ("1" if index == main else "0") if is_vowel(phone) else phone for index, phone in enumerate(phones)
    )


def read_supplement(text: str) -> dict[str, list[Pronunciation]]:
    """Read lines "word HH EH0 L OW1"; a word may have several lines, the preferred first; "#" begins a comment."""
    entries: dict[str, list[Pronunciation]] = {}
    for line in text.splitlines():
        word, *phones = line.partition("#")[0].split() or [""]
        if word:
            entries.setdefault(word, []).append(tuple(phones))
    return entries
