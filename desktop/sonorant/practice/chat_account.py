"""Which chat model is asked, and how it is reached."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from sonorant.speech.disclosure import is_this_machine
from sonorant.speech.failures import UnusableInput
from sonorant.vault import Keys, Secret

ENDPOINT_VARIABLE = "SONORANT_CHAT_ENDPOINT"
MODEL_VARIABLE = "SONORANT_CHAT_MODEL"
KEY_VARIABLE = "SONORANT_CHAT_KEY"

AZURE_VERSION = "2024-10-21"
"""The version of Azure OpenAI's interface that is spoken where the account names none: a stable one."""

_MODEL = re.compile(r"[\w.:/@-]{1,200}", re.ASCII)
_VERSION = re.compile(r"[\w-]{1,40}", re.ASCII)


class Kind(StrEnum):
    """How the service is spoken to."""

    COMPATIBLE = "compatible"
    AZURE = "azure"


@dataclass(frozen=True, slots=True)
class ChatAccount:
    """A chat model: its endpoint, its name there (with Azure OpenAI that of the deployment), and a key.

    `endpoint` is, for everything compatible with OpenAI, the address up to and with its version, such as
    ``https://api.openai.com/v1`` or ``http://localhost:11434/v1``; for Azure OpenAI that of the resource. A server on
    this machine needs no key.

    Raises UnusableInput, with a sentence that says what is missing or wrong.
    """

    endpoint: str
    model: str
    secret: Secret = field(default_factory=lambda: Secret(""))
    kind: Kind = Kind.COMPATIBLE
    version: str = AZURE_VERSION

    def __post_init__(self) -> None:
        host = _checked(self.endpoint)
        if not _MODEL.fullmatch(self.model):
            raise UnusableInput("The chat model needs its name, such as gpt-4o, or that of your deployment.")
        key = self.secret.reveal()
        if not key and not is_this_machine(host):
            raise UnusableInput(f"The chat model at {self.destination} needs a key: enter it in the settings.")
        if not key.isascii() or not (key or "x").isprintable():
            raise UnusableInput("The key holds characters that no key has: copy it again from your account.")
        if not _VERSION.fullmatch(self.version):
            raise UnusableInput(f"The version of Azure OpenAI is a date, such as {AZURE_VERSION}: correct it.")

    @property
    def destination(self) -> str:
        """The host that everything goes to: what consent is given for, and what the key is kept under."""
        return destination(self.endpoint)


def from_environment(keys: Keys, environment: Mapping[str, str] = os.environ) -> ChatAccount | None:
    """The chat model that the environment names, with the key from there or else from the keyring; None for none.

    Raises UnusableInput if what is named cannot be used.
    """
    endpoint, model = (environment.get(name, "").strip() for name in (ENDPOINT_VARIABLE, MODEL_VARIABLE))
    if not endpoint and not model:
        return None
    if not endpoint or not model:
        raise UnusableInput(f"A chat model is named by {ENDPOINT_VARIABLE} and {MODEL_VARIABLE}: set both of them.")
    key = Secret(environment.get(KEY_VARIABLE, ""))
    return ChatAccount(endpoint, model, key, kind_of(endpoint)) if key else with_kept_key(endpoint, model, keys)


def with_kept_key(endpoint: str, model: str, keys: Keys, *, again: bool = False) -> ChatAccount:
    """The account for a chat model with the key from the keyring; `again` as in `Keys.find`, where it needs one.

    Raises UnusableInput if it cannot be used, or needs a key that the keyring does not give out.
    """
    host = destination(endpoint)
    optional = is_this_machine(urlsplit(f"//{host}").hostname or "")
    key = keys.find(host, again=again and not optional) or Secret("")
    if not key and not optional and (why := keys.why_not(host)):
        raise UnusableInput(why)
    return ChatAccount(endpoint, model, key, kind_of(endpoint))


def kind_of(endpoint: str) -> Kind:
    """How the service at an endpoint is spoken to: Azure OpenAI by its resource's address, all else the usual way."""
    ours = destination(endpoint).endswith((".openai.azure.com", ".openai.azure.us", ".openai.azure.cn"))
    return Kind.AZURE if ours and not urlsplit(endpoint).path.strip("/") else Kind.COMPATIBLE


def destination(endpoint: str) -> str:
    """The host of an endpoint, with its port if it names one; empty if it is no address."""
    try:
        return urlsplit(endpoint).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _checked(endpoint: str) -> str:
    """The host of an address that can be used."""
    try:
        url = urlsplit(endpoint)
        host = url.hostname or ""
        valid = url.scheme in {"http", "https"} and host and url.port != 0 and not url.username and not url.query
    except ValueError:
        valid = False
    if not valid:
        raise UnusableInput("The endpoint of the chat model is no address: give it as https://api.openai.com/v1.")
    if url.scheme == "http" and not is_this_machine(host):
        raise UnusableInput("The endpoint of the chat model is not encrypted: give one that begins with https://.")
    return host
