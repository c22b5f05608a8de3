"""What the user sets for Azure Speech, without its secrets: these are in the keyring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from sonorant.azure_account import Account, Proxy, parse_proxy
from sonorant.engines.azure import Options, Profanity
from sonorant.engines.azure.locales import OFFERS
from sonorant.speech.config import is_scenario_id
from sonorant.speech.failures import UnusableInput
from sonorant.vault import Secret

LONGEST_SILENCE, LONGEST_GAP = 60.0, 5.0
"""Seconds up to which the service lets its time-outs be set: those around speech, and that between phrases."""


@dataclass(frozen=True, slots=True)
class AzureChoices:
    """How Azure Speech is reached and how it is to listen.

    Attributes:
        region: short name of the region of the resource; it, or else the endpoint, is given.
        endpoint: address of the resource.
        is_token: what is kept as the key is an authorization token.
        proxy: "host:port" or "http://user@host:port"; a password is no part of it.
        locale: of the speech.
        phrases: names and rare words that are likely to be said, one in each line.
        profanity: what becomes of swear words in what is recognised.
        initial_silence: seconds to wait for a first word; 0 for the service's own time, as below.
        end_silence: seconds of silence that end the speech.
        segment_silence: seconds of silence that end a phrase.
        one_pass: free speech is judged in one go, not shown for confirmation first.
        scenario_id: the GUID of a point system of one's own at the service; empty for the usual one.
    """

    region: str = ""
    endpoint: str = ""
    is_token: bool = False
    proxy: str = ""
    locale: str = "en-US"
    phrases: str = ""
    profanity: Profanity = Profanity.MASKED
    initial_silence: float = 0.0
    end_silence: float = 0.0
    segment_silence: float = 0.0
    one_pass: bool = False
    scenario_id: str = ""

    @property
    def destination(self) -> str:
        """The host that everything goes to.

        Raises UnusableInput if it is not set or makes no sense.
        """
        return self.account(Secret("any")).destination

    @property
    def is_set(self) -> bool:
        """Whether it is known where the service is."""
        try:
            return bool(self.destination)
        except UnusableInput:
            return False

    def account(self, key: Secret, proxy_password: Secret | None = None) -> Account:
        """The account for this key. Raises UnusableInput with a sentence that says what is missing."""
        region = "" if self.endpoint.strip() else self.region.strip().lower()
        return Account(key, region, self.endpoint.strip(), self.is_token, self.own_proxy(proxy_password))

    def own_proxy(self, password: Secret | None = None) -> Proxy | None:
        """The proxy that is set here, if any. Raises UnusableInput for what is none."""
        if not self.proxy.strip():
            return None
        proxy = parse_proxy(self.proxy.strip())
        return replace(proxy, password=password) if password else proxy

    def options(self) -> Options:
        """How the service is to listen."""
        return Options(
            phrases=tuple(line.strip() for line in self.phrases.splitlines() if line.strip()),
            profanity=self.profanity,
            initial_silence=self.initial_silence or None,
            end_silence=self.end_silence or None,
            segment_silence=self.segment_silence or None,
        )


def without_password(proxy: str) -> tuple[str, Secret]:
    """The address of a proxy as it may be written down, and the password that was in it.

    Raises UnusableInput if it is no proxy.
    """
    if not proxy.strip():
        return "", Secret("")
    found = parse_proxy(proxy.strip())
    user = f"{urlsplit(proxy if '://' in proxy else f'http://{proxy}').username or ''}@".lstrip("@")
    return (f"http://{user}{found.host}:{found.port}" if user else f"{found.host}:{found.port}"), found.password


def proxy_name(proxy: str) -> str:
    """The name under which the password of a proxy is kept."""
    return f"proxy {proxy.strip()}"


def read(values: Mapping[str, str]) -> AzureChoices:
    """The choices as `written`; what is missing or makes no sense has its default."""
    types = get_type_hints(AzureChoices)
    found = {name: value for name in types.keys() & values.keys() if (value := _read(name, types[name], values[name]))}
    return AzureChoices(**found)


def written(choices: AzureChoices) -> dict[str, str]:
    """The choices that are not the default, as plain text."""
    return {
        each.name: str(getattr(choices, each.name))
        for each in fields(AzureChoices)
        if getattr(choices, each.name) != each.default
    }


def _read(name: str, kind: type, text: str) -> Any:
    """The value, or None if the setting cannot have it."""
    if kind is bool:
        return text == "True"
    if kind is Profanity:
        return Profanity(text) if text in list(Profanity) else None
    if kind is float:
        try:
            seconds = float(text)
        except ValueError:
            return None
        most = LONGEST_GAP if name == "segment_silence" else LONGEST_SILENCE
        return seconds if 0.1 <= seconds <= most else None
    usable = {"scenario_id": is_scenario_id, "locale": OFFERS.__contains__}.get(name)
    return text if usable is None or usable(text) else None
