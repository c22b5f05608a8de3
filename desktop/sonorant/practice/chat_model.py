"""A chat model asked through the `openai` package: for its next line, bit by bit, or for data of a given shape."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sonorant.practice.chat_account import ChatAccount, Kind
from sonorant.practice.chat_failures import ChatFailure, Trouble, of_error
from sonorant.speech.assessment import Json
from sonorant.speech.disclosure import Disclosure, Disclosures, host_of, is_this_machine

if TYPE_CHECKING:
    import openai

LONGEST = 2_000
"""Letters of a spoken answer; what is longer is cut off there: a model that does not end has lost its way."""


class Role(StrEnum):
    """Who says a message; the values are those of the protocol."""

    BRIEF = "system"
    LEARNER = "user"
    PARTNER = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for a connection, for the next bit of an answer, and for the whole of it."""

    connection: float = 6.0
    next: float = 15.0
    whole: float = 60.0


class ChatModel:
    """Access to one model. Plain and blocking; nothing is sent without consent in `disclosures`.

    Every method raises ChatFailure, NotAllowed where there is no consent, or what the ledger raises.
    """

    def __init__(self, account: ChatAccount, disclosures: Disclosures, patience: Patience | None = None) -> None:
        self.account = account
        self._disclosures = disclosures
        self._patience = patience or Patience()

    def stream(self, messages: Sequence[Message], purpose: str = "conversation") -> Iterator[str]:
        """The model's answer as it comes. Closing the iterator hangs up.

        An answer that the model or the service refuses is a failure, too; one without a word may come.
        """
        given = ""
        with self._sent(messages, purpose) as client:
            try:
                deadline = time.monotonic() + self._patience.whole
                # No limit is set to the length, as models differ in what they call it.
                with client.chat.completions.create(
                    model=self.account.model, messages=_written(messages), stream=True
                ) as chunks:
                    for chunk in chunks:
                        if time.monotonic() > deadline:
                            raise ChatFailure(Trouble.TIME_OUT, self.account, "the answer takes too long")
                        piece = self._text_of(chunk)
                        if piece:
                            given += piece
                            yield piece
                        if len(given) > LONGEST:
                            return
            except ChatFailure:
                raise
            except Exception as error:
                raise of_error(error, self.account, begun=bool(given)) from None

    def ask(self, messages: Sequence[Message], name: str, schema: Mapping[str, Json], purpose: str) -> Json:
        """The model's answer as JSON that it was asked to shape by `schema`; check it all the same."""
        with self._sent(messages, purpose) as client:
            try:
                answer = client.chat.completions.create(
                    model=self.account.model,
                    messages=_written(messages),
                    response_format={
                        "type": "json_schema",
                        "json_schema": {"name": name, "schema": dict(schema), "strict": True},
                    },
                )
                choice = answer.choices[0]
                if choice.message.refusal or choice.finish_reason == "content_filter":
                    raise ChatFailure(Trouble.REFUSED, self.account, choice.message.refusal or "")
                found: Json = json.loads(_without_fence(choice.message.content or ""))
            except ChatFailure:
                raise
            except Exception as error:
                raise of_error(error, self.account, begun=False) from None
        return found

    def _text_of(self, chunk: Any) -> str:
        """The text in a chunk; whatever else a server may put there is passed over."""
        choices = chunk.choices
        if not choices:
            return ""
        refusal = getattr(choices[0].delta, "refusal", None)
        if refusal or choices[0].finish_reason == "content_filter":
            raise ChatFailure(Trouble.REFUSED, self.account, str(refusal or ""))
        text = choices[0].delta.content
        return text if isinstance(text, str) else ""

    @contextmanager
    def _sent(self, messages: Sequence[Message], purpose: str) -> Iterator[openai.OpenAI]:
        """A client for one request, which the ledger knows of before it is made."""
        characters = sum(len(message.text) for message in messages)
        entry = self._disclosures.announce(Disclosure(self.account.destination, purpose, 0.0, characters))
        try:
            client = _client(self.account, self._patience)
        except Exception as error:  # a proxy of a kind that the library does not know, or certificates that are gone
            self._disclosures.settle(entry, 0.0, 0)
            raise ChatFailure(Trouble.NETWORK, self.account, f"{type(error).__name__}: {error}") from None
        try:
            yield client
        except ChatFailure as failure:
            if failure.trouble is Trouble.NETWORK:
                self._disclosures.settle(entry, 0.0, 0)
            raise
        finally:
            client.close()


def _client(account: ChatAccount, patience: Patience) -> openai.OpenAI:
    import openai  # noqa: PLC0415 - takes half a second to load, and most never need it

    timeout = openai.Timeout(patience.next, connect=patience.connection)
    http = openai.DefaultHttpxClient(
        timeout=timeout,
        follow_redirects=False,  # consent is for one destination
        trust_env=not is_this_machine(host_of(account.destination)),  # a proxy does not know this machine
    )
    key = account.secret.reveal() or "none"
    if account.kind is Kind.AZURE:
        return openai.AzureOpenAI(
            api_key=key,
            azure_endpoint=account.endpoint,
            api_version=account.version,
            timeout=timeout,
            max_retries=0,
            http_client=http,
        )
    return openai.OpenAI(api_key=key, base_url=account.endpoint, timeout=timeout, max_retries=0, http_client=http)


def _written(messages: Sequence[Message]) -> Any:
    return [{"role": message.role.value, "content": message.text} for message in messages]


def _without_fence(text: str) -> str:
    """The text without the marks of a code block, in which some models wrap all data."""
    lines = text.strip().splitlines()
    return "\n".join(lines[1:-1]) if len(lines) > 2 and lines[0].startswith("```") else text
