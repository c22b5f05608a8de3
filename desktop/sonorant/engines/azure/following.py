"""Where in the text a reader is, from what was recognised last."""

from __future__ import annotations

from difflib import SequenceMatcher

from sonorant.engines.azure.pairing import pairs_of
from sonorant.engines.azure.units import units_of

_FURTHER = 8
"""Words (characters, in languages without spaces) that a reader may leave out besides as many as were said."""
_AGAIN = 30
"""Words of the text that are looked at again where the next ones are not what was said."""
_SURE = 4
"""Words in a row that show where a reader went on who left out more, or began again."""


class Follower:
    """Follows a reader. What it does for a phrase depends on the phrase, not on what was read before it.

    Places are numbers of words (characters, in languages without spaces) that are done with.
    """

    def __init__(self, text: str, locale: str) -> None:
        self._locale = locale
        self._units = units_of(text, locale)
        self._said = [unit.said for unit in self._units]

    def span(self, read: int) -> tuple[int, int] | None:
        """Where the last word that is done with stands in the text as typed."""
        return (self._units[read - 1].start, self._units[read - 1].end) if read else None

    def after(self, read: int, recognised: str) -> int:
        """The place that is reached once this is recognised, too."""
        said = [unit.said for unit in units_of(recognised, self._locale)]
        if not said:
            return read
        next_ones = self._said[read : read + 2 * len(said) + _FURTHER]
        # Backwards, as of places that match as well the nearest is then taken.
        matched = pairs_of(said[::-1], next_ones[::-1])
        near = read + len(next_ones) - matched[0][1] if matched else read
        if 4 * len(matched) >= 3 * len(said):
            return near
        for begin in (max(0, read - _AGAIN), 0):
            run = SequenceMatcher(None, self._said[begin:], said, autojunk=False).find_longest_match()
            if run.size >= max(_SURE, len(matched) + 1):
                return begin + run.a + run.size
        return near if 2 * len(matched) >= len(said) else read
