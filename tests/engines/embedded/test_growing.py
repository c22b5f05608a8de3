import numpy as np
import pytest

from sonorant.engines.embedded.growing import Growing


@pytest.fixture
def grown() -> Growing:
    table = Growing()
    for first, last in ((0, 3), (3, 3), (3, 4), (4, 9)):
        row = np.arange(first, last, dtype=np.float32)
        table.add({"row": row, "pair": np.stack([row, -row], axis=1)})
    return table


@pytest.mark.parametrize(("first", "last"), [(0, 9), (0, 1), (2, 3), (3, 4), (2, 5), (4, 9), (8, 9)])
def test_any_stretch_of_rows_can_be_had(grown: Growing, first: int, last: int) -> None:
    part = grown.part(first, last)
    assert part["row"].tolist() == list(range(first, last))
    assert part["pair"].tolist() == [[row, -row] for row in range(first, last)]


def test_joined_it_is_the_same_table_and_can_grow_on(grown: Growing) -> None:
    assert grown.joined()["row"].tolist() == list(range(9))
    grown.add({"row": np.array([9.0], dtype=np.float32), "pair": np.array([[9.0, -9.0]], dtype=np.float32)})
    assert len(grown) == 10
    assert grown.part(8, 10)["row"].tolist() == [8, 9]
