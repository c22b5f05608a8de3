"""Possible mistakes, each at its place with a reason; correct sentences are left alone."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest

from measure_grammar import count, read, spoken_by_partners
from sonorant.practice import grammar


def test_finds_most_of_the_mistakes_that_it_was_made_for_and_blames_nothing_correct() -> None:
    found, faulty, blamed, correct = count("seen")
    assert faulty + len(read("faulty.txt")["unseen"]) >= 60
    assert correct + len(read("correct.txt")["unseen"]) >= 60
    assert found == faulty
    assert blamed == 0


def test_of_the_sentences_that_it_was_not_made_for_it_finds_some_and_blames_few() -> None:
    found, faulty, blamed, correct = count("unseen")
    assert found >= 52
    assert faulty == 55
    assert blamed <= 0.05 * correct


def test_of_kinds_of_mistakes_that_no_rule_was_made_for_it_finds_some_and_nothing_correct_is_blamed() -> None:
    found, faulty, blamed, correct = count("other kinds")
    assert found >= 3
    assert faulty == 30
    assert blamed <= 0.05 * correct


@pytest.mark.slow
def test_what_the_partners_of_all_conversations_say_is_hardly_ever_blamed() -> None:
    some = spoken_by_partners()[::5]
    assert len(some) > 400
    assert sum(bool(grammar.check(sentence)) for sentence in some) <= 0.01 * len(some)


def test_a_finding_has_its_place_in_the_whole_text_a_rule_a_reason_and_a_suggestion() -> None:
    text = "It was nice. He don’t like it, you know. Yesterday i go home."
    first, *_, last = grammar.check(text)
    assert text[slice(*first.span)] == "don’t"
    assert (first.rule, first.suggestions) == ("agreement", ("doesn't",))
    assert first.message.endswith(".")
    assert text[slice(*last.span)] == "go"
    assert last.suggestions == ("went",)


def test_a_suggestion_begins_as_the_sentence_does() -> None:
    assert grammar.check("Much people came.")[0].suggestions == ("Many",)


@pytest.mark.parametrize(
    ("said", "better"),
    [
        ("Nobody didn't come to the meeting.", "came"),
        ("She never doesn't eat meat.", "eats"),
        ("I like very much this old song.", "like this old song very much"),
        ("She loves very much dancing.", "loves dancing very much"),
        ("I want to make a shower.", "take a shower"),
        ("They are making homework.", "doing homework"),
    ],
)
def test_what_may_be_better_is_told_so_that_it_can_be_practised(said: str, better: str) -> None:
    assert [finding.suggestions for finding in grammar.check(said)] == [(better,)]


def test_no_place_is_blamed_twice() -> None:
    for _, sentence in read("faulty.txt")["seen"]:
        spans = [finding.span for finding in grammar.check(sentence)]
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), sentence


@pytest.mark.parametrize("text", ["", "…", "42", "Xyzzy plugh!", "a" * 5_000, "ok " * 1_000, "¿Qué? 你好 😀"])
def test_whatever_was_said_is_looked_at(text: str) -> None:
    grammar.check(text)


@pytest.mark.parametrize("text", ["its a nice day", "there is a book", "I KNOW IT", "hello how are you"])
def test_spelling_capitals_and_full_stops_are_not_spoken(text: str) -> None:
    assert grammar.check(text) == ()


def test_nothing_is_printed() -> None:
    code = "from sonorant.practice import grammar; grammar.check('I am looking forward to see you.')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_many_may_ask_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(grammar.check, ["He don't know. I has it. There is many."] * 20))
    assert len(set(results)) == 1
    assert len(results[0]) >= 2
