from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sample_assessment import sample, unit, wrong
from sonorant import assets
from sonorant.audio.files import read
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice import drills, grammar, lessons, samples
from sonorant.practice.advice import Advice, Aspect, Place
from sonorant.practice.coach import advise
from sonorant.practice.content import look
from sonorant.practice.own_lines import OwnLine, among
from sonorant.practice.samples import Sample
from sonorant.speech.assessment import (
    TICKS_PER_SECOND,
    Assessment,
    Break,
    Delivery,
    ErrorType,
    Intonation,
    PhonemeAlphabet,
    PhonemeError,
    PhonemeFinding,
    Scores,
    SignalQuality,
    SpokenPhoneme,
    Word,
)
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.content import Alternative, Content, GrammarFinding, Repetition, Vocabulary
from sonorant.speech.phonemes import PHONE, PHONES, name
from sonorant.speech.scores import mark
from sonorant.speech.views import rename

LESSONS = lessons.load(Path(__file__).parents[2] / "resources" / "lessons")
WELL = Scores(accuracy=95.0, fluency=95.0, completeness=100.0, prosody=95.0, pronunciation=95.0)


def take(*words: Word, scores: Scores = WELL) -> Assessment:
    text = " ".join(word.word for word in words)
    return Assessment(text=text, words=words, scores=scores, alphabet=PhonemeAlphabet.IPA)


def heard(word: Word, place: int, sound: str | None, confidence: float = 0.9, *, reliable: bool = True) -> Word:
    kind = PhonemeError.DELETION if sound is None else PhonemeError.SUBSTITUTION
    return replace(word, phonemes=wrong(word, {place: PhonemeFinding(kind, sound, confidence, reliable)}))


THREE = unit("three", ["θ", "ɹ", "i"], start=10, frames=10)
RIGHT = unit("right", ["ɹ", "aɪ", "t"], start=50, frames=10)
BANK = unit("bank", ["b", "æ", "ŋ", "k"], start=90, frames=10)


def about(advice: Sequence[Advice], aspect: Aspect) -> Advice:
    [one] = [each for each in advice if each.aspect is aspect]
    return one


def test_of_flawless_speech_there_is_nothing_to_say() -> None:
    assert advise(take(THREE, RIGHT, BANK), LESSONS) == []


def test_a_wrong_sound_is_told_with_word_time_what_was_heard_and_what_to_do() -> None:
    [advice] = advise(take(heard(THREE, 0, "s"), RIGHT), LESSONS)
    assert advice.title == "“three”: /θ/ sounded like /s/"
    assert advice.evidence == "In “three” (0.1 s) the /θ/ of “think” sounded like /s/, the sound of “see”."
    assert advice.action.startswith("Your tongue stayed behind the teeth. Bring its tip forward")
    assert advice.places == (Place(0, 0, 1_000_000, 900_000),)
    assert (advice.phone, advice.heard, advice.words) == ("TH", "S", ("three",))


def test_an_unusual_mistake_is_met_by_how_the_sound_is_made() -> None:
    [advice] = advise(take(heard(THREE, 0, "k")), LESSONS)
    lesson = LESSONS["TH"]
    assert advice.action == f"Lips: {lesson.lips} Tongue: {lesson.tongue} Voice: {lesson.voice} {lesson.check}"


def test_the_same_mistake_in_several_words_is_one_piece_of_advice_with_the_clearest_place_first() -> None:
    thin = unit("thin", ["θ", "ɪ", "n"], start=200, frames=10)
    think = unit("think", ["θ", "ɪ", "ŋ", "k"], start=300, frames=10)
    [advice] = advise(take(heard(THREE, 0, "s", 0.6), think, heard(thin, 0, "s", 0.9)), LESSONS)
    assert "“thin” (2.0 s) and “three” (0.1 s)" in advice.evidence
    assert "2 of 3 in this take" in advice.evidence
    assert [place.word for place in advice.places] == [2, 0]


def test_what_confuses_more_words_comes_first() -> None:
    order = advise(take(heard(THREE, 0, "s"), heard(RIGHT, 0, "l")), LESSONS)
    assert [each.phone for each in order] == ["R", "TH"]


def test_words_left_out_come_before_sounds_and_sounds_before_melody() -> None:
    flat = Intonation((ErrorType.MONOTONE,), monotone=0.9)
    words = [replace(each, intonation=flat) for each in (heard(RIGHT, 0, "l"), BANK)]
    order = advise(take(words[0], Word("the", error=ErrorType.OMISSION), words[1]), LESSONS)
    assert [each.aspect for each in order] == [Aspect.COMPLETENESS, Aspect.ACCURACY, Aspect.PROSODY]


def test_a_doubt_is_told_as_a_doubt() -> None:
    [advice] = advise(take(heard(THREE, 0, "s", 0.6)), LESSONS)
    assert not advice.sure
    assert "may have sounded like /s/" in advice.title
    assert advice.action.startswith("If so: ")


def test_a_single_doubt_about_a_sound_that_is_judged_poorly_is_told_only_if_it_is_glaring() -> None:
    glaring = heard(THREE, 0, "s", 0.9, reliable=False)
    first, *others = glaring.phonemes or ()
    once = replace(glaring, phonemes=(replace(first, accuracy=45.0), *others))
    thin = heard(unit("thin", ["θ", "ɪ", "n"], start=200, frames=10), 0, "s", 0.9, reliable=False)
    assert advise(take(once), LESSONS) == []
    assert [each.sure for each in advise(take(glaring), LESSONS)] == [False]
    [advice] = advise(take(once, thin), LESSONS)
    assert not advice.sure
    assert "hard to judge by machine" in advice.evidence


def test_a_stop_that_may_only_not_have_been_released_is_never_called_missing() -> None:
    [advice] = advise(take(heard(BANK, 3, None, 1.0)), LESSONS)
    assert not advice.sure
    assert advice.title == "“bank”: /k/ may have been left out"
    assert "without being released" in advice.evidence
    [inside] = advise(take(heard(BANK, 2, None, 1.0)), LESSONS)
    assert inside.title == "“bank”: /ŋ/ was not heard"


def test_a_vowel_is_never_called_left_out() -> None:
    [advice] = advise(take(heard(BANK, 1, None, 1.0)), LESSONS)
    assert advice.title == "“bank”: /æ/ was not clear"


def test_where_nothing_is_marked_but_little_is_clear_the_least_clear_sound_is_named_as_a_doubt() -> None:
    first, *others = THREE.phonemes or ()
    dull = replace(THREE, phonemes=(replace(first, accuracy=70.0), *others))
    [advice] = advise(take(RIGHT, dull, scores=replace(WELL, accuracy=75.0)), LESSONS)
    assert advice.evidence == (
        "No sound was certainly wrong. The least clear one was the /θ/ of “think” in “three” (0.1 s)."
    )
    assert (advice.sure, advice.places) == (False, (Place(1, 0, 1_000_000, 900_000),))
    assert advise(take(RIGHT, dull), LESSONS) == []


def test_in_a_noisy_recording_nothing_is_sure() -> None:
    noisy = replace(take(heard(THREE, 0, "s")), quality=SignalQuality(snr=4.0))
    assert [each.sure for each in advise(noisy, LESSONS)] == [False]


def test_a_word_that_is_wrong_all_over_is_told_as_a_word() -> None:
    garbled = heard(heard(heard(BANK, 0, "t"), 1, "i"), 3, "s")
    [advice] = advise(take(replace(garbled, accuracy=20.0), THREE), LESSONS)
    assert advice.title == "“bank” could not be made out"
    assert advice.places == (Place(0, None, 9_000_000, 3_900_000),)
    whole = replace(BANK, error=ErrorType.MISPRONUNCIATION, accuracy=50.0)
    assert advise(take(whole), LESSONS)[0].words == ("bank",)


def test_names_of_sounds_in_either_alphabet_give_the_same_advice() -> None:
    ipa = sample()
    assert advise(rename(ipa, PhonemeAlphabet.SAPI), LESSONS) == advise(ipa, LESSONS)


def test_an_engine_that_gives_no_findings_is_read_by_its_scores_and_candidates() -> None:
    poor = replace(
        (THREE.phonemes or ())[0],
        accuracy=10.0,
        finding=None,
        spoken=(SpokenPhoneme("s", 100.0), SpokenPhoneme("θ", 20.0)),
    )
    [advice] = advise(take(replace(THREE, phonemes=(poor, *(THREE.phonemes or ())[1:]))), LESSONS)
    assert advice.title == "“three”: /θ/ sounded like /s/"


def test_words_left_out_are_named_with_where_they_should_have_been() -> None:
    missing = Word("the", error=ErrorType.OMISSION)
    advice = about(advise(take(THREE, missing, BANK), LESSONS), Aspect.COMPLETENESS)
    assert advice.title == "“the” left out"
    assert advice.evidence == "Not heard: “the” (0.4 s), 1 of 3 words of the text."
    assert advice.places == (Place(1, None, 3_900_000),)


def test_a_text_that_breaks_off_is_told_as_such() -> None:
    missing = [Word(word, error=ErrorType.OMISSION) for word in ("by", "the", "river")]
    advice = about(advise(take(THREE, BANK, *missing), LESSONS), Aspect.COMPLETENESS)
    assert advice.evidence == "The take ends after “bank”: 3 of 5 words of the text are missing."
    assert len(advise(take(*missing), LESSONS)) == 1


def test_pauses_are_told_with_their_length_the_longest_first() -> None:
    def paused(word: Word, seconds: float) -> Word:
        length = round(seconds * 10_000_000)
        return replace(word, pause=Break((ErrorType.UNEXPECTED_BREAK,), unexpected=0.9, length=length))

    advice = about(advise(take(THREE, paused(RIGHT, 0.6), paused(BANK, 1.2)), LESSONS), Aspect.FLUENCY)
    assert advice.evidence == "The voice stopped for 1.2 s before “bank” (0.9 s) and 0.6 s before “right” (0.5 s)."
    assert "“three right bank”" in advice.action


def test_words_said_again_are_sure_and_unknown_speech_is_not() -> None:
    again = advise(take(replace(THREE, error=ErrorType.REPETITION), THREE), LESSONS)
    added = advise(take(THREE, Word("…", 30_000_000, 5_000_000, error=ErrorType.INSERTION)), LESSONS)
    assert [(each.title, each.sure) for each in again] == [("Words said again", True)]
    assert [(each.evidence, each.sure) for each in added] == [("Not in the text: speech at 3.0 s.", False)]


def test_slow_speech_is_told_by_its_syllables_only_where_the_score_is_low() -> None:
    slow = replace(take(THREE), delivery=Delivery(20, 1.5, 2.4, 3.0))
    assert advise(slow, LESSONS) == []
    [advice] = advise(replace(slow, scores=replace(WELL, fluency=40.0)), LESSONS)
    assert advice.evidence == "You said 2.4 syllables a second, and 3 from one pause to the next."


def test_a_flat_voice_is_told_by_its_pitch() -> None:
    flat = replace(THREE, intonation=Intonation((ErrorType.MONOTONE,), monotone=0.9))
    [advice] = advise(replace(take(flat), delivery=Delivery(1, 4.0, 4.0, 8.0, pitch=(101.0, 109.0))), LESSONS)
    assert advice.evidence == "Your voice stayed mostly between 101 and 109 Hz from beginning to end."


def test_a_low_score_without_any_place_is_owned_up_to() -> None:
    [advice] = advise(take(THREE, scores=replace(WELL, prosody=45.0)), LESSONS)
    assert advice.evidence == "Prosody was scored 45 of 100, and no single place stands out."
    assert (advice.sure, advice.places) == (False, ())


def test_of_a_draft_only_the_delivery_is_judged_and_of_a_withheld_verdict_nothing() -> None:
    poor = sample()
    kept = {each.aspect for each in advise(replace(poor, draft=True), LESSONS)}
    assert kept == {Aspect.FLUENCY, Aspect.PROSODY}
    assert advise(replace(poor, withheld="Record again."), LESSONS) == []


def test_grammar_is_told_once_for_each_rule_with_its_places_and_called_possible_if_rules_found_it() -> None:
    said = replace(take(replace(THREE, span=(0, 5)), replace(RIGHT, span=(6, 11))), text="three right")
    finding = GrammarFinding((6, 11), "agreement", "The two do not agree.", ("rights",))
    content = Content("three right", 3, grammar=(finding, replace(finding, span=(0, 5), suggestions=("threes",))))
    [advice] = advise(said, LESSONS, content, [OwnLine(content.text)])
    assert advice.title == "Possible mistake (agreement): “right”"
    assert advice.action == "“right” could be “rights”; “three” could be “threes”."
    assert [place.word for place in advice.places] == [1, 0]
    assert not advice.sure
    [sure] = advise(said, LESSONS, replace(content, origin="a-model", grammar=(finding,)))
    assert (sure.title, sure.sure) == ("Mistake (agreement): “right”", True)


def test_vocabulary_is_told_with_what_else_could_be_said() -> None:
    words = Vocabulary(
        60, 20, repeated=(Repetition("good", 5),), alternatives=(Alternative((0, 4), "good", ("helpful", "kind")),)
    )
    plain, often = advise(take(THREE), LESSONS, Content("good", 3, vocabulary=words))
    assert plain.action == "For “good” you could say “helpful” or “kind”."
    assert plain.words == ("helpful", "kind")
    assert often.evidence == "Said often: “good” 5 times."


def spoken(text: str, **changes: Word) -> tuple[Word, ...]:
    """The words of a text at their places in it, a second each; some of them as they are given."""
    words, begin = list[Word](), 0
    for number, each in enumerate(text.split()):
        name = each.strip(".,").lower()
        word = changes.get(name, Word(name, accuracy=95.0))
        span = (begin, begin + len(each.strip(".,")))
        words.append(replace(word, word=name, offset=number * 10_000_000, duration=9_000_000, span=span))
        begin += len(each) + 1
    return tuple(words)


def test_a_mistake_has_its_place_although_suggested_lines_were_said_between_ones_own() -> None:
    lines = [("He go home", True), ("That is fine.", False), ("She have a cat.", True), ("They was late.", True)]
    whole = " ".join(text for text, _ in lines)
    content = look([text for text, own in lines if own])
    advice = advise(Assessment(text=whole, words=spoken(whole), scores=WELL), LESSONS, content, among(lines))
    places = [whole.split()[place.word] for each in advice for place in each.places]
    assert sorted(places) == ["go", "have", "was"]


def test_of_a_report_on_one_answer_only_what_was_said_in_it_has_a_place() -> None:
    content = look(["He go home.", "She have a cat.", "They was late."])
    own = [OwnLine("He go home.", None), OwnLine("She have a cat."), OwnLine("They was late.", None)]
    said = "She have a cat."
    found = advise(Assessment(text=said, words=spoken(said), scores=WELL), LESSONS, content, own)
    assert [place.word for each in found for place in each.places] == [1]


def test_a_mistake_is_practised_in_its_sentence_put_right() -> None:
    content = look(["Yesterday he go home and he don't sleep.", "I was there.", "It was nice."])
    advice = advise(Assessment(text=content.text, scores=WELL), LESSONS, content)
    [first] = {each.passages for each in advice}
    assert first == ("Yesterday he went home and he doesn't sleep.",)
    [drill] = drills.of_advice(advice[0], "", LESSONS)
    assert [(item.kind, item.text) for item in drill.items] == [(drills.ItemKind.SENTENCE, first[0])]


def every_kind() -> Sequence[tuple[str, Advice]]:
    """Advice of every kind there is, each with the text of its take."""
    text = "Three banks open by the lake, and we like the lake. We go there."
    pause = Break((ErrorType.UNEXPECTED_BREAK,), unexpected=0.9, length=12_000_000)
    no_pause = Break((ErrorType.MISSING_BREAK,), missing=0.9)
    flat = Intonation((ErrorType.MONOTONE,), monotone=0.9)
    first, *others = THREE.phonemes or ()
    left_out = Word("the", error=ErrorType.OMISSION)
    garbled = heard(heard(heard(BANK, 0, "t"), 1, "i"), 3, "s")
    low = replace(WELL, fluency=40.0, prosody=40.0)
    slow = Delivery(20, 1.5, 2.4, 3.0)

    def of(scores: Scores = WELL, delivery: Delivery | None = None, **changes: Word) -> Assessment:
        said = Assessment(text=text, words=spoken(text, **changes), scores=scores, alphabet=PhonemeAlphabet.IPA)
        return replace(said, delivery=delivery)

    missing = tuple(
        replace(each, error=ErrorType.OMISSION) if each.word in "we go there" else each for each in spoken(text)
    )
    takes = [
        of(open=left_out),
        replace(of(), words=missing),
        of(three=heard(THREE, 0, "s")),
        of(banks=garbled),
        of(replace(WELL, accuracy=70.0), three=replace(THREE, phonemes=(replace(first, accuracy=70.0), *others))),
        of(open=Word("", pause=pause)),
        of(open=Word("", error=ErrorType.REPETITION)),
        of(open=Word("", error=ErrorType.INSERTION)),
        of(replace(WELL, fluency=40.0), slow),
        of(low),
        of(three=Word("", intonation=flat)),
        of(we=Word("", pause=no_pause)),
    ]
    found = [(text, each) for take in takes for each in advise(take, LESSONS)]
    own = "He go to the good bank. A good lake is a good place. I want a good boat."
    words = Vocabulary(
        17, 13, repeated=(Repetition("good", 4),), alternatives=(Alternative((13, 17), "good", ("helpful",)),)
    )
    mistakes = (*grammar.check(own), GrammarFinding((0, 2), "sense", "Nobody knows what this means."))
    said = Assessment(text=own, words=spoken(own), scores=WELL)
    content = Content(own, 3, grammar=mistakes, vocabulary=words)
    return [*found, *((own, each) for each in advise(said, LESSONS, content, [OwnLine(own)]))]


def test_every_kind_of_advice_has_a_drill_and_where_it_names_a_time_or_words_that_were_said_a_place() -> None:
    kinds = every_kind()
    titles = [each.title for _, each in kinds]
    assert len(titles) == len(set(titles)) >= 17
    for text, each in kinds:
        practised = drills.of_advice(each, text, LESSONS)
        assert practised, each.title
        assert all(item.text for drill in practised for item in drill.items), each.title
        if re.search(r"\d s[ ).]", each.evidence) or each.aspect in {Aspect.GRAMMAR, Aspect.VOCABULARY}:
            assert [place.offset for place in each.places if place.offset is not None], each.title


def test_what_is_to_be_practised_of_a_pause_is_the_sentence_that_it_stood_in() -> None:
    found = {each.title: drills.of_advice(each, text, LESSONS)[0].items[-1].text for text, each in every_kind()}
    sentence = "Three banks open by the lake, and we like the lake."
    assert found["A pause before “open”"] == sentence
    assert found["2 pauses missing"] == sentence
    assert found["Words said again"] == sentence
    assert found["The voice stays on one note"] == sentence


def test_a_withheld_verdict_on_content_gives_no_advice() -> None:
    finding = GrammarFinding((0, 5), "agreement", "Why.")
    assert advise(take(THREE), LESSONS, Content("three", 1, grammar=(finding,), withheld="Too short.")) == []


def assessed(sample: Sample) -> Assessment:
    config = AssessmentConfig(sample.text, enable_miscue=True, enable_prosody=True)
    return mark(EmbeddedAssessor().assess(read(sample.audio), config))


def test_the_bundled_flawless_take_gets_no_advice_and_each_planted_error_its_own() -> None:
    flawless, planted = samples.load(assets.path("samples"))
    assert advise(assessed(flawless), LESSONS) == []
    told = advise(assessed(planted), LESSONS)
    # Of a single slip of which the engine is not sure no advice is given, but on its word perhaps.
    unsure = [error for error in planted.planted if error.phoneme in {"v", "θ"}]
    for error in planted.planted:
        if error in unsure:
            continue
        [advice] = [
            each
            for each in told
            if error.word in each.words and (each.phone and PHONE[each.phone].ipa) == error.phoneme
        ]
        told.remove(advice)
        offset = advice.places[0].offset
        assert offset is not None
        # A pause stands before its word, a sound is where it was said.
        assert offset / TICKS_PER_SECOND == pytest.approx(error.end if error.kind == "pause" else error.start, abs=0.05)
    assert {word for each in told for word in each.words} <= {error.word for error in unsure}


@pytest.mark.parametrize("alphabet", list(PhonemeAlphabet))
def test_every_sound_can_be_advised_on_whatever_is_heard_instead(alphabet: PhonemeAlphabet) -> None:
    for phone in PHONES:
        for other in (*PHONES, None):
            word = unit("word", [name(phone, PhonemeAlphabet.IPA), "t", "t"], start=0, frames=5)
            instead = None if other is None else name(other, PhonemeAlphabet.IPA)
            [advice] = advise(rename(take(heard(word, 0, instead)), alphabet), LESSONS)
            assert advice.phone == phone
            assert 0 < advice.effect <= 1
            assert advice.evidence.endswith(".")
