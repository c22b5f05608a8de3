"""The dictionary of the embedded engine: read from the packages that carry it, together with our own entries."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sonorant import assets
from sonorant.speech.failures import SonorantError
from sonorant.speech.lexicon import Lexicon, read_supplement

_DICTIONARY = ("pocketsphinx", "model/en-us/cmudict-en-us.dict")
_STRESSES = ("eng_to_ipa", "resources/CMU_dict.json")


@cache
def load_lexicon() -> Lexicon:
    """The English lexicon; loaded once. Raises SonorantError if a package that it is read from is not installed."""
    supplement = assets.path("lexicon", "supplement.dict").read_text(encoding="utf-8")
    return Lexicon(_data(*_DICTIONARY), _data(*_STRESSES), read_supplement(supplement))


def _data(package: str, inside: str) -> bytes:
    # The packages are looked up but not imported: only their data is wanted, and importing them costs time.
    spec = find_spec(package)
    places = [Path(place, inside) for place in (spec and spec.submodule_search_locations) or ()]
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise SonorantError(f"The pronouncing dictionary is missing; install the package “{package}” again.")
    return file.read_bytes()
