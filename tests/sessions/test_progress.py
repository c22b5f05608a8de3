"""What all sessions together say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sample_assessment import sample, sound, unit
from sonorant.audio import files
from sonorant.sessions.store import Store
from sonorant.speech.assessment import Assessment, Phoneme, Provenance, Scores, Word
from sonorant.speech.config import AssessmentConfig


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def saved(store: Store, assessment: Assessment, title: str = "") -> int:
    take = store.new_take()
    files.write_wav(take, sound())
    return store.save(take, assessment, AssessmentConfig(assessment.text), title).id


def scored(**scores: float) -> Assessment:
    """A word of three sounds with these scores, named in IPA, said at 0, 0.1 and 0.2 s."""
    word = unit("word", list(scores), start=0, frames=10)
    said = tuple(replace(each, accuracy=scores[each.phoneme or ""], finding=None) for each in word.phonemes or ())
    return replace(sample(), words=(replace(word, phonemes=said),))


def test_history_is_the_oldest_first_with_all_scores(store: Store) -> None:
    for number in range(3):
        saved(store, replace(sample(), scores=Scores(50.0, 60.0, 70.0, None, 40.0 + number)), f"take {number}")

    first, *_, last = store.history()

    assert (first.title, first.accuracy, first.fluency, first.completeness, first.prosody) == (
        "take 0",
        50,
        60,
        70,
        None,
    )
    assert (last.title, last.pronunciation, last.engine) == ("take 2", 42.0, "embedded")


def test_a_session_counts_once_by_its_newest_verdict(store: Store) -> None:
    id_ = saved(store, scored(s=10.0))
    for _ in range(5):
        store.add_verdict(id_, scored(s=90.0), AssessmentConfig("word"))

    assert len(store.history()) == 1
    assert store.sounds("embedded") == []  # said once is not enough
    for _ in range(4):
        saved(store, scored(s=90.0))
    assert [(sound.said, sound.score) for sound in store.sounds("embedded")] == [(5, 90.0)]


def test_the_weakest_sounds_come_first_with_how_often_they_were_poor(store: Store) -> None:
    for score in (20.0, 40.0, 60.0, 80.0, 100.0):
        saved(store, scored(θ=score, s=90.0))

    assert [(each.phone, each.said, each.score, each.poor) for each in store.sounds("embedded")] == [
        ("TH", 5, 60.0, 2),
        ("S", 5, 90.0, 0),
    ]


def test_engines_are_never_mixed(store: Store) -> None:
    for _ in range(5):
        saved(store, scored(s=50.0))
        saved(store, replace(scored(s=100.0), provenance=Provenance("azure", "1")))

    assert [each.score for each in store.sounds("embedded")] == [50.0]
    assert [each.score for each in store.sounds("azure")] == [100.0]
    assert store.sounds("another") == []


def test_examples_say_where_the_worst_were_said(store: Store) -> None:
    for score in (70.0, 30.0, 50.0):
        saved(store, scored(ɪ=99.0, θ=score), f"take {score:.0f}")

    found = store.examples("embedded", "TH")

    assert [(each.title, each.score) for each in found] == [("take 30", 30.0), ("take 50", 50.0), ("take 70", 70.0)]
    assert (found[0].word, found[0].start, found[0].stop) == ("word", 0.1, 0.19)


def test_deleted_sessions_count_no_more(store: Store) -> None:
    ids = [saved(store, scored(s=50.0)) for _ in range(5)]
    store.delete(ids[0])
    assert (len(store.history()), store.sounds("embedded")) == (4, [])


def test_what_has_no_score_or_no_name_does_not_count(store: Store) -> None:
    for _ in range(5):
        saved(store, Assessment(words=(Word("so", phonemes=(Phoneme("s"), Phoneme(None, accuracy=50.0))),)))
    assert store.sounds("") == []


def test_sounds_whose_name_is_not_known_keep_it(store: Store) -> None:
    for _ in range(5):
        saved(store, scored(ʘ=50.0))
    assert [each.phone for each in store.sounds("embedded")] == ["ʘ"]
