"""Scores of a take that goes on, for which the work does not grow with the take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sonorant.engines.embedded import stretches
from sonorant.engines.embedded.hearing import Hearing, Listener, Place
from sonorant.engines.embedded.scoring_model import TAKE_ASPECTS


class Provisional:
    """Judges a take stretch by stretch, as the verdict will; what is over is judged for good and kept as a sum."""

    def __init__(self, listener: Listener, judge: stretches.Judge, closes: Sequence[bool]) -> None:
        """`closes` tells of each word of the text whether a sentence ends with it; `judge` is that of the verdict."""
        self._listener, self._judge = listener, judge
        self._closes = closes
        self._open = Place()
        self._settled, self._phones = np.zeros(len(TAKE_ASPECTS)), 0
        self._judged = 0
        """Phones of the open stretch that `_known` is made of."""
        self._known: dict[str, float] | None = None

    def scores(self) -> dict[str, float] | None:
        """The take's scores, 0–10 per aspect of `TAKE_ASPECTS`: the mean over all phones; None before the first word.

        Only what is open is judged, and only where it has grown.
        """
        heard = self._listener.so_far(self._open)
        if heard is None or len(heard.phones) == self._judged:
            return self._known
        *over, (first, last) = stretches.spans(heard, self._closes)
        for each in over:
            self._settle(stretches.part(heard, *each))
        still_open = stretches.part(heard, first, last)
        count = self._judged = len(still_open.phones)
        self._open = stretches.behind(self._open, heard, first) if first else self._open
        phones = self._phones + count
        total = self._settled + count * self._take(still_open, over=False)
        self._known = dict(zip(TAKE_ASPECTS, (total / phones).tolist(), strict=True))
        return self._known

    def _settle(self, stretch: Hearing) -> None:
        self._settled = self._settled + len(stretch.phones) * self._take(stretch, over=True)
        self._phones += len(stretch.phones)

    def _take(self, stretch: Hearing, over: bool) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The scores of a stretch, in the order of `TAKE_ASPECTS`."""
        take = self._judge.stretch(stretch, over=over).take
        return np.array([take[aspect] for aspect in TAKE_ASPECTS])
