"""A kept session written to a file of the user's choice."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from sample_assessment import sample, sound
from sonorant.audio.files import write_wav
from sonorant.sessions.exports.saving import LONGEST_NAME, Form, export, file_name, write
from sonorant.sessions.store import Session, Store
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment, Phoneme, PhonemeError, PhonemeFinding, Word
from sonorant.speech.config import AssessmentConfig

DOUBTFUL = Phoneme("θ", accuracy=75.0, finding=PhonemeFinding(PhonemeError.SUBSTITUTION, "s", 0.3))
CERTAIN = Phoneme("ɪ", accuracy=20.0, finding=PhonemeFinding(PhonemeError.SUBSTITUTION, "i", 0.9))


def kept(folder: Path, assessment: Assessment, *, synthetic: bool = False) -> Session:
    store = Store(folder / "store")
    take = store.new_take()
    write_wav(take, sound())
    return store.save(take, assessment, AssessmentConfig(), "By the river", synthetic=synthetic)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("By the river", "By the river"),
        ("../../home/a b", "-..-home-a b"),
        ('C:\\now? <"x">|*', "C--now- --x----"),
        ("two\nlines\0", "two-lines-"),
        (" … .", "…"),
        ("...", "session"),
        ("", "session"),
        ("long " * 100, ("long " * 100)[:LONGEST_NAME].strip()),
    ],
)
def test_a_title_becomes_the_name_of_a_file_in_the_folder_that_is_chosen(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize(
    ("form", "error"),
    [(Form.HTML, "was said as"), (Form.CSV, "Substitution"), (Form.TEXTGRID, "→"), (Form.JSON, '"Substitution"')],
)
def test_only_what_counts_is_written_and_the_session_keeps_the_rest(tmp_path: Path, form: Form, error: str) -> None:
    second = 10_000_000
    doubtful, certain = replace(DOUBTFUL, offset=0, duration=second), replace(CERTAIN, offset=second, duration=second)
    word = Word("thin", 0, 2 * second, phonemes=(doubtful, certain))
    session = kept(tmp_path, replace(sample(), words=(word,)))
    write(session, sound(), form, tmp_path / "report")
    text = (tmp_path / "report").read_text(encoding="utf-8-sig")
    assert error in text
    assert "s" not in _heard(form, text)
    assert session.assessment.words == (word,)


def _heard(form: Form, text: str) -> list[str]:
    """The sounds that a file says were heard instead of others."""
    if form is Form.JSON:
        words = azure_json.from_json(json.loads(text)).words or ()
        return [each.finding.heard for each in words[0].phonemes or () if each.finding and each.finding.heard]
    before = {Form.HTML: "was said as ", Form.CSV: ",θ,", Form.TEXTGRID: "→"}[form]
    return [each[0] for each in text.split(before)[1:]]


def test_a_poor_sound_whose_finding_does_not_count_is_not_marked_for_its_score(tmp_path: Path) -> None:
    doubtful = replace(DOUBTFUL, accuracy=20.0, offset=0, duration=10_000_000)
    session = kept(tmp_path, replace(sample(), words=(Word("thin", 0, 10_000_000, phonemes=(doubtful,)),)))
    errors = {}
    for strictness in (0.5, 0.8):
        write(session, sound(), Form.CSV, tmp_path / "table.csv", strictness)
        (row,) = csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text(encoding="utf-8-sig")))
        errors[strictness] = row["error"]
    assert errors == {0.5: "", 0.8: "Substitution"}


@pytest.mark.parametrize("synthetic", [True, False])
def test_a_page_says_of_a_synthetic_voice_that_it_is_one(tmp_path: Path, synthetic: bool) -> None:
    write(kept(tmp_path, sample(), synthetic=synthetic), sound(), Form.HTML, tmp_path / "page.html")
    assert ("Synthetic voice</span>" in (tmp_path / "page.html").read_text(encoding="utf-8")) is synthetic


def test_a_long_assessment_is_written_as_it_would_be_at_once_in_little_more_memory_than_it_takes() -> None:
    long = replace(sample(), words=(sample().words or ()) * 200)
    whole = azure_json.to_json(long)
    tracemalloc.start()
    written = export(Form.JSON, long, sound(), "t")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert written.decode() == json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    assert peak < 5 * len(written)


def test_spreadsheets_are_told_that_a_table_is_utf8() -> None:
    assert export(Form.CSV, sample(), sound(), "t").startswith(b"\xef\xbb\xbfword,")
    assert not export(Form.JSON, sample(), sound(), "t").startswith(b"\xef\xbb\xbf")
