"""The Azure engine and its emulator on the command line, as their users meet them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from azure_bench import PLANTED
from emulators.azure.process import KEY, EmulatorProcess
from sonorant.engines.azure.assessor import AzureAssessor
from sonorant.sessions.ledger import Ledger

SONORANT = [sys.executable, "-m", "sonorant"]


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [*SONORANT, *map(str, arguments)]
    given = {name: value for name, value in os.environ.items() if not name.startswith("SONORANT_AZURE")}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={**given, **environment}
    )


def azure(service: EmulatorProcess, *more: str, key: str = KEY) -> subprocess.CompletedProcess[str]:
    arguments = ["assess", PLANTED.audio, "--engine", "azure", *more]
    return run(*arguments, SONORANT_AZURE_KEY=key, SONORANT_AZURE_ENDPOINT=service.endpoint)


def test_the_report_is_the_services_and_says_so(service: EmulatorProcess) -> None:
    done = azure(service, "--text", PLANTED.text)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Assessed by azure {AzureAssessor.version}" in done.stdout
    assert "unexpected pause of 1.2 s before “in”." in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="hides libraries as Linux looks for them")
@pytest.mark.parametrize("missing", ["libuuid.so.1", "libssl.so.3"])
def test_a_system_that_lacks_what_the_sdk_needs_is_told_what_to_install(
    service: EmulatorProcess, tmp_path: Path, missing: str
) -> None:
    (tmp_path / missing).touch()  # found first, and none
    done = run(
        *("assess", PLANTED.audio, "--engine", "azure", "--text", PLANTED.text),
        SONORANT_AZURE_KEY=KEY,
        SONORANT_AZURE_ENDPOINT=service.endpoint,
        LD_LIBRARY_PATH=str(tmp_path),
    )
    assert done.returncode == 2
    assert "The Azure Speech library cannot work on this system: install" in done.stderr
    assert done.stderr.count("\n") == 1
    assert service.connections() == []


def test_naming_the_engine_is_consent_and_the_ledger_shows_it(service: EmulatorProcess, home: Path) -> None:
    azure(service, "--text", PLANTED.text, "--format", "json")
    ledger = Ledger(home / "sonorant")
    [entry] = ledger.entries()
    assert entry.disclosure.seconds == pytest.approx(PLANTED.seconds, abs=0.01)
    assert not ledger.allows(entry.disclosure.destination), "it was for this one time"


def test_a_point_system_of_ones_own_can_be_named(service: EmulatorProcess) -> None:
    guid = "01234567-89ab-cdef-0123-456789abcdef"
    assert azure(service, "--text", PLANTED.text, "--scenario-id", guid).returncode == 0
    [turn] = service.turns()
    assert turn["context"]["phraseDetection"]["enrichment"]["pronunciationAssessment"]["scenarioId"] == guid

    service.reset()
    done = azure(service, "--text", PLANTED.text, "--scenario-id", "market-morning")
    assert done.returncode == 2
    assert "ScenarioId must be a GUID" in done.stderr
    assert service.connections() == []


def test_without_a_text_it_is_free_speech(service: EmulatorProcess) -> None:
    service.misbehave(said=PLANTED.text)
    done = azure(service, "--format", "json")
    scores = json.loads(done.stdout)["NBest"][0]["PronunciationAssessment"]
    assert "CompletenessScore" not in scores
    assert scores["PronScore"] > 0


def test_the_embedded_engine_stays_the_default(service: EmulatorProcess) -> None:
    done = run(
        *("assess", PLANTED.audio, "--text", PLANTED.text),
        SONORANT_AZURE_KEY=KEY,
        SONORANT_AZURE_ENDPOINT=service.endpoint,
    )
    assert "Assessed by embedded" in done.stdout
    assert service.connections() == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"upgrade": 401}, "does not accept the key"),
        ({"upgrade": 429}, "takes no more requests"),
        ({"silent": "turn"}, "stopped answering"),
    ],
    ids=str,
)
def test_a_failure_is_one_line(service: EmulatorProcess, fault: dict[str, object], words: str) -> None:
    service.misbehave(**fault)
    done = azure(service, "--text", PLANTED.text)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


def test_nothing_heard_is_nothing_to_judge(service: EmulatorProcess) -> None:
    service.misbehave(status="NoMatch")
    assert azure(service, "--text", PLANTED.text).returncode == 3


def test_without_an_account_it_says_which_variables_to_set() -> None:
    done = run("assess", PLANTED.audio, "--engine", "azure", "--text", "hello")
    assert done.returncode == 2
    assert "SONORANT_AZURE_REGION" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="interrupts as a terminal does")
def test_a_person_can_start_the_emulator_and_end_it() -> None:
    command = [*SONORANT, "emulate-azure", "--key", "mine", "--said", PLANTED.text]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        endpoint = process.stdout.readline().strip()
        done = run(
            *("assess", PLANTED.audio, "--engine", "azure"),
            SONORANT_AZURE_KEY="mine",
            SONORANT_AZURE_ENDPOINT=endpoint,
        )
        assert "Assessed by azure" in done.stdout
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(10) == 130


def test_a_fault_that_the_emulator_does_not_know_is_refused() -> None:
    done = run("emulate-azure", "--fault", "explode=1")
    assert done.returncode == 2
    assert "explode" in done.stderr
