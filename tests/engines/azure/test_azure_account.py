"""Keys and addresses: what is accepted, where they are kept, and that they are never shown."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import keyring
import keyring.backends.fail
import pytest
from keyring.backend import KeyringBackend

from azure_bench import ALL
from emulators.azure.process import EmulatorProcess
from keyring_bench import Hanging, Locked, Remembering
from sonorant import vault
from sonorant.audio.files import Audio
from sonorant.azure_account import Account, Proxy, account_from_environment, parse_proxy
from sonorant.engines.azure import AzureFailure
from sonorant.engines.azure.assessor import AzureAssessor
from sonorant.sessions.ledger import Ledger
from sonorant.speech import azure_json
from sonorant.speech.failures import UnusableInput
from sonorant.vault import Keys, Secret

PLANTED_KEY = "5eC2e7d0n0tsh0w1234567890abcdefX"


class TestAccount:
    @pytest.mark.parametrize(
        ("given", "destination"),
        [
            ({"region": "westeurope"}, "westeurope.stt.speech.microsoft.com"),
            ({"region": "chinaeast2"}, "chinaeast2.stt.speech.azure.cn"),
            ({"region": "usgovvirginia"}, "usgovvirginia.stt.speech.azure.us"),
            ({"endpoint": "https://mine.cognitiveservices.azure.com/"}, "mine.cognitiveservices.azure.com"),
            ({"endpoint": "ws://127.0.0.1:4711"}, "127.0.0.1:4711"),
            ({"endpoint": "ws://[::1]:4711"}, "[::1]:4711"),
        ],
        ids=str,
    )
    def test_knows_where_it_leads(self, given: dict[str, str], destination: str) -> None:
        assert Account(Secret("k"), **given).destination == destination  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("given", "complaint"),
        [
            ({}, "either the region"),
            ({"region": "westeurope", "endpoint": "wss://a.b"}, "either the region"),
            ({"region": "West Europe"}, "is no region"),
            ({"region": "evil.example/x"}, "is no region"),
            ({"endpoint": "westeurope"}, "is no address"),
            ({"endpoint": "ftp://a.b"}, "is no address"),
            ({"endpoint": "wss://user:pass@a.b"}, "is no address"),
            ({"endpoint": "wss://a.b:99999"}, "is no address"),
            ({"endpoint": "ws://a.b"}, "not encrypted"),
            ({"endpoint": "http://127.0.0.1.evil.example"}, "not encrypted"),
        ],
        ids=str,
    )
    def test_says_what_is_wrong_with_an_address(self, given: dict[str, str], complaint: str) -> None:
        with pytest.raises(UnusableInput, match=complaint):
            Account(Secret("k"), **given)  # type: ignore[arg-type]

    @pytest.mark.parametrize("key", ["", "  ", "k\nX-Evil: 1", "schlüssel"])
    def test_a_key_that_cannot_be_one_is_refused_without_being_repeated(self, key: str) -> None:
        with pytest.raises(UnusableInput, match="key") as raised:
            Account(Secret(key), region="westeurope")
        assert not key.strip() or key.strip() not in str(raised.value)


class TestProxy:
    @pytest.mark.parametrize(
        ("address", "proxy"),
        [
            ("proxy.example:3128", Proxy("proxy.example", 3128)),
            ("http://proxy.example", Proxy("proxy.example", 8080)),
            ("http://me:p%40ss@proxy.example:1", Proxy("proxy.example", 1, "me", Secret("p@ss"))),
        ],
    )
    def test_is_read(self, address: str, proxy: Proxy) -> None:
        assert parse_proxy(address) == proxy

    @pytest.mark.parametrize("address", ["", "socks5://a:1", "http://", "a:port", "http://[::1"])
    def test_that_cannot_be_used_is_refused(self, address: str) -> None:
        with pytest.raises(UnusableInput, match="http://host:port"):
            parse_proxy(address)

    def test_of_the_environment_is_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
        monkeypatch.setenv("no_proxy", "inside.example")
        assert Account(Secret("k"), region="westeurope").effective_proxy() == Proxy("proxy.example", 3128)
        assert Account(Secret("k"), endpoint="wss://inside.example").effective_proxy() is None
        for here in ("127.0.0.1:1", "[::1]:1", "[::1]", "localhost"):
            assert Account(Secret("k"), endpoint=f"ws://{here}").effective_proxy() is None

    def test_of_the_settings_comes_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
        own = Proxy("own.example", 1)
        assert Account(Secret("k"), region="westeurope", proxy=own).effective_proxy() is own


class TestKeys:
    @pytest.fixture(autouse=True)
    def _own_keyring(self) -> Iterator[None]:
        before = keyring.get_keyring()
        yield
        keyring.set_keyring(before)

    def test_are_kept_in_the_keyring_by_destination(self) -> None:
        keyring.set_keyring(Remembering())
        assert Keys().keep("a.example", Secret("one")).lasting
        Keys().keep("b.example", Secret("two"))
        another_run = Keys()
        assert another_run.find("a.example") == Secret("one")
        assert another_run.find("c.example") is None
        another_run.forget("a.example")
        assert Keys().find("a.example") is None
        assert Keys().find("b.example") == Secret("two")
        another_run.forget("a.example")

    @pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, Locked], ids=lambda kind: kind.__name__)
    def test_without_a_keyring_are_kept_for_this_run_and_that_is_said(self, backend: type[KeyringBackend]) -> None:
        keyring.set_keyring(backend())
        mine = Keys()
        kept = mine.keep("a.example", Secret(PLANTED_KEY))
        assert not kept.lasting
        assert kept.reason.startswith("The key is kept only until Sonorant closes: ")
        assert PLANTED_KEY not in kept.reason
        assert mine.find("a.example") == Secret(PLANTED_KEY)
        assert Keys().find("a.example") is None
        mine.forget("a.example")
        assert mine.find("a.example") is None

    def test_a_keyring_that_never_answers_is_not_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import threading

        released = threading.Event()

        class Waiting(Remembering):
            def set_password(self, service: str, username: str, password: str) -> None:
                released.wait(30)

        keyring.set_keyring(Waiting())
        monkeypatch.setattr(vault, "_PATIENCE_SECONDS", 0.2)
        assert "does not answer" in Keys().keep("a.example", Secret("one")).reason
        released.set()

    def test_one_that_gave_no_answer_is_not_waited_for_twice_in_a_row(self, monkeypatch: pytest.MonkeyPatch) -> None:
        keyring.set_keyring(hanging := Hanging())
        monkeypatch.setattr(vault, "_PATIENCE_SECONDS", 0.1)
        mine = Keys()
        assert [mine.find("a.example", again=True), mine.find("a.example", again=True)] == [None, None]
        assert hanging.asked == ["a.example"]
        assert "a.example is out of reach, as the system's keyring does not answer: unlock" in mine.why_not("a.example")
        mine.keep_for_now("a.example", Secret("one"))
        assert mine.why_not("a.example") == ""
        monkeypatch.setattr(vault, "_DEAF_SECONDS", 0.0)
        assert Keys().find("a.example", again=True) is None
        hanging.released.set()

    def test_one_that_refuses_is_named(self) -> None:
        class Locked(Remembering):
            def get_password(self, service: str, username: str) -> str | None:
                raise keyring.errors.KeyringLocked(PLANTED_KEY)

        keyring.set_keyring(Locked())
        mine = Keys()
        assert mine.find("a.example") is None
        assert "as the system's keyring refused it (KeyringLocked)" in mine.why_not("a.example")
        keyring.set_keyring(Remembering())
        assert mine.find("a.example", again=True) is None
        assert mine.why_not("a.example") == "", "it just has none"

    def test_what_the_keyring_did_not_have_is_asked_for_once_until_the_user_sees_to_it(self) -> None:
        asked = list[str]()

        class Counting(Remembering):
            def get_password(self, service: str, username: str) -> str | None:
                asked.append(username)
                return super().get_password(service, username)

        keyring.set_keyring(Counting())
        mine = Keys()
        assert [mine.find("a.example"), mine.find("a.example")] == [None, None]
        assert asked == ["a.example"]
        assert Keys().keep("a.example", Secret("one")).lasting
        assert mine.find("a.example") is None
        assert mine.find("a.example", again=True) == Secret("one")
        assert mine.find("a.example") == Secret("one")
        assert asked == ["a.example"] * 2


class TestTheEnvironment:
    @pytest.fixture(autouse=True)
    def _no_keyring(self) -> Iterator[ModuleType]:
        before = keyring.get_keyring()
        keyring.set_keyring(keyring.backends.fail.Keyring())
        yield keyring
        keyring.set_keyring(before)

    def test_names_key_and_region(self) -> None:
        given = {"SONORANT_AZURE_KEY": " k ", "SONORANT_AZURE_REGION": "westeurope"}
        assert account_from_environment(Keys(), given) == Account(Secret("k"), region="westeurope")

    def test_or_an_endpoint(self) -> None:
        given = {"SONORANT_AZURE_KEY": "k", "SONORANT_AZURE_ENDPOINT": "wss://a.b"}
        assert account_from_environment(Keys(), given).endpoint == "wss://a.b"

    def test_the_key_may_be_in_the_keyring(self) -> None:
        keyring.set_keyring(Remembering())
        Keys().keep("westeurope.stt.speech.microsoft.com", Secret("kept"))
        assert account_from_environment(Keys(), {"SONORANT_AZURE_REGION": "westeurope"}).secret == Secret("kept")

    @pytest.mark.parametrize(
        ("given", "missing"),
        [
            ({}, "SONORANT_AZURE_REGION"),
            ({"SONORANT_AZURE_KEY": "k"}, "SONORANT_AZURE_ENDPOINT"),
            ({"SONORANT_AZURE_REGION": "westeurope"}, "SONORANT_AZURE_KEY"),
            ({"SONORANT_AZURE_REGION": "a", "SONORANT_AZURE_ENDPOINT": "b"}, "set only one of them"),
        ],
        ids=str,
    )
    def test_what_is_missing_is_named(self, given: dict[str, str], missing: str) -> None:
        with pytest.raises(UnusableInput, match=missing):
            account_from_environment(Keys(), given)


class TestAPlantedKeyIsNeverShown:
    def test_by_the_secret_itself(self) -> None:
        secret = Secret(PLANTED_KEY)
        account = Account(secret, region="westeurope", proxy=Proxy("p", 1, "u", secret))
        for shown in (repr(secret), str(secret), f"{secret}", f"{account}", repr(account), f"{[account]}"):
            assert PLANTED_KEY not in shown
        for write in (pickle.dumps, copy.deepcopy):
            with pytest.raises(TypeError, match="not written"):
                write(account)

    @pytest.mark.parametrize(
        "fault",
        [{}, {"upgrade": 401}, {"upgrade": 500}, {"close": 1011}, {"malformed": True}, {"close": 1007}],
        ids=str,
    )
    def test_whatever_happens(
        self,
        service: EmulatorProcess,
        tmp_path: Path,
        planted: Audio,
        fault: dict[str, object],
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        caplog.set_level(logging.DEBUG)
        service.misbehave(**fault)
        account = Account(Secret(PLANTED_KEY), endpoint=service.endpoint)
        ledger = Ledger(tmp_path)
        ledger.consent(account.destination)
        shown = []
        try:
            shown.append(str(azure_json.to_json(AzureAssessor(account, ledger).assess(planted, ALL))))
        except AzureFailure as failure:
            shown += [str(failure), failure.details, *traceback.format_exception(failure)]
            told = traceback.TracebackException.from_exception(failure, capture_locals=True)
            shown += list(told.format())
        out, err = capfd.readouterr()
        shown += [out, err, caplog.text, *(record.getMessage() for record in caplog.records)]
        assert not [text for text in shown if PLANTED_KEY in text]
        written = [file for file in tmp_path.rglob("*") if file.is_file() and PLANTED_KEY.encode() in file.read_bytes()]
        assert not written
