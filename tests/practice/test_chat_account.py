"""Which chat model is asked: what is accepted, and how it is found in the environment."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backends import fail

from sonorant.practice.chat_account import ChatAccount, Kind, from_environment, kind_of
from sonorant.speech.failures import UnusableInput
from sonorant.vault import Keys, Secret


@pytest.mark.parametrize(
    ("endpoint", "destination"),
    [
        ("https://api.openai.com/v1", "api.openai.com"),
        ("https://Mine.OpenAI.Azure.com", "mine.openai.azure.com"),
        ("http://localhost:11434/v1", "localhost:11434"),
        ("http://127.0.0.1:8080/v1", "127.0.0.1:8080"),
    ],
)
def test_everything_goes_to_the_host_of_the_endpoint(endpoint: str, destination: str) -> None:
    assert ChatAccount(endpoint, "m", Secret("k")).destination == destination


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"endpoint": "api.openai.com"}, "is no address"),
        ({"endpoint": "https://user:pw@host/v1"}, "is no address"),
        ({"endpoint": "https://[::1/v1"}, "is no address"),
        ({"endpoint": "ftp://host/v1"}, "is no address"),
        ({"endpoint": "http://api.openai.com/v1"}, "is not encrypted"),
        ({"model": ""}, "needs its name"),
        ({"model": "two words"}, "needs its name"),
        ({"secret": Secret("")}, "needs a key"),
        ({"secret": Secret("schlüssel")}, "no key has"),
        ({"version": "../x"}, "is a date"),
    ],
    ids=str,
)
def test_what_is_missing_or_wrong_is_said(given: dict[str, object], said: str) -> None:
    whole = {"endpoint": "https://api.openai.com/v1", "model": "m", "secret": Secret("k")} | given
    with pytest.raises(UnusableInput, match=said) as caught:
        ChatAccount(**whole)  # type: ignore[arg-type]
    assert str(caught.value).count(". ") == 0


def test_a_server_on_this_machine_needs_no_key() -> None:
    assert not ChatAccount("http://localhost:11434/v1", "llama").secret


def test_azure_is_known_by_its_address_unless_it_is_asked_the_usual_way() -> None:
    assert kind_of("https://mine.openai.azure.com/") is Kind.AZURE
    assert kind_of("https://mine.openai.azure.com/openai/v1") is Kind.COMPATIBLE
    assert kind_of("https://api.openai.com/v1") is Kind.COMPATIBLE


class TestTheEnvironment:
    @pytest.fixture(autouse=True)
    def _no_keyring(self) -> Iterator[None]:
        before = keyring.get_keyring()
        keyring.set_keyring(fail.Keyring())
        yield
        keyring.set_keyring(before)

    def test_names_endpoint_model_and_key(self) -> None:
        given = {
            "SONORANT_CHAT_ENDPOINT": "https://api.openai.com/v1",
            "SONORANT_CHAT_MODEL": "gpt-4o",
            "SONORANT_CHAT_KEY": " k ",
        }
        assert from_environment(Keys(), given) == ChatAccount("https://api.openai.com/v1", "gpt-4o", Secret("k"))

    def test_the_key_may_have_been_kept(self) -> None:
        keys = Keys()
        keys.keep("api.openai.com", Secret("kept"))
        given = {"SONORANT_CHAT_ENDPOINT": "https://api.openai.com/v1", "SONORANT_CHAT_MODEL": "m"}
        account = from_environment(keys, given)
        assert account is not None
        assert account.secret == Secret("kept")

    def test_may_name_none_but_not_half_of_one(self) -> None:
        assert from_environment(Keys(), {}) is None
        with pytest.raises(UnusableInput, match="set both"):
            from_environment(Keys(), {"SONORANT_CHAT_MODEL": "m"})
