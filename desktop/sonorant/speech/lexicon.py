"""How words are pronounced: a dictionary with stress, built from data that the caller has read."""

from __future__ import annotations

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
        self._dictionary = dictionary
        self._stresses = stresses
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
        return (word.decode("ascii") for word in dict.fromkeys(map(_headword, self._dictionary.splitlines())) if word)

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
        lines = _entries_from(self._dictionary, b"\n", word, _headword)
        return [tuple(line.decode("ascii").split()[1:]) for line in lines]

    def _stressed(self, word: str) -> list[Pronunciation]:
        entries = _entries_from(self._stresses, b'], "', word, lambda entry: entry.lstrip(b'{"').partition(b'"')[0])
        texts = (text for entry in entries for text in entry.decode("ascii").upper().partition(":")[2].split('"')[1::2])
        return [tuple(text.split()) for text in texts]


def _entries_from(text: bytes, separator: bytes, word: str, head: Callable[[bytes], bytes]) -> list[bytes]:
    """The neighbouring entries of a sorted text whose head is `word`, found by halving."""
    wanted = word.upper().encode("ascii", "replace")  # the texts are sorted by upper case letters
    low, high = 0, len(text)
    while low < high:
        before = text.rfind(separator, low, (low + high) // 2)
        start = low if before < 0 else before + len(separator)
        end = _end(text, separator, start)
        if head(text[start:end]).upper() < wanted:
            low = min(end + len(separator), high)
        else:
            high = start
    found = []
    while low < len(text) and head(entry := text[low : _end(text, separator, low)]).upper() == wanted:
        found.append(entry)
        low += len(entry) + len(separator)
    return found


def _end(text: bytes, separator: bytes, start: int) -> int:
    end = text.find(separator, start)
    return len(text) if end < 0 else end


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
