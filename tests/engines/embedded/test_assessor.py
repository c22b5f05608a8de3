"""What the embedded engine promises, on real takes: the bundled samples and flite's voices."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import degraded
from sonorant import assets
from sonorant.audio.files import Audio, read, resample
from sonorant.engines.base import Assessor
from sonorant.engines.embedded import EmbeddedAssessor, certainty
from sonorant.engines.embedded.assessor import EmbeddedStream
from sonorant.practice.samples import Sample, load
from sonorant.speech import marks
from sonorant.speech.assessment import (
    FRAME_TICKS,
    TICKS_PER_SECOND,
    Assessment,
    ErrorType,
    PhonemeAlphabet,
    PhonemeError,
    Remark,
    Scores,
)
from sonorant.speech.azure_json import from_json, to_json
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.failures import Cancelled, NothingToJudge, Silence, UnusableInput
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import base, parse
from sonorant.speech.scores import mark
from synthetic_speech import SENTENCES, VOICES, say
from waiting import waited

SAMPLES = {sample.id: sample for sample in load(assets.path("samples"))}


def config(text: str) -> AssessmentConfig:
    return AssessmentConfig(
        text,
        GradingSystem.HUNDRED_MARK,
        enable_miscue=True,
        enable_prosody=True,
        phoneme_alphabet=PhonemeAlphabet.IPA,
        nbest_phoneme_count=5,
    )


def assess(audio: Audio, text: str) -> Assessment:
    engine: Assessor = EmbeddedAssessor()
    return engine.assess(audio, config(text))


@pytest.fixture(scope="module")
def judged() -> dict[str, Assessment]:
    return {name: assess(read(sample.audio), sample.text) for name, sample in SAMPLES.items()}


def test_flawless_speech_scores_as_flawless(judged):
    assessment = mark(judged["flawless"])
    assert [word.word for word in assessment.words if word.error is not ErrorType.NONE] == []
    assert [phoneme for word in assessment.words for phoneme in word.phonemes if phoneme.finding] == []
    assert min(word.accuracy for word in assessment.words) > 80
    assert assessment.scores.completeness == 100.0
    assert assessment.scores.accuracy >= 85
    assert assessment.warnings == ()


def test_the_planted_errors_are_found_where_they_were_said(judged):
    raw, usual, strict = (
        {(word.word, each.phoneme): each for word in verdict.words for each in word.phonemes}
        for verdict in (judged["planted"], mark(judged["planted"]), mark(judged["planted"], 0.75))
    )
    planted = [each for each in SAMPLES["planted"].planted if each.phoneme]
    for error in planted:
        found = raw[error.word, error.phoneme]
        assert found.offset / TICKS_PER_SECOND == pytest.approx(error.start, abs=0.06)
        assert found.finding.error.value.lower() == error.kind
        assert strict[error.word, error.phoneme].finding.error.value.lower() == error.kind
    # One is a doubt, which counts only where the user wants it strictly: θ lies near to s.
    sure = [each.word for each in planted if usual[each.word, each.phoneme].finding.error is not PhonemeError.NONE]
    assert sure == ["vine", "bank", "red", "home"]


def test_what_was_said_instead_is_heard(judged):
    by_place = {(word.word, each.phoneme): each for word in judged["planted"].words for each in word.phonemes}
    for planted in SAMPLES["planted"].planted:
        if planted.said:
            assert by_place[planted.word, planted.phoneme].finding.heard == planted.said


def test_the_long_pause_is_an_unexpected_break(judged):
    flagged = [word for word in judged["planted"].words if ErrorType.UNEXPECTED_BREAK in word.pause.error_types]
    planted = next(each for each in SAMPLES["planted"].planted if each.kind == "pause")
    assert [word.word for word in flagged] == [planted.word]
    assert flagged[0].offset / TICKS_PER_SECOND == pytest.approx(planted.end, abs=0.05)
    assert flagged[0].pause.length / TICKS_PER_SECOND == pytest.approx(planted.end - planted.start, abs=0.1)


def test_units_follow_azures_convention_of_time(judged):
    for word in judged["flawless"].words:
        phonemes = word.phonemes
        assert word.offset == phonemes[0].offset == word.syllables[0].offset
        assert word.offset + word.duration == phonemes[-1].offset + phonemes[-1].duration
        for left, right in pairwise(phonemes):
            assert right.offset - (left.offset + left.duration) == FRAME_TICKS


def test_every_score_is_within_its_range_and_the_expected_sound_is_among_the_candidates_when_good(judged):
    for word in judged["flawless"].words:
        for phoneme in word.phonemes:
            assert 0 <= phoneme.accuracy <= 100
            assert len(phoneme.spoken) == 5
            assert max(each.score for each in phoneme.spoken) == 100.0
            assert phoneme.spoken[0].phoneme == phoneme.phoneme


def test_words_know_their_place_in_the_text_as_typed(judged):
    text = SAMPLES["flawless"].text
    for word in judged["flawless"].words:
        assert text[slice(*word.span)].lower() == word.word


def test_the_verdict_says_where_it_comes_from_and_survives_its_serial_form(judged):
    assessment = judged["planted"]
    assert assessment.provenance.engine == "embedded"
    assert assessment.offset == assessment.words[0].offset
    assert assessment.provenance.model_digest
    assert from_json(to_json(assessment)) == assessment


def test_the_same_take_gives_the_same_verdict():
    sample = SAMPLES["planted"]
    assert assess(read(sample.audio), sample.text) == assess(read(sample.audio), sample.text)


def test_the_sounds_are_judged_and_not_which_word_they_are():
    audio = say("They write in red and blue.").audio
    write, right, wright = (assess(audio, f"They {word} in red and blue.") for word in ("write", "right", "wright"))
    assert write.scores == right.scores == wright.scores
    accuracies = [[each.accuracy for each in verdict.words] for verdict in (write, right, wright)]
    assert accuracies[0] == accuracies[1] == accuracies[2]


def test_a_word_left_out_is_an_omission_and_lowers_completeness(said):
    spoken = said("The old clock on the wall has stopped.", "slt")
    assessment = assess(spoken.audio, "The old kitchen clock on the wall has stopped.")
    errors = {word.word: word.error for word in assessment.words}
    assert errors.pop("kitchen") is ErrorType.OMISSION
    assert set(errors.values()) == {ErrorType.NONE}
    assert assessment.scores.completeness == pytest.approx(100 * 8 / 9, abs=0.1)


def test_words_said_again_are_repetitions_and_count_once(said):
    spoken = said("The old clock on the on the wall has stopped.", "slt")
    assessment = assess(spoken.audio, "The old clock on the wall has stopped.")
    assert [word.word for word in assessment.words] == [
        "the",
        "old",
        "clock",
        *["on", "the"] * 2,
        "wall",
        "has",
        "stopped",
    ]
    assert [word.error for word in assessment.words[3:5]] == [ErrorType.REPETITION] * 2
    assert ErrorType.REPETITION not in [word.error for word in assessment.words[5:]]
    assert assessment.scores.completeness == 100.0


def test_speech_that_is_not_in_the_text_is_an_insertion(said):
    spoken = said("The old clock in my kitchen has stopped.", "slt")
    assessment = assess(spoken.audio, "The old clock has stopped.")
    errors = [word.error for word in assessment.words]
    assert errors.count(ErrorType.INSERTION) == 1
    assert errors.index(ErrorType.INSERTION) == 3
    assert assessment.scores.completeness == 100.0


def test_numbers_are_judged_as_the_words_that_are_said(said):
    spoken = said("The ticket costs twenty five dollars.", "slt")
    assessment = assess(spoken.audio, "The ticket costs $25.")
    assert [word.word for word in assessment.words] == ["the", "ticket", "costs", "twenty", "five", "dollars"]
    assert {word.span for word in assessment.words[3:]} == {(17, 20)}
    assert all(word.error is ErrorType.NONE for word in assessment.words)


@pytest.mark.parametrize("text", ["", "   ", "!?", "🙂"])
def test_a_text_without_words_is_refused(text):
    with pytest.raises(UnusableInput, match="no text"):
        assess(read(SAMPLES["flawless"].audio), text)


def test_another_locale_is_refused():
    with pytest.raises(UnusableInput, match="en-US"):
        EmbeddedAssessor().assess(read(SAMPLES["flawless"].audio), replace(config("hello"), locale="de-DE"))


SECOND = np.arange(16_000) / 16_000
UNJUDGED = {
    "silence": (np.zeros(32_000), "silent"),
    "faint noise": (np.random.default_rng(0).normal(size=32_000) * 1e-4, "silent"),
    "white noise": (np.random.default_rng(0).normal(size=64_000) * 0.1, "too much noise"),
    "a tone": (np.tile(0.3 * np.sin(2 * np.pi * 440 * SECOND), 4), "too much noise"),
    "a click": (np.ones(100), "too short"),
}


@pytest.mark.parametrize("name", UNJUDGED)
def test_what_is_no_speech_is_not_judged(name):
    samples, reason = UNJUDGED[name]
    with pytest.raises(NothingToJudge, match=reason):
        assess(Audio(samples.astype(np.float32), 16_000), "The old clock on the wall has stopped.")


def test_speech_that_is_another_text_is_not_judged():
    with pytest.raises(NothingToJudge, match="does not match"):
        assess(
            read(SAMPLES["flawless"].audio),
            "Could you tell me where the nearest chemist is, please? I need some aspirin.",
        )


@pytest.mark.parametrize("voice", VOICES)
def test_a_single_word_among_digital_silence_is_judged(voice):
    audio = say("cream", voice).audio
    still = np.zeros(audio.rate // 2, dtype=np.float32)
    judged = assess(Audio(np.concatenate([still, audio.samples, still]), audio.rate), "cream")
    (word,) = judged.words
    assert word.accuracy > 85
    assert 0.4 < word.offset / TICKS_PER_SECOND < 0.9


def test_a_text_too_long_for_the_take_is_not_judged():
    audio, text = read(SAMPLES["flawless"].audio), SAMPLES["flawless"].text * 10
    with pytest.raises(NothingToJudge, match="does not match"):
        assess(audio, text)
    with pytest.raises(NothingToJudge, match="too short"):
        EmbeddedAssessor().assess(audio, replace(config(text), enable_miscue=False))


def test_a_text_too_long_for_a_recorded_take_is_not_judged_either_and_is_not_searched_through():
    audio, said = read(SAMPLES["flawless"].audio), SAMPLES["flawless"].text
    stream = EmbeddedAssessor().open_stream(config(said + " the" * 1500), audio.rate)
    stream.feed(audio.samples)
    shares: list[float] = []
    with pytest.raises(NothingToJudge, match="too short for its text"):
        stream.finish(shares.append)
    assert shares == []


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_what_is_no_sound_is_refused_in_one_sentence(wrong):
    stream = EmbeddedAssessor().open_stream(config("hello"), 16_000)
    with pytest.raises(UnusableInput, match="no sound"):
        stream.feed(np.array([0.0, wrong], dtype=np.float32))


def test_work_ends_when_the_progress_callback_says_so():
    def stop(_share: float) -> None:
        raise Cancelled

    sample = SAMPLES["flawless"]
    with pytest.raises(Cancelled):
        EmbeddedAssessor().assess(read(sample.audio), config(sample.text), stop)


def test_progress_grows_from_nothing_to_all():
    shares: list[float] = []
    sample = SAMPLES["flawless"]
    EmbeddedAssessor().assess(read(sample.audio), config(sample.text), shares.append)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_takes_of_any_rate_are_judged_alike(rate):
    sample: Sample = SAMPLES["flawless"]
    assessment = mark(assess(resample(read(sample.audio), rate), sample.text))
    assert [word.word for word in assessment.words if word.error is not ErrorType.NONE] == []
    assert assessment.warnings == ()


def test_telephone_quality_is_said_to_be_hard_to_judge():
    sample = SAMPLES["flawless"]
    assessment = assess(resample(read(sample.audio), 8_000), sample.text)
    assert any("telephone" in warning for warning in assessment.warnings)


@pytest.mark.parametrize(("rate", "piece"), [(16_000, 1600), (44_100, 3333), (48_000, 24_000)])
def test_a_stream_gives_the_verdict_of_the_whole_take(rate, piece):
    sample = SAMPLES["planted"]
    audio = resample(read(sample.audio), rate)
    stream = EmbeddedAssessor().open_stream(config(sample.text), rate)
    for start in range(0, len(audio.samples), piece):
        stream.feed(audio.samples[start : start + piece])
    assert stream.finish() == assess(audio, sample.text)


def test_a_stream_tells_the_words_read_and_provisional_scores_while_it_goes_on(said):
    text = " ".join(SENTENCES[:6])
    stream = EmbeddedAssessor().open_stream(config(text), 16_000)
    partials = []
    for sentence in SENTENCES[:6]:
        stream.feed(said(sentence, "slt").audio.samples)
        partials.append(stream.partial())
    assert partials[0].scores is None
    read = [partial.words_read for partial in partials]
    assert read == sorted(read)
    assert len(text.split()) - 6 < read[-1] <= len(text.split())
    assert text[slice(*partials[-1].span)] == text.split()[read[-1] - 1].strip(".,")
    assert partials[-1].scores.accuracy > 85
    assert partials[-1].scores.completeness is None
    assert stream.finish().scores.completeness == 100.0


def test_what_is_said_during_a_pause_is_no_part_of_the_take(said):
    spoken = said("The old clock on the wall has stopped again.", "slt").audio
    half = len(spoken.samples) // 2
    stream = EmbeddedAssessor().open_stream(config("The old clock on the wall has stopped again."), 16_000)
    stream.feed(spoken.samples[:half])
    stream.pause()
    stream.feed(spoken.samples)
    stream.resume()
    stream.feed(spoken.samples[half:])
    assert stream.finish() == assess(spoken, "The old clock on the wall has stopped again.")


def test_a_stream_that_is_over_takes_and_judges_nothing_more():
    sample = SAMPLES["flawless"]
    audio = read(sample.audio)
    finished = EmbeddedAssessor().open_stream(config(sample.text), audio.rate)
    finished.feed(audio.samples)
    finished.finish()
    finished.feed(audio.samples)
    assert finished.partial().words_read == len(sample.text.split())
    with pytest.raises(RuntimeError, match="finished before"):
        finished.finish()

    cancelled = EmbeddedAssessor().open_stream(config(sample.text), audio.rate)
    cancelled.feed(audio.samples[:100])
    cancelled.cancel()
    cancelled.feed(audio.samples)
    assert cancelled.partial().words_read == 0
    with pytest.raises(Cancelled):
        cancelled.finish()


@pytest.mark.parametrize("rate", [-16_000, 0, 500_000])
def test_a_rate_that_no_sound_has_is_refused_when_the_stream_is_opened(rate):
    with pytest.raises(UnusableInput, match="sample rate"):
        EmbeddedAssessor().open_stream(config("hello"), rate)


def test_where_there_is_nothing_but_silence_nobody_looks_for_the_text(monkeypatch):
    monkeypatch.setattr(EmbeddedStream, "feed", lambda *_: pytest.fail("the text is looked for"))
    silence = np.random.default_rng(0).normal(0.0, 1e-4, 44_100 * 40).astype(np.float32)
    with pytest.raises(Silence, match="silent"):
        EmbeddedAssessor().assess(Audio(silence, 44_100), config("hello"))


@pytest.mark.parametrize("end", ["cancel", "finish"])
def test_a_stream_that_is_over_leaves_nothing_to_complain_of_when_the_process_ends(end):
    program = f"""
import contextlib, threading, time
import numpy as np
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import NothingToJudge

def hold(stream):
    stream.feed(np.zeros(4_800, np.float32))
    with contextlib.suppress(NothingToJudge):
        stream.{end}()
    over.set()
    time.sleep(60)

over = threading.Event()
stream = EmbeddedAssessor().open_stream(AssessmentConfig(reference_text="hello there"), 48_000)
threading.Thread(target=hold, args=(stream,), daemon=True).start()
over.wait(30)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_word_that_no_one_can_say_is_refused_at_once():
    with pytest.raises(UnusableInput, match="aaaaaaaaaaaaaaaaaaaa…"):
        assess(read(SAMPLES["flawless"].audio), "a" * 20_000)


OTHER = SENTENCES[7]
SAID_MORE = {
    "the text twice": f"{SENTENCES[0]} {SENTENCES[0]}",
    "other speech after it": f"{SENTENCES[0]} {OTHER}",
    "other speech before it": f"{OTHER} {SENTENCES[0]}",
}


@pytest.mark.parametrize("voice", ["slt", "rms"])
@pytest.mark.parametrize("more", SAID_MORE)
def test_as_much_other_speech_beside_a_good_reading_is_an_insertion(more, voice, said):
    assessment = assess(said(SAID_MORE[more], voice).audio, SENTENCES[0])
    errors = [word.error for word in assessment.words if word.error is not ErrorType.NONE]
    assert errors == [ErrorType.INSERTION]
    assert assessment.scores.completeness == 100.0


@pytest.mark.parametrize("pause", [0.0, 0.5])
def test_a_take_in_which_the_text_is_read_twice_is_judged(pause, said):
    audio = said(SENTENCES[2], "slt").audio
    silence = np.zeros(int(pause * audio.rate), dtype=np.float32)
    twice = Audio(np.concatenate([audio.samples, silence, audio.samples]), audio.rate)
    assert assess(twice, SENTENCES[2]).scores.accuracy > 85


def test_of_sentences_in_another_order_one_is_left_out(said):
    text = f"{SENTENCES[0]} {SENTENCES[1]}"
    assessment = assess(said(f"{SENTENCES[1]} {SENTENCES[0]}", "slt").audio, text)
    assert 40 < assessment.scores.completeness < 70


def test_a_text_of_which_little_was_read_is_judged_with_a_warning():
    sample = SAMPLES["flawless"]
    more = " Later they told us that every window of the yellow house across the bridge was open again."
    assessment = assess(read(sample.audio), sample.text + more * 4)
    assert assessment.warnings[0].startswith("Much of the text was not heard")


@pytest.fixture(scope="module")
def muffled():
    """A take that only just is understood: the words can be found, but not judged."""
    sample = SAMPLES["flawless"]
    samples = degraded.narrow(resample(read(sample.audio), 16_000).samples, 2000)
    return EmbeddedAssessor().assess(Audio(samples, 16_000), config(sample.text))


def test_of_a_recording_that_is_too_bad_no_score_is_given_and_the_reason_is(muffled):
    assert "another microphone" in muffled.withheld
    assert muffled.scores == Scores()
    assert muffled.quality.bandwidth < 2100


def test_the_words_of_such_a_recording_keep_their_places_and_nothing_is_held_against_them(muffled):
    words = muffled.words
    assert [word.word for word in words] == [token.word for token in tokens(SAMPLES["flawless"].text)]
    assert all(word.accuracy is None and word.error is ErrorType.NONE for word in words)
    said = [word for word in words if word.offset is not None]
    assert len(said) > len(words) / 2
    assert all(phoneme.offset is not None for word in said for phoneme in word.phonemes)
    assert all(phoneme.accuracy is None and phoneme.finding is None for word in said for phoneme in word.phonemes)


UNINTELLIGIBLE = {
    "white noise": (degraded.with_white_noise, 12, "quieter place"),
    "nothing but white noise": (degraded.with_white_noise, 0, "quieter place"),
    "noise that can just be judged in": (degraded.with_white_noise, 17, "noise"),
    "a loud room": (degraded.with_noise, 10, "quieter place"),
    "a band to 1 kHz": (degraded.narrow, 1000, "another microphone"),
    "clipped to squares": (degraded.clipped, 0.8, "lower the microphone"),
}


def verdict_on(audio: Audio, text: str) -> str:
    """Why there is no score, and all that is said beside."""
    try:
        assessment = assess(audio, text)
    except NothingToJudge as refusal:
        return str(refusal)
    return " ".join([assessment.withheld or "", *assessment.warnings])


@pytest.mark.parametrize("text", SENTENCES[:3])
@pytest.mark.parametrize("damage", UNINTELLIGIBLE)
def test_a_recording_that_is_too_bad_is_told_so_and_never_as_another_text(said, damage, text):
    spoil, degree, advice = UNINTELLIGIBLE[damage]
    samples = spoil(resample(said(text, "slt").audio, 16_000).samples, degree)
    verdict = verdict_on(Audio(samples, 16_000), text)
    assert advice in verdict
    assert "right text" not in verdict


@pytest.mark.parametrize(("text", "voice", "decibel"), [(SENTENCES[1], "slt", 18), (SENTENCES[0], "rms", 18)])
def test_in_noise_that_can_be_judged_no_single_word_counts_as_left_out(said, text, voice, decibel):
    samples = degraded.with_noise(resample(said(text, voice).audio, 16_000).samples, decibel)
    assessment = assess(Audio(samples, 16_000), text)
    assert any(word.accuracy is None for word in assessment.words)
    assert ErrorType.OMISSION not in [word.error for word in assessment.words]
    assert assessment.scores.completeness == 100.0


def test_in_noise_a_sentence_left_out_is_still_an_omission(said):
    spoken = " ".join(SENTENCES[:2])
    samples = degraded.with_noise(resample(said(spoken, "slt").audio, 16_000).samples, 18)
    assessment = assess(Audio(samples, 16_000), f"{spoken} {SENTENCES[7]}")
    assert [word.error for word in assessment.words].count(ErrorType.OMISSION) >= 8


def test_scores_words_and_phonemes_have_intervals_around_them(judged):
    scores = judged["planted"].scores
    assert set(scores.intervals) == {"accuracy", "fluency", "prosody", "pronunciation"}
    for name, (low, high) in scores.intervals.items():
        assert 0 <= low <= getattr(scores, name) <= high <= 100
    for word in judged["planted"].words:
        assert word.interval[0] <= word.accuracy <= word.interval[1]
        for phoneme in word.phonemes:
            assert phoneme.interval[0] <= phoneme.accuracy <= phoneme.interval[1]


def test_findings_of_sounds_that_are_hard_to_judge_say_so(judged):
    known = certainty.load()
    findings = [
        (parse(phoneme.phoneme, PhonemeAlphabet.IPA), phoneme.finding)
        for assessment in judged.values()
        for word in assessment.words
        for phoneme in word.phonemes
        if phoneme.finding
    ]
    assert findings
    assert all(finding.reliable is known.is_reliable(base(phone)) for phone, finding in findings)


def test_the_numbers_do_not_depend_on_the_threads_of_linear_algebra():
    sample = SAMPLES["planted"]
    command = [sys.executable, "-m", "sonorant", "assess", sample.audio, "--text", sample.text, "--format", "json"]

    def said(threads: int) -> bytes:
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": str(threads)}
        return subprocess.run(command, check=True, capture_output=True, env=environment).stdout

    assert said(1) == said(2)


def added_vowels(text: str, voice: str, **pronounced: tuple[str, ...]) -> list[tuple[str, str | None]]:
    assessment = mark(assess(say(text, voice, pronounced=pronounced).audio, text))
    return [
        (word.word, phoneme.finding.heard)
        for word in assessment.words or ()
        for phoneme in word.phonemes or ()
        if phoneme.finding and phoneme.finding.error is PhonemeError.INSERTION
    ]


@pytest.mark.parametrize("voice", VOICES)
def test_a_vowel_added_to_a_final_consonant_is_found(voice):
    text = "She likes that large dog very much."
    assert added_vowels(text, voice, large=("L", "AA1", "R", "JH", "AH0")) == [("large", "ə")]
    assert added_vowels(text, voice) == []


CLUSTERS = "The street is long, and they like a film about school."


@pytest.mark.parametrize("voice", ["rms", "awb"])
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("street", ("S", "AH0", "T", "R", "IY1", "T")),
        ("street", ("S", "T", "AH0", "R", "IY1", "T")),
        ("street", ("AH0", "S", "T", "R", "IY1", "T")),
        ("film", ("F", "IH1", "L", "AH0", "M")),
        ("school", ("EH0", "S", "K", "UW1", "L")),
    ],
)
def test_a_vowel_added_within_or_before_a_cluster_is_found(voice, word, said):
    assert added_vowels(CLUSTERS, voice, **{word: said}) == [(word, "ə")]


@pytest.mark.parametrize("voice", VOICES)
def test_clusters_said_as_they_are_have_no_vowel_too_many(voice):
    assert added_vowels(CLUSTERS, voice) == []


def test_a_vowel_in_a_syllable_that_may_have_none_is_no_mistake():
    evening = "She came in the evening."
    assert added_vowels(evening, "rms", evening=("IY1", "V", "AH0", "N", "IH0", "NG")) == []


PARAGRAPH = "The children are playing football, he said. Winter is colder here! Please bring me a glass."


def missing_breaks(said: str, text: str, voice: str) -> list[str]:
    words = assess(say(said, voice).audio, text).words or ()
    return [word.word for word in words if word.pause and ErrorType.MISSING_BREAK in word.pause.error_types]


@pytest.mark.parametrize("voice", ["slt", "rms", "kal16"])
def test_a_break_is_missing_where_a_sentence_ends_and_the_next_follows_at_once(voice):
    as_one = PARAGRAPH.replace(".", "").replace("!", "").replace(",", "")
    assert missing_breaks(as_one, PARAGRAPH, voice) == ["winter", "please"]
    assert missing_breaks(PARAGRAPH, PARAGRAPH, voice) == []


def test_no_break_is_missing_after_an_initial_or_an_abbreviation():
    said = "Ask Mister J Brown or Doctor Green about it."
    assert missing_breaks(said, "Ask Mr. J. Brown or Dr. Green about it.", "slt") == []


@pytest.mark.parametrize(
    ("before", "after"), [(0.5, 0.5), (1.0, 0.0), (3.0, 0.0), (12.0, 0.0), (0.0, 3.0), (0.0, 12.0)]
)
def test_how_long_one_waits_before_and_after_changes_no_score(before: float, after: float) -> None:
    said = resample(say(SENTENCES[0], "rms").audio, 16_000)
    at_once, later = (assess(waited(said, *wait), SENTENCES[0]).scores for wait in ((0.0, 0.0), (before, after)))
    for one, other in (
        (at_once.accuracy, later.accuracy),
        (at_once.fluency, later.fluency),
        (at_once.prosody, later.prosody),
        (at_once.pronunciation, later.pronunciation),
    ):
        assert other == pytest.approx(one, abs=2.0)


LINKED = {
    "Did you see it last year?": {"did": ("D", "IH1", "JH"), "you": ("UW1",)},
    "I don't know what you want.": {"what": ("W", "AH1", "CH"), "you": ("UW1",)},
    "It was a good day for a walk.": {"good": ("G", "UH1")},
}


@pytest.mark.parametrize("voice", ["slt", "awb"])
@pytest.mark.parametrize("text", LINKED)
def test_words_that_melt_together_are_accepted_and_named(text, voice):
    linked = LINKED[text]
    words = mark(assess(say(text, voice, pronounced=linked).audio, text)).words or ()
    assert [word.word for word in words if word.error is not ErrorType.NONE] == []
    assert min(word.accuracy for word in words if word.word in linked) > 85
    assert Remark.REDUCED in [word.remark for word in words if word.word in linked]


def test_a_flat_voice_is_monotone_and_its_prosody_no_better_than_that():
    flat = assess(say(SENTENCES[0], "kal16", "--setf", "int_f0_target_stddev=0").audio, SENTENCES[0])
    assert marks.is_monotone(flat)
    assert flat.scores.prosody <= 60.0
    assert flat.scores.pronunciation < flat.scores.accuracy
    lively = assess(say(SENTENCES[0], "kal16").audio, SENTENCES[0])
    assert not marks.is_monotone(lively)
    assert lively.scores.prosody > 80.0
