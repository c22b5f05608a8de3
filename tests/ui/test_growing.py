from __future__ import annotations

import numpy as np

from sonorant.ui.growing import GrowingOutline


def test_every_extreme_is_shown_however_much_comes() -> None:
    outline = GrowingOutline()
    loud = np.zeros(3000, dtype=np.float32)
    loud[2500] = 0.9
    outline.extend(-loud, loud, 0.01)

    low, high = outline.columns(0.0, 30.0, 300)

    assert outline.seconds == 30.0
    assert np.flatnonzero(high).tolist() == [250]
    assert high[250] == -low[250] == np.float32(0.9)


def test_outside_the_recording_is_silence() -> None:
    outline = GrowingOutline()
    outline.extend(-np.ones(100, dtype=np.float32), np.ones(100, dtype=np.float32), 0.01)

    low, high = outline.columns(-1.0, 3.0, 4)

    assert high.tolist() == [0, 1, 0, 0]
    assert low.tolist() == [0, -1, 0, 0]
    assert not GrowingOutline().columns(0, 1, 5)[1].any()
