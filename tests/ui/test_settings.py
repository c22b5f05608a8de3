"""What is set is there again, whatever happened to the file."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from sonorant.audio.files import NotWritten
from sonorant.ui.settings import VERSION, Language, Scheme, Settings, SettingsFile, about


def read(path: Path) -> dict[str, object]:
    values = json.loads(path.read_text())
    assert isinstance(values, dict)
    return values


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    changed = Settings(
        microphone="Headset|ALSA",
        scheme=Scheme.DARK,
        text_percent=150,
        language=Language.GERMAN,
        reduced_motion=True,
        aloud=False,
        avatar=True,
        assess_each=True,
        keys={"record": "F5"},
    )
    SettingsFile(tmp_path / "new" / "settings.json").save(changed)

    assert SettingsFile(tmp_path / "new" / "settings.json").load() == changed


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "none.json").load() == Settings()


@pytest.mark.parametrize("text", ["", "[]", "no JSON", "\x00", '"x"'])
def test_a_damaged_file_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "s.json").write_text(text)
    assert SettingsFile(tmp_path / "s.json").load() == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("scheme", "pink"), ("text_percent", 9000), ("text_percent", True), ("reduced_motion", 1), ("keys", {"a": 1})],
)
def test_a_value_that_makes_no_sense_has_its_default_and_the_rest_stays(
    tmp_path: Path, name: str, value: object
) -> None:
    (tmp_path / "s.json").write_text(json.dumps({"microphone": "M|A", name: value}))
    assert SettingsFile(tmp_path / "s.json").load() == Settings(microphone="M|A")


def test_what_a_newer_version_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps({"version": VERSION + 1, "scheme": "dark", "hologram": [1, 2]}))
    file = SettingsFile(path)

    file.save(replace(file.load(), text_percent=120))

    assert read(path) | {"version": VERSION + 1, "scheme": "dark", "hologram": [1, 2], "text_percent": 120} == read(
        path
    )


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritten, match="settings could not be saved"):
        SettingsFile(tmp_path / "file" / "settings.json").save(Settings())


def test_every_setting_has_a_title_and_a_word_of_help() -> None:
    for each in fields(Settings):
        if each.metadata:
            assert about(each.name).title
            assert about(each.name).help.endswith(".")
