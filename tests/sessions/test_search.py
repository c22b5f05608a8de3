"""Sessions are found by what is in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sample_assessment import sample, sound
from sonorant.audio import files
from sonorant.sessions.store import Search, Store
from sonorant.speech.assessment import Provenance, Scores
from sonorant.speech.config import AssessmentConfig


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    for title, text, score, engine, scenario in (
        ("Morning", "The river ran by.", 50.0, "embedded", "river"),
        ("STRASSE", "Ein 100% Übung_", 69.6, "azure", ""),
        ("Evening", "The bus was late.", 90.0, "embedded", "night-bus"),
    ):
        take = store.new_take()
        files.write_wav(take, sound())
        assessment = replace(
            sample(), text=text, scores=Scores(pronunciation=score), provenance=Provenance(engine, "1")
        )
        store.save(take, assessment, AssessmentConfig(text), title, scenario)
    return store


def found(store: Store, search: Search) -> list[str]:
    return [summary.title for summary in store.sessions(search)]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("", ["Evening", "STRASSE", "Morning"]),
        ("the", ["Evening", "Morning"]),
        ("RAN the", ["Morning"]),
        ("bus morning", []),
        ("straße", ["STRASSE"]),
        ("übung", ["STRASSE"]),
        ("100%", ["STRASSE"]),
        ("%", ["STRASSE"]),
        ("'", []),
    ],
)
def test_every_word_stands_somewhere_in_any_letter_case(store: Store, words: str, titles: list[str]) -> None:
    assert found(store, Search(words)) == titles


def test_notes_are_searched_as_well(store: Store) -> None:
    store.note(store.sessions()[0].id, "Mind the th.")

    assert found(store, Search("mind")) == ["Evening"]


def test_scores_scenario_and_engine_narrow_the_list(store: Store) -> None:
    assert found(store, Search(least=70)) == ["Evening", "STRASSE"]  # 69.6 is shown as 70
    assert found(store, Search(most=70)) == ["STRASSE", "Morning"]
    assert found(store, Search(most=69)) == ["Morning"]
    assert found(store, Search(scenario="river")) == ["Morning"]
    assert found(store, Search(scenario="")) == ["STRASSE"]
    assert found(store, Search(engine="azure")) == ["STRASSE"]
    assert found(store, Search("late", least=80, engine="embedded")) == ["Evening"]


def test_a_session_is_found_by_every_engine_that_judged_it(store: Store) -> None:
    evening = store.sessions(Search("late"))[0]
    azure = replace(sample(), text=evening.text, scores=Scores(pronunciation=20.0), provenance=Provenance("azure", "1"))
    store.add_verdict(evening.id, azure, AssessmentConfig("The bus was late."))

    assert found(store, Search(engine="azure")) == ["Evening", "STRASSE"]
    assert found(store, Search(engine="embedded")) == ["Evening", "Morning"]
    now = store.sessions(Search("late"))[0]
    assert (now.engine, now.engines, now.pronunciation) == ("azure", {"azure", "embedded"}, 20.0)


def test_dates_narrow_the_list_and_the_end_is_not_included(store: Store) -> None:
    created = store.sessions(Search("river"))[0].created
    assert found(store, Search(since=created)) == ["Evening", "STRASSE", "Morning"]
    assert found(store, Search(until=created)) == []
    assert found(store, Search(until=created + timedelta(microseconds=1))) == ["Morning"]
    assert found(store, Search(since=datetime.now(UTC) + timedelta(days=1))) == []
