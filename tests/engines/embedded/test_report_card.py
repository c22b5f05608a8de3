from __future__ import annotations

import json

import pytest

from sonorant import assets
from sonorant.cli.card import page
from sonorant.engines.embedded import report_card, scoring_model
from sonorant.engines.embedded.boundaries import boundary_errors, summary
from sonorant.speech.failures import SonorantError
from sonorant.speech.phonemes import PHONES


@pytest.fixture(scope="module")
def shipped():
    return report_card.read(assets.path("models", report_card.FILE_NAME))


def test_the_card_that_ships_tells_agreement_sounds_places_and_what_is_missing(shipped):
    assert {"accuracy", "fluency", "prosody", "word_accuracy", "phone"} <= set(shipped.correlations)
    assert set(shipped.sounds) == set(PHONES)
    assert 0 < shipped.boundaries["median"] < 0.05
    assert any("first languages" in each for each in shipped.not_covered)
    assert "speechocean762" in shipped.corpus


def test_the_card_that_ships_is_that_of_the_models_that_ship(shipped):
    assert shipped.model == scoring_model.load().digest


def test_what_is_written_is_read_again(shipped, tmp_path):
    (tmp_path / "card.json").write_text(report_card.to_json(shipped), encoding="utf-8")
    assert report_card.read(tmp_path / "card.json") == shipped


def test_the_page_says_the_same_and_needs_nothing_else(shipped):
    said = page(shipped)
    assert f"{shipped.correlations['accuracy']:.2f}" in said
    assert all(f"<td>{phone}</td>" in said for phone in PHONES)
    assert f"{shipped.noise['accuracy']:.1f}" in said
    assert all(each in said for each in shipped.not_covered)
    assert "http" not in said


@pytest.mark.parametrize("content", ["", "{}", json.dumps({"sounds": {"AA": 1}})])
def test_a_damaged_card_is_told(tmp_path, content):
    (tmp_path / "card.json").write_text(content)
    with pytest.raises(SonorantError, match="install Sonorant again"):
        report_card.read(tmp_path / "card.json")


def test_the_model_tells_how_it_was_trained():
    about = scoring_model.about()
    assert about["utterances"] > 0
    assert set(scoring_model.TAKE_ASPECTS) <= set(about["cross_validation"])


def test_starts_in_synthetic_speech_are_found_to_a_few_hundredths_of_a_second():
    measured = summary(boundary_errors(["She sells flowers near the railway station every morning."]))
    assert measured["within_20_ms"] > 0.7
    assert measured["median"] < 0.02
