"""The voices that can be chosen, and the one that is; without Qt, and for any thread but the GUI's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sonorant import voices
from sonorant.sessions.ledger import Ledger
from sonorant.speech.failures import SonorantError, UnusableInput
from sonorant.ui import azure_choices
from sonorant.ui.azure_choices import proxy_name
from sonorant.ui.azure_engine import account_of
from sonorant.ui.settings import Settings
from sonorant.vault import Keys
from sonorant.voices.base import Voice
from sonorant.voices.cache import Cached, empty


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice that can be chosen, and the host that it sends texts to (empty: none)."""

    voice: Voice
    destination: str = ""


class VoiceRack:
    """Looks for the voices of this machine at the first question, for those in the net at each: keys come and go."""

    def __init__(
        self,
        settings: Callable[[], Settings],
        here: Callable[[], Sequence[Voice]],
        far: Callable[[Settings], Sequence[Offer]],
        cache: Path,
    ) -> None:
        """`here` and `far` look for voices; what they say is kept in the folder `cache`."""
        self._settings, self._here, self._far, self._cache = settings, here, far, cache
        self._lock = threading.Lock()
        self._known: list[Offer] | None = None

    def offers(self) -> list[Offer]:
        """The voices that are there, best first; the ones in the net, which are only used when chosen, last."""
        with self._lock:
            if self._known is None:
                self._known = [Offer(Cached(voice, self._cache)) for voice in self._here()]
        far = self._far(self._settings())
        return [*self._known, *(Offer(Cached(each.voice, self._cache), each.destination) for each in far)]

    def chosen(self) -> Voice | None:
        """The voice that the settings name, at their speed; the best one on this machine if that is not there."""
        settings, offers = self._settings(), self.offers()
        local = [each.voice for each in offers if not each.destination]
        named = [each.voice for each in offers if each.voice.name == settings.voice]
        voice = voices.chosen(settings.voice, [*local, *named])
        return None if voice is None else voices.Paced(voice, settings.voice_percent / 100)

    def forget_spoken(self) -> None:
        """Forget what the voices have said.

        Raises:
            VoiceFailed: not all of it could be removed.
        """
        empty(self._cache)


def azure_offers(settings: Settings, keys: Keys, ledger: Ledger) -> list[Offer]:
    """The voices of Azure Speech, where it is set up and has a key."""
    try:
        return _azure_voices(settings, keys, ledger)
    except (SonorantError, ImportError, OSError):
        return []  # what is wrong with the account is said where it is set up


def why_out_of_reach(settings: Settings, keys: Keys) -> str:
    """Why the keyring does not give out what the voices of Azure Speech need, in a sentence; empty if it does.

    Asks it again, as whoever wants to know sees to it just now.
    """
    choices = azure_choices.read(settings.azure)
    if not choices.is_set:
        return ""
    try:
        account_of(choices, keys, again=True)
    except UnusableInput:
        names = choices.destination, proxy_name(choices.proxy)
        return next((why for name in names if (why := keys.why_not(name))), "")
    return ""


def _azure_voices(settings: Settings, keys: Keys, ledger: Ledger) -> list[Offer]:
    choices = azure_choices.read(settings.azure)
    if not choices.is_set:
        return []
    account = account_of(choices, keys)
    from sonorant.engines.azure import failures, wire  # noqa: PLC0415 - loads the SDK, which takes its time
    from sonorant.voices.azure import VOICES, AzureVoice, Service  # noqa: PLC0415

    def explain(code: str, details: str) -> SonorantError:
        return failures.of_cancellation(code, details, account, connected=False)

    host = account.voice_destination
    service = Service(host, lambda: wire.voice_config(account), explain)
    return [Offer(AzureVoice(service, ledger, voice), host) for voice in VOICES]
