"""What can go wrong between here and a chat model, each as one sentence with a way on."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING

from sonorant.practice.chat_account import ChatAccount
from sonorant.speech.failures import SonorantError

if TYPE_CHECKING:
    import openai


class Trouble(StrEnum):
    """The kinds of failure, by what helps."""

    KEY = "key"
    MODEL = "model"
    QUOTA = "quota"
    THROTTLED = "throttled"
    REJECTED = "rejected"
    NETWORK = "network"
    TIME_OUT = "time-out"
    CLOSED = "closed"
    REFUSED = "refused"
    NONSENSE = "nonsense"
    SERVICE = "service"


class ChatFailure(SonorantError):
    """The chat model gave no answer that can be used; `details` is for a report to its makers, without the key."""

    def __init__(self, trouble: Trouble, account: ChatAccount, details: str = "") -> None:
        super().__init__(_SENTENCES[trouble].format(host=account.destination, model=account.model))
        self.trouble = trouble
        self.details = account.secret.hidden_in(details)


_SENTENCES = {
    Trouble.KEY: "{host} does not accept the key of the chat model: enter it again in the settings.",
    Trouble.MODEL: "{host} has no chat model “{model}”: check its name and the endpoint in the settings.",
    Trouble.QUOTA: "The quota of the chat model at {host} is used up: wait until it is renewed, or raise it there.",
    Trouble.THROTTLED: "{host} is asked too often at the moment: wait a minute before you use the chat model again.",
    Trouble.REJECTED: "{host} did not take the request to “{model}”: check in the settings that it is a chat model.",
    Trouble.NETWORK: "The chat model at {host} cannot be reached: check the endpoint and your network connection.",
    Trouble.TIME_OUT: "The chat model at {host} did not answer in time: check your network connection or try later.",
    Trouble.CLOSED: "The chat model at {host} broke off in the middle of its answer: try again later.",
    Trouble.REFUSED: "The chat model at {host} would not answer this: say it in another way or about something else.",
    Trouble.NONSENSE: "The chat model at {host} answered with something that makes no sense: check the endpoint.",
    Trouble.SERVICE: "The chat model at {host} has a fault of its own: try again later.",
}


def of_error(error: Exception, account: ChatAccount, *, begun: bool) -> ChatFailure:
    """The failure that an exception of the library stands for; `begun`: part of the answer was there already."""
    import openai  # noqa: PLC0415 - takes half a second to load, and has been loaded by whoever met the exception

    if isinstance(error, openai.APITimeoutError):
        trouble = Trouble.TIME_OUT
    elif isinstance(error, openai.APIStatusError):
        trouble = _of_status(error)
    elif isinstance(error, openai.APIConnectionError):
        trouble = Trouble.CLOSED if begun else Trouble.NETWORK
    elif isinstance(error, json.JSONDecodeError | UnicodeDecodeError | openai.APIResponseValidationError):
        trouble = Trouble.NONSENSE
    else:
        trouble = Trouble.SERVICE if isinstance(error, openai.APIError) else Trouble.NONSENSE
    return ChatFailure(trouble, account, f"{type(error).__name__}: {error}")


def _of_status(error: openai.APIStatusError) -> Trouble:
    code, said = error.status_code, str(error.code or "")
    if "content_filter" in said or "ResponsibleAI" in said:
        return Trouble.REFUSED
    if code == 429:
        return Trouble.QUOTA if "quota" in said else Trouble.THROTTLED
    if 300 <= code < 400:  # nothing is sent on to a place that nobody agreed to
        return Trouble.MODEL
    known = {401: Trouble.KEY, 402: Trouble.QUOTA, 403: Trouble.KEY, 404: Trouble.MODEL, 408: Trouble.TIME_OUT}
    known |= {405: Trouble.MODEL, 504: Trouble.TIME_OUT}
    return known.get(code, Trouble.REJECTED if code < 500 else Trouble.SERVICE)
