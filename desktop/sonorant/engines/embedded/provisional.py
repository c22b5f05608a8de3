"""Scores of a take that goes on, for which the work does not grow with the take."""

from __future__ import annotations

import numpy as np

from sonorant.engines.embedded import scoring_model
from sonorant.engines.embedded.hearing import Listener, Place
from sonorant.engines.embedded.scoring_model import TAKE_ASPECTS

_STRETCH = 200
"""Phones after which a stretch of the take is judged for good: some 15 s of speech, more than most takes that the
models were trained on."""


class Provisional:
    """Judges a take stretch by stretch, each as a take of its own; what was judged for good is kept as a sum."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._open = Place()
        self._settled, self._phones = np.zeros(len(TAKE_ASPECTS)), 0
        self._judged = 0
        """Phones of the open stretch that `_known` is made of."""
        self._known: dict[str, float] | None = None

    def scores(self) -> dict[str, float] | None:
        """The take's scores, 0–10 per aspect of `TAKE_ASPECTS`: the mean over all phones; None before the first word.

        Only the open stretch is judged, and only where it has grown.
        """
        heard = self._listener.so_far(self._open)
        if heard is None or len(heard.phones) == self._judged:
            return self._known
        count = self._judged = len(heard.phones)
        take = scoring_model.load().judge(heard).take
        total = self._settled + count * np.array([take[aspect] for aspect in TAKE_ASPECTS])
        phones = self._phones + count
        self._known = dict(zip(TAKE_ASPECTS, (total / phones).tolist(), strict=True))
        if count >= _STRETCH:
            self._settled, self._phones = total, phones
            self._open, self._judged = self._open.after(heard), 0
        return self._known
