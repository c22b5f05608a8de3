import base64
import io
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]

from page_reader import Page
from sample_assessment import SECONDS, measured, noted, sample, sound
from sonorant import assets
from sonorant.audio.files import Audio
from sonorant.sessions.exports import timeline, waveform
from sonorant.sessions.exports.page import html_page
from sonorant.speech.assessment import (
    Assessment,
    Delivery,
    ErrorType,
    Intonation,
    PhonemeError,
    PhonemeFinding,
    Provenance,
    Scores,
    Word,
)
from sonorant.speech.content import Content, Vocabulary
from sonorant.speech.marks import Mark


@pytest.fixture(scope="module")
def html() -> str:
    return html_page(sample(), sound(), "By the river")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_nothing_is_loaded_from_outside(html: str, page: Page) -> None:
    without_sound = re.sub(r"base64,[\w+/=]+", "", html)
    assert not re.search(r"https?:|//[a-z]|@import", without_sound)
    for _, attrs in page.elements:
        assert not (attrs.get("src") or "data:").partition("data:")[0]
        assert (attrs.get("href") or "#").startswith("#")
    assert any("default-src 'none'" in (each.get("content") or "") for each in page.all("meta"))


def test_the_sound_inside_is_the_take_at_16_khz(page: Page) -> None:
    [audio] = page.all("audio")
    data = (audio["src"] or "").removeprefix("data:audio/flac;base64,")
    samples, rate = soundfile.read(io.BytesIO(base64.b64decode(data)), dtype="float32")
    assert rate == 16_000
    np.testing.assert_allclose(samples, sound().samples, atol=2**-15)


def test_a_take_of_another_rate_is_resampled() -> None:
    [audio] = Page(html_page(sample(), Audio(np.zeros(144_000, np.float32), 48_000), "t")).all("audio")
    data = (audio["src"] or "").removeprefix("data:audio/flac;base64,")
    assert soundfile.info(io.BytesIO(base64.b64decode(data))).frames == 48_000


def test_the_rhythm_is_told_with_what_it_means() -> None:
    spoken = replace(sample(), delivery=Delivery(30, 3.0, 4.0, 6.0, rhythm=71.0))
    assert "differ in length by 71 % (good readers: about 58 %" in Page(html_page(spoken, sound(), "t")).text
    assert "Rhythm" not in Page(html_page(sample(), sound(), "t")).text


def test_each_score_is_a_meter_with_its_name_and_value(page: Page) -> None:
    meters = {each["aria-label"]: each["aria-valuenow"] for _, each in page.elements if each.get("role") == "meter"}
    assert meters == {
        "Pronunciation, fair": "66",
        "Accuracy": "81",
        "Fluency": "64",
        "Completeness": "83",
        "Prosody": "58",
    }


def test_a_score_that_the_engine_did_not_give_is_not_shown_as_zero() -> None:
    page = Page(html_page(replace(sample(), scores=Scores(accuracy=81.0)), sound(), "t"))
    assert page.text.count("not given") == 4
    assert "0not given" not in page.text


def test_five_point_scores_are_shown_out_of_five() -> None:
    page = Page(html_page(Assessment(scores=Scores(pronunciation=4.5)), sound(), "t", scale=5.0))
    assert "4.5" in page.text
    assert "of 5 · good" in page.text


def test_where_the_experts_score_lies_stands_beside_each_score_as_text() -> None:
    page = Page(html_page(measured(), sound(), "t"))
    text = re.sub(r"\s+", " ", page.text)
    for said in ("66(55–76) of 100fair", "Accuracy81 (70–90)good", "Fluency64 (54–75)fair", "Prosody58 (45–70)"):
        assert said in text
    assert text.count("(32–97)") == 6, "of every word but the one left out"
    assert "in four of five cases" in text
    spoken = {each["aria-label"]: each.get("aria-valuetext") for each in page.all("div") if each.get("role") == "meter"}
    assert spoken["Pronunciation, fair"] == "66, experts: probably 55 to 76"
    assert spoken["Accuracy"] == "81, experts: probably 70 to 90"
    assert spoken["Completeness"] is None


def test_a_take_that_cannot_be_judged_says_why_and_not_that_nothing_was_marked() -> None:
    text = Page(html_page(Assessment(withheld="There is too much noise to judge by."), sound(), "t")).text
    assert "There is too much noise to judge by." in text
    assert "Nothing was marked" not in text


def test_no_range_is_told_of_scores_that_have_none(page: Page) -> None:
    assert "four of five" not in page.text
    assert not any("range" in (each.get("class") or "") for _, each in page.elements)


def test_five_point_ranges_have_a_decimal() -> None:
    scores = Scores(pronunciation=4.5, intervals={"pronunciation": (4.04, 4.8)})
    assert "(4.0–4.8)" in Page(html_page(Assessment(scores=scores), sound(), "t", scale=5.0)).text


def test_a_mark_that_cannot_be_relied_on_is_hollow_and_has_a_question_mark_everywhere() -> None:
    html = html_page(measured(), sound(), "t")
    hollow = re.findall(r'class="code (\w) unsure"[^>]*>([^<]+)<', html)
    assert hollow == [("S", "S?"), ("O", "?"), ("S", "S?"), ("S", "S?")], "transcript, legend, advice, table"
    assert len(re.findall(r'class="letter"[^>]*>S\?<', html)) == 1, "on the waveform"
    assert 'class="error S unsure"' in html
    assert 'class="unit phone marked S unsure"' in html
    text = Page(html).text
    assert "another sound (unsure)" in text
    assert "the sound cannot be judged reliably" in text


def test_marks_that_can_be_relied_on_have_none_of_this(html: str, page: Page) -> None:
    assert not re.search(r'class="[^"]* unsure', html)
    assert "reliably" not in page.text


def test_a_word_is_unsure_of_a_kind_only_where_all_its_sounds_of_that_kind_are() -> None:
    once = measured()
    words = list(once.words or ())
    sounds = list(words[1].phonemes or ())
    assert timeline.words(once)[1].unsure == {Mark.SUBSTITUTION}
    assert timeline.words(once)[3].unsure == set()
    sounds[1] = replace(sounds[1], finding=PhonemeFinding(PhonemeError.SUBSTITUTION, "i", 0.8))
    words[1] = replace(words[1], phonemes=tuple(sounds))
    assert timeline.words(replace(once, words=tuple(words)))[1].unsure == set()


def test_the_transcript_is_the_text_as_typed_with_the_added_word_in_its_place(page: Page) -> None:
    text = re.sub(r"\s+", " ", page.text)
    assert "river (another sound, unexpected pause)" in text or "river (unexpected pause, another sound)" in text
    assert re.search(r"ran an \(word added\)A by\.", text)


def test_words_can_be_clicked_where_they_were_said(page: Page) -> None:
    words = [each for each in page.all("button") if "word" in (each.get("class") or "").split()]
    assert [(each["data-a"], each["data-b"]) for each in words][:2] == [("0.200", "0.300"), ("0.300", "0.690")]
    assert len(words) == 6, "the word left out has no sound"


def test_every_error_is_told_in_words(page: Page) -> None:
    for sentence in (
        "“think”: θ was said as s.",
        "“think”: k was left out.",
        "“the” was left out.",
        "An unexpected pause of 0.8 s before “river”.",
        "“river”: ɹ was said as l.",
        "“an” is not in the text.",
    ):
        assert sentence in page.text


def test_errors_on_the_waveform_differ_by_pattern_and_letter_too(html: str) -> None:
    for letter in "SDPA":
        assert f'fill="url(#hatch-{letter})"' in html
        assert re.search(rf'class="letter"[^>]*>{letter}<', html)


def test_a_table_names_every_word_and_sound_for_those_who_cannot_see_the_picture(page: Page) -> None:
    assert len(page.all("tbody")) == 7
    assert len(page.all("tr")) == 1 + 7 + 16
    assert all(each.get("scope") for each in page.all("th"))


def test_languages_are_declared(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en"
    assert any(each.get("lang") == "en-US" for each in page.all("p"))


def test_the_engine_and_the_warnings_are_named(page: Page) -> None:
    assert "Assessed by embedded 0.1.0" in page.text
    assert "The recording is quiet." in page.text


def test_the_models_are_named_by_all_of_their_digest() -> None:
    judged = replace(sample(), provenance=Provenance("embedded", "0.1.0", "0123456789abcdef-fedcba9876543210"))
    assert "(model 0123456789abcdef-fedcba9876543210)" in Page(html_page(judged, sound(), "t")).text


def test_a_synthetic_take_is_called_so() -> None:
    assert "Synthetic voice" in Page(html_page(sample(), sound(), "By the river", synthetic=True)).text
    assert "Synthetic voice" not in Page(html_page(sample(), sound(), "A synthetic rubber river")).text


def test_what_the_user_typed_is_never_markup() -> None:
    evil = "<script>alert(1)</script>\"'&"
    assessment = Assessment(text=evil, words=(Word(evil, offset=0, duration=10_000_000),), warnings=(evil,))
    html = html_page(assessment, sound(), evil)
    assert "<script>alert" not in html
    assert Page(html).text.count(evil) >= 4


def test_a_monotone_take_is_told_once() -> None:
    flat = Intonation((ErrorType.MONOTONE,))
    words = tuple(replace(each, intonation=flat) for each in sample().words or ())
    assert Page(html_page(replace(sample(), words=words), sound(), "t")).text.count("hardly rises and falls") == 1


def test_a_take_without_words_or_sound_still_makes_a_page() -> None:
    page = Page(html_page(Assessment(), Audio(np.zeros(0, np.float32), 16_000), "Nothing"))
    assert page.open == []
    assert "Nothing was marked." in page.text


def test_a_long_take_is_drawn_in_rows_that_part_words_nowhere() -> None:
    words = tuple(Word(f"w{i}", offset=i * 7_000_000, duration=6_900_000) for i in range(15))
    units = timeline.words(Assessment(words=words))
    rows = waveform.rows(Audio(np.ones(16_000 * 11, np.float32), 16_000), units)
    assert len(rows) == 4
    assert rows[0].span.start == 0
    assert rows[-1].span.end == 11
    assert all(one.span.end == other.span.start for one, other in pairwise(rows))
    assert all(row.span.end - row.span.start <= waveform.ROW_SECONDS for row in rows)
    assert sum(len(row.words) for row in rows) == 15
    for row in rows:
        assert max(each.x + each.width for each in row.words) <= row.width + 0.01
    assert max(row.width for row in rows) == pytest.approx(waveform.WIDTH)


def test_the_outline_reaches_full_height_at_the_loudest_place() -> None:
    [row] = waveform.rows(sound(), [])
    heights = [float(each.split(" ")[1]) for each in row.outline.strip("MZ").split("L")]
    assert min(heights) == pytest.approx(waveform.MIDDLE - waveform.SWING, abs=0.2)
    assert max(heights) == pytest.approx(waveform.MIDDLE + waveform.SWING, abs=0.2)
    assert row.span.end == SECONDS


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_colours_reach_the_contrast_of_wcag_aa(scheme: int) -> None:
    template = assets.path("templates", "report.html").read_text(encoding="utf-8")
    block = re.findall(r":root \{(.*?)\}", template, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", block))
    for text in ("text", "muted", "accent", *"SDIMOP"):
        assert contrast(colours[text], colours["card"]) >= 4.5, text
    assert contrast(colours["muted"], colours["page"]) >= 4.5
    assert contrast(colours["text"], colours["track"]) >= 4.5
    assert contrast(colours["on-notice"], colours["notice"]) >= 4.5
    for mark in "SDIMOP":
        assert contrast(colours["on-mark"], colours[mark]) >= 4.5, mark
    for shape in ("good", "fair", "poor", "edge", "wave"):
        assert contrast(colours[shape], colours["card"]) >= 3, shape


def test_hints_stand_in_the_table_and_are_not_marked() -> None:
    page = Page(html_page(noted(), sound(), "By the river"))

    assert "accepted as a weak form" in page.text
    assert "“um” fills a pause and is not in the text." in page.text
    assert "perhaps stressed on syllable 2, not 1" in page.text
    assert len(page.all("tr")) == len(Page(html_page(sample(), sound(), "t")).all("tr"))


def test_the_words_are_told_by_level_by_how_common_they_are_and_by_how_varied() -> None:
    words = Vocabulary(60, 34, {"A1": 20, "": 2}, {"1–500": 21, "rarer": 2}, 41.6, 0.72)
    content = Content("One. Two. Three.", 3, grammar=(), vocabulary=words)
    text = Page(html_page(replace(sample(), content=content), sound(), "t")).text
    assert "of 50 words in a row 36 are different" in text
    for each in ("A1: 20", "not in the list: 2", "How common", "1–500: 21", "rarer: 2"):
        assert each in text
