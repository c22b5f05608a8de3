"""Where everything goes: to the host that consent is given for, by the key or token, the way and the certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from azure_bench import ALL, settled
from connect_proxy import CERTIFICATE, ConnectProxy, connect_proxy
from emulators.azure.process import KEY, EmulatorProcess
from sonorant.audio.files import Audio
from sonorant.azure_account import Account, Proxy
from sonorant.engines.azure import AzureFailure, Trouble, failures, wire
from sonorant.engines.azure.assessor import AzureAssessor
from sonorant.sessions.ledger import Ledger
from sonorant.vault import Secret
from sonorant.voices.azure import AzureVoice, Service
from sonorant.voices.base import VoiceFailed

PLACES = {
    "westeurope": ({"region": "westeurope"}, "westeurope.{0}.speech.microsoft.com"),
    "usgovvirginia": ({"region": "usgovvirginia"}, "usgovvirginia.{0}.speech.azure.us"),
    "usgovarizona": ({"region": "usgovarizona"}, "usgovarizona.{0}.speech.azure.us"),
    "chinaeast2": ({"region": "chinaeast2"}, "chinaeast2.{0}.speech.azure.cn"),
    "chinanorth3": ({"region": "chinanorth3"}, "chinanorth3.{0}.speech.azure.cn"),
    "an unknown one": ({"region": "atlantiscentral"}, "atlantiscentral.{0}.speech.microsoft.com"),
    "endpoint": ({"endpoint": "https://mine.cognitiveservices.azure.com/"}, "mine.cognitiveservices.azure.com"),
    "endpoint of a region": (
        {"endpoint": "wss://westus.stt.speech.microsoft.com/stt/speech/universal/v2"},
        "westus.{0}.speech.microsoft.com",
    ),
}


@pytest.fixture(autouse=True)
def _all_threads_end() -> Iterator[None]:
    yield
    assert settled()


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> tuple[Account, str]:
    """An account of each kind of region, and the hosts of its service."""
    given, hosts = PLACES[request.param]
    return Account(Secret(KEY), **given), hosts  # type: ignore[arg-type]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path)


def through(proxy: ConnectProxy, account: Account) -> Account:
    return replace(account, proxy=Proxy("127.0.0.1", proxy.port, "me", Secret("p@ss: word")))


def voice_of(account: Account, ledger: Ledger) -> AzureVoice:
    def explain(code: str, details: str) -> AzureFailure:
        return failures.of_cancellation(code, details, account, connected=False)

    ledger.consent(account.voice_destination)
    return AzureVoice(Service(account.voice_destination, lambda: wire.voice_config(account), explain), ledger)


class TestNothingGoesElsewhere:
    def test_than_to_the_destination_in_recognition(
        self, place: tuple[Account, str], ledger: Ledger, planted: Audio
    ) -> None:
        with connect_proxy() as proxy:
            account = through(proxy, place[0])
            ledger.consent(account.destination)
            with pytest.raises(AzureFailure):
                AzureAssessor(account, ledger).assess(planted, ALL)
            assert account.destination == place[1].format("stt")
            assert proxy.hosts == {f"{account.destination}:443"}
        [entry] = ledger.entries()
        assert entry.disclosure.destination == account.destination

    def test_than_to_the_destination_of_the_voices(self, place: tuple[Account, str], ledger: Ledger) -> None:
        with connect_proxy() as proxy:
            account = through(proxy, place[0])
            with pytest.raises(VoiceFailed):
                voice_of(account, ledger).speak("Good morning.")
            assert account.voice_destination == place[1].format("tts")
            assert proxy.hosts == {f"{account.voice_destination}:443"}
        [entry] = ledger.entries()
        assert entry.disclosure.destination == account.voice_destination


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the certificate of the emulator behind the proxy be as good as that of the service."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


@pytest.mark.usefixtures("trusted")
class TestThroughAProxy:
    @pytest.mark.parametrize("region", ["westeurope", "usgovvirginia", "chinaeast2"])
    @pytest.mark.parametrize("is_token", [False, True], ids=["key", "token"])
    def test_a_take_is_judged_by_region_and_key_or_token(
        self, service: EmulatorProcess, ledger: Ledger, planted: Audio, region: str, is_token: bool
    ) -> None:
        with connect_proxy(service.endpoint) as proxy:
            account = through(proxy, Account(Secret(KEY), region=region, is_token=is_token))
            ledger.consent(account.destination)
            assert AzureAssessor(account, ledger).assess(planted, ALL).words
            assert proxy.hosts == {f"{account.destination}:443"}
            assert proxy.users == {"me:p@ss: word"}
        [connection] = service.connections()
        assert connection["path"] == "/stt/speech/universal/v2"
        sent, other = ("authorization", "ocp-apim-subscription-key")[:: 1 if is_token else -1]
        assert connection["headers"][sent] == "known"
        assert other not in connection["headers"]

    @pytest.mark.parametrize("region", ["westeurope", "usgovvirginia", "chinaeast2"])
    def test_a_voice_speaks(self, service: EmulatorProcess, ledger: Ledger, region: str) -> None:
        with connect_proxy(service.endpoint) as proxy:
            account = through(proxy, Account(Secret(KEY), region=region))
            assert voice_of(account, ledger).speak("Good morning.").words
            assert proxy.hosts == {f"{account.voice_destination}:443"}
            assert proxy.users == {"me:p@ss: word"}
        [connection] = service.connections()
        assert connection["path"] == "/tts/cognitiveservices/websocket/v1"

    def test_a_wrong_key_is_said_to_be_one_of_the_region(
        self, service: EmulatorProcess, ledger: Ledger, planted: Audio
    ) -> None:
        with connect_proxy(service.endpoint) as proxy:
            account = through(proxy, Account(Secret("wrong"), region="westeurope"))
            ledger.consent(account.destination)
            with pytest.raises(AzureFailure, match="one of a Speech resource in westeurope") as raised:
                AzureAssessor(account, ledger).assess(planted, ALL)
        assert raised.value.trouble is Trouble.KEY


class TestTheCertificate:
    @pytest.mark.parametrize("why", ["by nobody who is trusted", "for another host"])
    def test_is_looked_at_and_nothing_is_sent_to_a_false_service(
        self, service: EmulatorProcess, ledger: Ledger, planted: Audio, monkeypatch: pytest.MonkeyPatch, why: str
    ) -> None:
        account = Account(Secret(KEY), region="westeurope")
        if why == "for another host":
            monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
            account = Account(Secret(KEY), endpoint="wss://other.example")
        with connect_proxy(service.endpoint) as proxy:
            account = through(proxy, account)
            ledger.consent(account.destination)
            with pytest.raises(
                AzureFailure, match=f"The certificate of {account.destination} is not trusted"
            ) as raised:
                AzureAssessor(account, ledger).assess(planted, ALL)
            with pytest.raises(AzureFailure, match="is not trusted"):
                AzureAssessor(account, ledger).test_connection()
            with pytest.raises(VoiceFailed, match="is not trusted"):
                voice_of(account, ledger).speak("Good morning.")
            assert proxy.hosts == {f"{account.destination}:443", f"{account.voice_destination}:443"}
        assert raised.value.trouble is Trouble.CERTIFICATE
        assert service.connections() == []
        assert [entry.disclosure.seconds for entry in ledger.entries()] == [0.0, 0.0, 0.0]

    def test_of_a_stream_as_well(self, service: EmulatorProcess, ledger: Ledger, planted: Audio) -> None:
        with connect_proxy(service.endpoint) as proxy:
            account = through(proxy, Account(Secret(KEY), region="westeurope"))
            ledger.consent(account.destination)
            stream = AzureAssessor(account, ledger).open_stream(ALL, planted.rate)
            stream.feed(planted.samples)
            with pytest.raises(AzureFailure, match="is not trusted"):
                stream.finish()
        assert service.connections() == []
        assert [entry.disclosure.seconds for entry in ledger.entries()] == [0.0]
