"""What goes with a session when it is deleted, wherever it is kept; not for the GUI thread."""

from __future__ import annotations

from sonorant.practice import drills
from sonorant.sessions import chats
from sonorant.sessions.schema import StoreUnusable
from sonorant.sessions.store import Session
from sonorant.ui.all_lessons import given
from sonorant.ui.services import Services
from sonorant.ui.words import told, translate


def delete(services: Services, id_: int) -> None:
    """Remove a session and everything that was made of it.

    The session itself goes last: what ends in between leaves one that can be deleted again, and nothing else of it.

    Raises:
        SonorantError: with one sentence: not all of it could be removed, and what is gone nevertheless.
    """
    store = services.store
    try:
        said = said_in(store.open(id_))
    except StoreUnusable:  # damaged, or gone: nobody knows what was said in it
        said = ""
    services.forget_spoken()  # all of it: in what voices said nobody can tell whose words it was
    services.drills.forget(id_, said, given())
    try:
        store.delete(id_)
    except StoreUnusable as failure:
        gone = translate("ui", "{0} What your drills had from this session is gone already.")
        raise StoreUnusable(gone.format(told(str(failure)))) from failure


def said_in(session: Session) -> str:
    """Everything that the learner said or wrote in a session; in a drill, all was given."""
    if session.scenario == drills.SCENARIO:
        return ""
    turns = (turn.text for turn in session.turns if turn.who is chats.Speaker.LEARNER)
    return "\n".join((session.assessment.text, *turns))
