from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sonorant.practice import drill_book
from sonorant.practice.drill_book import Attempt, DrillBook, Kept, Voice
from sonorant.practice.drill_forgetting import Given
from sonorant.practice.drills import Drill, Item, ItemKind
from sonorant.speech.failures import SonorantError

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TH = Drill("sound:TH:S", "/θ/", (Item(ItemKind.WORD, "three"), Item(ItemKind.PAIR, "think, sink")), "TH", "S")
TEA = Drill("word:tea", "“tea”", (Item(ItemKind.WORD, "tea"),))
MISSED = Attempt(NOW, 20.0, Voice(session=7, start=1.5, stop=2.0))


@pytest.fixture
def book(tmp_path: Path) -> DrillBook:
    return DrillBook(tmp_path / "home" / "drills.sqlite")


def only(book: DrillBook) -> Kept:
    [kept] = book.all()
    return kept


def test_an_empty_book_has_nothing_due(book: DrillBook) -> None:
    assert book.due(NOW) == []


def test_what_went_wrong_is_due_at_once_and_is_there_next_time(tmp_path: Path) -> None:
    DrillBook(tmp_path / "drills.sqlite").add([TH, TEA], MISSED)
    kept = DrillBook(tmp_path / "drills.sqlite").due(NOW)
    assert [each.drill for each in kept] == [TH, TEA]
    assert kept[0].attempts == (MISSED,)


def test_what_is_said_well_is_due_later_and_later(book: DrillBook) -> None:
    book.add([TH], MISSED)
    now, waits = NOW, list[timedelta]()
    for _ in range(5):
        book.practised(TH.id, Attempt(now, 85.0))
        waits.append(only(book).due - now)
        now = only(book).due
    assert waits == sorted(set(waits))
    assert timedelta(hours=1) < waits[0] < timedelta(days=4) < timedelta(days=30) < waits[-1]
    assert book.due(now - timedelta(hours=1)) == []


def test_the_better_it_is_said_the_longer_it_rests(book: DrillBook) -> None:
    def wait(score: float) -> timedelta:
        book.remove(TH.id)
        book.add([TH], MISSED)
        for _ in range(2):
            book.practised(TH.id, Attempt(NOW, score))
        return only(book).due - NOW

    assert wait(30.0) < wait(65.0) < wait(80.0) < wait(95.0)


def test_a_known_weakness_that_comes_again_is_due_soon_and_takes_the_new_words(book: DrillBook) -> None:
    book.add([TH], MISSED)
    for _ in range(3):
        book.practised(TH.id, Attempt(NOW, 95.0))
    later = NOW + timedelta(days=1)
    assert only(book).due > later + timedelta(hours=1)
    anew = Drill(TH.id, TH.title, (Item(ItemKind.WORD, "both"),), "TH", "S")
    book.add([anew], Attempt(later, 30.0, Voice(9, 0.0, 0.5)))
    assert only(book).due <= later + timedelta(hours=1)
    assert only(book).drill == anew


def test_the_same_place_is_taken_in_once(book: DrillBook) -> None:
    book.add([TH], MISSED)
    book.practised(TH.id, Attempt(NOW, 95.0))
    before = only(book)
    book.add([TH], MISSED)
    assert only(book) == before


def test_ones_own_voice_is_found_before_and_after(book: DrillBook) -> None:
    book.add([TH], MISSED)
    assert (only(book).before, only(book).after) == (MISSED, None)
    better = Attempt(NOW + timedelta(days=1), 80.0, Voice(8, 0.2, 0.9))
    book.practised(TH.id, better)
    book.practised(TH.id, Attempt(NOW + timedelta(days=2), 82.0))
    assert (only(book).before, only(book).after) == (MISSED, better)


def test_a_turn_of_a_conversation_is_a_place_of_its_own(book: DrillBook) -> None:
    turn = Attempt(NOW, 20.0, Voice(session=7, start=1.5, stop=2.0, turn=3))
    for each in (MISSED, turn, turn):
        book.add([TH], each)
    assert only(book).attempts == (MISSED, turn)


def test_the_same_session_without_a_place_is_taken_in_once(book: DrillBook) -> None:
    for _ in range(2):
        book.add([TH], Attempt(NOW, unplaced=7))
    assert only(book).attempts == (Attempt(NOW, unplaced=7),)
    assert (only(book).before, only(book).after) == (None, None)


def test_from_2_to_3_what_was_kept_stays_and_sessions_without_a_place_are_known(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "drills.sqlite") as connection:
        for step in drill_book._MIGRATIONS[:2]:
            for statement in step.split(";"):
                connection.execute(statement)
        kept = ('[["word", "tea"]]', drill_book._new(NOW).to_json(), NOW.isoformat())
        connection.execute("INSERT INTO drill VALUES ('word:tea', '“tea”', NULL, NULL, ?, ?, ?)", kept)
        places = [(7, 1.5, 2.0, 3), (None,) * 4]
        for place in places:
            connection.execute(
                "INSERT INTO attempt VALUES ('word:tea', ?, NULL, ?, ?, ?, ?)", (NOW.isoformat(), *place)
            )
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    book = DrillBook(tmp_path / "drills.sqlite")
    found, unknown = Attempt(NOW, None, Voice(7, 1.5, 2.0, 3)), Attempt(NOW)
    assert (only(book).drill, only(book).attempts) == (TEA, (found, unknown))
    book.add([TEA], Attempt(NOW + timedelta(days=1), unplaced=8))
    assert only(book).attempts[-1].session == 8


def test_from_1_to_2_what_was_kept_stays_and_turns_are_known(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "drills.sqlite") as connection:
        for statement in drill_book._MIGRATIONS[0].split(";"):
            connection.execute(statement)
        kept = ('[["word", "tea"]]', drill_book._new(NOW).to_json(), NOW.isoformat())
        connection.execute("INSERT INTO drill VALUES ('word:tea', '“tea”', NULL, NULL, ?, ?, ?)", kept)
        connection.execute("INSERT INTO attempt VALUES ('word:tea', ?, 20.0, 7, 1.5, 2.0)", (NOW.isoformat(),))
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    book = DrillBook(tmp_path / "drills.sqlite")
    assert (only(book).drill, only(book).attempts) == (TEA, (MISSED,))
    said = Attempt(NOW + timedelta(days=1), 80.0, Voice(8, 0.1, 0.5, turn=1))
    book.practised(TEA.id, said)
    assert only(book).after == said


class TestADeletedSession:
    SAID = "We sailed home. I  like\ntea a lot."
    TEA_IN_IT = Drill("word:tea", "“tea”", (*TEA.items, Item(ItemKind.SENTENCE, "I like tea a lot.")))
    SENTENCE = Drill("sentence:we sailed home.", "“We sailed home.”", (Item(ItemKind.SENTENCE, "We sailed home."),))

    def test_takes_along_what_was_found_in_it_and_never_practised(self, book: DrillBook) -> None:
        book.add([TH, self.TEA_IN_IT, self.SENTENCE], MISSED)
        book.forget(7, self.SAID)
        assert book.all() == []

    def test_leaves_what_was_practised_since_without_its_voice_and_sentences(self, book: DrillBook) -> None:
        book.add([self.TEA_IN_IT, self.SENTENCE], MISSED)
        since = Attempt(NOW + timedelta(hours=1), 80.0, Voice(8, 0.2, 0.9))
        for drill in (self.TEA_IN_IT, self.SENTENCE):
            book.practised(drill.id, since)
        book.forget(7, self.SAID)
        assert only(book).drill == TEA
        assert only(book).attempts == (Attempt(NOW, 20.0), since)

    def test_of_a_practice_only_takes_its_voice_along(self, book: DrillBook) -> None:
        book.add([self.SENTENCE], MISSED)
        book.practised(self.SENTENCE.id, Attempt(NOW + timedelta(hours=1), 80.0, Voice(8, 0.2, 0.9)))
        book.forget(8, "We sailed home.")
        assert only(book).drill == self.SENTENCE
        assert only(book).attempts == (MISSED, Attempt(NOW + timedelta(hours=1), 80.0))

    def test_leaves_what_was_found_elsewhere_as_well(self, book: DrillBook) -> None:
        book.add([self.SENTENCE], MISSED)
        again = Attempt(NOW + timedelta(hours=1), None, Voice(9, 0.0, 1.0))
        book.add([self.SENTENCE], again)
        book.forget(7, self.SAID)
        assert only(book).drill == self.SENTENCE
        assert only(book).before == again

    def test_takes_its_sentences_out_of_drills_of_which_nobody_knows_where_they_were_found(
        self, book: DrillBook
    ) -> None:
        book.add([self.TEA_IN_IT, self.SENTENCE, TH], Attempt(NOW))
        book.forget(7, self.SAID)
        assert {each.drill for each in book.all()} == {TEA, TH}

    def test_takes_along_what_was_put_right_and_has_no_place(self, book: DrillBook) -> None:
        corrected = Drill("sentence:he goes.", "“He goes.”", (Item(ItemKind.SENTENCE, "He goes."),))
        of_word = Drill("word:goes", "“goes”", (Item(ItemKind.WORD, "goes"), *corrected.items))
        book.add([corrected, of_word], Attempt(NOW, unplaced=7))
        book.practised(corrected.id, Attempt(NOW + timedelta(hours=1), 80.0, Voice(8, 0.2, 0.9)))
        book.practised(of_word.id, Attempt(NOW + timedelta(hours=1), 80.0, Voice(8, 0.2, 0.9)))
        book.forget(7, "He go.")
        assert [item.text for item in only(book).drill.items] == ["goes"]
        assert only(book).attempts[0] == Attempt(NOW)

    def test_takes_what_was_found_along_although_it_was_practised_in_another_that_went_first(
        self, book: DrillBook
    ) -> None:
        book.add([self.SENTENCE], Attempt(NOW, unplaced=7))
        book.practised(self.SENTENCE.id, Attempt(NOW + timedelta(hours=1), 80.0, Voice(8, 0.2, 0.9)))
        book.forget(8, "We sailed home.")
        assert only(book).drill == self.SENTENCE
        book.forget(7, self.SAID)
        assert book.all() == []

    def test_leaves_the_sentences_of_a_lesson(self, book: DrillBook) -> None:
        lesson = Drill("sound:TH:", "/θ/", (Item(ItemKind.SENTENCE, "Both of them think so."),), "TH")
        own = Item(ItemKind.SENTENCE, "I like tea a lot.")
        book.add([lesson], Attempt(NOW))
        book.practised(lesson.id, Attempt(NOW + timedelta(hours=1), 80.0, Voice(8, 0.2, 0.9)))
        book.forget(8, "Both of them think so.", Given({"Both of them think so."}))
        assert only(book).drill == lesson
        book.add([replace(lesson, items=(own, *lesson.items))], Attempt(NOW + timedelta(hours=2), unplaced=9))
        book.forget(9, "I like tea a lot. Both of them think so.", Given({"Both of them think so."}))
        assert only(book).drill == lesson

    def test_takes_its_words_out_of_the_drill_of_a_sound_and_leaves_those_of_the_lesson(self, book: DrillBook) -> None:
        own, given = Item(ItemKind.WORD, "methadone"), Given(words={"TH": {"three"}, "OW": {"methadone"}})
        book.add([TH], MISSED)
        book.add([replace(TH, items=(own, *TH.items))], Attempt(NOW + timedelta(days=1), unplaced=9))
        book.forget(7, "I saw three.", given)
        assert only(book).drill.items == (own, *TH.items)
        book.forget(9, "I take methadone.", given)
        assert only(book).drill == TH

    def test_takes_words_that_were_said_in_it_out_of_a_drill_of_which_nobody_knows(self, book: DrillBook) -> None:
        own = (Item(ItemKind.WORD, "Methadone"), Item(ItemKind.WORD, "done"))
        book.add([replace(TH, items=(*own, *TH.items))], Attempt(NOW))
        book.forget(7, "I take methadone.", Given(words={"TH": {"three"}}))
        assert only(book).drill.items == (own[1], *TH.items)

    def test_of_what_nobody_knows_takes_a_sentence_also_if_it_was_said_without_its_full_stop(
        self, book: DrillBook
    ) -> None:
        book.add([self.TEA_IN_IT], Attempt(NOW))
        book.forget(7, "so I like tea a lot")
        assert only(book).drill == TEA

    def test_cannot_be_read_in_the_file_any_more(self, tmp_path: Path) -> None:
        book = DrillBook(tmp_path / "drills.sqlite")
        book.add([self.TEA_IN_IT, self.SENTENCE], MISSED)
        book.forget(7, self.SAID)
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert b"sailed" not in kept
        assert b"like tea" not in kept

    def test_makes_no_book_where_there_is_none(self, tmp_path: Path) -> None:
        DrillBook(tmp_path / "drills.sqlite").forget(7, self.SAID)
        assert list(tmp_path.iterdir()) == []


def test_an_attempt_without_a_score_does_not_change_the_plan(book: DrillBook) -> None:
    book.add([TH], MISSED)
    book.practised(TH.id, Attempt(NOW))
    assert only(book).due == NOW
    assert len(only(book).attempts) == 2


def test_a_removed_drill_is_gone_with_its_attempts_and_not_missed(book: DrillBook) -> None:
    book.add([TH, TEA], MISSED)
    book.remove(TH.id)
    book.remove(TH.id)
    book.practised(TH.id, Attempt(NOW, 50.0))
    assert only(book).drill == TEA
    book.add([TH], Attempt(NOW))
    assert [len(each.attempts) for each in book.all()] == [1, 1]


def test_times_of_other_zones_are_understood(book: DrillBook) -> None:
    book.add([TH], MISSED)
    book.practised(TH.id, Attempt(NOW.astimezone(), 80.0))
    assert only(book).attempts[1].at == NOW


def test_two_windows_can_write_at_the_same_time(tmp_path: Path) -> None:
    def add(number: int) -> None:
        drill = Drill(f"word:{number}", "", (Item(ItemKind.WORD, str(number)),))
        DrillBook(tmp_path / "drills.sqlite").add([drill], Attempt(NOW))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(20)))
    assert len(DrillBook(tmp_path / "drills.sqlite").all()) == 20


def test_what_fails_in_the_middle_leaves_the_book_as_it_was(book: DrillBook) -> None:
    book.add([TEA], MISSED)
    naive = Attempt(NOW, 20.0, Voice(8, 0.0, float("nan")))
    broken = Drill("word:x", None, (), None)  # type: ignore[arg-type]
    with pytest.raises(SonorantError):
        book.add([TH, broken], naive)
    assert [each.drill for each in book.all()] == [TEA]


def test_a_damaged_file_is_one_sentence_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "drills.sqlite"
    path.write_bytes(b"not a database, but perhaps dear to somebody")
    with pytest.raises(SonorantError, match=r"^Your drills in “.+” cannot be used \(.+\): free some .+\.$"):
        DrillBook(path).add([TH], MISSED)
    assert path.read_bytes() == b"not a database, but perhaps dear to somebody"


def test_a_book_of_a_newer_program_is_left_alone(book: DrillBook, tmp_path: Path) -> None:
    book.add([TH], MISSED)
    with sqlite3.connect(tmp_path / "home" / "drills.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(SonorantError, match="newer version"):
        book.all()
