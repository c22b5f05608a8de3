"""What can go wrong between here and the service, each as one sentence with a way on."""

from __future__ import annotations

from enum import StrEnum

from sonorant.azure_account import REGIONS, Account
from sonorant.speech.failures import SonorantError

_NOT_TAKEN = "The Azure Speech library does not take these settings: check the endpoint, the key and the proxy."
_NO_LIBRARY = (
    "The Azure Speech library cannot work on this system: install Sonorant anew or, on Linux, the packages libssl3, "
    "libuuid1 and ca-certificates."
)


class Trouble(StrEnum):
    """The kinds of failure, by what helps."""

    KEY = "key"
    REGION = "region"
    ENDPOINT = "endpoint"
    CERTIFICATE = "certificate"
    NETWORK = "network"
    QUOTA = "quota"
    THROTTLED = "throttled"
    REJECTED = "rejected"
    CLOSED = "closed"
    TIME_OUT = "time-out"
    SERVICE = "service"
    SETTINGS = "settings"
    LIBRARY = "library"


_NO_PLATFORM = "initialize platform"
_SIGNS = {
    _NO_PLATFORM: Trouble.LIBRARY,  # OpenSSL is missing, which the SDK finds when it connects
    "[DNS]": Trouble.REGION,
    "code=2859": Trouble.CERTIFICATE,  # by nobody who is trusted, or for another host
}
"""What the details of a failed connection hold that tells more than its code."""


class AzureFailure(SonorantError):
    """The service gave no verdict. `trouble` says of what kind the reason is; `details` is for a report to its makers.

    The take is not touched by it: it can be sent again, or be judged by the embedded engine.
    """

    def __init__(self, trouble: Trouble, sentence: str, details: str = "") -> None:
        super().__init__(sentence)
        self.trouble = trouble
        self.details = details


def of_cancellation(code: str, details: str, account: Account, *, connected: bool) -> AzureFailure:
    """The failure that the SDK's error code and details stand for; `connected`: there was a connection before."""
    trouble = _trouble(code, details, connected=connected)
    return AzureFailure(trouble, _sentence(trouble, account), account.secret.hidden_in(details))


def silent(account: Account, *, connected: bool) -> AzureFailure:
    """The failure of a service that says nothing, by our own watch."""
    if connected:
        return AzureFailure(Trouble.TIME_OUT, _sentence(Trouble.TIME_OUT, account))
    sentence = f"{account.destination} does not answer: check your network connection and try again."
    return AzureFailure(Trouble.TIME_OUT, sentence)


def not_understood(account: Account, details: str) -> AzureFailure:
    """The failure of a service whose answer makes no sense."""
    return AzureFailure(Trouble.SERVICE, _sentence(Trouble.SERVICE, account), account.secret.hidden_in(details))


def without_library(reason: BaseException) -> AzureFailure:
    """The failure of the SDK on this machine, before it has asked anybody: it cannot be loaded, work, or be set up."""
    refused = isinstance(reason, RuntimeError) and _NO_PLATFORM not in str(reason)
    if refused:
        return AzureFailure(Trouble.SETTINGS, _NOT_TAKEN, str(reason))
    return AzureFailure(Trouble.LIBRARY, _NO_LIBRARY, str(reason))


def _trouble(code: str, details: str, *, connected: bool) -> Trouble:
    if code == "ConnectionFailure":
        for sign, trouble in _SIGNS.items():
            if sign in details:
                return trouble
        return Trouble.CLOSED if connected else Trouble.NETWORK
    if code == "ServiceError" and "error (404)" in details.partition("\n")[0]:
        return Trouble.ENDPOINT
    return {
        "RuntimeError": Trouble.LIBRARY if _NO_PLATFORM in details else Trouble.SETTINGS,
        "AuthenticationFailure": Trouble.KEY,
        "BadRequest": Trouble.REJECTED,
        "TooManyRequests": Trouble.THROTTLED,
        "Forbidden": Trouble.QUOTA,
        "ServiceTimeout": Trouble.TIME_OUT,
    }.get(code, Trouble.SERVICE)


def _sentence(trouble: Trouble, account: Account) -> str:
    place = account.region or account.destination
    if trouble is Trouble.REGION and account.region in REGIONS:
        return f"{account.destination} cannot be found: check your network connection."
    if trouble is Trouble.REGION:
        name = f"the region “{account.region}”" if account.region else "the endpoint"
        return f"{account.destination} cannot be found: check {name} and your network connection."
    sentences = {
        Trouble.ENDPOINT: f"There is no speech service at this address of {account.destination}: check the endpoint.",
        Trouble.CERTIFICATE: f"The certificate of {account.destination} is not trusted, so nothing was sent: check the "
        "endpoint, the proxy, and the certificates of this system.",
        Trouble.KEY: f"Azure Speech does not accept the key: check that it is one of a Speech resource in {place}.",
        Trouble.NETWORK: f"{account.destination} cannot be reached: check your network connection and the proxy.",
        Trouble.QUOTA: "Your Azure Speech quota is used up: wait until it is renewed or change the pricing tier.",
        Trouble.THROTTLED: "Azure Speech takes no more requests just now: wait a minute and try again.",
        Trouble.REJECTED: "Azure Speech rejects this request: check the locale and the text, then try again.",
        Trouble.CLOSED: "Azure Speech closed the connection in the middle: try again.",
        Trouble.TIME_OUT: "Azure Speech stopped answering: try again.",
        Trouble.SERVICE: "Azure Speech has trouble of its own: try again in a moment.",
        Trouble.SETTINGS: _NOT_TAKEN,
        Trouble.LIBRARY: _NO_LIBRARY,
    }
    return sentences[trouble]
