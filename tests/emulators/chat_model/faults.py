"""What can be made to go wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Faults:
    """One way of misbehaving; by default none.

    Attributes:
        times: how many requests it applies to before all is well; 0: all of them.
        status: HTTP status in place of an answer; `code` is the code of the error that comes with it.
        redirect: address to which the request is sent on.
        hang: "start" answers nothing, "middle" nothing after the first half.
        close: "start" or "middle" cuts the connection there; "die" ends the whole program in the middle.
        body: "nonsense" is no JSON, "shape" JSON of another shape, "html" a page, "empty" no text, "refusal" the
            model's own, "filter" the service's, "symbols" no word, "error" an error within the stream.
        slow: seconds before each piece.
        said: what is answered; else the learner's last line, repeated.
    """

    times: int = 0
    status: int = 0
    code: str = ""
    redirect: str = ""
    hang: str = ""
    close: str = ""
    body: str = ""
    slow: float = 0.0
    said: str = ""
