"""The whole way of a model, on a small corpus made on the spot: labels and FLAC in, model out, benchmark on it."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sonorant import __version__, assets
from sonorant.audio.files import read
from sonorant.cli import main
from sonorant.engines.embedded import benchmark, certainty, report_card, scoring_model, synthetic, training
from sonorant.engines.embedded.corpus import read_corpus
from sonorant.speech.failures import SonorantError, UnusableInput
from sonorant.speech.phonemes import PHONES

TEXTS = ["THE CAT SAT ON THE MAT", "SHE LIKES GREEN TEA", "WE WALKED HOME", "IT IS NOT FISH"]
SPEAKERS = 6


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> tuple[Path, Path]:
    """Labels and audio in the layout of the real corpus: 24 utterances of six would-be speakers."""
    folder = tmp_path_factory.mktemp("corpus")
    entries = {}
    for number, utterance in enumerate(synthetic.make(TEXTS, 24, folder, seed=5)):
        name = f"{number:06}"
        audio = read(utterance.audio)
        soundfile.write(folder / f"{name}.flac", audio.samples, audio.rate)
        score = int(min(word.accuracy for word in utterance.words))
        entries[name] = {
            "text": utterance.text,
            "speaker": f"{number % SPEAKERS:04}",
            **dict.fromkeys(("accuracy", "fluency", "prosodic", "total"), score),
            "words": [
                {
                    "text": word.text.upper(),
                    "accuracy": word.accuracy,
                    "total": word.total,
                    "phones": list(word.phones),
                    "phones-accuracy": list(word.phone_scores),
                }
                for word in utterance.words
            ],
        }
    labels = folder / "labels.json.gz"
    labels.write_bytes(gzip.compress(json.dumps(entries).encode()))
    return labels, folder


@pytest.mark.slow
def test_training_prints_its_table_and_writes_a_model_that_judges(corpus, tmp_path):
    lines: list[str] = []
    training.train(*corpus, tmp_path, say=lines.append)
    model = scoring_model.read(tmp_path / scoring_model.FILE_NAME)
    utterance = read_corpus(*corpus)[0]
    judged = model.judge(training.hear(utterance))
    assert len(judged.phones) == sum(len(word.phones) for word in utterance.words)
    assert ((judged.phones >= 0) & (judged.phones <= 2)).all()
    assert set(judged.take) == {"accuracy", "fluency", "prosody", "total"}
    table = "\n".join(lines)
    told = ("phone", "word_accuracy", "word_total", "fluency", "prosody", "Planted", "Exchanged", "Repeatable noise")
    assert all(name in table for name in told)
    assert certainty.read(tmp_path / certainty.FILE_NAME).noise["accuracy"] > 0.0

    again = tmp_path / "again"
    training.train(*corpus, again, say=lambda _: None)
    assert (again / scoring_model.FILE_NAME).read_bytes() == (tmp_path / scoring_model.FILE_NAME).read_bytes()


@pytest.mark.parametrize("phones", ["corpus", "lexicon"])
def test_the_benchmark_compares_with_the_labels(corpus, phones):
    result = benchmark.run(*corpus, limit=8, phones=phones)
    assert result["utterances"] == 8
    assert result["unjudged"] == 0
    assert result["phone_pcc"] > 0.3
    assert result["rtf"] > 0
    assert set(result["detection"]) == {"below_1.0", "below_1.5"}
    json.dumps(result)


def test_the_benchmark_gives_the_same_numbers_in_several_processes(corpus):
    one, two = benchmark.run(*corpus, limit=6), benchmark.run(*corpus, limit=6, jobs=2)
    one.pop("rtf")
    two.pop("rtf")
    assert one == two


def test_the_benchmark_writes_the_report_card_and_its_page(corpus, tmp_path, capsys):
    labels, audio = map(str, corpus)
    command = ["benchmark", "--labels", labels, "--audio", audio, "--limit", "4", "--report", str(tmp_path / "card")]
    assert main(command) == 0
    capsys.readouterr()
    card = report_card.read(tmp_path / "card" / report_card.FILE_NAME)
    assert card.version == __version__
    assert card.day == date.today().isoformat()
    assert card.shipped["utterances"] == 4
    assert set(card.sounds) == set(PHONES)
    assert card.boundaries is None  # its sentences are too short
    assert card.version in (tmp_path / "card" / "report_card.html").read_text(encoding="utf-8")


def test_what_cannot_be_computed_is_none(corpus):
    assert benchmark.run(*corpus, limit=1)["utterance_total_pcc"] is None


def test_too_few_speakers_are_refused(corpus, tmp_path):
    labels, folder = corpus
    entries = json.loads(gzip.decompress(labels.read_bytes()))
    few = tmp_path / "few.json.gz"
    few.write_bytes(gzip.compress(json.dumps({"000000": entries["000000"]}).encode()))
    with pytest.raises(UnusableInput, match="speakers"):
        training.train(few, folder, tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"", b"no gzip", gzip.compress(b"[1]"), gzip.compress(b'{"a": {}}'), gzip.compress(b"{}")],
    # All processes that share the tests must know them by the same names, and what is packed says when.
    ids=["nothing", "no-gzip", "a-list", "an-entry-without-labels", "no-entries"],
)
def test_labels_that_are_none_are_refused(content, tmp_path):
    labels = tmp_path / "labels.json.gz"
    labels.write_bytes(content)
    with pytest.raises(UnusableInput, match="labels"):
        read_corpus(labels, tmp_path)


def test_missing_recordings_are_counted(corpus, tmp_path):
    with pytest.raises(UnusableInput, match="24 recordings are missing"):
        read_corpus(corpus[0], tmp_path)


def test_a_damaged_model_is_said_to_be_so(tmp_path):
    damaged = tmp_path / scoring_model.FILE_NAME
    np.savez(damaged, allow_pickle=False, about=np.zeros(1))
    with pytest.raises(SonorantError, match="damaged"):
        scoring_model.read(damaged)
    with pytest.raises(SonorantError, match="missing"):
        scoring_model.read(tmp_path / "none.npz")


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", b"\x00" * 100])
def test_a_model_file_that_is_none_is_said_to_be_damaged(damage, tmp_path):
    file = tmp_path / scoring_model.FILE_NAME
    file.write_bytes(damage)
    with pytest.raises(SonorantError, match="damaged"):
        scoring_model.read(file)


def test_a_model_file_that_is_cut_off_or_changed_is_said_to_be_damaged(tmp_path):
    whole = assets.path("models", scoring_model.FILE_NAME).read_bytes()
    file = tmp_path / scoring_model.FILE_NAME
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SonorantError, match="damaged"):
        scoring_model.read(file)
    middle = len(whole) // 2
    file.write_bytes(whole[:middle] + bytes(200) + whole[middle + 200 :])
    with pytest.raises(SonorantError, match="damaged"):
        scoring_model.read(file)
