"""A whole conversation as a user holds it: keys on a display, a sound system, the engine, and a synthetic voice."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

import synthetic_speech
from emulators.azure.process import KEY, emulator
from sonorant import assets
from sonorant.audio import files
from sonorant.audio.files import Audio
from sonorant.engines.embedded.candidates import choose
from sonorant.practice.conversations import read
from sonorant.practice.drill_book import DrillBook
from sonorant.practice.drills import ItemKind
from sonorant.sessions.chats import Speaker, sound_of
from sonorant.sessions.store import Session, Store, Summary
from sonorant.speech.content import LOCAL
from sonorant.speech.failures import no_progress
from test_end_to_end import User, application, display, until, within, xdotool
from virtual_microphone import VirtualMicrophone, virtual_microphone

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(280),
    pytest.mark.skipif(sys.platform != "linux", reason="needs X11 and PulseAudio"),
]
ODD = "The elephants are dancing on the roof of my house."
ANSWERS = (
    "I'm not sure yet. What do you recommend?",
    ODD,
    "I'd love something sweet, actually.",
    "Yes, lovely, with lots of cream!",
    "To go. My train leaves in ten minutes.",
    "No, I forgot it at home.",
    "Cash. Here's a ten, and keep the change.",
)
"""Six answers that branch twice (to the sweet drink, and to go) and lead to an end, and one that fits nothing."""
MISTAKES = {"cream": ("k", "l", "iy1", "m"), "train": ("t", "l", "ey1", "n")}
"""How the voice mispronounces some of their words."""

NOTHING = "Sonorant"
"""The title of the window while no report is on view."""


@dataclass
class Learner:
    """Someone who talks with the application; what is kept says how far they have come."""

    user: User
    microphone: VirtualMicrophone
    home: Path
    folder: Path

    def begin(self) -> None:
        """Find the conversation in the list, and begin."""
        self.find()
        self.user.press("alt+b")

    def find(self) -> None:
        """Bring the conversation into view."""
        self.user.press("alt+w", "shift+Tab", "ctrl+a")
        self.user.type("Coffee to go")
        self.user.press("Return", "Return")

    def say(self, text: str, pronounced: Mapping[str, Sequence[str]] = MISTAKES) -> None:
        """Record what the synthetic voice says."""
        sound = self.folder / "said.wav"
        known = {word: phones for word, phones in pronounced.items() if word in text}
        files.write_wav(sound, synthetic_speech.say(text, "rms", pronounced=known).audio)
        before = set((self.home / "takes").glob("*.wav"))

        def begun() -> Path | None:
            return next(iter(set((self.home / "takes").glob("*.wav")) - before), None)

        take = self.user.insist(["r"], begun, f"a take of “{text}”")
        until(lambda: take.stat().st_size > 30_000, "sound in the take")
        assert self.microphone.play(sound).wait(30) == 0
        self.user.press("r")

    def answer(self, text: str, turns: int) -> Session:
        """Say an answer, and wait until it and what the partner says to it are kept."""
        self.say(text)
        return until(lambda: self.kept(turns), f"{turns} turns")

    def write_and_say(self, text: str, turns: int, suggested: bool = False) -> Session:
        """Write an answer of one's own, say it, and wait until the partner's answer is kept.

        `suggested`: there are suggestions, which come before the line in which one writes.
        """
        self.user.press("alt+s", *["Tab"] * suggested)
        self.user.type(text)
        self.user.press("Tab", "Tab")  # out of the line, where letters are letters
        return self.answer(text, turns)

    def kept(self, turns: int = 0) -> Session | None:
        """The conversation as it is kept, once it has so many turns."""
        found = self.sessions()
        session = Store(self.home).open(found[0].id) if found else None
        return session if session is not None and len(session.turns) >= turns else None

    def sessions(self) -> list[Summary]:
        """The conversations that are kept, the newest first."""
        return [each for each in Store(self.home).sessions() if each.scenario == "coffee-to-go"]


def test_six_turns_a_report_feedback_a_drill_a_download_and_a_clear_chat(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Store(home)
    with (
        virtual_microphone(headset=True) as microphone,
        display() as name,
        application(microphone.environment, name, home) as user,
    ):
        learner = Learner(user, microphone, home, tmp_path)
        learner.begin()
        for number, text in enumerate(ANSWERS, start=1):
            session = learner.answer(text, 2 * number + 1)
        said = [turn.text for turn in session.turns if turn.who is Speaker.LEARNER]
        assert said == ["" if text == ODD else text for text in ANSWERS]
        assert session.turns[4].text.startswith("I'm sorry, I didn't hear you.")
        assert session.turns[-1].text.startswith("Oh, that's very kind of you!")

        judged = assess_all(learner)
        words = [word.word for word in judged.assessment.words or ()]
        assert words[:3] == ["i'm", "not", "sure"]
        assert words[-2:] == ["the", "change"]

        check(download(learner, tmp_path / "chat.wav"), judged)
        drill(learner)
        clear(learner, "Down", "Return", "Tab")
        assert Store(home).open(judged.id).turns == judged.turns
        user.press("ctrl+q")


def assess_all(learner: Learner) -> Session:
    """Ask for the report on all answers; what is kept when it is there."""
    user = learner.user
    user.insist(["alt+a"], lambda: user.title() == "Coffee to go – Sonorant" or None, "the report")
    session = learner.kept()
    assert session is not None
    return session


def drill(learner: Learner) -> None:
    """From the report to the feedback, to the drill of a sound, and to the book of drills."""
    user, book = learner.user, DrillBook(learner.home / "drills.db")
    found = user.insist(["alt+f", "alt+p", "space"], lambda: book.all() if practised(learner.home) else None, "a drill")
    begun = practised(learner.home)
    kept = next(each for each in found if each.drill.id == begun)
    assert kept.attempts[-1].session is not None
    place, item = next((n, item) for n, item in enumerate(kept.drill.items) if item.kind is ItemKind.SENTENCE)
    until(lambda: user.title() == NOTHING, "the drill in place of the report")
    user.press(*["alt+x"] * place)
    learner.say(item.text, {})
    store = Store(learner.home)
    until(lambda: any(each.title.startswith("Drill") for each in store.sessions()), "the drill's session")
    user.insist(["alt+d"], lambda: attempts(book, kept.drill.id) > len(kept.attempts) or None, "the drill in the book")


def practised(home: Path) -> str | None:
    """The first of the drills that were put into the book last, if there are any; to ask the book would make one."""
    path = home / "drills.db"
    if not path.exists():
        return None
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute("SELECT drill FROM attempt ORDER BY at DESC, rowid LIMIT 1").fetchone()
        except sqlite3.Error:
            return None
    return str(found[0]) if found else None


def clear(learner: Learner, *choice: str, text: str = "") -> None:
    """Clear the chat, and begin anew: the first thing said is kept as another conversation.

    The first answer is chosen with these keys, or else it is written.
    """
    user, question = learner.user, ("search", "--onlyvisible", "--name", "Clear chat")
    learner.find()
    until(lambda: user.title() == NOTHING, "the conversation in place of the drill")
    user.insist(["ctrl+l"], lambda: xdotool(user.display, *question), "the question whether to clear")
    user.press("alt+l")
    until(lambda: not xdotool(user.display, *question), "an end of the question")
    focus(user)

    def sent() -> Session | None:
        user.press("alt+b", "alt+s", *(choice or ["ctrl+a"]))
        if text:
            user.type(text)
        user.press("Tab", "space")
        return within(4, lambda: learner.kept(3) if len(learner.sessions()) > 1 else None)

    begun = until(sent, "a new one")
    assert [turn.who for turn in begun.turns] == [Speaker.PARTNER, Speaker.LEARNER, Speaker.PARTNER]


def attempts(book: DrillBook, drill_id: str) -> int:
    return next((len(each.attempts) for each in book.all() if each.drill.id == drill_id), 0)


def download(learner: Learner, file: Path) -> Audio:
    user = learner.user
    search = ("search", "--onlyvisible", "--name", "Download chat audio")
    user.insist(["ctrl+d"], lambda: xdotool(user.display, *search) or None, "the question for a file")
    user.press("ctrl+a")
    user.type(str(file))
    user.press("Return")
    until(lambda: file.exists() or None, "the file")
    focus(user)
    return files.read(file)


def focus(user: User) -> None:
    """Let the keyboard be on the window again: without a window manager it stays nowhere when a dialog closes."""
    xdotool(user.display, "windowfocus", "--sync", user.window)


def check(sound: Audio, session: Session) -> None:
    """The file is as long as the turns with the silences between, and every answer stands at its place."""
    last = session.turns[-1]
    assert sound.seconds == pytest.approx((last.offset + last.duration) / 1e7, abs=0.2)
    said = [turn for turn in session.turns if turn.who is Speaker.LEARNER and turn.text]
    texts = [turn.text for turn in said]
    for place, turn in enumerate(said):
        assert choose(sound_of(turn, sound), texts, no_progress).index == place
    partner = [turn for turn in session.turns if turn.who is Speaker.PARTNER and turn.duration][-3:]
    assert len(partner) == 3
    for place, turn in enumerate(partner):
        assert choose(sound_of(turn, sound), [each.text for each in partner], no_progress).index == place


FREELY = (
    "I am not sure what I want. What do you recommend?",
    "Something sweet would be lovely.",
    "Yes, please, with lots of cream.",
    "To go, please. My train leaves soon.",
    "No, I forgot my cup at home.",
    "I pay cash. Here's a ten.",
)
"""The same six answers, in words of one's own."""
DIES_AFTER = 3
SCRIPT = ("cup", "pay", "thanks")
"""The turns with which the script goes on."""


@pytest.mark.parametrize("lives", [True, False], ids=["it-answers", "it-dies-in-the-middle"])
def test_the_same_with_a_chat_model(tmp_path: Path, lives: bool) -> None:
    home = tmp_path / "home"
    Store(home)
    written = read(assets.path("conversations", "coffee-to-go.txt")).turns
    with ExitStack() as stack:
        microphone, name = stack.enter_context(virtual_microphone(headset=True)), stack.enter_context(display())
        service = stack.enter_context(emulator(module="emulators.chat_model"))
        microphone.environment.update(
            SONORANT_CHAT_ENDPOINT=f"{service.endpoint}/v1", SONORANT_CHAT_MODEL="some-model", SONORANT_CHAT_KEY=KEY
        )
        user = stack.enter_context(application(microphone.environment, name, home))
        learner = Learner(user, microphone, home, tmp_path)
        learner.begin()
        answers = [f"You said: {text}" for text in FREELY]
        if not lives:
            answers[DIES_AFTER:] = [written[each].says for each in SCRIPT]
        for number, text in enumerate(FREELY):
            if number == DIES_AFTER and not lives:
                service.misbehave(close="die")
            session = learner.write_and_say(text, 2 * number + 3, suggested=not lives and number > DIES_AFTER)
            assert session.turns[-1].text == answers[number]
        mine = [turn for turn in session.turns if turn.who is Speaker.LEARNER]
        assert [(turn.text, turn.own) for turn in mine] == [(text, True) for text in FREELY]

        if lives:
            service.misbehave(said=json.dumps(VERDICT))
        judged = assess_all(learner)
        words = [word.word for word in judged.assessment.words or ()]
        assert (words[:3], words[-2:]) == (["i", "am", "not"], ["a", "ten"])
        content = judged.assessment.content
        assert content is not None
        assert (content.origin, content.grammar_score) == (("some-model", 71.0) if lives else (LOCAL, None))

        check(download(learner, tmp_path / "chat.wav"), judged)
        drill(learner)
        clear(learner, text="A coffee would be nice.")
        assert Store(home).open(judged.id).turns == judged.turns
        user.press("ctrl+q")


VERDICT = {"grammar_score": 71, "vocabulary_score": 64, "topic_score": 90, "mistakes": [], "words": []}
"""What the model says of the learner's words."""
