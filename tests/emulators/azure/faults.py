"""What can be made to go wrong, and the plan by which it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar, get_type_hints

_Faults = TypeVar("_Faults")


@dataclass(frozen=True, slots=True)
class Faults:
    """One way of misbehaving; by default none.

    Attributes:
        times: how many connections (or requests for one) it applies to before all is well; 0: all of them.
        upgrade: HTTP status with which the connection is refused.
        slow: seconds before the request for a connection is answered.
        close: close code with which the connection ends; 1006 cuts it without a word.
        after: seconds of sound that are taken before it is closed or falls silent.
        silent: "turn" answers nothing after the start of a turn, "connection" nothing at all, "end" no end of a turn.
        status: the RecognitionStatus that phrases have instead of "Success".
        malformed: phrases are no JSON.
        late: seconds before each phrase.
        noise: level (root mean square of 100 ms) of steady noise in the sound, which the service tells from speech.
        said: what is said in the sound, for recognition without a reference text or in spite of it.
    """

    times: int = 0
    upgrade: int = 0
    slow: float = 0.0
    close: int = 0
    after: float = 0.0
    silent: str = ""
    status: str = ""
    malformed: bool = False
    late: float = 0.0
    noise: float = 0.0
    said: str = ""


def read(query: Mapping[str, str]) -> Faults:
    """Faults from the names and values of a query; ValueError if one is unknown or cannot be read."""
    return read_as(Faults, query)


def read_as(faults: type[_Faults], query: Mapping[str, str]) -> _Faults:
    """The same for the faults of another emulator: any dataclass of plain values."""
    types = get_type_hints(faults)
    known = set(types)
    if unknown := query.keys() - known:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    return faults(**{name: _value(types[name], value) for name, value in query.items()})


def _value(kind: type, value: str) -> object:
    return value.lower() in {"1", "true", "yes"} if kind is bool else kind(value)
