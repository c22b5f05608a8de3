"""A conversation is kept as it was: who said what when, both voices, and the verdict on each answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sample_assessment import SECONDS, TEXT, sample
from sample_chat import CONFIG, TALK, learner, partner, tone
from sonorant.audio import files
from sonorant.audio.files import Audio
from sonorant.sessions import chats
from sonorant.sessions.chats import GAP_SECONDS, Speaker, Utterance
from sonorant.sessions.schema import SessionDeleted, StoreUnusable
from sonorant.sessions.search import Search
from sonorant.sessions.store import Session, Store
from sonorant.speech.assessment import Assessment, Provenance
from sonorant.speech.content import Content
from sonorant.speech.failures import NothingToJudge
from sonorant.speech.timing import to_seconds


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def keep(store: Store, talk: tuple[Utterance, ...] = TALK, id: int | None = None) -> Session:  # noqa: A002
    return store.keep_chat(talk, CONFIG, "The river", "river-talk", id)


class TestComposing:
    def test_both_voices_are_in_order_with_a_short_silence_between(self) -> None:
        sound, turns = chats.compose(TALK)
        assert sound.rate == 48_000
        assert sound.seconds == pytest.approx(1.0 + GAP_SECONDS + SECONDS + GAP_SECONDS + 0.5, abs=0.001)
        places = [(each.who, to_seconds(each.offset), to_seconds(each.duration)) for each in turns]
        assert places == [
            ("partner", 0.0, 1.0),
            ("learner", 1.5, 3.0),
            ("partner", 5.0, 0.5),
            ("learner", 5.5, 0.0),
        ]
        for turn, hertz in zip(turns[:3], (300, 500, 300), strict=True):
            heard = chats.sound_of(turn, sound)
            loudest = np.fft.rfftfreq(len(heard.samples), 1 / heard.rate)[np.abs(np.fft.rfft(heard.samples)).argmax()]
            assert loudest == pytest.approx(hertz, abs=3)
        assert not sound.samples[48_100:71_900].any()

    def test_what_the_learner_said_is_kept_exactly(self) -> None:
        sound, turns = chats.compose(TALK)
        said = TALK[1].sound
        assert said is not None
        assert np.array_equal(chats.sound_of(turns[1], sound).samples, said.samples)

    def test_without_any_voice_there_is_a_silence(self) -> None:
        sound, turns = chats.compose([partner("Hello"), learner("Hi")])
        assert sound.seconds == GAP_SECONDS
        assert [each.duration for each in turns] == [0, 0]


class TestKeeping:
    def test_a_conversation_opens_as_it_was(self, store: Store, tmp_path: Path) -> None:
        session = keep(store)
        opened = Store(tmp_path / "store").open(session.id)
        assert opened == session
        assert [(turn.who, turn.text, turn.own) for turn in opened.turns] == [
            ("partner", "Where were you?", False),
            ("learner", TEXT, True),
            ("partner", "And then?", False),
            ("learner", "I went home.", False),
        ]
        assert opened.turns[1].assessment == sample()
        assert opened.turns[0].assessment is None
        assert files.read(opened.audio).seconds == pytest.approx(5.5)

    def test_its_verdict_is_on_all_that_the_learner_said_at_its_time_in_the_chat(self, store: Store) -> None:
        session = keep(store)
        assert session.assessment.text == f"{TEXT} I went home."
        assert session.config.reference_text == session.assessment.text
        words = {word.word: word for word in session.assessment.words or ()}
        first = {word.word: word for word in sample().words or ()}
        assert (words["river"].offset or 0) - (first["river"].offset or 0) == session.turns[1].offset
        assert session.assessment.scores.accuracy == sample().scores.accuracy

    def test_is_listed_and_found_like_any_session_and_counts_for_progress(self, store: Store) -> None:
        keep(store)
        [summary] = store.sessions(Search(words="river home", scenario="river-talk"))
        assert (summary.title, summary.engine) == ("The river", "embedded")
        assert summary.seconds == pytest.approx(5.5)
        assert [point.accuracy for point in store.history()] == [sample().scores.accuracy]

    def test_one_that_nobody_judged_is_kept_too(self, store: Store) -> None:
        session = keep(store, (partner("Hello"), learner("Hi")))
        assert session.assessment == Assessment(text="Hi")
        assert store.sessions()[0].pronunciation is None

    def test_a_conversation_that_goes_on_is_kept_in_the_same_place(self, store: Store) -> None:
        first = keep(store, TALK[:2])
        later = keep(store, TALK, first.id)
        assert (later.id, later.audio, later.created) == (first.id, first.audio, first.created)
        assert len(later.turns) == 4
        assert len(later.verdicts) == 1
        assert files.read(later.audio).seconds == pytest.approx(5.5)
        assert [path.name for path in later.audio.parent.iterdir()] == [later.audio.name]

    def test_takes_of_its_answers_go_when_it_is_kept_and_others_stay(self, store: Store, tmp_path: Path) -> None:
        take, mine = store.new_take(), tmp_path / "mine.wav"
        for path in (take, mine):
            files.write_wav(path, tone(400, 1.0))
        keep(store, (learner("Hello.", files.read(take), take=take), learner("Bye.", files.read(mine), take=mine)))
        assert not take.exists()
        assert mine.exists()
        assert store.unfinished() == []

    def test_deleting_leaves_nothing_of_it(self, store: Store, tmp_path: Path) -> None:
        session = keep(store)
        store.delete(session.id)
        assert not session.audio.exists()
        with sqlite3.connect(tmp_path / "store" / "sessions.db") as connection:
            for table in ("turn", "verdict", "turn_verdict", "sound"):
                assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        connection.close()

    def test_it_does_not_come_back_once_it_was_deleted(self, store: Store) -> None:
        session = keep(store)
        store.delete(session.id)
        with pytest.raises(SessionDeleted):
            keep(store, TALK, session.id)
        assert store.sessions() == []
        assert list(session.audio.parent.iterdir()) == []

    @pytest.mark.parametrize(
        "write",
        [
            lambda store, session: store.keep_chat(TALK, CONFIG, "The river", id=session.id),
            lambda store, session: store.judge_chat(session.id, session.turns, CONFIG),
            lambda store, session: store.add_verdict(session.id, sample(), CONFIG),
        ],
    )
    def test_nothing_of_it_comes_back_by_what_waits_while_it_is_deleted(
        self, store: Store, tmp_path: Path, write: Callable[[Store, Session], Session]
    ) -> None:
        session = keep(store)
        with ThreadPoolExecutor() as threads, closing(sqlite3.connect(tmp_path / "store" / "sessions.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            for table, column in (("turn", "session"), ("verdict", "session"), ("session", "id")):
                other.execute(f"DELETE FROM {table} WHERE {column} = ?", (session.id,))
            other.execute("DELETE FROM turn_verdict")
            session.audio.unlink()
            writing = threads.submit(write, store, session)
            with pytest.raises(TimeoutError):
                writing.result(0.3)
            other.execute("COMMIT")
            with pytest.raises(SessionDeleted):
                writing.result(10)
            for table in ("session", "turn", "verdict", "turn_verdict"):
                assert other.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        assert not session.audio.exists()

    def test_any_other_session_has_no_turns(self, store: Store) -> None:
        take = store.new_take()
        files.write_wav(take, tone(400, 1.0))
        assert store.save(take, sample(), CONFIG, "A reading").turns == ()

    def test_a_damaged_turn_is_a_sentence(self, store: Store, tmp_path: Path) -> None:
        session = keep(store)
        with sqlite3.connect(tmp_path / "store" / "sessions.db") as connection:
            connection.execute("UPDATE turn_verdict SET raw = '{' WHERE place = 1")
        connection.close()
        with pytest.raises(StoreUnusable, match="damaged"):
            store.open(session.id)


class TestJudgingAnew:
    def test_each_answer_is_judged_alone_and_the_verdict_before_stays(self, store: Store) -> None:
        session = keep(store)
        asked = []

        def judge(sound: Audio, text: str) -> Assessment:
            asked.append((round(sound.seconds, 3), text))
            return replace(sample(), scores=replace(sample().scores, accuracy=12.0))

        turns = chats.judged_anew(session.turns, files.read(session.audio), judge)
        again = store.judge_chat(session.id, turns, CONFIG)
        assert asked == [(SECONDS, TEXT)]
        assert again.turns[1].assessment is not None
        assert again.turns[1].assessment.scores.accuracy == 12.0
        assert again.assessment.scores.accuracy == 12.0
        assert len(again.verdicts) == 2

    def test_an_answer_without_anything_to_judge_has_no_verdict_and_without_any_that_is_told(
        self, store: Store
    ) -> None:
        session = keep(store, (*TALK, learner("Bye.", tone(500, 1.0))))

        def judge(sound: Audio, text: str) -> Assessment:
            if text == TEXT:
                raise NothingToJudge("Silent.")
            return sample()

        sound = files.read(session.audio)
        assert [turn.assessment for turn in chats.judged_anew(session.turns, sound, judge)] == [*[None] * 4, sample()]
        with pytest.raises(NothingToJudge, match="Silent"):
            chats.judged_anew(session.turns[:4], sound, judge)
        with pytest.raises(NothingToJudge, match="nothing aloud"):
            chats.judged_anew(session.turns[:1], sound, judge)


def by(engine: str, accuracy: float, assessment: Assessment | None = None) -> Assessment:
    """The sample as another engine judges it."""
    judged = assessment or sample()
    return replace(judged, scores=replace(judged.scores, accuracy=accuracy), provenance=Provenance(engine, "1.0"))


def verdicts(store: Store, id: int) -> dict[str, list[float | None]]:  # noqa: A002
    """What each engine says of the turns of the learner, as the session is opened with its verdict."""
    found = {}
    for verdict in store.open(id).verdicts:
        opened = store.open(id, verdict.id)
        assert opened.assessment.engine == verdict.engine
        turns = [turn.assessment for turn in opened.turns if turn.who is Speaker.LEARNER]
        assert {turn.engine for turn in turns if turn is not None} <= {verdict.engine}
        found[verdict.engine] = [turn and turn.scores.accuracy for turn in turns]
    return found


class TestGoingOn:
    """A conversation goes on after a second engine has judged it."""

    @pytest.fixture
    def judged(self, store: Store) -> Session:
        """The talk as it was judged in it (accuracy 79), and then by Azure (12)."""
        session = keep(store, TALK[:3])
        turns = chats.judged_anew(session.turns, files.read(session.audio), lambda *_: by("azure", 12.0))
        return store.judge_chat(session.id, turns, CONFIG, Content("Azure's", 1))

    def test_every_verdict_opens_with_its_own_turns(self, store: Store, judged: Session) -> None:
        assert verdicts(store, judged.id) == {"embedded": [sample().scores.accuracy], "azure": [12.0]}

    def test_a_second_verdict_and_its_turns_stay_when_something_is_said(self, store: Store, judged: Session) -> None:
        before = store.open(judged.id, judged.verdict)
        later = keep(store, (*TALK, learner("Bye.", tone(500, 1.0), assessment=by("embedded", 50.0))), judged.id)
        assert verdicts(store, judged.id) == {
            "embedded": [sample().scores.accuracy, None, 50.0],
            "azure": [12.0, None, None],
        }
        assert [verdict.engine for verdict in later.verdicts] == ["embedded", "azure"]
        azure = store.open(judged.id, judged.verdict)
        assert azure.assessment.scores == before.assessment.scores
        assert azure.verdicts[1] == before.verdicts[1]
        assert azure.assessment.content == Content("Azure's", 1)
        assert azure.assessment.text == f"{TEXT} I went home. Bye."

    def test_it_moves_with_its_turns_when_a_silent_line_gets_a_voice(self, store: Store) -> None:
        session = keep(store, (partner("Where were you?"), *TALK[1:]))
        turns = chats.judged_anew(session.turns, files.read(session.audio), lambda *_: by("azure", 12.0))
        before = store.judge_chat(session.id, turns, CONFIG)
        keep(store, TALK, session.id)
        after = store.open(session.id, before.verdict)
        moved = after.turns[1].offset - before.turns[1].offset
        assert to_seconds(moved) == 1.0 + GAP_SECONDS
        words = zip(before.assessment.words or (), after.assessment.words or (), strict=True)
        assert {(then.offset or 0) - (first.offset or 0) for first, then in words if first.offset is not None} == {
            moved
        }
        [example] = [each for each in store.examples("azure", "TH") if each.session == session.id]
        assert example.start is not None
        assert example.start >= to_seconds(after.turns[1].offset)

    def test_what_two_engines_said_of_its_turns_makes_two_verdicts_and_nothing_said_before_is_lost(
        self, store: Store
    ) -> None:
        bye = learner("Bye.", tone(500, 1.0), assessment=by("azure", 30.0))
        first = keep(store, (*TALK, bye))
        assert verdicts(store, first.id) == {
            "embedded": [sample().scores.accuracy, None, None],
            "azure": [None, None, 30.0],
        }
        judged = replace(TALK[1], assessment=by("azure", 20.0))
        later = store.keep_chat((TALK[0], judged, *TALK[2:], bye), CONFIG, "The river", id=first.id, engine="azure")
        assert verdicts(store, first.id) == {
            "embedded": [sample().scores.accuracy, None, None],
            "azure": [20.0, None, 30.0],
        }
        assert later.assessment.engine == "azure"

    def test_the_verdict_that_is_asked_for_becomes_the_newest(self, store: Store, judged: Session) -> None:
        assert keep(store, TALK, judged.id).assessment.engine == "embedded"
        assert store.sessions()[0].engine == "azure"
        asked = store.keep_chat(TALK, CONFIG, "The river", id=judged.id, engine="embedded")
        assert asked.assessment.engine == "embedded"
        assert store.sessions()[0].engine == "embedded"
        assert [verdict.engine for verdict in asked.verdicts] == ["azure", "embedded"]

    def test_a_verdict_that_comes_when_the_talk_has_gone_on_meanwhile_takes_nothing_away(self, store: Store) -> None:
        session = keep(store, TALK[:2])
        turns = chats.judged_anew(session.turns, files.read(session.audio), lambda *_: by("azure", 12.0))
        keep(store, TALK, session.id)
        assert len(store.judge_chat(session.id, turns, CONFIG).turns) == 4
        assert verdicts(store, session.id)["azure"] == [12.0, None]

    def test_until_somebody_judges_there_is_one_verdict_that_says_nothing(self, store: Store) -> None:
        talk = (TALK[0], replace(TALK[1], assessment=None))
        session = keep(store, talk)
        assert verdicts(store, keep(store, talk, session.id).id) == {"": [None]}
        assert verdicts(store, keep(store, TALK, session.id).id) == {"embedded": [sample().scores.accuracy, None]}

    def test_a_damaged_verdict_does_not_stand_in_the_way(self, store: Store, judged: Session, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / "store" / "sessions.db") as connection:
            connection.execute("UPDATE turn_verdict SET raw = '{' WHERE verdict = ?", (judged.verdict,))
        connection.close()
        keep(store, TALK, judged.id)
        assert len(store.open(judged.id, judged.verdicts[0].id).turns) == 4
        with pytest.raises(StoreUnusable, match="damaged"):
            store.open(judged.id, judged.verdict)
