"""An account with Azure Speech: how it is reached, by what key or token, through what proxy."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from sonorant.speech.disclosure import host_of, is_this_machine
from sonorant.speech.failures import UnusableInput
from sonorant.vault import Keys, Secret

KEY_VARIABLE = "SONORANT_AZURE_KEY"
REGION_VARIABLE = "SONORANT_AZURE_REGION"
ENDPOINT_VARIABLE = "SONORANT_AZURE_ENDPOINT"

_NAMES = """
australiaeast brazilsouth canadacentral canadaeast centralindia centralus chinaeast2 chinanorth2 chinanorth3 eastasia
eastus eastus2 francecentral germanywestcentral italynorth japaneast japanwest jioindiawest koreacentral northcentralus
northeurope norwayeast qatarcentral southafricanorth southcentralus southeastasia swedencentral switzerlandnorth
switzerlandwest uaenorth uksouth ukwest usgovarizona usgovvirginia westcentralus westeurope westus westus2 westus3
"""
REGIONS = frozenset(_NAMES.split())
"""The regions known when this was written; a name that is not among them is tried all the same."""

_REGION = re.compile(r"[a-z][a-z0-9]{2,40}")
_SCHEMES = {"wss": True, "https": True, "ws": False, "http": False}


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy between here and the service."""

    host: str
    port: int
    user: str = ""
    password: Secret = field(default_factory=lambda: Secret(""))


@dataclass(frozen=True, slots=True)
class Account:
    """Access to the service: a key (or an authorization token) with either a region or an endpoint.

    Without a `proxy` the one of the system's settings or environment is used, if there is one.

    Raises UnusableInput, with a sentence that says what is missing or wrong.
    """

    secret: Secret
    region: str = ""
    endpoint: str = ""
    is_token: bool = False
    proxy: Proxy | None = None

    def __post_init__(self) -> None:
        if not self.secret:
            raise UnusableInput("Azure Speech needs a key: enter the key of your Speech resource.")
        if not self.secret.reveal().isascii() or not self.secret.reveal().isprintable():
            raise UnusableInput("The key holds characters that no key has: copy it again from your Speech resource.")
        if bool(self.region) == bool(self.endpoint):
            raise UnusableInput(
                "Azure Speech needs either the region of your Speech resource, such as westeurope, or its endpoint."
            )
        if self.region and not _REGION.fullmatch(self.region):
            raise UnusableInput(
                f"“{self.region}” is no region: give its short name, such as westeurope, or the endpoint instead."
            )
        if self.endpoint:
            _check_endpoint(self.endpoint)

    @property
    def destination(self) -> str:
        """The host that sound is sent to: what consent is given for and what the ledger shows."""
        if self.endpoint:
            return urlsplit(self.endpoint).netloc.rpartition("@")[2].lower()
        domain = "azure.cn" if self.region.startswith("china") else "microsoft.com"
        domain = "azure.us" if self.of_us_government else domain
        return f"{self.region}.stt.speech.{domain}"

    @property
    def voice_destination(self) -> str:
        """The host that texts to be spoken are sent to; a region has one of its own for voices."""
        return self.destination.replace(".stt.speech.", ".tts.speech.")

    @property
    def of_us_government(self) -> bool:
        """Whether the region is one of the cloud of the government of the United States."""
        return self.region.startswith("usgov")

    def effective_proxy(self) -> Proxy | None:
        """The proxy to go through: the one given, or the system's; none to this machine itself."""
        import urllib.request  # noqa: PLC0415 - brings half of the standard library with it: not for everyone

        host = host_of(self.destination)
        if self.proxy is not None or is_this_machine(host) or urllib.request.proxy_bypass(host):
            return self.proxy
        settings = urllib.request.getproxies()
        address = settings.get("https") or settings.get("all")
        return parse_proxy(address) if address else None


def parse_proxy(address: str) -> Proxy:
    """A proxy from "host:port" or "http://user:password@host:port".

    Raises UnusableInput if it is neither.
    """
    try:
        url = urlsplit(address if "://" in address else f"http://{address}")
        port = url.port or 8080
        usable = url.scheme == "http" and bool(url.hostname)
    except ValueError:
        usable = False
    if not usable or not url.hostname:
        raise UnusableInput("The proxy cannot be used: give it as http://host:port.")
    return Proxy(url.hostname, port, unquote(url.username or ""), Secret(unquote(url.password or "")))


def account_from_environment(keys: Keys, environment: Mapping[str, str] = os.environ) -> Account:
    """The account that the environment names, with the key from there or else from the keyring.

    Raises UnusableInput, with a sentence that names the variable, if something is missing.
    """
    region, endpoint = environment.get(REGION_VARIABLE, "").strip(), environment.get(ENDPOINT_VARIABLE, "").strip()
    if bool(region) == bool(endpoint):
        what = "only one of them" if region else "one of them"
        raise UnusableInput(
            f"Azure Speech is reached by {REGION_VARIABLE}, such as westeurope, or {ENDPOINT_VARIABLE}: set {what}."
        )
    key = Secret(environment.get(KEY_VARIABLE, ""))
    if not key:
        # Any key makes the account that knows its destination.
        key = keys.find(Account(Secret("?"), region, endpoint).destination) or key
    if not key:
        raise UnusableInput(f"Azure Speech needs a key: set {KEY_VARIABLE} to the key of your Speech resource.")
    return Account(key, region, endpoint)


def _check_endpoint(endpoint: str) -> None:
    try:
        url: SplitResult | None = urlsplit(endpoint)
        assert url is not None
        valid = url.scheme in _SCHEMES and bool(url.hostname) and url.port != 0 and not url.username
    except ValueError:
        url, valid = None, False
    if url is None or not valid:
        raise UnusableInput("The endpoint is no address: give it as https://name.cognitiveservices.azure.com.")
    if not _SCHEMES[url.scheme] and not is_this_machine(url.hostname or ""):
        raise UnusableInput("The endpoint is not encrypted: give an address that begins with https:// or wss://.")
