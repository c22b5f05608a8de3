"""Mistakes that learners of English typically make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sonorant.practice.grammar_patterns import (
    ADVERB,
    AFTER_VERB,
    AGO,
    ANY,
    BE,
    DAYS,
    DET,
    GERUND,
    HE,
    IRREGULAR,
    JOB,
    MANY,
    MODAL,
    MY,
    NOT,
    NOT_AFTER_NUMBERS,
    NUMBER,
    ONE,
    PAST_TIME,
    PERSON,
    SHORT,
    SINGULAR_S,
    START,
    THINK,
    TIME,
    UNCOUNTABLE,
    UNCOUNTABLES,
    WHOEVER,
    Rule,
    always,
    bad,
    encoded,
    form,
    in_form,
    mapped,
    one_of,
    plural_verb,
    rule,
    third,
    without,
)
from sonorant.practice.words import Token, inflected
from sonorant.speech.content import GrammarFinding


def find(tokens: Sequence[Token], ending: str) -> Iterator[GrammarFinding]:
    """The possible mistakes in one sentence; `ending` is the mark that it ends with. Nothing is found twice."""
    line, places = encoded(tokens, ending)
    taken = list[tuple[int, int]]()
    for each in RULES:
        for match in each.pattern.finditer(line):
            start, end = match.span("bad")
            inside = [token for token, place in zip(tokens, places, strict=True) if start <= place < end]
            if not inside:
                continue
            span = inside[0].start, inside[-1].end
            if any(span[0] < stop and begin < span[1] for begin, stop in taken):
                continue
            said = [token.lower for token in inside]
            better = each.better(said)
            if better == " ".join(said):  # a form that is its own better one is none of the mistakes
                continue
            taken.append(span)
            if inside[0].text[:1].isupper():
                better = better[:1].upper() + better[1:]
            yield GrammarFinding(span, each.name, each.why, (better,) if better else ())


def _affirmed(words: Sequence[str]) -> str:
    """“Didn't come” without its “not”; empty if the verb is not among the words."""
    tags = {"didn't": "VBD", "doesn't": "VBZ", "don't": "VBP"}
    return inflected(words[1], tags[words[0]]) if len(words) > 1 else ""


def _liked(words: Sequence[str]) -> str:
    """“Like very much this song” in its usual order; empty if what is liked is not among the words."""
    return "" if words[-1] in {"the", "my", "your", "a"} else " ".join([words[0], *words[3:], "very much"])


def _taken(words: Sequence[str]) -> str:
    """“Make a shower” with the verb that it goes with."""
    tags = {"make": "VB", "makes": "VBZ", "made": "VBD", "making": "VBG"}
    verb = "take" if words[-1] in {"shower", "bath", "photo"} else "do"
    return " ".join([inflected(verb, tags[words[0]]), *words[1:]])


RULES: tuple[Rule, ...] = (
    # agreement
    rule(
        "agreement",
        f"(?:{START}|{one_of('that which because who')}){HE}{ADVERB}" + bad(form("VBP", "VBZ VBD MD NN")),
        SINGULAR_S,
        third,
    ),
    rule(
        "agreement",
        f"{START}{HE}{ADVERB}" + bad(one_of("have do are don't depend work live like need want look cost rain")),
        SINGULAR_S,
        third,
    ),
    rule(
        "agreement",
        f"{START}{ONE}" + bad(one_of("have are were do don't like know want need go come")),
        "“Everybody”, “nobody” and the like go with a verb in the singular.",
        third,
    ),
    rule(
        "agreement",
        one_of("there")
        + bad(one_of("is was isn't wasn't"))
        + f"(?={one_of('many several two three four five six seven ten few')})",
        "“There is” goes with one thing, “there are” with several.",
        plural_verb,
    ),
    rule(
        "agreement",
        one_of("there") + bad(one_of("is was")) + f"(?={one_of('a')}{one_of('lot')}{one_of('of')}{form('NNS', 'NN')})",
        "“There is” goes with one thing, “there are” with several.",
        plural_verb,
    ),
    rule(
        "agreement",
        f"{START}(?:{DET})?(?:{form('JJ', 'NN')})?(?:{form('NNS', 'NN VBZ')})"
        + bad(one_of("is was has isn't wasn't hasn't doesn't")),
        "The subject is plural, so the verb is, too.",
        plural_verb,
    ),
    rule(
        "agreement",
        f"{START}(?:{MY}|{one_of('the these those')}){form('NNS', 'NN VBZ')}" + bad(form("VBZ")) + AFTER_VERB,
        "The subject is plural, so the verb has no -s.",
        plural_verb,
    ),
    rule(
        "agreement",
        f"{START}{MY}{PERSON}{ADVERB}" + bad(form("VBP", "VBD VBZ MD JJ")) + AFTER_VERB,
        "The subject is one person, so the verb ends in -s.",
        third,
    ),
    rule(
        "agreement",
        f"{START}(?:{one_of('the')})?{one_of('news')}" + bad(one_of("are were")),
        "“News” is singular.",
        third,
    ),
    # articles
    rule(
        "article",
        f"(?:{BE}|{one_of('become became becomes')})"
        + bad(JOB)
        + rf"(?={one_of('at in and but for when')}|;\||[.?!]\|\$)",
        "One person's occupation takes “a” or “an”.",
        lambda words: f"{'an' if words[0][0] in 'aeio' else 'a'} {words[0]}",
    ),
    rule(
        "article",
        f"(?:{form('VBD')}|{one_of('see in on at watch like under')})"
        + bad(one_of("moon sun sky sea internet"))
        + f"(?!{form('NN')})",
        "There is only one of it, so it takes “the”.",
        lambda words: f"the {words[0]}",
    ),
    rule(
        "article",
        f"(?:{one_of('drink have want need order buy')})"
        + bad(one_of("glass cup bottle piece slice bit") + one_of("of")),
        "A thing that can be counted takes “a” when it is one.",
        lambda words: f"a {' '.join(words)}",
    ),
    rule(
        "article",
        bad(one_of("the a an") + MY),
        "Before “my”, “your” and the like there is no article.",
        lambda words: words[1],
    ),
    # plural
    rule(
        "plural",
        f"{one_of('one some many most few')}{one_of('of')}(?:{MY}|{one_of('the these those')})"
        + f"(?:{form('JJ', 'NN NNS')})?"
        + f"(?!{one_of('team family class group work time food money')})"
        + bad(form("NN", "NNS JJ VBG"))
        + rf"(?={form('VB')}|{form('VBZ')}|{form('VBD')}|{form('MD')}|[.?!]\|\$)",
        "“One of” is followed by a plural: it is one among several.",
        in_form("NNS"),
    ),
    rule(
        "plural",
        rf"(?<!number\|,JJR,NN,VB,VBP, ){NUMBER}(?:{form('JJ', 'NN NNS')})?"
        + bad(f"(?!{one_of(NOT_AFTER_NUMBERS)})" + form("NN", "NNS JJ RB VBG"))
        + rf"(?!{form('NN')}|{form('NNS')}|{form('JJ')})",
        "After a number greater than one the noun is plural.",
        in_form("NNS"),
    ),
    rule(
        "plural",
        one_of("these those") + bad(form("NN", "NNS JJ")) + f"(?={one_of('is are was were have has look looks cost')})",
        "“These” and “those” are followed by a plural.",
        in_form("NNS"),
    ),
    rule(
        "plural",
        f"{START}" + bad(one_of("this that")) + f"(?={form('NNS', 'NN')}{one_of('are were have look cost')})",
        "“This” and “that” go with one thing, “these” and “those” with several.",
        mapped({"this": "these", "that": "those"}),
    ),
    rule(
        "plural",
        one_of("every each") + bad(form("NNS", "NN VBZ")),
        "“Every” and “each” are followed by a singular.",
        in_form("NN"),
    ),
    # what cannot be counted
    rule(
        "uncountable",
        bad(one_of(UNCOUNTABLES)),
        "This word has no plural: use it in the singular, or “pieces of …”.",
        lambda words: words[0].removesuffix("s"),
    ),
    rule(
        "uncountable",
        bad(one_of("a an") + f"(?:{form('JJ', 'NN')})?" + one_of(UNCOUNTABLE)) + f"(?!{form('NN')}|{form('NNS')})",
        "This cannot be counted: say “some …” or “a piece of …”.",
        lambda words: " ".join(["some", *words[1:]]),
    ),
    rule(
        "much or many",
        bad(one_of("much")) + f"(?=(?:{form('JJ', 'NN RB')})?{form('NNS', 'NN VBZ JJR')})",
        "“Much” goes with what cannot be counted, “many” with a plural.",
        mapped(MANY),
    ),
    rule(
        "much or many",
        bad(one_of("many")) + f"(?={one_of(UNCOUNTABLE + ' time water work food')})",
        "“Many” goes with a plural, “much” with what cannot be counted.",
        mapped(MANY),
    ),
    # tense
    rule(
        "tense",
        rf"(?:\^ |;\| )(?:{one_of('and but')})?(?:{PAST_TIME})(?:;\| )?{WHOEVER}{ADVERB}"
        + bad(rf"(?!(?:{THINK.replace(' ', '|')})\|)(?:{form('VBP', 'VBD MD')}|{form('VBZ', 'VBD')})"),
        "The time is past, so the verb is, too.",
        in_form("VBD"),
    ),
    rule(
        "tense",
        rf"\^ {one_of('when')}(?:{WHOEVER})(?:{one_of('was were')})(?:{ANY}){{1,3}}(?:;\| )?{WHOEVER}"
        + bad(form("VBP", "VBD MD")),
        "The time is past, so the verb is, too.",
        in_form("VBD"),
    ),
    rule(
        "tense",
        rf"\^ {WHOEVER}"
        + bad(one_of("go meet see buy eat come take give write"))
        + rf"(?:{ANY}){{0,6}}(?:{PAST_TIME})[.!]\|\$",
        "The time is past, so the verb is, too.",
        in_form("VBD"),
    ),
    rule(
        "since or for",
        bad(one_of("since"))
        + f"(?:{one_of('a an one two three four five six seven eight nine ten many some twenty')}|{form('CD')}){TIME}"
        + f"(?!{one_of('ago')})",
        "A length of time takes “for”, the moment when it began “since”.",
        always("for"),
    ),
    rule(
        "tense",
        bad(f"{one_of('am is are')}{form('VBG')}") + f"(?:{ANY}){{0,3}}(?:{one_of('since')})",
        "What began before and still goes on takes “have been …-ing”.",
        lambda words: f"{'has' if words[0] == 'is' else 'have'} been {words[1]}",
    ),
    rule(
        "tense",
        WHOEVER
        + bad(one_of("work live study learn works lives studies learns know am is are"))
        + f"(?:{ANY}){{0,3}}{one_of('since')}",
        "What began before and still goes on takes “have” or “has”.",
        lambda words: f"{'has' if words[0].endswith('s') else 'have'} {inflected(words[0], 'VBN')}",
    ),
    rule(
        "tense",
        bad(f"{one_of('am is are')}{one_of('waiting')}") + f"(?:{ANY}){{0,4}}{one_of('for')}(?:{ANY}){TIME}",
        "What began before and still goes on takes “have been …-ing”.",
        lambda words: f"{'has' if words[0] == 'is' else 'have'} been waiting",
    ),
    rule(
        "tense",
        bad(f"{one_of('have has')}{form('VBN')}") + rf"(?:{ANY}){{0,4}}(?:{one_of('yesterday')}|{AGO})",
        "With a time that is over the simple past is used.",
        lambda words: inflected(words[1], "VBD"),
    ),
    rule(
        "tense",
        rf"(?<!\S\|\S)(?:\^ |;\| |{one_of('you her him us them me up')}){one_of('when after before until')}{WHOEVER}"
        + bad(one_of("will") + form("VB")),
        "After “when”, “after”, “before” and “until” the future is said in the present.",
        without("will"),
    ),
    # forms of the verb
    rule(
        "verb form",
        one_of("didn't don't doesn't")
        + f"(?:{ADVERB})"
        + bad(f"(?:{form('VBD', 'VB VBP')}|{form('VBZ', 'VB NN NNS')})"),
        "After “do”, “does” and “did” the verb has its base form.",
        in_form("VB"),
    ),
    rule(
        "verb form",
        rf"(?:\^ |;\| |{one_of('where when why how what who')}){one_of('do does did')}{WHOEVER}"
        + bad(f"(?:{form('VBD', 'VB VBP')}|{form('VBZ', 'VB')})"),
        "After “do”, “does” and “did” the verb has its base form.",
        in_form("VB"),
    ),
    rule("verb form", bad(MODAL + one_of("to")), "After “can”, “must” and the like there is no “to”.", without("to")),
    rule(
        "verb form",
        one_of("i you he she it we they") + bad(one_of("cans musts shoulds mights")),
        "“Can”, “must” and the like never change.",
        lambda words: words[0][:-1],
    ),
    rule(
        "verb form",
        f"{WHOEVER}{MODAL}{ADVERB}" + bad(f"(?:{form('VBZ', 'VB')}|{form('VBD', 'VB VBN')})"),
        "After “can”, “must” and the like the verb has its base form.",
        in_form("VB"),
    ),
    rule(
        "verb form",
        f"{one_of('have has had')}{ADVERB}" + bad(form("VBD", "VBN NN JJ")),
        "After “have” the verb has its third form.",
        in_form("VBN"),
    ),
    rule(
        "verb form",
        GERUND + bad(one_of("to") + form("VB", "DT")),
        "This verb is followed by the form in -ing.",
        lambda words: inflected(words[1], "VBG"),
    ),
    rule(
        "verb form",
        f"(?:{one_of('looking look looks looked')}{one_of('forward')}|{BE}{one_of('used')}){one_of('to')}"
        + bad(form("VB", "VBG"))
        + f"(?!{one_of('you')}\\?)",
        "Here “to” is followed by the form in -ing.",
        in_form("VBG"),
    ),
    rule(
        "verb form",
        one_of("want wants wanted")
        + bad(one_of("buy go eat see be have know learn speak become get find drink do ask visit")),
        "After “want” there is “to”.",
        lambda words: f"to {words[0]}",
    ),
    rule(
        "verb form",
        bad(one_of(" ".join(IRREGULAR))),
        "This word has a form of its own.",
        lambda words: IRREGULAR[words[0]],
    ),
    # to be
    rule(
        "agree",
        bad(one_of("am is are was were i'm") + one_of("agree")),
        "“Agree” is a verb: “I agree”.",
        lambda words: {"i'm": "i agree", "was": "agreed", "were": "agreed"}.get(words[0], "agree"),
    ),
    rule(
        "missing verb",
        rf"\^ {one_of('i you he she it we they')}" + bad(one_of("very") + form("JJ")),
        "A verb is missing here.",
        lambda words: f"… {' '.join(words)}",
    ),
    rule(
        "missing verb",
        rf"\^ {MY}{PERSON}" + bad(one_of("a an")),
        "A verb is missing here.",
        lambda words: f"is {words[0]}",
    ),
    rule(
        "missing subject",
        r"\^ "
        + bad(one_of("is was"))
        + f"(?:{one_of('very so too')})?(?:{form('JJ', 'NN')}|{one_of('raining snowing cold hot warm late early')})"
        + rf"(?:{ANY}){{0,8}}[.!]\|\$",
        "A sentence needs a subject: “it”.",
        lambda words: f"it {words[0]}",
    ),
    # comparing
    rule(
        "comparison",
        bad(one_of("more") + form("JJR")),
        "It is compared already: no “more” is needed.",
        lambda words: words[1],
    ),
    rule(
        "comparison",
        bad(one_of("most") + form("JJS")),
        "It is compared already: no “most” is needed.",
        lambda words: words[1],
    ),
    rule(
        "comparison",
        bad(one_of("more") + one_of(SHORT)) + f"(?={one_of('than')})",
        "Short adjectives are compared with -er.",
        lambda words: inflected(words[1], "JJR"),
    ),
    rule(
        "comparison",
        one_of("the") + bad(one_of("most") + one_of(SHORT)),
        "Short adjectives are compared with -est.",
        lambda words: inflected(words[1], "JJS"),
    ),
    rule(
        "comparison",
        form("JJR") + bad(one_of("that")) + f"(?={one_of('yours mine hers his ours theirs me him us them')})",
        "One thing is compared with another by “than”.",
        always("than"),
    ),
    # prepositions
    rule(
        "preposition",
        one_of("good bad")
        + bad(one_of("in"))
        + f"(?={one_of('maths mathematics physics english sports music history cooking singing chess languages')})",
        "One is good “at” something.",
        always("at"),
    ),
    rule(
        "preposition",
        bad(one_of("discuss discusses discussed discussing") + one_of("about")),
        "“Discuss” needs no preposition.",
        lambda words: words[0],
    ),
    rule("preposition", one_of("married") + bad(one_of("with")), "One is married “to” somebody.", always("to")),
    rule(
        "preposition",
        one_of("arrive arrives arrived arriving") + bad(one_of("to")),
        "One arrives “at” a place or “in” a town.",
        always("at"),
    ),
    rule(
        "preposition",
        one_of("interested") + bad(one_of("on about for")),
        "One is interested “in” something.",
        always("in"),
    ),
    rule(
        "preposition",
        one_of("depend depends depended") + bad(one_of("of from")),
        "Something depends “on” something.",
        always("on"),
    ),
    rule(
        "preposition",
        bad(one_of("listen listens listened listening"))
        + f"(?={one_of('music radio songs the a my this it him her them')})",
        "One listens “to” something.",
        lambda words: f"{words[0]} to",
    ),
    rule(
        "preposition",
        bad(one_of("wait waits waited waiting"))
        + f"(?={one_of('the my him her you them')})(?!{one_of('the')}{one_of('whole')}|{one_of('my')}{one_of('turn')})",
        "One waits “for” something.",
        lambda words: f"{words[0]} for",
    ),
    rule("preposition", bad(one_of("in")) + f"(?={one_of(DAYS)})", "Days take “on”.", always("on")),
    rule(
        "preposition",
        bad(one_of("go goes went going") + one_of("to") + one_of("home")),
        "One goes home without “to”.",
        without("to"),
    ),
    rule(
        "preposition",
        one_of("afraid proud") + bad(one_of("from for on")),
        "One is afraid or proud “of” something.",
        always("of"),
    ),
    # not twice
    rule(
        "negative",
        f"{NOT}(?:{ANY}){{1,2}}" + bad(one_of("nothing nobody nowhere")),
        "Two negatives make a positive: “not … anything”.",
        mapped({"nothing": "anything", "nobody": "anybody", "nowhere": "anywhere"}),
    ),
    rule(
        "negative",
        f"{one_of('nobody nothing never')}" + bad(one_of("don't doesn't didn't") + f"(?:{form('VB')})?"),
        "One negative is enough.",
        _affirmed,
    ),
    # order
    rule(
        "word order",
        f"{one_of('me us know wonder ask remember idea explain him her')}{one_of('where when why how')}"
        + bad(f"{one_of('is are was were')}(?:{one_of('the my your his her our their this that')}{ANY}|{WHOEVER})"),
        "Inside another sentence a question has the order of a statement.",
        lambda words: " ".join([*words[1:], words[0]]),
    ),
    rule(
        "word order",
        rf"\^ {one_of('what where when why how who')}"
        + bad(f"{one_of('you he she it we they')}{one_of('are is was were will can')}")
        + rf"(?:{ANY}){{0,8}}\?\|\$",
        "A question begins with the verb after the question word.",
        lambda words: f"{words[1]} {words[0]}",
    ),
    rule(
        "word order",
        rf"\^ {one_of('what where when why how')}"
        + bad(f"{one_of('you he she we they')}{form('VBP', 'VBZ VBD MD')}")
        + rf"(?:{ANY}){{0,8}}\?\|\$",
        "This question needs “do” or “does”.",
        lambda words: f"{'does' if words[0] in {'he', 'she'} else 'do'} {' '.join(words)}",
    ),
    rule(
        "word order",
        bad(
            f"{one_of('like likes love loves enjoy enjoys liked loved')}{one_of('very')}{one_of('much')}"
            f"(?:{form('VBG')}|{one_of('this that the my your these those a')}(?:{form('JJ')})?"
            f"(?:{form('NN')}|{form('NNS')})?)"
        ),
        "What is liked comes before “very much”.",
        _liked,
    ),
    rule(
        "word order",
        f"{WHOEVER}"
        + bad(
            f"(?!{one_of('am is are was were have has had do does can will')})(?:{form('VBP')}|{form('VBZ')})"
            + one_of("always often usually")
        )
        + f"(?={one_of('to at in on by with the my')})",
        "“Always”, “often” and “usually” come before the verb.",
        lambda words: f"{words[1]} {words[0]}",
    ),
    rule(
        "verb form",
        f"{WHOEVER}" + bad(one_of("am is are was were") + one_of("live go like want know have need eat come think")),
        "Two verbs stand where one is enough.",
        lambda words: third(words[1:]) if words[0] in {"is", "was"} else words[1],
    ),
    rule(
        "comparison",
        bad(one_of("more") + one_of("good bad")),
        "“Good” and “bad” are compared as “better” and “worse”.",
        lambda words: {"good": "better", "bad": "worse"}[words[1]],
    ),
    rule(
        "adverb",
        one_of("speak speaks spoke sing sings sang cook cooks swim swims drive drives play plays dance dances")
        + f"(?:{ANY}){{0,2}}"
        + bad(one_of("good"))
        + r"(?=[.!?]\|\$)",
        "How something is done is said with an adverb.",
        always("well"),
    ),
    rule(
        "preposition",
        bad(one_of("in")) + f"(?={one_of('the')}{one_of('first second third fourth ground top')}{one_of('floor')})",
        "One is “on” a floor.",
        always("on"),
    ),
    rule(
        "age",
        bad(one_of("have has")) + f"(?=(?:{form('CD')}|{NUMBER}){one_of('years')}" + r"[.!?]\|\$)",
        "One is so many years old.",
        lambda words: "am" if words[0] == "have" else "is",
    ),
    # what goes with what
    rule(
        "pattern",
        bad(one_of("explain explained explains") + one_of("me him her us them")),
        "One explains something “to” somebody.",
        lambda words: f"{words[0]} to {words[1]}",
    ),
    rule(
        "pattern",
        bad(one_of("said say says") + one_of("me him us them")),
        "One tells somebody, and says something “to” somebody.",
        lambda words: f"{ {'said': 'told', 'say': 'tell', 'says': 'tells'}[words[0]] } {words[1]}",
    ),
    rule(
        "pattern",
        bad(one_of("suggest suggested suggests") + one_of("me him her us them") + one_of("to")),
        "One suggests that somebody does something.",
        lambda words: f"{words[0]} that {words[1]}",
    ),
    rule(
        "word choice",
        bad(f"{one_of('do did does done doing')}{one_of('a some many')}(?:{form('JJ')})?{one_of('mistake mistakes')}"),
        "One makes mistakes.",
        lambda words: " ".join(
            [{"do": "make", "did": "made", "does": "makes", "done": "made", "doing": "making"}[words[0]], *words[1:]]
        ),
    ),
    rule(
        "word choice",
        bad(
            one_of("make makes made making")
            + f"(?:{one_of('a my his her')})?"
            + one_of("shower bath photo homework sport sports")
        ),
        "This goes with another verb, such as “take” or “do”.",
        _taken,
    ),
)
"""In order: what an earlier rule marks, a later one leaves alone."""
