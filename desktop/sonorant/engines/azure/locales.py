"""What Azure assesses in which locale, as documented in November 2026."""

from __future__ import annotations

from dataclasses import dataclass

from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import UnusableInput


@dataclass(frozen=True, slots=True)
class Offer:
    """A locale and what an assessment holds there; scores of words and phonemes it holds everywhere.

    `alphabets`: those in which phonemes can be named, empty where they have scores but no names.
    """

    locale: str
    language: str
    alphabets: tuple[PhonemeAlphabet, ...] = ()
    syllables: bool = False
    nbest: bool = False
    prosody: bool = False


_NAMES = {
    "ar-EG": "Arabic (Egypt)", "ar-SA": "Arabic (Saudi Arabia)", "ca-ES": "Catalan", "da-DK": "Danish",
    "de-DE": "German", "en-AU": "English (Australia)", "en-CA": "English (Canada)",
    "en-GB": "English (United Kingdom)", "en-IN": "English (India)", "es-ES": "Spanish (Spain)",
    "es-MX": "Spanish (Mexico)", "fi-FI": "Finnish", "fr-CA": "French (Canada)", "fr-FR": "French (France)",
    "hi-IN": "Hindi", "it-IT": "Italian", "ja-JP": "Japanese", "ko-KR": "Korean", "ms-MY": "Malay",
    "nb-NO": "Norwegian Bokmål", "nl-NL": "Dutch", "pl-PL": "Polish", "pt-BR": "Portuguese (Brazil)",
    "pt-PT": "Portuguese (Portugal)", "ru-RU": "Russian", "sv-SE": "Swedish", "ta-IN": "Tamil", "th-TH": "Thai",
    "vi-VN": "Vietnamese", "zh-HK": "Chinese (Cantonese)", "zh-TW": "Chinese (Taiwan)",
}  # fmt: skip

OFFERS = {
    offer.locale: offer
    for offer in (
        Offer("en-US", "English (United States)", tuple(PhonemeAlphabet), syllables=True, nbest=True, prosody=True),
        Offer("zh-CN", "Chinese (Mandarin)", (PhonemeAlphabet.SAPI,)),
        *(Offer(locale, language) for locale, language in _NAMES.items()),
    )
}
"""By locale."""


def offer(locale: str) -> Offer:
    """What is offered in a locale; UnusableInput where nothing is."""
    if locale not in OFFERS:
        raise UnusableInput(f"Azure Speech does not assess {locale}: choose another locale, such as en-US or en-GB.")
    return OFFERS[locale]


def alphabet(config: AssessmentConfig) -> PhonemeAlphabet | None:
    """The alphabet in which phonemes will be named, or None where they have no names."""
    alphabets = offer(config.locale).alphabets
    if not alphabets:
        return None
    return config.phoneme_alphabet if config.phoneme_alphabet in alphabets else alphabets[0]
