"""A conversation outside of Sonorant: its sound and its words in three forms each; a full disk loses nothing."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from page_reader import Page
from sample_assessment import TEXT, measured
from sample_chat import CONFIG, TALK, learner, partner, tone
from sonorant.audio import files
from sonorant.audio.files import Audio, NotWritten
from sonorant.sessions.exports import chat, saving
from sonorant.sessions.exports.chat import SoundForm, TextForm
from sonorant.sessions.store import Session, Store
from sonorant.speech.content import Alternative, Content, GrammarFinding, Repetition, Vocabulary
from sonorant.speech.failures import Cancelled

CONTENT = Content(
    "He go <home>. It is nice. It is nice.",
    3,
    grammar=(GrammarFinding((3, 5), "agreement", "“He” goes with “goes”.", ("goes",)),),
    vocabulary=Vocabulary(
        words=9,
        different=6,
        levels={"A1": 6},
        bands={"1–500": 6},
        repeated=(Repetition("nice", 2),),
        alternatives=(Alternative((21, 25), "nice", ("kind",)),),
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def session(store: Store) -> Session:
    return store.keep_chat(TALK, CONFIG, "The river", content=CONTENT)


def loudest(audio: Audio, start: float, stop: float) -> float:
    piece = audio.samples[round(start * audio.rate) : round(stop * audio.rate)]
    return float(np.fft.rfftfreq(len(piece), 1 / audio.rate)[np.abs(np.fft.rfft(piece)).argmax()])


class TestSound:
    def test_all_three_forms_can_be_written_here(self) -> None:
        assert chat.sound_forms() == tuple(SoundForm)

    @pytest.mark.parametrize("form", SoundForm)
    def test_both_voices_are_in_order_and_the_length_is_right(
        self, session: Session, tmp_path: Path, form: SoundForm
    ) -> None:
        path = tmp_path / f"chat{form.value}"
        chat.write_sound(files.read(session.audio), form, path)
        heard = files.read(path)
        assert soundfile.info(path).format == form.name
        assert heard.seconds == pytest.approx(5.5, abs=0.06)
        assert [round(loudest(heard, *span), -1) for span in ((0.1, 0.9), (1.6, 4.4), (5.1, 5.4))] == [300, 500, 300]

    @pytest.mark.parametrize("rate", [8_000, 11_025, 44_100, 96_000])
    def test_mp3_takes_any_rate(self, tmp_path: Path, rate: int) -> None:
        chat.write_sound(tone(440, 1.0, rate), SoundForm.MP3, tmp_path / "chat.mp3")
        assert files.read(tmp_path / "chat.mp3").seconds == pytest.approx(1.0, abs=0.06)

    def test_writing_can_be_given_up_and_leaves_nothing(self, tmp_path: Path) -> None:
        def stop(share: float) -> None:
            if share > 0:
                raise Cancelled

        with pytest.raises(Cancelled):
            chat.write_sound(tone(440, 5.0), SoundForm.MP3, tmp_path / "chat.mp3", stop)
        assert list(tmp_path.iterdir()) == []


class TestTranscript:
    def test_as_text_every_turn_has_its_time_and_who_said_it(self, session: Session, tmp_path: Path) -> None:
        chat.write_transcript(session.turns, session.title, TextForm.TEXT, tmp_path / "chat.txt")
        assert (tmp_path / "chat.txt").read_text(encoding="utf-8").splitlines() == [
            "The river",
            "=========",
            "",
            "00:00  Partner: Where were you?",
            f"00:01  You: {TEXT}",
            "00:05  Partner: And then?",
            "       You: I went home.",
        ]

    def test_as_a_table_every_turn_has_its_place_and_its_scores(self, session: Session, tmp_path: Path) -> None:
        chat.write_transcript(session.turns, session.title, TextForm.CSV, tmp_path / "chat.csv")
        rows = list(csv.DictReader(io.StringIO((tmp_path / "chat.csv").read_text(encoding="utf-8-sig"))))
        assert [row["who"] for row in rows] == ["partner", "learner", "partner", "learner"]
        assert (rows[1]["start"], rows[1]["end"], rows[1]["own_words"]) == ("1.500", "4.500", "yes")
        assert (rows[1]["pronunciation"], rows[1]["engine"]) == ("66.2", "embedded")
        assert (rows[3]["start"], rows[3]["pronunciation"], rows[3]["engine"]) == ("", "", "")

    def test_where_the_experts_scores_lie_comes_after_all_that_was_there_before(self, session: Session) -> None:
        judged = replace(session.turns[1], assessment=measured())
        [row] = csv.DictReader(io.StringIO(chat.csv_text([judged])))
        assert list(row)[:10] == [
            *("number", "who", "text", "start", "end", "own_words", "accuracy", "fluency", "pronunciation", "engine")
        ]
        assert list(row.items())[10:] == [
            ("accuracy_low", "70.2"),
            ("accuracy_high", "90.4"),
            ("fluency_low", "54"),
            ("fluency_high", "75"),
            ("pronunciation_low", "55"),
            ("pronunciation_high", "75.5"),
        ]

    def test_no_turn_is_a_formula_of_a_spreadsheet(self, store: Store) -> None:
        session = store.keep_chat([learner("=1+1")], CONFIG, "x")
        assert "'=1+1" in chat.csv_text(session.turns)

    def test_as_a_page_the_turns_can_be_played_and_grammar_and_vocabulary_are_told(
        self, session: Session, tmp_path: Path
    ) -> None:
        path = tmp_path / "chat.html"
        saving.write(session, files.read(session.audio), saving.Form.HTML, path)
        html = path.read_text(encoding="utf-8")
        page = Page(html)
        assert page.open == []
        assert "Where were you?" in page.text
        plays = [button for button in page.all("button") if (button.get("aria-label") or "").startswith("Play turn")]
        assert [(button["data-a"], button["data-b"]) for button in plays] == [
            ("0.000", "1.000"),
            ("1.500", "4.500"),
            ("5.000", "5.500"),
        ]
        assert "Possible mistakes found: 1." in page.text
        assert "There may be more" in page.text
        assert "“He” goes with “goes”." in page.text
        assert "nice (2 times)" in page.text
        assert not [meter for meter in page.all("div") if meter.get("aria-label") == "Grammar"]

    def test_scores_of_a_chat_model_are_meters_and_a_reason_for_none_is_told(self, session: Session) -> None:
        sound = files.read(session.audio)
        judged = replace(session.assessment, content=replace(CONTENT, origin="some-model", grammar_score=60.0))
        html = saving.export(saving.Form.HTML, judged, sound, "x").decode()
        [meter] = [each for each in Page(html).all("div") if each.get("aria-label") == "Grammar"]
        assert meter["aria-valuenow"] == "60"
        assert "the chat model some-model" in html
        silent = replace(session.assessment, content=Content("Hi.", 1, withheld="Say two more sentences."))
        assert "Say two more sentences." in saving.export(saving.Form.HTML, silent, sound, "x").decode()

    def test_what_was_said_is_never_markup(self, store: Store) -> None:
        session = store.keep_chat([partner("<script>alert(1)</script>")], CONFIG, "x", content=CONTENT)
        html = saving.export(
            saving.Form.HTML, session.assessment, files.read(session.audio), "x", turns=session.turns
        ).decode()
        assert "<script>alert" not in html


def test_content_is_kept_with_the_session(session: Session, store: Store) -> None:
    assert store.open(session.id).assessment.content == CONTENT


class TestPlacesThatCannotBeWritten:
    @pytest.mark.parametrize("form", SoundForm)
    def test_are_one_sentence(self, session: Session, tmp_path: Path, form: SoundForm) -> None:
        with pytest.raises(NotWritten, match="could not be written"):
            chat.write_sound(files.read(session.audio), form, tmp_path / "missing" / f"chat{form.value}")

    @pytest.mark.parametrize("form", TextForm)
    def test_are_one_sentence_for_transcripts_too(self, session: Session, tmp_path: Path, form: TextForm) -> None:
        with pytest.raises(NotWritten, match="could not be written"):
            chat.write_transcript(session.turns, session.title, form, tmp_path / "missing" / f"chat{form.value}")


ON_A_FULL_DISK = """
import pathlib, resource, signal, sys
sys.path[:0] = sys.argv[2:]
from sample_chat import CONFIG, TALK, learner, tone
from sonorant.audio import files
from sonorant.sessions.store import Store
from sonorant.sessions.exports.chat import SoundForm, write_sound
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
root = pathlib.Path(sys.argv[1])
store = Store(root / "store")
session = store.keep_chat(TALK[:2], CONFIG, "talk")
before = files.read(session.audio).seconds
take = store.new_take()
files.write_wav(take, tone(400, 1.0))
(root / "chat.wav").write_bytes(b"what stood there")
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, resource.RLIM_INFINITY))
for work in (
    lambda: store.keep_chat([*TALK, learner("Bye.", files.read(take), take=take)], CONFIG, "talk", "", session.id),
    lambda: store.keep_chat(TALK, CONFIG, "another"),
    lambda: write_sound(files.read(session.audio), SoundForm.WAV, root / "chat.wav"),
):
    try:
        work()
        print("nothing happened")
    except Exception as error:
        print(type(error).__name__, error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
opened = store.open(session.id)
print(len(opened.turns), files.read(opened.audio).seconds == before, take.exists(), len(store.sessions()))
print((root / "chat.wav").read_bytes().decode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_is_one_sentence_and_nothing_is_lost(tmp_path: Path) -> None:
    here = Path(__file__).parent
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path), str(here), str(here.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    *failures, kept, file = done.stdout.splitlines()
    assert len(failures) == 3
    assert all(line.startswith(("NotWritten “", "StoreUnusable The sessions in “")) for line in failures)
    assert kept == "2 True True 1"
    assert file == "what stood there"
    assert done.stderr == ""
