"""What other rooms say when something goes wrong reaches a German window in German, whatever way it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sonorant import app as front_door
from sonorant.audio.files import NotWritten
from sonorant.practice import partners
from sonorant.practice.chat_account import ChatAccount
from sonorant.practice.chat_failures import ChatFailure, Trouble
from sonorant.practice.conversations import InvalidConversation, parse
from sonorant.practice.partners.scripted import ScriptedPartner
from sonorant.ui.conversation_editor import ConversationEditor
from sonorant.ui.main_window import REVIEW, MainWindow
from sonorant.ui.settings import Engine, Language, Settings, SettingsFile
from sonorant.ui.words import told
from sonorant.vault import Secret
from window_stage import Stage

ENGLISH = re.compile(r"\b(the|is|has|its?|so|there|write|line|turn|this|until|kept|make|check)\b", re.IGNORECASE)
KEYS = re.compile(r"“[^”]*”|„[^“]*“|\b(turn|reply)\b")
"""What stands in a file in English, whatever the language of the window."""
GOOD = """title: Tea
kind: casual
level: A1
setting: At home.
goal: Get tea.
partner: Ann, a friend
learner: a guest

word: tea = a hot drink

turn: welcome
says: Tea?
again: Sorry, tea?
reply: Yes, please. -> bye
reply: No, thank you. -> bye

turn: bye
says: Goodbye!
"""
WRONG = {
    "no key": (("kind: casual", "casual"), 2),
    "unknown key": (("goal:", "aim:"), 5),
    "empty": (("goal: Get tea.", "goal:"), 5),
    "long": (("Get tea.", "Get tea. " * 60), 5),
    "turn first": (("title: Tea", "says: Hello\ntitle: Tea"), 1),
    "head last": (("says: Goodbye!", "says: Goodbye!\nword: cup = for tea"), 19),
    "half a word": (("tea = a hot drink", "tea"), 9),
    "twice": (("level: A1", "level: A1\nlevel: A1"), 4),
    "no kind": (("kind: casual", "kind: odd"), 2),
    "turn twice": (("turn: bye", "turn: welcome"), 17),
    "no arrow": (("please. -> bye", "please."), 14),
    "same reply": (("No, thank you.", "Yes, please!"), 15),
    "many replies": (("reply: No, thank you. -> bye", "\n".join(f"reply: No {n}. -> bye" for n in "abcd")), 18),
    "says twice": (("says: Goodbye!", "says: Goodbye!\nsays: Bye!"), 19),
    "name": (("turn: bye", "turn: Bye Bye"), 17),
    "no goal": (("goal: Get tea.\n", ""), 1),
    "silent": (("says: Goodbye!\n", ""), 17),
    "not again": (("again: Sorry, tea?\n", ""), 11),
    "again at the end": (("says: Goodbye!", "says: Goodbye!\nagain: Sorry?"), 17),
    "nowhere": (("please. -> bye", "please. -> gone"), 14),
    "unreached": (("says: Goodbye!", "says: Goodbye!\n\nturn: lost\nsays: Where?"), 20),
    "without end": (("says: Goodbye!", "says: Goodbye!\nagain: Sorry?\nreply: Bye. -> welcome"), 11),
}
"""What is put in place of what in a good conversation, and the line at which that is wrong."""


def wrong(name: str) -> str:
    (right, instead), _ = WRONG[name]
    assert right in GOOD
    return GOOD.replace(right, instead, 1)


def english(said: str) -> list[str]:
    """The English words in what is said."""
    return ENGLISH.findall(KEYS.sub("", said))


@pytest.fixture
def language() -> Language:
    return Language.GERMAN


@pytest.fixture
def window(speaking: None, stage: Stage) -> MainWindow:
    return stage.open()


def notice(window: MainWindow) -> str:
    assert window.banner.notice is not None
    return window.banner.notice.text


@pytest.mark.parametrize(
    ("failure", "german"),
    [
        (
            "The microphone stopped, perhaps it was unplugged: what was recorded until then is kept.",
            "Das Mikrofon hat aufgehört, vielleicht wurde es abgezogen: Was bis dahin aufgenommen war, bleibt.",
        ),
        (
            "The recording reached two hours, the longest possible: what was recorded until then is kept.",
            "Die Aufnahme hat zwei Stunden erreicht, mehr geht nicht: Was bis dahin aufgenommen war, bleibt.",
        ),
        (
            "The recording was ended by a fault of this application: what was recorded until then is kept.",
            "Ein Fehler dieses Programms hat die Aufnahme beendet: Was bis dahin aufgenommen war, bleibt.",
        ),
        (
            "The recording could not be written on (No space left on device): free some space; what was recorded until "
            "then is kept.",
            "Die Aufnahme ließ sich nicht weiterschreiben (No space left on device): Schaffen Sie Platz; was bis dahin "
            "aufgenommen war, bleibt.",
        ),
    ],
)
def test_a_recording_that_broke_off(window: MainWindow, stage: Stage, failure: str, german: str) -> None:
    window.practice.choose("A text", "The river is wide.")
    window.practice.record()
    stage.wait(lambda: window.practice.state.recording)
    stage.microphones[-1].failure = failure
    stage.wait(lambda: window.banner.notice is not None)
    assert notice(window) == german
    stage.settle()


@pytest.mark.parametrize("trouble", Trouble)
def test_a_chat_model_that_gave_up(speaking: None, stage: Stage, trouble: Trouble) -> None:
    class Fallen(ScriptedPartner):
        def reply(self, line: partners.Line) -> Iterator[partners.Event]:
            account = ChatAccount("https://chat.example/v1", "some-model", Secret("a key"))
            yield partners.FellBack(str(ChatFailure(trouble, account)))
            yield from super().reply(line)

    stage.new_partner = Fallen
    window = stage.open()
    conversing = window.room.conversing
    window.practice_page.picker.choose("coffee-to-go")
    window.room.begin()
    stage.wait(lambda: len(conversing.lines) == 1)
    conversing.send("A large coffee, please.")
    stage.wait(lambda: window.banner.notice is not None)
    assert "chat.example" in notice(window)
    assert english(notice(window)) == []
    stage.settle()


class TestAnEngineThatIsNotSetUp:
    NEEDED = "Azure Speech braucht die Region Ihrer Speech-Ressource, etwa westeurope, oder deren Endpunkt."

    def test_says_so_where_one_would_record(self, window: MainWindow) -> None:
        window.engines.choose(Engine.AZURE)
        assert window.practice.state.why_not_record == self.NEEDED

    def test_and_where_two_verdicts_would_be_compared(self, window: MainWindow, stage: Stage) -> None:
        window.show_planted_sample()
        stage.wait(lambda: window.practice.state.judged)
        stage.settle()
        window.practice.choose("A text", "The river is wide.")
        window.practice.record()
        stage.wait(lambda: window.practice.state.recording)
        window.practice.stop()
        stage.wait(lambda: window.practice.state.judged)
        stage.settle()
        window.go(REVIEW)
        stage.wait(lambda: window.review_page.opened is not None)
        window.review_page.compare()
        said = notice(window)
        assert said.endswith(self.NEEDED)
        assert english(said) == []


class TestAConversationThatIsWrong:
    @pytest.fixture
    def editor(self, window: MainWindow, qtbot: QtBot) -> Iterator[ConversationEditor]:
        window.room.write()
        editor = window.findChild(ConversationEditor)
        assert isinstance(editor, ConversationEditor)
        qtbot.waitUntil(lambda: bool(editor.verdict.text()))
        yield editor
        editor._written = editor.text
        editor.reject()

    def test_is_told_while_one_writes(self, editor: ConversationEditor, qtbot: QtBot) -> None:
        editor.edit.setPlainText(wrong("silent"))
        qtbot.waitUntil(lambda: editor.edit.marked == 17)
        said = "Zeile 17: Der Beitrag „bye“ sagt nichts: Ergänzen Sie darunter eine Zeile „says: …“."
        assert editor.verdict.text() == said

    def test_is_told_at_the_start(self, speaking: None, stage: Stage) -> None:
        folder = stage.folder / "conversations"
        folder.mkdir()
        (folder / "my-tea.txt").write_text(wrong("no kind"), encoding="utf-8")
        window = stage.open()
        stage.wait(lambda: window.banner.notice is not None)
        assert notice(window) == (
            "Eines Ihrer Gespräche lässt sich nicht zeigen: „my-tea“, Zeile 2: „odd“ geht nicht als „kind“: "
            "Schreiben Sie eines von casual, topic, exercise."
        )

    def test_is_told_when_it_is_to_be_saved(self, window: MainWindow, stage: Stage) -> None:
        window.room.kept.save(wrong("no key"))
        stage.wait(lambda: window.banner.notice is not None)
        assert notice(window).startswith("„text“, Zeile 2: ")
        assert english(notice(window)) == []

    @pytest.mark.parametrize("name", WRONG)
    def test_in_every_way(self, speaking: None, name: str) -> None:
        with pytest.raises(InvalidConversation) as found:
            parse(wrong(name), "tea")
        assert found.value.line == WRONG[name][1]
        what = told(found.value.what)
        assert english(what) == []
        assert told(str(found.value)) == f"„tea“, Zeile {found.value.line}: {what}"


def test_settings_that_cannot_be_saved(speaking: None, stage: Stage) -> None:
    (stage.folder / "file").write_text("no folder")
    stage.settings = SettingsFile(stage.folder / "file" / "settings.json")
    with pytest.raises(NotWritten):
        stage.settings.save(Settings())
    window = stage.open()
    window.preferences.change(engine=Engine.AZURE)
    stage.wait(lambda: window.banner.notice is not None)
    assert notice(window).startswith("Die Einstellungen ließen sich nicht speichern: ")


def test_sessions_that_cannot_be_kept(
    speaking: None, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("SONORANT_HOME", str(tmp_path / "file" / "folder"))
    _folder, _store, problem = front_door._open_store(tmp_path / "temporary", only_temporary=False)
    assert problem is not None
    window.tell(problem)
    assert notice(window).startswith("Sitzungen lassen sich nach dem Schließen nicht behalten. Der Ordner ")
    assert english(notice(window)) == []
