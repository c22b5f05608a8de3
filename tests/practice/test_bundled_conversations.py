"""What every conversation that comes with Sonorant keeps to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.practice import conversations
from sonorant.practice.conversations import KINDS, Conversation
from sonorant.practice.dialogue import Dialogue
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import base

BUNDLED = conversations.load(Path(__file__).parents[2] / "resources" / "conversations")
EACH = pytest.mark.parametrize("talk", BUNDLED, ids=lambda talk: talk.id)


def walks(talk: Conversation) -> dict[str, Dialogue]:
    """For every turn that can be reached, a shortest way to it."""
    found = {talk.opening: Dialogue(talk)}
    waiting = [Dialogue(talk)]
    while waiting:
        here = waiting.pop(0)
        for index in range(len(here.turn.replies)):
            there = here.answer(index)
            if there.turn.id not in found:
                found[there.turn.id] = there
                waiting.append(there)
    return found


def answers_to_an_end(talk: Conversation) -> dict[str, int]:
    """For every turn, how many answers there are at least until the end."""
    left = {turn.id: 0 for turn in talk.turns.values() if not turn.replies}
    while len(left) < len(talk.turns):
        left |= {
            turn.id: 1 + min(left[reply.next] for reply in turn.replies if reply.next in left)
            for turn in talk.turns.values()
            if turn.id not in left and any(reply.next in left for reply in turn.replies)
        }
    return left


def can_take(talk: Conversation, turn: str, answers: int, before: frozenset[str] = frozenset()) -> bool:
    """Whether a talk can go on from a turn for so many answers without coming to any turn again."""
    if answers == 0:
        return True
    onward = {reply.next for reply in talk.turns[turn].replies} - before - {turn}
    return any(can_take(talk, each, answers - 1, before | {turn}) for each in onward)


def texts(talk: Conversation) -> Iterator[str]:
    yield from (talk.title, talk.setting, talk.goal, talk.partner, talk.learner)
    yield from (term.word for term in talk.vocabulary)
    for turn in talk.turns.values():
        yield from (turn.says, turn.again, *(reply.text for reply in turn.replies))


def test_there_are_many_of_three_levels_and_all_kinds() -> None:
    assert len(BUNDLED) >= 24
    levels = Counter(talk.level for talk in BUNDLED)
    assert levels["A2"] >= 6
    assert levels["B1"] >= 6
    assert levels["B2"] + levels["C1"] >= 6
    assert min(Counter(talk.kind for talk in BUNDLED)[kind] for kind in KINDS) >= 5


@EACH
def test_every_branch_is_walked_to_an_end(talk: Conversation) -> None:
    ways, left = walks(talk), answers_to_an_end(talk)
    assert ways.keys() == talk.turns.keys()
    for way in ways.values():
        for index in range(len(way.turn.replies)):
            dialogue = way.unmatched().answer(index)
            for _ in range(left[dialogue.turn.id]):
                nearest = min(range(len(dialogue.turn.replies)), key=lambda i: left[dialogue.turn.replies[i].next])
                dialogue = dialogue.answer(nearest)
            assert dialogue.ended


@EACH
def test_it_is_a_talk_and_its_story_goes_different_ways(talk: Conversation) -> None:
    ends = [turn for turn in talk.turns.values() if not turn.replies]
    branches = [turn for turn in talk.turns.values() if len({reply.next for reply in turn.replies}) > 1]
    assert len(ends) >= 2
    assert len(branches) >= 4
    assert len(talk.vocabulary) >= 6
    assert answers_to_an_end(talk)[talk.opening] >= 3, "the shortest talk"
    assert can_take(talk, talk.opening, answers=6)


@EACH
def test_turns_are_short_enough_to_hear_and_replies_to_say(talk: Conversation) -> None:
    for turn in talk.turns.values():
        assert 5 <= len(turn.says.split()) <= 40, turn.id
        assert not turn.replies or 2 <= len(turn.replies) <= 3, turn.id
        assert not turn.again or 4 <= len(turn.again.split()) <= 20, turn.id
        for reply in turn.replies:
            assert 3 <= len(reply.text.split()) <= 14, reply.text
    for text in [talk.setting, talk.goal, *(term.meaning for term in talk.vocabulary)]:
        assert len(text) <= 200


@EACH
def test_the_partner_asks_wherever_an_answer_is_wanted_and_never_in_the_same_words(talk: Conversation) -> None:
    asked = [turn for turn in talk.turns.values() if turn.replies]
    assert all("?" in turn.again for turn in asked)
    assert all(turn.again != turn.says for turn in asked)


@EACH
def test_every_word_has_a_pronunciation_in_the_dictionary(talk: Conversation) -> None:
    lexicon = load_lexicon()
    said = (token.word for text in texts(talk) for token in tokens(text, lexicon.known))
    assert sorted({word for word in said if not lexicon.known(word)}) == []


@EACH
def test_the_replies_of_a_turn_differ_clearly_in_sound(talk: Conversation) -> None:
    for turn in talk.turns.values():
        for one, other in combinations(turn.replies, 2):
            assert unlike(phones(one.text), phones(other.text)) >= 0.6, f"{one.text} / {other.text}"


def test_lines_are_not_stamped_from_a_template() -> None:
    replies = Counter(reply.text for talk in BUNDLED for turn in talk.turns.values() for reply in turn.replies)
    said = Counter(turn.says for talk in BUNDLED for turn in talk.turns.values())
    assert max(said.values()) == 1
    assert [text for text, times in replies.items() if times > 1] == []


def phones(text: str) -> list[str]:
    lexicon = load_lexicon()
    return [base(phone) for token in tokens(text, lexicon.known) for phone in lexicon.pronunciations(token.word)[0]]


def unlike(one: list[str], other: list[str]) -> float:
    """The least number of phonemes to change, take out or put in, as a share of the longer one's (0-1)."""
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, yours in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (mine != yours))
    return row[-1] / max(len(one), len(other))
