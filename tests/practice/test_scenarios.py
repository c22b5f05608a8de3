import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.practice import scenarios
from sonorant.practice.scenarios import Scenario
from sonorant.speech.failures import UnusableInput
from sonorant.speech.normalise import tokens

BUNDLED = Path(__file__).parents[2] / "resources" / "scenarios"
GOOD = {"title": '"Tea"', "kind": '"reading"', "level": '"A2"', "text": '"Hot tea,\\n please."'}


def write(folder: Path, name: str = "tea.toml", changes: Mapping[str, str | None] = {}) -> Path:
    lines = [f"{key} = {value}" for key, value in {**GOOD, **changes}.items() if value is not None]
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_scenario_is_named_after_its_file_and_its_text_is_one_line(tmp_path: Path) -> None:
    write(tmp_path)
    assert scenarios.load(tmp_path) == [Scenario("tea", "Tea", "reading", "A2", "Hot tea, please.")]


def test_scenarios_come_easiest_first_then_by_title(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", {"level": '"C1"'})
    write(tmp_path, "b.toml", {"title": '"Zebra"'})
    write(tmp_path, "c.toml", {"title": '"Ant"'})
    assert [each.id for each in scenarios.load(tmp_path)] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"level": None}, "tea.toml has no key 'level'"),
        ({"level": '"Z9"'}, "tea.toml: 'level' must be one of A1, A2"),
        ({"kind": '"opera"'}, "tea.toml: 'kind' must be one of conversation, topic, exercise, reading"),
        ({"text": '"  "'}, "tea.toml: 'text' must be text"),
        ({"title": "7"}, "tea.toml: 'title' must be text"),
        ({"colour": '"red"'}, "tea.toml: the key 'colour' is not known"),
        ({"title": "Tea"}, "tea.toml is not a TOML file"),
    ],
)
def test_a_broken_file_is_refused_by_name_and_key(
    tmp_path: Path, changes: dict[str, str | None], complaint: str
) -> None:
    write(tmp_path, changes=changes)
    with pytest.raises(UnusableInput, match=re.escape(complaint)) as failure:
        scenarios.load(tmp_path)
    assert "\n" not in str(failure.value)


def test_a_file_that_is_not_utf8_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "tea.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(UnusableInput, match=r"tea\.toml is not a TOML file in UTF-8"):
        scenarios.load(tmp_path)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="There is no folder of scenarios"):
        scenarios.load(tmp_path / "nowhere")


def test_there_are_readings_and_exercises_of_all_levels_and_of_readable_length() -> None:
    bundled = scenarios.load(BUNDLED)
    readings = [each for each in bundled if each.kind == "reading"]
    exercises = [each for each in bundled if each.kind == "exercise"]
    assert len(readings) >= 10
    assert len(exercises) >= 10
    assert {each.level for each in readings} == {"A1", "A2", "B1", "B2", "C1"}
    assert all(40 <= each.words <= 110 for each in [*readings, *exercises])
    assert all(each.hint for each in exercises)


def test_every_bundled_word_has_a_pronunciation_in_the_dictionary() -> None:
    lexicon = load_lexicon()
    for each in scenarios.load(BUNDLED):
        unknown = [token.word for token in tokens(each.text, lexicon.known) if not lexicon.known(token.word)]
        assert unknown == [], each.id


def test_a_hint_is_optional_and_the_time_is_told(tmp_path: Path) -> None:
    write(tmp_path, changes={"kind": '"exercise"', "hint": '"Mind the tea."', "text": f'"{"tea " * 60}"'})
    [tea] = scenarios.load(tmp_path)
    assert (tea.hint, tea.words, tea.seconds) == ("Mind the tea.", 60, 30.0)


def test_one_bundled_reading_is_dense_in_the_usual_difficult_sounds() -> None:
    [river] = [each for each in scenarios.load(BUNDLED) if each.id == "weather-river"]
    words = re.findall(r"[a-z]+", river.text.lower())
    for letters in ("th", "w", "v", "r", "l"):
        assert sum(letters in word for word in words) >= 10, letters
