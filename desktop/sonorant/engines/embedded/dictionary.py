"""The dictionary of the embedded engine: read from the packages that carry it, together with our own entries."""

from __future__ import annotations

import lzma
import random
import re
import zipfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sonorant import assets
from sonorant.speech import g2p
from sonorant.speech.failures import SonorantError, UnusableInput
from sonorant.speech.lexicon import Lexicon, Pronunciation, read_supplement
from sonorant.speech.phonemes import base

LOCALE = "en-US"
_DICTIONARY = ("pocketsphinx", "model/en-us/cmudict-en-us.dict")
_STRESSES = ("eng_to_ipa", "resources/CMU_dict.json")
_G2P = "g2p.npz.xz"
_GUESSES = 3
_LONGEST_WORD = 45
_HELD_OUT = 2000


@cache
def load_lexicon() -> Lexicon:
    """The English lexicon, which guesses words that it does not know; loaded once.

    Raises SonorantError if a package that it is read from is not installed.
    """
    supplement = assets.path("lexicon", "supplement.dict").read_text(encoding="utf-8")
    return Lexicon(_data(*_DICTIONARY), _data(*_STRESSES), read_supplement(supplement), _guess)


def _guess(word: str) -> list[Pronunciation]:
    return load_g2p().pronounce(word, _GUESSES)


def check_locale(locale: str) -> None:
    """Refuse a locale that the dictionary is not of.

    Raises:
        UnusableInput: it is another one.
    """
    if locale != LOCALE:
        raise UnusableInput(f"The embedded engine judges {LOCALE} only: choose that locale instead of {locale}.")


def ways_to_say(word: str) -> tuple[Pronunciation, ...]:
    """The pronunciations of a word that differ for the acoustic model, which does not know stress.

    Raises:
        UnusableInput: none is known, and none can be guessed.
    """
    choices = load_lexicon().pronunciations(word) if len(word) <= _LONGEST_WORD else ()
    if not choices:
        shown = word if len(word) <= _LONGEST_WORD else f"{word[:20]}…"
        raise UnusableInput(f"No pronunciation is known for “{shown}”: write it in another way.")
    # The first of those that differ in stress alone stands for all.
    distinct = {tuple(base(phone) for phone in phones): phones for phones in reversed(choices)}
    return tuple(phones for phones in choices if distinct[tuple(base(phone) for phone in phones)] is phones)


@cache
def load_g2p() -> g2p.Model:
    """The model for words that are not in the dictionary; loaded once, when the first such word is met."""
    try:
        return g2p.unpack(assets.path("models", _G2P).read_bytes())
    except (OSError, EOFError, ValueError, KeyError, lzma.LZMAError, zipfile.BadZipFile) as error:
        raise SonorantError(f"The model “{_G2P}” is missing or damaged: install Sonorant again.") from error


def train_g2p(out: Path) -> None:
    """Build the model for unknown words anew, write it into the folder `out` and print how well it does.

    The model is trained on the dictionary but for 2000 words, on which it is then tested. Repeatable to the byte.
    """
    lexicon = load_lexicon()
    held_out, rest = held_out_words(lexicon)
    model = g2p.train((word, phones) for word in rest for phones in lexicon.pronunciations(word)[:2])
    packed = g2p.pack(model)
    out.mkdir(parents=True, exist_ok=True)
    (out / _G2P).write_bytes(packed)
    words, phones = g2p.errors(model, [(word, lexicon.pronunciations(word)) for word in held_out])
    print(f"{_G2P}: {len(packed) / 1e6:.2f} MB, trained on {len(rest)} words")
    print(f"{len(held_out)} held-out words: {words:.1%} of the words wrong, {phones:.1%} of the phonemes")


def held_out_words(lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """The words that the model is tested on and those that it is trained on; always the same."""
    words = sorted(word for word in lexicon.words() if re.fullmatch("[a-z']+", word))
    random.Random(7).shuffle(words)
    return words[:_HELD_OUT], words[_HELD_OUT:]


def _data(package: str, inside: str) -> bytes:
    # The packages are looked up but not imported: only their data is wanted, and importing them costs time.
    spec = find_spec(package)
    places = [Path(place, inside) for place in (spec and spec.submodule_search_locations) or ()]
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise SonorantError(f"The pronouncing dictionary is missing; install the package “{package}” again.")
    return file.read_bytes()
