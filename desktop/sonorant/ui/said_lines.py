"""What the learner said in a conversation, and where the report on view tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from sonorant.practice.own_lines import OwnLine, among
from sonorant.ui.lines import ChatLine
from sonorant.ui.state import Take


def own_lines(lines: Sequence[ChatLine], take: Take | None) -> tuple[OwnLine, ...]:
    """What the learner said in words of his own, and where it is in the report on `take`: an answer, or all of them."""
    mine = [line for line in lines if line.mine]
    if take is None or not any(line.take is not None and line.take.path == take.path for line in mine):
        return among((line.text, line.own) for line in mine)
    alone = [line.take is not None and line.take.path == take.path for line in mine]
    return tuple(
        OwnLine(line.text, 0 if here else None)
        for line, here in zip(mine, alone, strict=True)
        if line.own and line.text
    )
