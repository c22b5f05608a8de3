"""How a word is said by the dictionary, for whoever wants to see it before saying it."""

from __future__ import annotations

from collections.abc import Sequence

from sonorant.speech.phonemes import to_ipa
from sonorant.speech.syllables import syllabify
from sonorant.ui.words import translate


def sounds_of(word: str) -> str:
    """The phonemes of a written word in IPA, with its stress, between slashes; a guess is named as one.

    The words of a number come one after the other. Empty where nothing can be said. Loads the dictionary.
    """
    from sonorant.engines.embedded.dictionary import load_lexicon  # noqa: PLC0415 - the start does without
    from sonorant.speech.normalise import tokens  # noqa: PLC0415 - so it does

    lexicon = load_lexicon()
    spoken = [token.word for token in tokens(word, lexicon.known)]
    found = [ways[0] for each in spoken if (ways := lexicon.pronunciations(each))]
    if not found:
        return ""
    shown = f"/{'  '.join(_written(each) for each in found)}/"
    return shown if all(map(lexicon.known, spoken)) else translate("ui", "{0} (a guess)").format(shown)


def _written(phones: Sequence[str]) -> str:
    parts = syllabify(phones)
    pieces = list[str]()
    for start, end in parts:
        stressed = len(parts) > 1 and any(phone.endswith("1") for phone in phones[start:end])
        pieces.append(("ˈ" if stressed else "") + " ".join(to_ipa(phone) for phone in phones[start:end]))
    return " ".join(pieces)
