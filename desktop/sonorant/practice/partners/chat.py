"""A partner that is a chat model, with the scenario as its brief and the script to fall back on."""

from __future__ import annotations

from collections.abc import Iterator

from sonorant.practice.chat_failures import ChatFailure, Trouble
from sonorant.practice.chat_model import ChatModel, Message, Role
from sonorant.practice.conversations import Conversation
from sonorant.practice.dialogue import Dialogue
from sonorant.practice.partners import following
from sonorant.practice.partners.base import SCRIPT, Event, FellBack, Line, Piece, Said
from sonorant.practice.partners.brief import brief, spoken
from sonorant.practice.partners.scripted import answered, now
from sonorant.speech.failures import SonorantError

REMEMBERED = 40
"""How many of the last messages the model is reminded of."""


class ChatPartner:
    """The `Partner` that talks freely. It opens with the script's words; so nothing is sent before the learner speaks.

    The script comes along with the talk. When the model fails, the script takes over where the talk is by then, and
    stays: `fallen` is the reason in one sentence, empty while the model talks. An empty line is not sent: it is asked
    for again, and talk and script stay where they are.
    """

    def __init__(self, conversation: Conversation, model: ChatModel) -> None:
        self.fallen = ""
        self._model = model
        self._script = Dialogue(conversation)
        self._talk = [Message(Role.PARTNER, self._script.line)]
        self._brief = Message(Role.BRIEF, brief(conversation))

    def opening(self) -> Said:
        """See `Partner.opening`."""
        if self.fallen:
            return now(self._script)
        return Said(self._talk[-1].text, origin=self._model.account.model if len(self._talk) > 1 else SCRIPT)

    def reply(self, line: Line) -> Iterator[Event]:
        """See `Partner.reply`; each piece is as the model wrote it, the `Said` in the end as it is to be spoken."""
        if self.fallen:
            self._script = answered(self._script, line)
            yield now(self._script)
            return
        if not line.said.strip():  # not understood: there is nothing to send, and some endpoints refuse it
            yield Said("Sorry, I did not hear that. Could you say it again?")
            return
        talk = [*self._talk, Message(Role.LEARNER, line.said)]
        script = following.follow(self._script, self._talk[-1].text, line.said)
        said = ""
        try:
            for piece in self._model.stream([self._brief, *talk[-REMEMBERED:]]):
                said += piece
                yield Piece(piece)
            said = spoken(said)
            if not any(letter.isalpha() for letter in said):
                raise ChatFailure(Trouble.NONSENSE, self._model.account, "nothing in the answer can be spoken")
        except SonorantError as failure:
            self.fallen = str(failure)
            # Where the script has not got on at all, its opening has been said already.
            self._script = script if script.history or script.ended else script.unmatched(line.said)
            yield FellBack(self.fallen)
            yield now(self._script)
            return
        self._talk, self._script = [*talk, Message(Role.PARTNER, said)], script
        yield Said(said, origin=self._model.account.model)
