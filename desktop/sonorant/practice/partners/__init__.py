"""Who the learner talks with: a written conversation that needs nothing, or a chat model with the scenario as brief."""

from sonorant.practice.partners.base import Event, FellBack, Line, Partner, Piece, Said
from sonorant.practice.partners.chat import ChatPartner
from sonorant.practice.partners.scripted import ScriptedPartner

__all__ = ["ChatPartner", "Event", "FellBack", "Line", "Partner", "Piece", "Said", "ScriptedPartner"]
