"""Tables that grow while a take goes on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import numpy as np

from sonorant.engines.embedded.comparison import Evidence


class Growing:
    """Named columns that grow by rows, kept in the pieces in which they come: any stretch of them costs what it holds,
    however much came before."""

    def __init__(self) -> None:
        self._pieces: list[Evidence] = []
        self._ends: list[int] = []

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def add(self, piece: Evidence) -> None:
        """Take the next rows, each column of shape (rows,) or (rows, n)."""
        self._ends.append(len(self) + len(next(iter(piece.values()))))
        self._pieces.append(piece)

    def part(self, first: int, last: int) -> Evidence:
        """The rows [first, last), of which there is at least one."""
        begin, end = bisect_right(self._ends, first), bisect_left(self._ends, last) + 1
        before = self._ends[begin - 1] if begin else 0
        pieces = self._pieces[begin:end]
        return {
            name: np.concatenate([piece[name] for piece in pieces])[first - before : last - before]
            for name in pieces[0]
        }

    def joined(self) -> Evidence:
        """All rows, of which there is at least one, as one piece; nothing else is left in its place."""
        if len(self._pieces) > 1:
            pieces, self._ends = self._pieces, [len(self)]
            self._pieces = [{name: np.concatenate([each.pop(name) for each in pieces]) for name in list(pieces[0])}]
        return self._pieces[0]
