"""What an assessment looks like in a terminal."""

from dataclasses import replace

from sample_assessment import SECONDS, TEXT, noted, sample
from sonorant.cli.summary import WIDTH, summary_text
from sonorant.speech.assessment import Assessment, Delivery, Remark, Scores, Word

EXPECTED = """\
By the river  3.0 s

Pronunciation    66  █████████████░░░░░░░
Accuracy         81  ████████████████░░░░
Fluency          64  █████████████░░░░░░░
Completeness     83  █████████████████░░░
Prosody          58  ████████████░░░░░░░░

I [think:SD] [the:O] [0.8s:P] [river:S] ran [an:A] by.

  0.30 s  S  “think”: θ was said as s.
  0.60 s  D  “think”: k was left out.
          O  “the” was left out.
  0.69 s  P  An unexpected pause of 0.8 s before “river”.
  1.50 s  S  “river”: ɹ was said as l.
  2.09 s  A  “an” is not in the text.

Note: The recording is quiet.

Assessed by embedded 0.1.0
"""


def test_everything_in_its_place() -> None:
    assert summary_text(sample(), SECONDS, "By the river", coloured=False) == EXPECTED


def test_colour_adds_nothing_but_colour() -> None:
    import re

    coloured = summary_text(sample(), SECONDS, "By the river", coloured=True)
    assert "\x1b[1;31m[think:SD]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == EXPECTED


def test_a_score_that_is_not_given_is_a_dash() -> None:
    said = summary_text(Assessment(scores=Scores(accuracy=0.0)), 1.0, "t", coloured=False)
    assert "Accuracy          0  ░░░░" in said
    assert "Prosody           –\n" in said


def test_five_points_have_a_decimal() -> None:
    said = summary_text(Assessment(scores=Scores(fluency=4.5)), 1.0, "t", 5.0, coloured=False)
    assert "Fluency         4.5  ██████████████████░░" in said


def test_a_flawless_take_says_so() -> None:
    good = replace(sample(), words=(sample().words or ())[:1])
    assert "Nothing was marked." in summary_text(good, 1.0, "t", coloured=False)


def test_a_long_text_is_wrapped_as_it_was_typed() -> None:
    text = " ".join([TEXT] * 10)
    words = tuple(
        Word("i", offset=0, duration=1, span=(at * (len(TEXT) + 1), at * (len(TEXT) + 1) + 1)) for at in range(10)
    )
    said = summary_text(Assessment(text=text, words=words), 1.0, "t", coloured=False)
    wrapped = [line for line in said.splitlines() if "think" in line]
    assert len(wrapped) > 1
    assert all(len(line) <= WIDTH for line in wrapped)
    assert " ".join(wrapped) == text


def test_the_interval_stands_beside_its_score() -> None:
    scores = Scores(accuracy=81.0, fluency=64.0, intervals={"accuracy": (70.2, 90.4)})
    said = summary_text(Assessment(scores=scores), 1.0, "t", coloured=False).splitlines()
    assert "Accuracy         81  ████████████████░░░░  70–90" in said
    assert "Fluency          64  █████████████░░░░░░░" in said
    assert any("four of five cases" in line for line in said)


def test_a_finding_that_cannot_be_relied_on_says_so() -> None:
    words = list(sample().words or ())
    first, *others = words[1].phonemes or ()
    assert first.finding is not None
    words[1] = replace(words[1], phonemes=(replace(first, finding=replace(first.finding, reliable=False)), *others))
    said = summary_text(replace(sample(), words=tuple(words)), 1.0, "t", coloured=False)
    assert "“think”: θ was said as s (this sound cannot be judged reliably)." in said
    assert "“think”: k was left out." in said
    assert "[think:S?D]" in said
    assert "0.30 s  S? “think”" in said
    assert "0.60 s  D  “think”" in said


def test_withheld_scores_say_why_and_nothing_is_called_flawless() -> None:
    bad = replace(sample(), scores=Scores(), withheld="There is too much noise: find a quieter place.")
    said = summary_text(bad, 1.0, "t", coloured=False)
    assert "No scores: There is too much noise: find a quieter place." in said
    assert "Nothing was marked" not in said


def test_a_draft_shows_words_in_doubt_as_such_and_what_was_counted() -> None:
    words = (Word("where", extra={"Confidence": 0.9}), Word("isle", extra={"Confidence": 0.2}))
    counted = Delivery(12, 3.0, 4.0, 6.0, ((0, 10_000_000),), (100.0, 200.0), rhythm=61.5)
    said = summary_text(Assessment(words=words, draft=True, delivery=counted), 4.0, "t", coloured=False)
    assert "where (isle?)" in said
    assert "Speed           3.0 syllables a second, 4.0 without pauses" in said
    assert "Pauses            1 of 1.0 s together, 6 syllables between" in said
    assert "Pitch           100 to 200 Hz, 12 semitones" in said
    assert "Rhythm           62 % between lengths of vowels (nPVI); good readers: about 58" in said
    assert "Accuracy" not in said


def test_a_draft_that_is_withheld_says_why_and_nothing_else() -> None:
    bad = Assessment(draft=True, withheld="There is too much noise: find a quieter place.")
    said = summary_text(bad, 4.0, "t", coloured=False)
    assert said == "t  4.0 s\n\nNo draft: There is too much noise: find a quieter place.\n"


def test_hints_stand_apart_from_what_was_marked() -> None:
    said = summary_text(noted(), SECONDS, "t", coloured=False)
    assert "A  “um” fills a pause and is not in the text." in said
    assert "\n\nAccepted as a weak form: I\n  1.50 s     “river”: perhaps stressed on syllable 2, not 1.\n" in said
    assert "“ran”: perhaps" not in said
    assert "Phrase ends       1 rising, 0 falling, 0 level" in said


def test_a_form_that_is_accepted_many_times_is_told_once() -> None:
    words = tuple(Word("to", offset=0, duration=1, remark=Remark.WEAK_FORM) for _ in range(3))
    said = summary_text(Assessment(text="to to to", words=words), 1.0, "t", coloured=False)
    assert "Accepted as a weak form: to (×3)\n" in said
