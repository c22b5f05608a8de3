"""Conversations to practise: who talks with whom, what the partner says, and where each reply leads.

One text file holds one conversation; every line is a key, a colon and a text. ``resources/conversations/README.md``
tells teachers how to write one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from sonorant.speech.content import LEVELS
from sonorant.speech.failures import SonorantError, UnusableInput

KINDS = ("casual", "topic", "exercise")
"""Casual conversation, a specific topic, a language-learning exercise."""
HEAD = ("title", "kind", "level", "setting", "goal", "partner", "learner")
IN_TURN = ("says", "translation", "again", "reply")
KEYS = (*HEAD, "word", "turn", *IN_TURN)

MOST_REPLIES = 4
LONGEST_LINE = 400
"""Letters of one text: more than anybody says in one breath."""
LONGEST_FILE = 100_000
"""Letters of a file."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ARROW = re.compile(r"\s*(?:->|→)\s*")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the learner may say, and the id of the turn that it leads to."""

    text: str
    next: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What the partner says, and the replies that fit. A turn without replies ends the conversation.

    `again` is how the partner asks politely once more when nothing fits; it is empty at an end. `translation` is what
    `says` means in a language of the learner's; empty where nobody has written that.
    """

    id: str
    says: str
    replies: tuple[Reply, ...] = ()
    again: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A useful word or phrase and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation. `id` is the file's name without its ending; `kind` one of `KINDS`; `level` a CEFR level.

    `partner` and `learner` say who the two are, `opening` is the id of the turn with which the partner begins. Every
    turn can be reached from there, and every turn leads to an end.
    """

    id: str
    title: str
    kind: str
    level: str
    setting: str
    goal: str
    partner: str
    learner: str
    vocabulary: tuple[Term, ...]
    opening: str
    turns: Mapping[str, Turn]

    def translation_of(self, said: str) -> str:
        """What a line of the partner's means in a language of the learner's; empty where nobody has written that."""
        return next((turn.translation for turn in self.turns.values() if turn.says == said), "")


class InvalidConversation(SonorantError):
    """A text that is no conversation; `line` (from 1) is where to look, and `what` is wrong there."""

    def __init__(self, name: str, line: int, what: str) -> None:
        super().__init__(f"“{name}”, line {line}: {what}")
        self.line, self.what = line, what


def load(folder: Path) -> list[Conversation]:
    """Read every ``*.txt`` of `folder`, easiest first, then by title.

    Raises:
        UnusableInput: the folder or a file cannot be read.
        InvalidConversation: a file breaks the rules.
    """
    if not folder.is_dir():
        raise UnusableInput(f"There is no folder of conversations at {folder}; check the installation.")
    return in_order(read(path) for path in folder.glob("*.txt"))


def read(path: Path) -> Conversation:
    """Read one file. *Raises:* as `load`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as failure:
        raise UnusableInput(f"“{path.name}” cannot be read ({failure.strerror}): choose another file.") from failure
    except UnicodeDecodeError as failure:
        raise UnusableInput(f"“{path.name}” is not a text in UTF-8: save it as plain text in UTF-8.") from failure
    return parse(text, path.stem)


def in_order(conversations: Iterable[Conversation]) -> list[Conversation]:
    """Easiest first, then by title."""
    return sorted(conversations, key=lambda each: (LEVELS.index(each.level), each.title))


def parse(text: str, name: str) -> Conversation:
    """The conversation that a text describes; `name` becomes its id.

    Raises:
        InvalidConversation: the text breaks a rule; one sentence names the line and says what to do.
    """
    return _Reader(name).read(text)


def dump(conversation: Conversation) -> str:
    """The text of a conversation, which `parse` reads as the same one."""
    lines = [f"{key}: {getattr(conversation, key)}" for key in HEAD]
    lines += ["", *(f"word: {term.word} = {term.meaning}" for term in conversation.vocabulary)]
    opening = conversation.turns[conversation.opening]
    for turn in (opening, *(each for each in conversation.turns.values() if each is not opening)):
        lines += ["", f"turn: {turn.id}", f"says: {turn.says}"]
        lines += [f"translation: {turn.translation}"] if turn.translation else []
        lines += [f"again: {turn.again}"] if turn.again else []
        lines += [f"reply: {reply.text} -> {reply.next}" for reply in turn.replies]
    return "\n".join(lines) + "\n"


@dataclass(slots=True)
class _Draft:
    """A turn while it is read, with the lines where its parts stand."""

    id: str
    line: int
    says: str = ""
    translation: str = ""
    again: str = ""
    replies: list[tuple[int, Reply]] = field(default_factory=list)


class _Reader:
    """Reads a text line by line, then looks at the whole."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._head: dict[str, str] = {}
        self._terms: list[Term] = []
        self._turns: dict[str, _Draft] = {}

    def read(self, text: str) -> Conversation:
        if len(text) > LONGEST_FILE:
            self._fail(1, f"the text is too long, so make it shorter than {LONGEST_FILE} letters.")
        last = 1
        for last, key, value in self._lines(text):
            self._take(last, key, value)
        self._look_over(last)
        turns = {
            each.id: Turn(each.id, each.says, tuple(reply for _, reply in each.replies), each.again, each.translation)
            for each in self._turns.values()
        }
        return Conversation(
            id=self._name, **self._head, vocabulary=tuple(self._terms), opening=next(iter(turns)), turns=turns
        )

    def _lines(self, text: str) -> Iterator[tuple[int, str, str]]:
        for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
            line = " ".join(raw.split())
            if not line or line.startswith("#"):
                continue
            key, colon, value = line.partition(":")
            key, value = key.strip().lower(), value.strip()
            if not colon or " " in key:
                self._fail(number, f"begin the line with a key and a colon, such as “says:” (keys: {', '.join(KEYS)}).")
            if key not in KEYS:
                self._fail(number, f"the key “{key}” is not known, so write one of {', '.join(KEYS)}.")
            if not value:
                self._fail(number, f"write something after “{key}:”, or take the line out.")
            if len(value) > LONGEST_LINE:
                self._fail(number, f"this is {len(value)} letters long, so make it {LONGEST_LINE} at most.")
            yield number, key, value

    def _take(self, line: int, key: str, value: str) -> None:
        if key == "turn":
            self._take_turn(line, value)
        elif key in IN_TURN:
            if not self._turns:
                self._fail(line, f"“{key}” belongs to a turn, so put a line such as “turn: welcome” before it.")
            self._take_in_turn(line, key, value, next(reversed(self._turns.values())))
        elif self._turns:
            self._fail(line, f"“{key}” belongs to the whole conversation, so put it before the first turn.")
        elif key == "word":
            word, _, meaning = (part.strip() for part in value.partition("="))
            if not word or not meaning:
                self._fail(line, "write a word, an equals sign and its meaning, such as “word: bill = what you pay”.")
            self._terms.append(Term(word, meaning))
        else:
            self._take_head(line, key, value)

    def _take_head(self, line: int, key: str, value: str) -> None:
        if key in self._head:
            self._fail(line, f"“{key}” stands there twice, so take one of the two out.")
        for one, allowed in (("kind", KINDS), ("level", LEVELS)):
            if key == one and value not in allowed:
                self._fail(line, f"“{value}” is no {one}, so write one of {', '.join(allowed)}.")
        self._head[key] = value

    def _take_turn(self, line: int, name: str) -> None:
        self._check_id(line, name)
        if name in self._turns:
            first = self._turns[name].line
            self._fail(line, f"there is a turn “{name}” in line {first} already, so give this one another name.")
        self._turns[name] = _Draft(name, line)

    def _take_in_turn(self, line: int, key: str, value: str, turn: _Draft) -> None:
        if key == "reply":
            text, *leads = _ARROW.split(value)
            following = leads.pop() if leads else ""
            if not text or not following or leads:
                self._fail(line, "write a reply, an arrow and a turn, such as “reply: Yes, please. -> order”.")
            self._check_id(line, following)
            if any(_bare(text) == _bare(reply.text) for _, reply in turn.replies):
                self._fail(line, f"the turn “{turn.id}” has this reply already, so write another one.")
            if len(turn.replies) == MOST_REPLIES:
                self._fail(line, f"a turn has {MOST_REPLIES} replies at most, so take one of them out.")
            turn.replies.append((line, Reply(text, following)))
        elif getattr(turn, key):
            self._fail(line, f"the turn “{turn.id}” has “{key}” twice, so join the two or begin another turn.")
        else:
            setattr(turn, key, value)

    def _check_id(self, line: int, name: str) -> None:
        if not _ID.fullmatch(name):
            self._fail(line, f"“{name}” is no name of a turn, so use small letters, digits and hyphens only.")

    def _look_over(self, last: int) -> None:
        for key in HEAD:
            if key not in self._head:
                self._fail(1, f"“{key}” is missing, so add a line “{key}: …” at the top.")
        if not self._turns:
            self._fail(last, "there is no turn, so add a line “turn: welcome” and one “says: …” below it.")
        for turn in self._turns.values():
            if not turn.says:
                self._fail(turn.line, f"the turn “{turn.id}” says nothing, so add a line “says: …” below it.")
            if turn.replies and not turn.again:
                self._fail(turn.line, f"the turn “{turn.id}” cannot ask again, so add a line “again: …” below it.")
            if turn.again and not turn.replies:
                self._fail(turn.line, f"the turn “{turn.id}” asks again but has no reply: add one or drop “again”.")
            for line, reply in turn.replies:
                if reply.next not in self._turns:
                    self._fail(line, f"there is no turn “{reply.next}”, so write the name of one or add it.")
        self._look_for_ways()

    def _look_for_ways(self) -> None:
        onward = {turn.id: {reply.next for _, reply in turn.replies} for turn in self._turns.values()}
        back = {name: {before for before, after in onward.items() if name in after} for name in onward}
        reached = _closure({next(iter(onward))}, onward)
        ending = _closure({name for name, after in onward.items() if not after}, back)
        for turn in self._turns.values():
            if turn.id not in reached:
                self._fail(turn.line, f"nothing leads to the turn “{turn.id}”: let a reply lead there or take it out.")
            if turn.id not in ending:
                self._fail(turn.line, f"from “{turn.id}” the talk never ends: let a reply lead to a turn without any.")

    def _fail(self, line: int, what: str) -> NoReturn:
        raise InvalidConversation(self._name, line, what)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _closure(names: set[str], ways: Mapping[str, set[str]]) -> set[str]:
    """Everything that can be come to from `names`."""
    found, new = set(names), set(names)
    while new:
        new = {after for name in new for after in ways[name]} - found
        found |= new
    return found
