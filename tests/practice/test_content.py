"""Grammar and vocabulary: local findings without a score, or a chat model's verdict, checked and labelled."""

from __future__ import annotations

import json

import pytest

from emulators.azure.process import EmulatorProcess
from sonorant.practice import content
from sonorant.practice.chat_model import ChatModel
from sonorant.sessions.ledger import Ledger
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment

LINES = ["He don't like it", "The food was good.", "The weather was good and the people was good."]
VERDICT = {
    "grammar_score": 55,
    "vocabulary_score": 61,
    "topic_score": 90,
    "mistakes": [
        {"quote": "people was", "better": "people were", "rule": "Agreement", "reason": "“People” is plural."},
        {"quote": "He don't", "better": "He doesn't", "rule": "agreement", "reason": "“He” goes with “doesn't”."},
        {"quote": "never said", "better": "x", "rule": "x", "reason": "x"},
        {"quote": "eathe", "better": "x", "rule": "x", "reason": "inside a word"},
    ],
    "words": [{"quote": "good", "better": ["tasty", "delicious"]}, {"quote": "absent", "better": ["x"]}],
}


class TestByThisMachine:
    def test_findings_have_places_in_the_text_and_there_is_no_score(self) -> None:
        found = content.look(LINES)
        assert found.text == "He don't like it. The food was good. The weather was good and the people was good."
        assert (found.sentences, found.origin, found.withheld) == (3, "local", "")
        assert [found.text[slice(*each.span)] for each in found.grammar or ()] == ["don't", "was"]
        assert found.vocabulary is not None
        assert found.vocabulary.repeated[0].word == "good"
        assert (found.grammar_score, found.vocabulary_score, found.topic_score) == (None, None, None)

    @pytest.mark.parametrize(
        ("lines", "more"),
        [([], "say 3 more"), (["Hello"], "say 2 more sentences"), (["He go. He go."], "say one more sentence")],
    )
    def test_nothing_is_said_below_three_sentences_but_why(self, lines: list[str], more: str) -> None:
        found = content.look(lines)
        assert more in found.withheld
        assert found.withheld.count(". ") == 0
        assert (found.grammar, found.vocabulary) == (None, None)


class TestByAChatModel:
    def test_scores_and_findings_are_labelled_and_placed_and_what_was_not_said_is_left_out(
        self, model: ChatModel, chat_service: EmulatorProcess
    ) -> None:
        chat_service.misbehave(said=json.dumps(VERDICT))
        found = content.ask(LINES, model, "A meal in Rome")
        assert (found.origin, found.note) == ("some-model", "")
        assert (found.grammar_score, found.vocabulary_score, found.topic_score) == (55.0, 61.0, 90.0)
        assert [(found.text[slice(*each.span)], each.rule, each.suggestions) for each in found.grammar or ()] == [
            ("He don't", "agreement", ("He doesn't",)),
            ("people was", "agreement", ("people were",)),
        ]
        assert found.vocabulary is not None
        assert [each.better for each in found.vocabulary.alternatives] == [("tasty", "delicious")]
        assert found.vocabulary.words == 17
        whole = Assessment(text="x", content=found)
        assert azure_json.from_json(azure_json.to_json(whole)) == whole

    def test_it_is_asked_for_a_shape_and_told_what_the_talk_was_about(
        self, model: ChatModel, chat_service: EmulatorProcess, ledger: Ledger
    ) -> None:
        chat_service.misbehave(said=json.dumps(VERDICT))
        content.ask(LINES, model, "A meal in Rome")
        [request] = chat_service.connections()
        brief, said = request["body"]["messages"]
        assert "A meal in Rome" in brief["content"]
        assert said["content"].startswith("He don't like it. ")
        shape = request["body"]["response_format"]["json_schema"]
        assert shape["strict"]
        assert set(shape["schema"]["required"]) == set(VERDICT)
        assert [entry.disclosure.purpose for entry in ledger.entries()] == ["grammar and vocabulary"]

    def test_a_fence_around_the_data_is_passed_over(self, model: ChatModel, chat_service: EmulatorProcess) -> None:
        chat_service.misbehave(said=f"```json\n{json.dumps(VERDICT)}\n```")
        assert content.ask(LINES, model).grammar_score == 55.0

    def test_with_too_few_sentences_nothing_is_sent(self, model: ChatModel, chat_service: EmulatorProcess) -> None:
        assert content.ask(["Hello."], model).withheld
        assert chat_service.connections() == []

    @pytest.mark.parametrize(
        "faults",
        [
            {"status": 401},
            {"status": 429},
            {"status": 500},
            {"hang": "start"},
            {"close": "start"},
            {"body": "nonsense"},
            {"body": "shape"},
            {"body": "html"},
            {"body": "empty"},
            {"body": "refusal"},
            {"body": "filter"},
            {"said": "I think it was quite good!"},
            {"said": "[]"},
            {"said": json.dumps({**VERDICT, "grammar_score": 101})},
            {"said": json.dumps({**VERDICT, "grammar_score": "good"})},
            {"said": json.dumps({**VERDICT, "topic_score": None})},
            {"said": json.dumps({**VERDICT, "mistakes": ["He don't"]})},
            {"said": json.dumps({**VERDICT, "mistakes": [{"quote": "He don't"}]})},
            {"said": json.dumps({**VERDICT, "words": [{"quote": "good", "better": [1]}]})},
        ],
        ids=str,
    )
    def test_whatever_goes_wrong_the_local_findings_are_there_and_one_sentence_says_why(
        self, model: ChatModel, chat_service: EmulatorProcess, faults: dict[str, object]
    ) -> None:
        chat_service.misbehave(**faults)
        found = content.ask(LINES, model)
        assert (found.origin, found.grammar_score) == ("local", None)
        assert found.grammar == content.look(LINES).grammar
        assert found.note.endswith(".")
        assert found.note.count(". ") == 0
