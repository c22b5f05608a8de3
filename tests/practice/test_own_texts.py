from __future__ import annotations

from pathlib import Path

import pytest

from sonorant.practice import own_texts
from sonorant.practice.own_texts import OwnTexts
from sonorant.speech.failures import SonorantError, UnusableInput


def test_texts_are_there_again_next_time(tmp_path: Path) -> None:
    OwnTexts(tmp_path / "texts").write("own", "Tea – or coffee?")
    OwnTexts(tmp_path / "texts").write("topic-weekend", "I slept.")
    OwnTexts(tmp_path / "texts").write("own", "Coffee.")

    assert OwnTexts(tmp_path / "texts").read() == {"own": "Coffee.", "topic-weekend": "I slept."}


def test_where_nothing_was_written_there_is_nothing(tmp_path: Path) -> None:
    assert OwnTexts(tmp_path / "texts").read() == {}


def test_a_text_that_cannot_be_kept_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("in the way")
    with pytest.raises(SonorantError, match=r"^Your text cannot be kept \(.+\): check .+\.$"):
        OwnTexts(tmp_path / "texts").write("own", "Tea.")


def test_a_text_can_be_removed_and_that_twice(tmp_path: Path) -> None:
    texts = OwnTexts(tmp_path)
    texts.write("own", "Tea.")
    texts.remove("own")
    texts.remove("own")
    assert texts.read() == {}


def test_a_text_that_cannot_be_removed_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "own.txt").mkdir()
    with pytest.raises(SonorantError, match=r"^Your text cannot be removed \(.+\): check .+\.$"):
        OwnTexts(tmp_path).remove("own")


@pytest.mark.parametrize(("raw", "text"), [(b"\xef\xbb\xbfCaf\xc3\xa9.\n", "Café."), (b"Caf\xe9.", "Café.")])
def test_a_file_is_read_in_the_usual_encodings(tmp_path: Path, raw: bytes, text: str) -> None:
    (tmp_path / "mine.txt").write_bytes(raw)
    assert own_texts.from_file(tmp_path / "mine.txt") == text


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [(b"RIFF\0\0", "is not a plain text"), (b"tea " * 6000, "is too long"), (None, "cannot be read")],
)
def test_a_file_that_is_no_text_to_say_is_refused(tmp_path: Path, raw: bytes | None, complaint: str) -> None:
    if raw is not None:
        (tmp_path / "mine.txt").write_bytes(raw)
    with pytest.raises(UnusableInput, match=f"“mine.txt” {complaint}"):
        own_texts.from_file(tmp_path / "mine.txt")
