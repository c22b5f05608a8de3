"""Who the learner talks with: a written conversation that needs nothing, or a chat model with the scenario as brief.

What passes between the two is here; the partners are in `scripted` and `chat`, which are loaded when one begins.
"""

from sonorant.practice.partners.base import Event, FellBack, Line, Partner, Piece, Said

__all__ = ["Event", "FellBack", "Line", "Partner", "Piece", "Said"]
