"""Everything that can go wrong with the service: one sentence, a way on, and never a long wait."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from azure_bench import ALL, LONGEST, PATIENCE, paused, repeated_text
from emulators.azure.process import KEY, EmulatorProcess
from sonorant.audio.files import Audio
from sonorant.azure_account import Account, Proxy
from sonorant.engines.azure import AzureFailure, Options, Trouble, failures
from sonorant.engines.azure.assessor import AzureAssessor
from sonorant.sessions.ledger import Ledger
from sonorant.speech.failures import NothingToJudge, SonorantError
from sonorant.vault import Secret

SOON = PATIENCE + LONGEST - Options().patience
"""As much longer than the patience as the longest wait is longer than the usual one."""
AT_ONCE = 2.5
"""What the SDK takes to try five times, and some more for a busy machine."""


def failure(engine: AzureAssessor, audio: Audio, within: float) -> SonorantError:
    """What an assessment ends with, in time."""
    config = repeated_text(5) if audio.seconds > 30 else ALL
    began = time.monotonic()
    with pytest.raises(SonorantError) as raised:
        engine.assess(audio, config)
    took = time.monotonic() - began
    assert took < within, f"it took {took:.1f} s"
    said = str(raised.value)
    assert said.count(".") == said.count("127.0.0.1") * 3 + said.count(".invalid") + said.count(".com") * 4 + 1
    assert KEY not in said + getattr(raised.value, "details", "")
    return raised.value


@pytest.fixture(params=["planted", "half_a_minute"])
def take(request: pytest.FixtureRequest) -> Audio:
    """A take for a single request, and one that is heard in phrases."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Audio)
    return found


@pytest.mark.parametrize(
    ("fault", "trouble", "within"),
    [
        ({"upgrade": 400}, Trouble.REJECTED, 1.0),
        ({"upgrade": 401}, Trouble.KEY, 1.0),
        ({"upgrade": 403}, Trouble.KEY, 1.0),
        ({"upgrade": 404}, Trouble.ENDPOINT, AT_ONCE),
        ({"upgrade": 429}, Trouble.THROTTLED, AT_ONCE),
        ({"upgrade": 500}, Trouble.SERVICE, AT_ONCE),
        ({"upgrade": 503}, Trouble.SERVICE, AT_ONCE),
        ({"slow": 8}, Trouble.TIME_OUT, LONGEST),
        ({"slow": 3, "silent": "turn"}, Trouble.TIME_OUT, LONGEST),
        ({"silent": "connection"}, Trouble.TIME_OUT, SOON),
    ],
    ids=str,
)
def test_a_service_that_does_not_let_in_is_told_in_one_sentence_and_in_time(
    engine: AzureAssessor,
    impatient: AzureAssessor,
    service: EmulatorProcess,
    planted: Audio,
    fault: dict[str, object],
    trouble: Trouble,
    within: float,
) -> None:
    service.misbehave(**fault)
    raised = failure(impatient if within == SOON else engine, planted, within)
    assert isinstance(raised, AzureFailure)
    assert raised.trouble is trouble


@pytest.mark.parametrize(
    ("fault", "trouble", "within"),
    [
        ({"close": 1000, "after": 1}, Trouble.TIME_OUT, SOON),
        ({"close": 1001, "after": 1}, Trouble.CLOSED, AT_ONCE),
        ({"close": 1006, "after": 1}, Trouble.CLOSED, AT_ONCE),
        ({"close": 1007, "after": 1}, Trouble.REJECTED, 1.0),
        ({"close": 1011, "after": 1}, Trouble.SERVICE, AT_ONCE),
        ({"close": 4429, "after": 1}, Trouble.THROTTLED, 1.0),
        ({"silent": "turn"}, Trouble.TIME_OUT, SOON),
        ({"malformed": True}, Trouble.SERVICE, LONGEST),
        ({"status": "Error"}, Trouble.SERVICE, LONGEST),
        ({"status": "TooManyRequests"}, Trouble.THROTTLED, LONGEST),
        ({"status": "BadRequest"}, Trouble.REJECTED, LONGEST),
        ({"status": "Forbidden"}, Trouble.QUOTA, LONGEST),
        ({"status": "ServiceUnavailable"}, Trouble.SERVICE, LONGEST),
    ],
    ids=str,
)
def test_a_service_that_fails_in_the_middle_is_told_in_one_sentence_and_in_time(
    engine: AzureAssessor,
    impatient: AzureAssessor,
    service: EmulatorProcess,
    take: Audio,
    fault: dict[str, object],
    trouble: Trouble,
    within: float,
) -> None:
    service.misbehave(**fault)
    raised = failure(impatient if within == SOON else engine, take, within)
    assert isinstance(raised, AzureFailure)
    assert raised.trouble is trouble


@pytest.mark.parametrize(
    ("status", "words"),
    [("NoMatch", "no words"), ("InitialSilenceTimeout", "only silence"), ("BabbleTimeout", "no words")],
)
def test_nothing_heard_is_no_failure_of_the_service(
    engine: AzureAssessor, service: EmulatorProcess, take: Audio, status: str, words: str
) -> None:
    service.misbehave(status=status)
    raised = failure(engine, take, AT_ONCE)
    assert isinstance(raised, NothingToJudge)
    assert words in str(raised)


@pytest.mark.parametrize("fault", [{"upgrade": 503}, {"upgrade": 429}, {"close": 1006, "after": 1}], ids=str)
def test_a_service_that_fails_three_times_and_then_works_is_no_failure(
    engine: AzureAssessor, service: EmulatorProcess, take: Audio, fault: dict[str, object]
) -> None:
    service.misbehave(**fault, times=3)
    config = repeated_text(5) if take.seconds > 30 else ALL
    assert engine.assess(take, config).words
    assert len(service.connections()) == 4


@pytest.mark.parametrize(("at", "seconds", "after"), [(3.9, 40.0, 5.0), (6.8, 17.0, 7.2)], ids=["middle", "end"])
def test_a_service_that_dies_in_a_silence_of_the_take_is_given_up_as_soon(
    engine: AzureAssessor, service: EmulatorProcess, planted: Audio, at: float, seconds: float, after: float
) -> None:
    service.misbehave(silent="turn", after=after)
    raised = failure(engine, paused(planted, at, seconds), LONGEST)
    assert isinstance(raised, AzureFailure)
    assert raised.trouble is Trouble.TIME_OUT


def test_answers_to_everything_are_enough_even_if_their_turn_never_ends(
    engine: AzureAssessor, service: EmulatorProcess, take: Audio
) -> None:
    service.misbehave(silent="end")
    began = time.monotonic()
    config = repeated_text(5) if take.seconds > 30 else ALL
    assert (engine.assess(take, config).scores.completeness or 0) > 90
    assert time.monotonic() - began < LONGEST


def test_a_wrong_key(service: EmulatorProcess, ledger: Ledger, planted: Audio) -> None:
    raised = failure(AzureAssessor(Account(Secret("wrong"), endpoint=service.endpoint), ledger), planted, 1.0)
    assert isinstance(raised, AzureFailure)
    assert raised.trouble is Trouble.KEY
    assert "check that it is one of a Speech resource" in str(raised)


def test_an_endpoint_that_does_not_exist(ledger: Ledger, planted: Audio) -> None:
    account = Account(Secret(KEY), endpoint="wss://nowhere.invalid")
    ledger.consent(account.destination)
    raised = failure(AzureAssessor(account, ledger), planted, LONGEST)
    assert isinstance(raised, AzureFailure)
    assert raised.trouble is Trouble.REGION
    assert "nowhere.invalid cannot be found: check the endpoint" in str(raised)


def test_an_address_at_which_there_is_no_speech_service(
    service: EmulatorProcess, ledger: Ledger, planted: Audio
) -> None:
    account = Account(Secret(KEY), endpoint=f"{service.endpoint}/nothing/here")
    raised = failure(AzureAssessor(account, ledger), planted, AT_ONCE)
    assert isinstance(raised, AzureFailure)
    assert raised.trouble is Trouble.ENDPOINT
    assert f"no speech service at this address of {account.destination}: check the endpoint" in str(raised)


def test_a_region_that_does_not_exist(ledger: Ledger, planted: Audio) -> None:
    account = Account(Secret(KEY), region="atlantiscentral")
    ledger.consent(account.destination)
    raised = failure(AzureAssessor(account, ledger), planted, LONGEST)
    assert isinstance(raised, AzureFailure)
    assert raised.trouble is Trouble.REGION
    assert "cannot be found: check the region “atlantiscentral” and your network connection" in str(raised)


@pytest.mark.parametrize(
    ("reason", "trouble"),
    [
        (RuntimeError("Failed to initialize platform (azure-c-shared). Error: 2407"), Trouble.LIBRARY),
        (RuntimeError("Exception with error code: 5 (SPXERR_INVALID_ARG)"), Trouble.SETTINGS),
        (OSError("libuuid.so.1: cannot open shared object file"), Trouble.LIBRARY),
    ],
    ids=str,
)
def test_only_a_library_that_is_missing_is_to_be_installed(reason: Exception, trouble: Trouble) -> None:
    raised = failures.without_library(reason)
    assert raised.trouble is trouble
    assert ("install" in str(raised)) == (trouble is Trouble.LIBRARY)


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine at which nobody listens."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


def test_nobody_there(ledger: Ledger, planted: Audio, closed_port: int) -> None:
    account = Account(Secret(KEY), endpoint=f"ws://127.0.0.1:{closed_port}")
    ledger.consent(account.destination)
    raised = failure(AzureAssessor(account, ledger), planted, AT_ONCE)
    assert isinstance(raised, AzureFailure)
    assert raised.trouble is Trouble.NETWORK
    assert "cannot be reached: check your network connection and the proxy" in str(raised)


def test_a_proxy_that_is_not_there_is_not_gone_around(
    service: EmulatorProcess, ledger: Ledger, planted: Audio, closed_port: int
) -> None:
    account = Account(Secret(KEY), endpoint=service.endpoint, proxy=Proxy("127.0.0.1", closed_port))
    raised = failure(AzureAssessor(account, ledger), planted, LONGEST)
    assert isinstance(raised, AzureFailure)
    assert raised.trouble is Trouble.NETWORK
    assert service.connections() == []


@pytest.mark.parametrize("fault", [{"slow": 2.0}, {"late": 2.0}], ids=str)
def test_a_service_that_is_slow_but_well_is_waited_for(
    engine: AzureAssessor, service: EmulatorProcess, planted: Audio, fault: dict[str, object]
) -> None:
    service.misbehave(**fault)
    assert engine.assess(planted, ALL).words


def test_patience_can_be_set(account: Account, ledger: Ledger, service: EmulatorProcess, planted: Audio) -> None:
    service.misbehave(silent="turn")
    failure(AzureAssessor(account, ledger, Options(patience=0.3)), planted, 1.5)


class TestConnectionTest:
    def test_passes_and_sends_no_sound(self, engine: AzureAssessor, service: EmulatorProcess, ledger: Ledger) -> None:
        engine.test_connection()
        assert sum(turn["seconds"] for turn in service.turns()) == 0
        [entry] = ledger.entries()
        assert (entry.disclosure.purpose, entry.disclosure.seconds) == ("connection test", 0.0)

    @pytest.mark.parametrize(
        ("fault", "trouble"),
        [
            ({"upgrade": 401}, Trouble.KEY),
            ({"upgrade": 429}, Trouble.THROTTLED),
            ({"slow": 8}, Trouble.TIME_OUT),
        ],
        ids=str,
    )
    def test_says_what_is_wrong(
        self, engine: AzureAssessor, service: EmulatorProcess, fault: dict[str, object], trouble: Trouble
    ) -> None:
        service.misbehave(**fault)
        began = time.monotonic()
        with pytest.raises(AzureFailure) as raised:
            engine.test_connection()
        assert raised.value.trouble is trouble
        assert time.monotonic() - began < LONGEST
