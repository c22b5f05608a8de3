"""Azure Speech set up by its user: address, key, wishes, a test; and the ledger of what was sent."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from azure_bench import PLANTED, settled
from emulators.azure.process import KEY, EmulatorProcess
from keyring_bench import Hanging, Remembering
from sonorant.audio.files import read
from sonorant.engines.azure import Options, Profanity
from sonorant.speech.disclosure import Disclosure
from sonorant.speech.failures import UnusableInput
from sonorant.ui import azure_choices
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.azure_settings import AzureDialog
from sonorant.ui.ledger_view import LedgerDialog
from sonorant.ui.logs import logged
from sonorant.ui.main_window import MainWindow
from sonorant.ui.preferences import Preferences
from sonorant.ui.settings import Engine, SettingsFile
from sonorant.vault import Secret
from window_stage import Stage

GUID = "01234567-89ab-cdef-0123-456789abcdef"
SECRET = "0123456789abcdef0123456789abcdee"
"""A key that the emulator does not know."""


@pytest.fixture(autouse=True)
def _own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    yield
    keyring.set_keyring(before)
    assert settled()


@pytest.fixture
def dialog(stage: Stage, window: MainWindow) -> Iterator[AzureDialog]:
    window.show_azure()
    [dialog] = window.findChildren(AzureDialog)
    yield dialog
    dialog.close()
    stage.settle()


def type_into(field: QWidget, text: str) -> None:
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


class TestChoices:
    def test_are_kept_as_plain_text_and_read_again(self) -> None:
        choices = AzureChoices(
            "",
            "wss://a.b",
            True,
            "a:1",
            "de-DE",
            "Sonorant\nRûmî",
            Profanity.RAW,
            5.0,
            2.0,
            0.5,
            one_pass=True,
            scenario_id=GUID,
        )
        assert azure_choices.read(azure_choices.written(choices)) == choices
        assert azure_choices.written(AzureChoices()) == {}

    @pytest.mark.parametrize(
        "given",
        [
            {"locale": "xx-XX"},
            {"profanity": "Loud"},
            {"end_silence": "for ever"},
            {"segment_silence": "60"},
            {"scenario_id": "market-morning"},
        ],
    )
    def test_that_make_no_sense_are_passed_over(self, given: dict[str, str]) -> None:
        assert azure_choices.read(given) == AzureChoices()

    def test_become_what_the_engine_is_asked_for(self) -> None:
        choices = AzureChoices(phrases=" Aoife \n\nSiobhán", profanity=Profanity.REMOVED, end_silence=1.5)
        assert choices.options() == Options(("Aoife", "Siobhán"), Profanity.REMOVED, end_silence=1.5)

    def test_of_a_proxy_are_kept_without_its_password(self) -> None:
        assert azure_choices.without_password("http://me:p%40ss@proxy.example:1") == (
            "http://me@proxy.example:1",
            Secret("p@ss"),
        )
        assert azure_choices.without_password("proxy.example:3128") == ("proxy.example:3128", Secret(""))
        with pytest.raises(UnusableInput):
            azure_choices.without_password("socks5://a:1")


class TestTheDialog:
    def test_takes_the_address_and_then_the_key_and_says_where_it_is_kept(
        self, stage: Stage, window: MainWindow, dialog: AzureDialog
    ) -> None:
        assert dialog.kept.text() == "Give the region or the endpoint first."
        dialog.region.lineEdit().setText("westeurope")
        QTest.keyClick(dialog.region.lineEdit(), Qt.Key.Key_Return)
        stage.settle()
        assert dialog.kept.text() == "No key is kept for westeurope.stt.speech.microsoft.com."
        type_into(dialog.key, SECRET)
        stage.settle()
        assert dialog.kept.text() == "The key is kept only until Sonorant closes: this system has no keyring."
        assert dialog.key.text() == ""
        assert stage.keys.find("westeurope.stt.speech.microsoft.com") == Secret(SECRET)
        assert window.engine_choice.list.itemText(1) == "Azure (westeurope)"
        QTest.mouseClick(dialog.forget, Qt.MouseButton.LeftButton)
        stage.settle()
        assert stage.keys.find("westeurope.stt.speech.microsoft.com") is None

    def test_keeps_the_key_in_the_keyring_where_there_is_one(self, stage: Stage, dialog: AzureDialog) -> None:
        backend = Remembering()
        keyring.set_keyring(backend)
        type_into(dialog.endpoint, "https://mine.cognitiveservices.azure.com")
        type_into(dialog.key, SECRET)
        stage.settle()
        assert dialog.kept.text() == "A key for mine.cognitiveservices.azure.com is kept in the system's keyring."
        assert list(backend.held.values()) == [SECRET]

    def test_takes_the_id_of_a_point_system_and_nothing_else_for_one(
        self, window: MainWindow, dialog: AzureDialog
    ) -> None:
        type_into(dialog.scenario_id, GUID)
        assert window.engines.choices.scenario_id == GUID
        type_into(dialog.scenario_id, "x")
        assert window.engines.choices.scenario_id == GUID
        assert dialog.outcome.text().startswith("ScenarioId must be a GUID such as")
        dialog.scenario_id.clear()
        QTest.keyClick(dialog.scenario_id, Qt.Key.Key_Return)
        assert window.engines.choices.scenario_id == ""
        assert dialog.outcome.text() == ""

    def test_forgets_with_the_key_the_password_of_the_proxy(self, stage: Stage, dialog: AzureDialog) -> None:
        backend = Remembering()
        keyring.set_keyring(backend)
        type_into(dialog.endpoint, "https://mine.cognitiveservices.azure.com")
        type_into(dialog.proxy, "http://me:secret@proxy.example:1")
        type_into(dialog.key, SECRET)
        stage.settle()
        assert sorted(backend.held.values()) == sorted([SECRET, "secret"])
        QTest.mouseClick(dialog.forget, Qt.MouseButton.LeftButton)
        stage.settle()
        assert backend.held == {}
        assert stage.keys.find("proxy http://me@proxy.example:1") is None

    @pytest.mark.parametrize("then", ["", "http://you@proxy.example:1", "other.example:1"])
    def test_forgets_the_password_of_a_proxy_that_is_none_any_more(
        self, stage: Stage, dialog: AzureDialog, then: str
    ) -> None:
        backend = Remembering()
        keyring.set_keyring(backend)
        type_into(dialog.endpoint, "https://mine.cognitiveservices.azure.com")
        type_into(dialog.proxy, "http://me:secret@proxy.example:1")
        type_into(dialog.key, SECRET)
        stage.settle()
        QTest.keyClick(dialog.proxy, Qt.Key.Key_Return)
        stage.settle()
        assert len(backend.held) == 2, "it is still the same"
        dialog.proxy.clear()
        type_into(dialog.proxy, then)
        stage.settle()
        assert list(backend.held.values()) == [SECRET]

    @pytest.mark.parametrize("host", ["mine.cognitiveservices.azure.com", "proxy.example"])
    def test_keeps_a_token_in_memory_only(self, stage: Stage, dialog: AzureDialog, host: str) -> None:
        backend = Remembering()
        keyring.set_keyring(backend)
        type_into(dialog.endpoint, f"https://{host}")
        dialog.kind.setCurrentIndex(1)
        dialog.kind.activated.emit(1)
        type_into(dialog.key, SECRET)
        stage.settle()
        assert dialog.kept.text() == "It is kept only until Sonorant closes."
        assert backend.held == {}

    def test_says_what_is_wrong_with_an_address_or_a_proxy(self, dialog: AzureDialog) -> None:
        type_into(dialog.endpoint, "ws://evil.example")
        type_into(dialog.key, SECRET)
        assert "not encrypted" in dialog.outcome.text()
        type_into(dialog.proxy, "socks5://a:1")
        assert "http://host:port" in dialog.outcome.text()

    def test_every_wish_holds_at_once(self, window: MainWindow, dialog: AzureDialog) -> None:
        dialog.language.setCurrentIndex(dialog.language.findData("de-DE"))
        dialog.language.activated.emit(dialog.language.currentIndex())
        assert dialog.offer.text().endswith("without the names of the sounds.")
        dialog.phrases.setPlainText("Aoife")
        dialog.profanity.setCurrentIndex(2)
        dialog.profanity.activated.emit(2)
        dialog.freely.setCurrentIndex(1)
        dialog.freely.activated.emit(1)
        dialog.waits["end_silence"].setValue(1.5)
        now = window.engines.choices
        assert (now.locale, now.phrases, now.profanity) == ("de-DE", "Aoife", Profanity.RAW)
        assert (now.one_pass, now.end_silence) == (True, 1.5)

    def test_every_field_has_a_name(self, dialog: AzureDialog) -> None:
        for field in (dialog.region, dialog.endpoint, dialog.kind, dialog.key, dialog.proxy, dialog.language):
            assert field.accessibleName()


class TestTheConnectionTest:
    @pytest.fixture
    def ready(self, stage: Stage, dialog: AzureDialog, service: EmulatorProcess) -> AzureDialog:
        type_into(dialog.endpoint, service.endpoint)
        stage.ledger.consent(service.endpoint.removeprefix("ws://"))
        stage.settle()
        return dialog

    def outcome(self, stage: Stage, dialog: AzureDialog) -> str:
        QTest.mouseClick(dialog.test, Qt.MouseButton.LeftButton)
        stage.qtbot.waitUntil(dialog.test.isEnabled, timeout=8_000)
        return dialog.outcome.text()

    def test_says_that_it_works(self, stage: Stage, ready: AzureDialog, service: EmulatorProcess) -> None:
        QTest.keyClicks(ready.key, KEY)
        assert self.outcome(stage, ready) == "It works: Azure Speech lets you in."
        assert sum(turn["seconds"] for turn in service.turns()) == 0

    def test_says_in_one_sentence_what_does_not(self, stage: Stage, ready: AzureDialog) -> None:
        assert "needs a key" in self.outcome(stage, ready)
        QTest.keyClicks(ready.key, SECRET)
        said = self.outcome(stage, ready)
        assert said.startswith("Azure Speech does not accept the key")
        assert SECRET not in said

    def test_can_be_cancelled_at_once(self, stage: Stage, ready: AzureDialog, service: EmulatorProcess) -> None:
        service.misbehave(slow=8)
        QTest.keyClicks(ready.key, KEY)
        QTest.mouseClick(ready.test, Qt.MouseButton.LeftButton)
        stage.qtbot.waitUntil(lambda: bool(service.connections()), timeout=5_000)
        began = time.monotonic()
        QTest.mouseClick(ready.cancel, Qt.MouseButton.LeftButton)
        assert ready.outcome.text() == "The test was cancelled."
        stage.settle()
        assert time.monotonic() - began < 0.5

    def test_asks_for_consent_first(
        self, stage: Stage, window: MainWindow, ready: AzureDialog, service: EmulatorProcess
    ) -> None:
        stage.ledger.withdraw(window.engines.choices.destination)
        QTest.keyClicks(ready.key, KEY)
        QTest.mouseClick(ready.test, Qt.MouseButton.LeftButton)
        stage.wait(lambda: window.gate.question is not None)
        assert "your key only" in window.gate.question.informativeText()
        window.gate.question.reject()
        assert ready.outcome.text() == "Nothing was sent."
        assert service.connections() == []


class TestAKeyringThatNeverAnswers:
    @pytest.fixture
    def hanging(self) -> Iterator[Hanging]:
        backend = Hanging()
        keyring.set_keyring(backend)
        yield backend
        backend.released.set()

    @pytest.fixture
    def window(self, stage: Stage, hanging: Hanging) -> MainWindow:
        window = stage.open()
        choices = AzureChoices(region="westeurope", proxy="http://me@127.0.0.1:9")
        stage.set_up_azure(choices, key="")
        window.engines.choose(Engine.AZURE)
        window.practice.choose("Planted", PLANTED.text)
        window.practice.open_file(PLANTED.audio)
        stage.wait(lambda: hanging.asked == [choices.destination])
        return window

    def test_is_waited_for_once(self, stage: Stage, window: MainWindow, hanging: Hanging) -> None:
        began = time.monotonic()
        stage.qtbot.waitUntil(lambda: window.banner.notice is not None, timeout=10_000)
        assert time.monotonic() - began < 5.0
        assert window.banner.notice is not None
        assert "the system's keyring does not answer: unlock the keyring" in window.banner.notice.text
        assert hanging.asked == [window.engines.now.destination]
        stage.settle()

    def test_is_told_in_time_while_one_speaks_and_the_recording_goes_on(
        self, stage: Stage, window: MainWindow, hanging: Hanging
    ) -> None:
        window.cancel()
        stage.settle()
        window.banner.clear()
        began = time.monotonic()
        window.practice.record()
        stage.qtbot.waitUntil(lambda: window.banner.notice is not None, timeout=10_000)
        assert time.monotonic() - began < 5.0
        assert window.banner.notice is not None
        said = "Azure Speech stopped listening; the recording goes on and is sent at its end. The key for "
        assert window.banner.notice.text.startswith(said)
        assert "the system's keyring does not answer" in window.banner.notice.text
        assert window.practice.state.recording
        stopped = time.monotonic()
        window.practice.stop()
        stage.qtbot.waitUntil(lambda: "is kept" in getattr(window.banner.notice, "text", ""), timeout=10_000)
        assert time.monotonic() - stopped < 5.0
        assert window.banner.notice is not None
        assert [name for name, _ in window.banner.notice.ways] == ["Assess on this machine", "Try again"]
        stage.settle()

    def test_is_told_where_the_key_is_given(self, stage: Stage, window: MainWindow) -> None:
        window.show_azure()
        [dialog] = window.findChildren(AzureDialog)
        stage.qtbot.waitUntil(lambda: "the system's keyring does not answer" in dialog.kept.text(), timeout=10_000)
        dialog.close()
        stage.settle()

    def test_need_not_be_waited_for(self, stage: Stage, window: MainWindow) -> None:
        began = time.monotonic()
        window.cancel()
        stage.settle()
        assert time.monotonic() - began < 0.5

    @pytest.mark.parametrize("when", ["assessing", "recording"])
    def test_does_not_keep_the_window_open(self, stage: Stage, window: MainWindow, when: str) -> None:
        if when == "recording":
            window.cancel()
            stage.settle()
            window.practice.record()
            stage.wait(lambda: window.practice.state.recording)
        began = time.monotonic()
        stage.close(window)
        assert time.monotonic() - began < 2.0


class TestTheLedger:
    @pytest.fixture
    def opened(self, stage: Stage, window: MainWindow) -> Iterator[LedgerDialog]:
        stage.ledger.consent("a.example")
        stage.ledger.announce(Disclosure("a.example", "assessment", 6.8, 120))
        stage.ledger.announce(Disclosure("a.example", "connection test"))
        window.show_ledger()
        stage.settle()
        [dialog] = window.findChildren(LedgerDialog)
        yield dialog
        dialog.close()
        stage.settle()

    def test_shows_what_was_sent_where_when_and_how_much(self, opened: LedgerDialog) -> None:
        assert [row.cells[1:] for row in opened.table.rows] == [
            ("connection test", "a.example", "0.0", "0"),
            ("assessment", "a.example", "6.8", "120"),
        ]
        assert opened.sum.text() == "Sent so far: 2 times, 6.8 seconds of your voice."

    def test_can_be_cleared(self, stage: Stage, opened: LedgerDialog) -> None:
        QTest.mouseClick(opened.clear, Qt.MouseButton.LeftButton)
        stage.settle()
        assert opened.table.rows == []
        assert stage.ledger.entries() == []
        assert stage.ledger.allows("a.example")

    def test_takes_consent_back(self, stage: Stage, opened: LedgerDialog) -> None:
        QTest.mouseClick(opened.withdraw, Qt.MouseButton.LeftButton)
        stage.settle()
        assert not stage.ledger.allows("a.example")
        assert opened.allowed.text() == "You have not allowed anything to be sent anywhere."

    def test_that_cannot_be_read_says_so(self, stage: Stage, window: MainWindow) -> None:
        (stage.folder / "ledger.sqlite3").write_bytes(b"no ledger at all" * 100)
        window.show_ledger()
        stage.settle()
        [dialog] = window.findChildren(LedgerDialog)
        assert "cannot be used" in dialog.sum.text()
        dialog.close()


def everywhere(folder: Path, *texts: str) -> list[str]:
    """Where the key stands: files below the folder, or texts."""
    files = [str(file) for file in folder.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]
    return files + [text for text in texts if SECRET in text]


@pytest.mark.parametrize("accepted", [True, False], ids=["accepted", "refused"])
def test_a_key_is_in_no_setting_log_export_ledger_or_crash_text(
    stage: Stage,
    service: EmulatorProcess,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    accepted: bool,
) -> None:
    from sonorant.sessions.exports import saving

    folder = stage.folder
    key = KEY if accepted else SECRET
    monkeypatch.setattr(f"{__name__}.SECRET", key)
    caplog.set_level(logging.DEBUG)
    with logged(folder / "logs"):
        window = stage.open()
        preferences = Preferences(SettingsFile(folder / "settings.json"))
        preferences.save_with(window.shelf)
        window.preferences.changed.connect(lambda now: preferences.change(engine=now.engine, azure=now.azure))
        window.show_azure()
        [dialog] = window.findChildren(AzureDialog)
        type_into(dialog.endpoint, service.endpoint)
        type_into(dialog.proxy, f"http://me:{key}@127.0.0.1:9")
        type_into(dialog.key, key)
        type_into(dialog.proxy, "")
        dialog.proxy.clear()
        type_into(dialog.proxy, "")
        dialog.close()
        stage.settle()
        stage.ledger.consent(window.engines.choices.destination)
        window.choose_engine(Engine.AZURE)
        window.practice.choose("Planted", PLANTED.text)
        window.practice.open_file(PLANTED.audio)
        done: Callable[[], bool] = lambda: window.practice.state.judged or window.banner.notice is not None  # noqa: E731
        stage.qtbot.waitUntil(done, timeout=15_000)
        stage.settle()
        said = [window.banner.notice.text if window.banner.notice else "", repr(window.engines.now)]

        def crash(_: object) -> None:
            secret, engine = Secret(key), window.engines.now
            raise RuntimeError(f"with {secret} and {engine} at hand, and {key}")

        window.work.run(crash)
        stage.settle()
        store = window.review_page._services.store
        for summary in store.sessions():
            for form in saving.Form:
                saving.write(store.open(summary.id), read(PLANTED.audio), form, folder / f"export{form.value}")
        stage.close(window)
    logs = (folder / "logs" / "sonorant.log").read_text()
    assert "a background job failed" in logs
    assert "export.html" in {file.name for file in folder.iterdir()} or not accepted
    out, err = capfd.readouterr()
    assert everywhere(folder, *said, out, err) == []
    caplog.clear()
