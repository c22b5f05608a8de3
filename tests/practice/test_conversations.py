from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sonorant.practice import conversations
from sonorant.practice.conversations import Conversation, InvalidConversation, Reply, Term, Turn, dump, parse
from sonorant.speech.failures import UnusableInput

GOOD = """# Tea, written by a teacher.
title: Tea for two
kind: casual
level: A2
setting: A kitchen.
goal: Get tea.
partner: A host
learner: a guest

word: kettle = a pot in which water boils

turn: ask
says: Tea or coffee?
again: Sorry, which one?
reply: Tea, please. -> bye
reply: Neither → bye

turn: bye
says: There you are.
"""
TEA = Conversation(
    id="tea",
    title="Tea for two",
    kind="casual",
    level="A2",
    setting="A kitchen.",
    goal="Get tea.",
    partner="A host",
    learner="a guest",
    vocabulary=(Term("kettle", "a pot in which water boils"),),
    opening="ask",
    turns={
        "ask": Turn(
            "ask", "Tea or coffee?", (Reply("Tea, please.", "bye"), Reply("Neither", "bye")), "Sorry, which one?"
        ),
        "bye": Turn("bye", "There you are."),
    },
)


def test_a_text_of_keys_and_values_is_a_conversation_that_begins_with_its_first_turn() -> None:
    assert parse(GOOD, "tea") == TEA


def test_what_is_written_out_is_read_back_the_same() -> None:
    assert parse(dump(TEA), "tea") == TEA


def test_a_turn_may_have_a_translation() -> None:
    german = "Tee oder Kaffee?"
    translated = parse(GOOD.replace("again: Sorry", f"translation: {german}\nagain: Sorry"), "tea")
    assert translated.turns["ask"].translation == german
    assert parse(dump(translated), "tea") == translated
    assert translated.translation_of("Tea or coffee?") == german
    assert [translated.translation_of(said) for said in ("Sorry, which one?", "There you are.", "Eh?")] == ["", "", ""]


def test_the_opening_is_written_first_wherever_it_stands() -> None:
    turns = dict(reversed(TEA.turns.items()))
    turned = Conversation(**{name: getattr(TEA, name) for name in TEA.__slots__} | {"turns": turns})
    assert parse(dump(turned), "tea").opening == "ask"


def test_layout_line_ends_and_the_case_of_keys_do_not_matter() -> None:
    loose = "\ufeff" + GOOD.replace("\n", "\r\n").replace("says:", "  SAYS :\t").replace("# Tea", "\n  # Tea")
    assert parse(loose, "tea") == TEA


WRONG = {
    # What is changed, the line that is named, and what is said of it.
    "no colon": (("goal: Get tea.", "Get tea"), 6, "begin the line with a key and a colon"),
    "prose with a colon": (("goal: Get tea.", "My goal is this: tea"), 6, "begin the line with a key and a colon"),
    "unknown key": (("goal:", "gaol:"), 6, "the key “gaol” is not known"),
    "nothing after the key": (("goal: Get tea.", "goal:"), 6, "write something after “goal:”"),
    "too long": (("Get tea.", "tea " * 101), 6, "this is 403 letters long, so make it 400 at most"),
    "twice": (("goal: Get tea.", "title: Get tea."), 6, "“title” stands there twice"),
    "missing": (("goal: Get tea.", ""), 1, "“goal” is missing, so add a line “goal: …”"),
    "kind": (("casual", "opera"), 3, "“opera” is no kind, so write one of casual, topic, exercise"),
    "level": (("A2", "Z9"), 4, "“Z9” is no level, so write one of A1"),
    "word": (("kettle =", "kettle:"), 10, "write a word, an equals sign and its meaning"),
    "turn's name": (("turn: ask", "turn: Ask me"), 12, "“Ask me” is no name of a turn"),
    "turn twice": (("turn: bye", "turn: ask"), 18, "there is a turn “ask” in line 12 already"),
    "before any turn": (("word: kettle = a pot in which water boils", "says: Hi"), 10, "“says” belongs to a turn"),
    "after the turns": (("says: There you are.", "goal: More."), 19, "“goal” belongs to the whole conversation"),
    "says twice": (("again: Sorry, which one?", "says: Sorry"), 14, "the turn “ask” has “says” twice"),
    "says nothing": (("says: Tea or coffee?", ""), 12, "the turn “ask” says nothing"),
    "translated twice": (
        ("again: Sorry", "translation: Na?\ntranslation: Was?\nagain: Sorry"),
        15,
        "the turn “ask” has “translation” twice",
    ),
    "no again": (("again: Sorry, which one?", ""), 12, "the turn “ask” cannot ask again"),
    "again at an end": (("There you are.", "Bye.\nagain: Eh?"), 18, "the turn “bye” asks again but has no reply"),
    "no arrow": (("please. -> bye", "please."), 15, "write a reply, an arrow and a turn"),
    "two arrows": (("please. -> bye", "please. -> bye -> ask"), 15, "write a reply, an arrow and a turn"),
    "leads nowhere": (("please. -> bye", "please. -> by"), 15, "there is no turn “by”"),
    "leads to no name": (("please. -> bye", "please. -> Bye!"), 15, "“Bye!” is no name of a turn"),
    "same reply": (("Neither", "tea please"), 16, "the turn “ask” has this reply already"),
    "too many replies": (
        ("says: Tea or", "reply: A->bye\nreply: B->bye\nreply: C->bye\nsays: Tea or"),
        19,
        "4 replies at",
    ),
    "unreachable": (("turn: bye", "turn: lost\nsays: Help!\n\nturn: bye"), 18, "nothing leads to the turn “lost”"),
    "without end": (
        ("says: There you are.", "says: A\nagain: B\nreply: C -> ask"),
        12,
        "from “ask” the talk never ends",
    ),
}


@pytest.mark.parametrize(("change", "line", "complaint"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_told_in_one_sentence_with_its_line(change: tuple[str, str], line: int, complaint: str) -> None:
    text = GOOD.replace(*change)
    assert text != GOOD
    with pytest.raises(InvalidConversation, match=re.escape(complaint)) as failure:
        parse(text, "tea")
    assert failure.value.line == line
    assert str(failure.value).startswith(f"“tea”, line {line}: ")
    assert str(failure.value).endswith(".")
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(("text", "complaint"), [("", "“title” is missing"), ("x" * 100_001, "the text is too long")])
def test_a_text_of_nothing_and_one_without_end_are_refused(text: str, complaint: str) -> None:
    with pytest.raises(InvalidConversation, match=complaint):
        parse(text, "tea")


def test_a_text_without_turns_is_refused_at_its_last_line() -> None:
    with pytest.raises(InvalidConversation, match="line 8: there is no turn, so add"):
        parse(GOOD.partition("\nword")[0], "tea")


@given(st.text(st.sampled_from("turn:saygeplod=->#\n aT1é\0"), max_size=120), st.integers(0, 300))
def test_whatever_is_typed_is_a_conversation_or_one_sentence(typed: str, place: int) -> None:
    text = GOOD[:place] + typed + GOOD[place:]
    read, told = None, None
    try:
        read = parse(text, "tea")
    except InvalidConversation as failure:
        told = failure
    if told is not None:
        assert 1 <= told.line <= text.count("\n") + 1
        assert "\n" not in str(told)
    else:
        assert read is not None
        assert parse(dump(read), "tea") == read


def test_a_folder_is_read_easiest_first_then_by_title(tmp_path: Path) -> None:
    for name, level, title in (("a", "B1", "Ant"), ("b", "A2", "Zebra"), ("c", "A2", "Bee")):
        text = GOOD.replace("A2", level).replace("Tea for two", title)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("How to write one.")
    assert [each.id for each in conversations.load(tmp_path)] == ["c", "b", "a"]


def test_a_folder_or_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="There is no folder of conversations at"):
        conversations.load(tmp_path / "nowhere")
    (tmp_path / "tea.txt").write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(UnusableInput, match=r"“tea\.txt” is not a text in UTF-8"):
        conversations.load(tmp_path)
    with pytest.raises(UnusableInput, match=r"“gone\.txt” cannot be read \(.+\): choose another file"):
        conversations.read(tmp_path / "gone.txt")
