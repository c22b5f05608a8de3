import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

from sonorant.practice import samples

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "resources" / "samples"


def test_there_is_a_flawless_and_a_planted_take_of_one_text_both_called_synthetic() -> None:
    flawless, planted = samples.load(BUNDLED)
    assert (flawless.id, planted.id) == ("flawless", "planted")
    assert flawless.text == planted.text
    assert flawless.planted == ()
    for take in (flawless, planted):
        assert take.synthetic
        assert "synthetic" in take.title
        assert take.voice == "flite slt"


def test_the_takes_are_short_16_khz_mono_of_the_stated_length() -> None:
    for take in samples.load(BUNDLED):
        info = soundfile.info(take.audio)
        assert (info.samplerate, info.channels) == (16_000, 1)
        assert info.duration == pytest.approx(take.seconds, abs=0.001)
        assert 5 <= take.seconds <= 10


def test_the_planted_errors_are_the_six_promised_ones_in_order_of_time() -> None:
    planted = samples.load(BUNDLED)[1].planted
    assert [(each.kind, each.phoneme, each.said) for each in planted] == [
        ("substitution", "θ", "s"),
        ("substitution", "v", "w"),
        ("deletion", "k", None),
        ("pause", None, None),
        ("substitution", "ɹ", "l"),
        ("substitution", "oʊ", "æ"),
    ]
    assert [each.start for each in planted] == sorted(each.start for each in planted)


def test_the_planted_pause_is_quiet_all_the_way_and_as_long_as_stated() -> None:
    take = samples.load(BUNDLED)[1]
    [pause] = [each for each in take.planted if each.kind == "pause"]
    sound, rate = soundfile.read(take.audio, dtype="float32")
    # Speech still rings on and begins early by some hundredths of a second.
    quiet = sound[round((pause.start + 0.05) * rate) : round((pause.end - 0.03) * rate)]
    assert pause.end - pause.start == pytest.approx(1.2, abs=0.001)
    assert abs(quiet).max() < 0.02


@pytest.mark.skipif(shutil.which("flite") is None, reason="the synthesiser flite is not installed")
def test_the_recipe_makes_the_bundled_files_again(tmp_path: Path) -> None:
    recipe = ROOT / "packaging" / "make_samples.py"
    subprocess.run([sys.executable, str(recipe), str(tmp_path)], check=True)
    assert (tmp_path / "samples.toml").read_text("utf-8") == (BUNDLED / "samples.toml").read_text("utf-8")
    for take in samples.load(BUNDLED):
        bundled, _ = soundfile.read(take.audio, dtype="int16")
        made, _ = soundfile.read(tmp_path / take.audio.name, dtype="int16")
        assert (bundled == made).all()
