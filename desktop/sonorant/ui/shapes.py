"""Sentences of other rooms in the user's language: found by their shape, as names and numbers were put into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

PLACE = re.compile(r"\{[^{}]*\}")


class Shapes:
    """Translations of sentences in which ``{0}`` stands for what is put in; that is translated too, where it can be.

    As little is put in as can be, but at the end, where it may be another sentence.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def find(self, sentence: str) -> str | None:
        """The sentence in the other language; None if it is of no known shape."""
        if sentence in self._texts:
            return self._texts[sentence]
        for shape, source in self._shapes:
            found = shape.fullmatch(sentence)
            if found is not None:
                put_in = [self.find(each) or each for each in found.groups()]
                by_place = dict(zip(PLACE.findall(source), put_in, strict=True))
                return _filled(self._texts[source], by_place)
        return None

    @cached_property
    def _shapes(self) -> list[tuple[re.Pattern[str], str]]:
        """What sentences with places look like: those that another sentence ends first, as its words might be taken for
        the end of others; then those with the most words of their own."""
        with_places = [source for source in self._texts if PLACE.search(source) and PLACE.sub("", source).strip(" :.")]
        with_places.sort(key=lambda source: (source.endswith("}"), len(PLACE.sub("", source))), reverse=True)
        return [(_shape(source), source) for source in with_places]


def _shape(source: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, PLACE.split(source))), re.DOTALL)


def _filled(text: str, by_place: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: by_place.get(place[0], place[0]), text)
