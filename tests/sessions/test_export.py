import csv
import io
from pathlib import Path

import pytest
from praatio import textgrid  # type: ignore[import-untyped]

from sample_assessment import SECONDS, measured, sample
from sonorant.sessions.exports.spreadsheet import COLUMNS, csv_text
from sonorant.sessions.exports.tiers import textgrid_text
from sonorant.speech.assessment import TICKS_PER_SECOND, Assessment, ErrorType, Phoneme, Word


def table(assessment: Assessment) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_text(assessment), newline="")))


def tiers(text: str, folder: Path) -> dict[str, list[tuple[float, float, str]]]:
    """The tiers as another program reads them, silences included."""
    path = folder / "take.TextGrid"
    path.write_text(text, encoding="utf-8")
    grid = textgrid.openTextgrid(str(path), includeEmptyIntervals=True, reportingMode="error")
    return {tier.name: [tuple(entry) for entry in tier.entries] for tier in grid.tiers}


class TestCsv:
    def test_begins_with_the_column_names(self) -> None:
        assert csv_text(sample()).startswith(
            "word,syllable,expected,heard,score,start,end,error,word_score,word_error,reliable,word_score_low,"
            "word_score_high,overall,overall_low,overall_high,accuracy,accuracy_low,accuracy_high,fluency,fluency_low,"
            "fluency_high,completeness,completeness_low,completeness_high,prosody,prosody_low,prosody_high,score_low,"
            "score_high\r\n"
        )

    def test_has_one_line_per_phoneme_and_one_per_word_without_phonemes(self) -> None:
        assert [row["expected"] for row in table(sample())] == [
            *("aɪ", "θ", "ɪ", "ŋ", "k", "", "ɹ", "ɪ", "v", "ɚ", "ɹ", "æ", "n", "æ", "n", "b", "aɪ")
        ]

    def test_tells_what_was_heard_where_and_how_wrong_it_was(self) -> None:
        found = table(sample())[1]
        assert {column: found[column] for column in COLUMNS[:10]} == {
            "word": "think",
            "syllable": "θɪŋk",
            "expected": "θ",
            "heard": "s",
            "score": "15",
            "start": "0.300",
            "end": "0.400",
            "error": "Substitution",
            "word_score": "42",
            "word_error": "Mispronunciation",
        }

    def test_puts_each_phoneme_in_its_syllable(self) -> None:
        assert [row["syllable"] for row in table(sample()) if row["word"] == "river"] == ["ɹɪ", "ɹɪ", "vɚ", "vɚ"]

    def test_leaves_empty_what_an_omitted_word_does_not_have(self) -> None:
        [row] = [row for row in table(sample()) if row["word"] == "the"]
        assert row.pop("word_error") == "Omission"
        assert row.pop("word") == "the"
        assert {row[column] for column in COLUMNS[1:9]} == {""}
        assert row["word_score_low"] == row["word_score_high"] == row["reliable"] == ""

    def test_says_of_each_error_of_a_sound_whether_it_can_be_relied_on(self) -> None:
        told = {(row["word"], row["expected"]): row["reliable"] for row in table(measured()) if row["error"]}
        assert told == {("think", "θ"): "no", ("think", "k"): "yes", ("river", "ɹ"): "yes"}
        assert {row["reliable"] for row in table(measured()) if not row["error"]} == {""}

    def test_has_where_the_experts_score_of_each_word_lies(self) -> None:
        assert {(row["word_score_low"], row["word_score_high"]) for row in table(measured()) if row["word_score"]} == {
            ("31.5", "97")
        }
        assert {row["word_score_low"] for row in table(sample())} == {""}

    def test_has_the_scores_of_the_take_with_where_the_experts_lie_on_every_line(self) -> None:
        for row in table(measured()):
            assert (row["overall"], row["overall_low"], row["overall_high"]) == ("66.2", "55", "75.5")
            assert (row["accuracy"], row["accuracy_low"], row["accuracy_high"]) == ("81", "70.2", "90.4")
            assert (row["fluency"], row["fluency_low"], row["fluency_high"]) == ("64.5", "54", "75")
            assert (row["prosody"], row["prosody_low"], row["prosody_high"]) == ("58", "45", "70")
            assert (row["completeness"], row["completeness_low"]) == ("83", "")

    def test_has_where_the_experts_score_of_a_phoneme_lies_if_that_is_known(self) -> None:
        known = [row for row in table(measured()) if row["score_low"]]
        assert [(row["expected"], row["score_low"], row["score_high"]) for row in known] == [("θ", "12.5", "61")]

    def test_names_the_pause_before_a_word(self) -> None:
        assert {row["word_error"] for row in table(sample()) if row["word"] == "river"} == {"UnexpectedBreak"}

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_a_cell_that_looks_like_a_formula_is_made_text(self, start: str) -> None:
        word = Word(f"{start}SUM(A1)", phonemes=(Phoneme(f"{start}x"),))
        [row] = table(Assessment(words=(word,)))
        assert (row["word"], row["expected"]) == (f"'{start}SUM(A1)", f"'{start}x")

    def test_quotes_and_commas_in_a_word_come_back(self) -> None:
        [row] = table(Assessment(words=(Word('say "a, b"'),)))
        assert row["word"] == 'say "a, b"'

    def test_a_good_sound_is_no_error_in_five_point_grading_either(self) -> None:
        word = Word("so", phonemes=(Phoneme("s", accuracy=4.5), Phoneme("oʊ", accuracy=2.5)))
        five = csv.DictReader(io.StringIO(csv_text(Assessment(words=(word,)), scale=5.0), newline=""))
        assert [row["error"] for row in five] == ["", "Mispronunciation"]

    def test_nothing_to_list_is_only_the_column_names(self) -> None:
        assert table(Assessment(words=None)) == []


class TestTextGrid:
    def test_has_the_four_tiers_from_the_start_to_the_end_of_the_take(self, tmp_path: Path) -> None:
        read = tiers(textgrid_text(sample(), SECONDS), tmp_path)
        assert list(read) == ["words", "syllables", "phones", "errors"]
        for entries in read.values():
            assert entries[0][0] == 0
            assert entries[-1][1] == SECONDS

    def test_every_tier_is_contiguous(self, tmp_path: Path) -> None:
        for entries in tiers(textgrid_text(sample(), SECONDS), tmp_path).values():
            assert [each[0] for each in entries[1:]] == [each[1] for each in entries[:-1]]

    def test_a_gap_of_one_frame_is_closed_and_a_silence_stays(self, tmp_path: Path) -> None:
        words = tiers(textgrid_text(sample(), SECONDS), tmp_path)["words"]
        assert words == [
            (0.0, 0.2, ""),
            (0.2, 0.3, "I"),
            (0.3, 0.69, "think"),
            (0.69, 1.5, ""),
            (1.5, 1.82, "river"),
            (1.82, 2.09, "ran"),
            (2.09, 2.24, "an"),
            (2.24, 2.3, ""),
            (2.3, 2.53, "by"),
            (2.53, 3.0, ""),
        ]

    def test_errors_stand_where_they_were_made(self, tmp_path: Path) -> None:
        errors = tiers(textgrid_text(sample(), SECONDS), tmp_path)["errors"]
        assert [each for each in errors if each[2]] == [
            (0.3, 0.4, "S another sound: θ→s"),
            (0.6, 0.69, "D sound left out: k"),
            (0.69, 1.5, "O word left out: the; P unexpected pause"),
            (1.5, 1.58, "S another sound: ɹ→l"),
            (2.09, 2.24, "A word added: an"),
        ]

    def test_an_error_that_cannot_be_relied_on_has_a_question_mark(self, tmp_path: Path) -> None:
        errors = tiers(textgrid_text(measured(), SECONDS), tmp_path)["errors"]
        assert (0.3, 0.4, "S? another sound: θ→s") in errors
        assert (0.6, 0.69, "D sound left out: k") in errors

    def test_a_good_sound_is_no_error_in_five_point_grading_either(self, tmp_path: Path) -> None:
        second = TICKS_PER_SECOND
        phonemes = Phoneme("s", 0, second, accuracy=4.5), Phoneme("oʊ", second, second, accuracy=2.5)
        five = textgrid_text(Assessment(words=(Word("so", 0, 2 * second, phonemes=phonemes),)), 2.0, scale=5.0)
        assert tiers(five, tmp_path)["errors"] == [(0, 1, ""), (1, 2, "M mispronounced: oʊ")]

    def test_quotes_survive(self, tmp_path: Path) -> None:
        word = Word('"so"', offset=0, duration=TICKS_PER_SECOND)
        assert tiers(textgrid_text(Assessment(words=(word,)), 1.0), tmp_path)["words"] == [(0, 1, '"so"')]

    def test_a_word_left_out_at_the_very_end_is_still_seen(self, tmp_path: Path) -> None:
        spoken = Word("so", offset=0, duration=TICKS_PER_SECOND)
        left_out = Word("it", error=ErrorType.OMISSION)
        errors = tiers(textgrid_text(Assessment(words=(spoken, left_out)), 1.0), tmp_path)["errors"]
        assert errors[-1] == (0.98, 1.0, "O word left out: it")

    def test_a_take_without_words_is_silent_from_end_to_end(self, tmp_path: Path) -> None:
        for entries in tiers(textgrid_text(Assessment(), 2.5), tmp_path).values():
            assert entries == [(0.0, 2.5, "")]

    def test_times_past_the_end_of_the_take_are_cut(self, tmp_path: Path) -> None:
        read = tiers(textgrid_text(sample(), 2.4), tmp_path)
        assert read["words"][-1] == (2.3, 2.4, "by")


def test_a_sound_that_no_engine_explained_is_an_error_below_sixty() -> None:
    word = Word("so", phonemes=(Phoneme("s", accuracy=59.0), Phoneme("oʊ", accuracy=60.0)))
    assert [row["error"] for row in table(Assessment(words=(word,)))] == ["Mispronunciation", ""]
