"""Grammar and vocabulary in the serial form: Azure's scores where they were, and all that is ours beside them."""

from __future__ import annotations

import json

import pytest

from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment
from sonorant.speech.content import Alternative, Content, GrammarFinding, Repetition, Vocabulary
from sonorant.speech.failures import UnusableInput

WHOLE = Content(
    text="He go home. It is nice. It is nice.",
    sentences=3,
    origin="some-model",
    grammar_score=60.0,
    vocabulary_score=70.5,
    topic_score=80,
    grammar=(
        GrammarFinding((3, 5), "agreement", "“He” goes with “goes”.", ("goes",)),
        GrammarFinding((0, 2), "x", "y."),
    ),
    vocabulary=Vocabulary(
        words=9,
        different=6,
        levels={"A1": 5, "": 1},
        bands={"1–500": 6},
        mtld=20.5,
        mattr=0.5,
        repeated=(Repetition("nice", 2),),
        alternatives=(Alternative((18, 22), "nice", ("pleasant", "kind")),),
    ),
    note="A note.",
)


@pytest.mark.parametrize(
    "content",
    [WHOLE, Content("Yes.", 1, withheld="Say two more sentences."), Content("A. B. C.", 3, grammar=()), None],
    ids=["all", "withheld", "nothing found", "nobody looked"],
)
def test_nothing_is_lost_by_writing_and_reading(content: Content | None) -> None:
    assessment = Assessment(text="Whatever.", content=content)
    assert azure_json.from_json(json.loads(json.dumps(azure_json.to_json(assessment)))) == assessment


def test_the_scores_stand_where_azure_had_them_and_the_findings_under_our_key() -> None:
    written = azure_json.to_json(Assessment(text="He go home.", content=WHOLE))
    best = written["NBest"][0]  # type: ignore[index,call-overload]
    assert best["ContentAssessment"] == {"GrammarScore": 60.0, "VocabularyScore": 70.5, "TopicScore": 80}  # type: ignore[index,call-overload]
    assert written["Sonorant"]["Content"]["Grammar"][0]["Rule"] == "agreement"  # type: ignore[index,call-overload]


def test_local_findings_are_no_score() -> None:
    written = azure_json.to_json(Assessment(text="He go home.", content=Content("He go home.", 3, grammar=())))
    assert "ContentAssessment" not in written["NBest"][0]  # type: ignore[index,operator,call-overload]


def test_azures_own_scores_are_read_and_what_else_it_says_of_content_stays() -> None:
    given = {"NBest": [{"ContentAssessment": {"GrammarScore": 90, "Grace": 7}}]}
    read = azure_json.from_json(given)  # type: ignore[arg-type]
    assert read.content is not None
    assert (read.content.grammar_score, read.content.topic_score, read.content.grammar) == (90, None, None)
    assert azure_json.to_json(read)["NBest"] == given["NBest"]


def test_a_wrong_type_is_named_by_its_path() -> None:
    with pytest.raises(UnusableInput, match=r"Sonorant\.Content\.Grammar\[0\]\.Span should be"):
        azure_json.from_json({"Sonorant": {"Content": {"Grammar": [{"Span": "here"}]}}})
