"""The 39 phonemes of American English: their names in ARPABET, IPA and SAPI, and how each is made.

Inside Sonorant a phoneme is an ARPABET name ("TH"), vowels with a stress digit where it is known ("AH0": 0 none,
1 main, 2 secondary). One phoneme is always one unit. The r-coloured vowel ER, which Azure's own table splits in two
("er r", "ax r"), is therefore named with one symbol (SAPI "er", IPA "ɝ" or "ɚ"); the split forms are understood when
reading.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from sonorant.speech.assessment import PhonemeAlphabet

Kind = Literal["vowel", "consonant"]


@dataclass(frozen=True, slots=True)
class Phone:
    """A phoneme and its articulation class.

    Consonants have `place`, `manner` and `voiced`; vowels have `height`, `backness`, `rounded` and `tense`, those of
    the beginning where the vowel glides (`diphthong`). `description` says in plain words how it is made.
    """

    arpabet: str
    ipa: str
    sapi: str
    kind: Kind
    example: str
    description: str
    voiced: bool = True
    place: str | None = None
    manner: str | None = None
    height: str | None = None
    backness: str | None = None
    rounded: bool | None = None
    tense: bool | None = None
    diphthong: bool = False


def _consonant(names: str, articulation: str, example: str, how: str) -> Phone:
    arpabet, ipa = names.split()
    place, manner, voicing = articulation.split()
    sapi = "h" if arpabet == "HH" else arpabet.lower()
    return Phone(arpabet, ipa, sapi, "consonant", example, how, voicing == "voiced", place=place, manner=manner)


def _vowel(names: str, articulation: str, example: str, how: str) -> Phone:
    arpabet, ipa = names.split()
    height, backness, *traits = articulation.split()
    return Phone(
        arpabet, ipa, arpabet.lower(), "vowel", example, how, height=height, backness=backness,
        rounded="rounded" in traits, tense="tense" in traits, diphthong="glides" in traits,
    )  # fmt: skip


_TABLE = (
    _vowel("AA ɑ", "open back tense", "father", "mouth wide open, tongue low and back"),
    _vowel("AE æ", "near-open front lax", "cat", "mouth open, tongue low and pushed forward"),
    _vowel("AH ʌ", "open-mid central lax", "cup", "mouth half open, tongue at rest; brief if unstressed"),
    _vowel("AO ɔ", "open-mid back rounded tense", "law", "lips a little rounded, tongue low and back"),
    _vowel("AW aʊ", "open central glides", "now", "from an open mouth to rounded lips"),
    _vowel("AY aɪ", "open central glides", "my", "from an open mouth to a smile"),
    _vowel("EH ɛ", "open-mid front lax", "bed", "mouth half open, tongue forward"),
    _vowel("ER ɝ", "mid central tense", "bird", "tongue pulled back or its tip curled up, never touching"),
    _vowel("EY eɪ", "close-mid front tense glides", "day", "from a half open mouth to a smile"),
    _vowel("IH ɪ", "near-close front lax", "sit", "short and relaxed, tongue high and forward"),
    _vowel("IY i", "close front tense", "see", "lips spread, tongue very high and forward"),
    _vowel("OW oʊ", "close-mid back rounded tense glides", "go", "lips round and closing while you say it"),
    _vowel("OY ɔɪ", "open-mid back rounded tense glides", "boy", "from rounded lips to a smile"),
    _vowel("UH ʊ", "near-close back rounded lax", "book", "short, lips loosely rounded, tongue high and back"),
    _vowel("UW u", "close back rounded tense", "too", "lips tightly rounded, tongue very high and back"),
    _consonant("B b", "bilabial plosive voiced", "big", "close the lips, then open them, with voice"),
    _consonant("CH tʃ", "postalveolar affricate voiceless", "chair", "stop the air behind the teeth, then let it hiss"),
    _consonant("D d", "alveolar plosive voiced", "day", "tongue tip behind the upper teeth, then release, with voice"),
    _consonant("DH ð", "dental fricative voiced", "this", "tongue tip between the teeth, air passing, with voice"),
    _consonant("F f", "labiodental fricative voiceless", "fine", "upper teeth on the lower lip, only breath"),
    _consonant("G ɡ", "velar plosive voiced", "go", "back of the tongue up, then release, with voice"),
    _consonant("HH h", "glottal fricative voiceless", "he", "breathe out through an open mouth"),
    _consonant("JH dʒ", "postalveolar affricate voiced", "job", "like the sound of “chair”, with voice"),
    _consonant("K k", "velar plosive voiceless", "key", "back of the tongue up, then a puff of breath"),
    _consonant("L l", "alveolar lateral voiced", "let", "tongue tip behind the upper teeth, air at its sides"),
    _consonant("M m", "bilabial nasal voiced", "me", "lips closed, hum through the nose"),
    _consonant("N n", "alveolar nasal voiced", "no", "tongue tip behind the upper teeth, hum through the nose"),
    _consonant("NG ŋ", "velar nasal voiced", "sing", "back of the tongue up, hum through the nose"),
    _consonant("P p", "bilabial plosive voiceless", "pen", "close the lips, then open them with a puff of breath"),
    _consonant(
        "R ɹ", "postalveolar approximant voiced", "red", "tongue bunched, touching nothing, lips a little round"
    ),
    _consonant("S s", "alveolar fricative voiceless", "see", "tongue close behind the teeth, a sharp hiss"),
    _consonant(
        "SH ʃ", "postalveolar fricative voiceless", "she", "tongue a little further back than for “see”, a soft hiss"
    ),
    _consonant("T t", "alveolar plosive voiceless", "ten", "tongue tip behind the upper teeth, then a puff of breath"),
    _consonant("TH θ", "dental fricative voiceless", "think", "tongue tip between the teeth, only breath"),
    _consonant("V v", "labiodental fricative voiced", "very", "upper teeth on the lower lip, with voice"),
    _consonant("W w", "labial-velar approximant voiced", "we", "lips tightly rounded, then opening quickly"),
    _consonant("Y j", "palatal approximant voiced", "yes", "tongue high and forward, moving quickly into the vowel"),
    _consonant("Z z", "alveolar fricative voiced", "zoo", "like the sound of “see”, with voice"),
    _consonant("ZH ʒ", "postalveolar fricative voiced", "vision", "like the sound of “she”, with voice"),
)

PHONE: dict[str, Phone] = {phone.arpabet: phone for phone in _TABLE}
"""Every phoneme by its ARPABET name."""

PHONES: tuple[str, ...] = tuple(sorted(PHONE))
"""The 39 ARPABET names, without stress."""

VOWELS: frozenset[str] = frozenset(name for name, phone in PHONE.items() if phone.kind == "vowel")

# Unstressed AH and ER have names of their own.
_UNSTRESSED = {
    PhonemeAlphabet.IPA: {"AH0": "ə", "ER0": "ɚ"},
    PhonemeAlphabet.SAPI: {"AH0": "ax"},
}


def base(arpabet: str) -> str:
    """The ARPABET name without its stress digit."""
    return arpabet.rstrip("012")


def is_vowel(arpabet: str) -> bool:
    """Whether an ARPABET name, with or without stress, is a vowel."""
    return base(arpabet) in VOWELS


def to_ipa(arpabet: str) -> str:
    """The IPA name of an ARPABET phoneme ("AH" is taken as stressed). Raises KeyError if there is none."""
    return _UNSTRESSED[PhonemeAlphabet.IPA].get(arpabet) or PHONE[base(arpabet)].ipa


def to_sapi(arpabet: str) -> str:
    """The SAPI name of an ARPABET phoneme ("AH" is taken as stressed). Raises KeyError if there is none."""
    return _UNSTRESSED[PhonemeAlphabet.SAPI].get(arpabet) or PHONE[base(arpabet)].sapi


def name(arpabet: str, alphabet: PhonemeAlphabet) -> str:
    """The name of an ARPABET phoneme in `alphabet`."""
    return to_ipa(arpabet) if alphabet is PhonemeAlphabet.IPA else to_sapi(arpabet)


# Other ways in which services and dictionaries write the same sounds.
_IPA_ALIASES = {
    "ə": "AH0", "ɐ": "AH0", "ɚ": "ER0", "ər": "ER0", "əɹ": "ER0", "ɚr": "ER0", "ɚɹ": "ER0",
    "ɜ": "ER1", "ɜr": "ER1", "ɜɹ": "ER1", "ɝr": "ER1", "ɝɹ": "ER1", "ɒ": "AA", "a": "AA", "e": "EH", "o": "OW",
    "ɨ": "IH", "ᵻ": "IH", "ʉ": "UW", "əʊ": "OW", "ow": "OW", "aw": "AW", "ej": "EY", "aj": "AY", "ɔj": "OY", "ij": "IY",
    "r": "R", "g": "G", "ʧ": "CH", "ʤ": "JH", "ɫ": "L", "ʍ": "W", "ɦ": "HH", "ɾ": "T", "ʔ": "T",
}  # fmt: skip
_SAPI_ALIASES = {"ax": "AH0", "hh": "HH", "err": "ER1", "axr": "ER0", "dx": "T", "ix": "IH", "ux": "UW", "jh": "JH"}

_READ: dict[PhonemeAlphabet, dict[str, str]] = {
    PhonemeAlphabet.IPA: {to_ipa(phone): phone for phone in PHONES} | {"ʌ": "AH1", "ɝ": "ER1"} | _IPA_ALIASES,
    PhonemeAlphabet.SAPI: {to_sapi(phone): phone for phone in PHONES} | {"ah": "AH1", "er": "ER1"} | _SAPI_ALIASES,
}
_LONGEST = max(len(symbol) for table in _READ.values() for symbol in table)
_MARKS = "ˈˌː.·'ˑ -"


def _tidy(name: str, alphabet: PhonemeAlphabet) -> str:
    if alphabet is PhonemeAlphabet.SAPI:
        return "".join(character for character in name.lower() if character.isalpha())
    # Combining characters are tie bars, syllabic and voicing marks: none of them tells two English phonemes apart.
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in _MARKS and not c.isdigit())


def parse_all(name: str, alphabet: PhonemeAlphabet) -> tuple[str, ...]:
    """The ARPABET phonemes that `name`, one or more symbols run together, stands for; empty if any of it is unknown.

    A stress digit is given only where the symbol shows it ("ə" is AH0, "ʌ" AH1, "ɚ" ER0, "ɝ" ER1).
    """
    text, table = _tidy(name, alphabet), _READ[alphabet]
    found: list[str] = []
    while text:
        size = next((n for n in range(min(_LONGEST, len(text)), 0, -1) if text[:n] in table), 0)
        if not size:
            return ()
        found.append(table[text[:size]])
        text = text[size:]
    return tuple(found)


def parse(name: str, alphabet: PhonemeAlphabet) -> str | None:
    """The ARPABET phoneme that `name` stands for, or None if it is unknown or more than one. As in `parse_all`."""
    found = parse_all(name, alphabet)
    return found[0] if len(found) == 1 else None
