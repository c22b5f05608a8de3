"""The language that the rules of grammar are written in: a sentence as a line of words with the forms they can be.

It is written as ``word|,TAG,TAG, word|…`` with a space around every word, so that a rule is a regular expression over
it, put together from the pieces here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sonorant.practice.words import Token, inflected, tags

Fix = Callable[[list[str]], str]
"""Makes of the marked words, in small letters, what they should be."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of mistake: its name, the pattern, why it is one, and what is better ("" for no suggestion)."""

    name: str
    pattern: re.Pattern[str]
    why: str
    better: Fix


def encoded(tokens: Sequence[Token], ending: str) -> tuple[str, list[int]]:
    """The sentence as the patterns want it, and where in it each word stands. Commas and colons are words, too."""
    line, places = " ^ ", list[int]()
    for number, token in enumerate(tokens):
        places.append(len(line))
        line += f"{token.lower}|{','.join(('', *sorted(_tags(token)), ''))} "
        following = tokens[number + 1].start if number + 1 < len(tokens) else None
        if following is not None and following - token.end > 1:
            line += ";| "  # anything but one blank parts two words: a comma, a dash, quotation marks
    return f"{line}{ending}|$ ", places


_ALWAYS = {
    "people": {"NNS"},
    "police": {"NNS"},
    "very": {"RB"},
    "too": {"RB"},
    "good": {"JJ"},
    "like": {"VB", "VBP", "IN"},
    "i": {"PRP"},
    "will": {"MD"},
    "can": {"MD"},
    "might": {"MD"},
    "must": {"MD"},
    "may": {"MD"},
    "us": {"PRP"},
    "his": {"PRP"},
    "her": {"PRP"},
    "does": {"VBZ"},
    "has": {"VBZ"},
    "was": {"VBD"},
    "me": {"PRP"},
    "to": {"TO"},
    "so": {"RB"},
    "no": {"DT"},
    "an": {"DT"},
    "a": {"DT"},
    "in": {"IN"},
    "at": {"IN"},
    "on": {"IN"},
    "there": {"EX"},
}
"""What these words are in conversation, whatever else a dictionary knows of them."""


def _tags(token: Token) -> set[str] | frozenset[str]:
    word = token.lower
    if word in _ALWAYS:
        return _ALWAYS[word]
    if word[0].isdigit():
        return {"CD"}
    return tags(word)


# --- the pieces that patterns are made of ---


def one_of(words: str) -> str:
    """One of these words, in whatever form."""
    return rf"(?:{'|'.join(map(re.escape, words.split()))})\|\S* "


def form(tag: str, but: str = "") -> str:
    """A word that can be `tag` and none of the forms in `but`."""
    not_these = "".join(rf"(?!\S*,{each},)" for each in but.split())
    return rf"(?=\S*,{tag},){not_these}[^\s|;]+\|\S* "


ANY = r"[^\s|;]+\|\S* "
START = (
    r"(?:\^ |;\| |(?="
    + one_of("and but because so when")
    + r"))(?:"
    + one_of("and but because so then also or when if well yes no oh")
    + ")?"
)
ADVERB = "(?:" + one_of("always often usually never sometimes really also still just only probably soon") + ")?"
HE = one_of("he she it")
WHOEVER = one_of("i we you they he she it")
MY = one_of("my your his her our their")
DET = one_of("the a an my your his her our their this that some")
ONE = one_of("everybody everyone somebody someone nobody anybody anyone everything something nothing")
PERSON = one_of(
    "father mother sister brother friend teacher boss wife husband son daughter uncle aunt grandmother grandfather "
    "cousin colleague neighbour neighbor doctor girlfriend boyfriend dad mum mom grandma grandpa roommate flatmate"
)
JOB = one_of(
    "doctor teacher engineer nurse student lawyer waiter waitress driver cook chef musician pilot scientist "
    "programmer secretary manager farmer singer actor actress writer journalist policeman dentist designer mechanic"
)
BE = one_of("am is are was were be been i'm he's she's it's we're you're they're")
MODAL = one_of("can could must should may might will would can't cannot couldn't mustn't shouldn't won't wouldn't")
NUMBER = one_of("two three four five six seven eight nine ten eleven twelve twenty thirty fifty several many few")
GERUND = one_of(
    "enjoy enjoys enjoyed finish finishes finished avoid avoids avoided suggest suggests suggested practise practised "
    "practice practiced consider considered imagine imagined dislike dislikes disliked mind"
)
UNCOUNTABLE = (
    "information advice furniture luggage homework equipment news knowledge baggage traffic software money bread "
    "weather music rice butter"
)
UNCOUNTABLES = (
    "informations advices furnitures luggages homeworks equipments knowledges baggages softwares traffics moneys "
    "musics weathers breads"
)
AFTER_VERB = (
    "(?=" + one_of("in at to with on for from by the a an my your his her our their every very not") + r"|[.?!]\|\$)"
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday"
TIME = one_of("minutes hours days weeks months years ages minute hour day week month year")
THINK = "think guess hope know believe remember suppose wonder mean feel understand want need like love"
AGO = f"(?:{one_of('a an two three four five ten few')}){{1,2}}{TIME}{one_of('ago')}"
SHORT = (
    "cheap big small hot cold old young tall short long fast slow high low hard strong weak rich poor easy nice happy"
)
PAST_TIME = (
    one_of("yesterday")
    + "(?:"
    + one_of("morning afternoon evening")
    + ")?"
    + "|"
    + one_of("last")
    + one_of(f"night week month year summer winter spring autumn weekend time {DAYS}")
    + "|(?:"
    + one_of("a an two three four five six seven eight nine ten few some many")
    + "){1,2}"
    + TIME
    + one_of("ago")
)
IRREGULAR = {
    "goed": "went",
    "teached": "taught",
    "buyed": "bought",
    "catched": "caught",
    "comed": "came",
    "eated": "ate",
    "runned": "ran",
    "thinked": "thought",
    "bringed": "brought",
    "writed": "wrote",
    "breaked": "broke",
    "speaked": "spoke",
    "falled": "fell",
    "drinked": "drank",
    "maked": "made",
    "taked": "took",
    "sended": "sent",
    "finded": "found",
    "getted": "got",
    "gived": "gave",
    "feeled": "felt",
    "leaved": "left",
    "swimmed": "swam",
    "telled": "told",
    "understanded": "understood",
    "keeped": "kept",
    "sleeped": "slept",
    "drived": "drove",
    "meeted": "met",
    "winned": "won",
    "bestest": "best",
    "baddest": "worst",
    "gooder": "better",
    "badder": "worse",
    "worser": "worse",
}


def third(words: list[str]) -> str:
    """The last word with the -s of the third person."""
    special = {"have": "has", "do": "does", "don't": "doesn't", "haven't": "hasn't", "are": "is", "were": "was"}
    return _last(words, special.get(words[-1]) or inflected(words[-1], "VBZ"))


def plural_verb(words: list[str]) -> str:
    """The last word as the verb of a plural."""
    special = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't"}
    special |= {"doesn't": "don't", "hasn't": "haven't"}
    return _last(words, special.get(words[-1]) or inflected(words[-1], "VB"))


def _last(words: list[str], better: str) -> str:
    return " ".join([*words[:-1], better])


def in_form(tag: str) -> Fix:
    """Puts the last word into the form `tag`."""
    return lambda words: _last(words, inflected(words[-1], tag))


def mapped(table: dict[str, str]) -> Fix:
    """Looks the words up in a table."""
    return lambda words: table.get(" ".join(words), "")


def always(text: str) -> Fix:
    """Puts one text in the place of whatever was said."""
    return lambda words: text


def without(word: str) -> Fix:
    """Leaves a word out."""
    return lambda words: " ".join(each for each in words if each != word)


def rule(name: str, pattern: str, why: str, better: Fix) -> Rule:
    """A rule whose pattern begins with a whole word."""
    return Rule(name, re.compile(rf"(?<=\s){pattern}"), why, better)


def bad(pattern: str) -> str:
    """The part of a pattern that is marked."""
    return f"(?P<bad>{pattern})"


NOT = one_of("don't doesn't didn't can't couldn't never haven't hasn't won't")
NOT_AFTER_NUMBERS = (
    "hundred thousand zero million dozen percent people sheep fish more other euro yen past to o'clock of"
)
MANY = {"much": "many", "many": "much"}
SINGULAR_S = "After “he”, “she” or “it” the verb ends in -s."
