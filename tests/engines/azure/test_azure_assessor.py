"""The engine as the application sees it: a take in, the same kind of verdict out as from the embedded one."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from azure_bench import ALL, FAN, FLAWLESS, PLANTED, in_noise, paused, repeated_text, settled
from emulators.azure.process import EmulatorProcess
from sonorant.audio.files import Audio, read
from sonorant.azure_account import Account
from sonorant.engines.azure import Options
from sonorant.engines.azure.assessor import AzureAssessor
from sonorant.engines.base import Assessor
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.sessions.ledger import Ledger
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment, ErrorType, PhonemeAlphabet, Word
from sonorant.speech.config import GradingSystem, Granularity
from sonorant.speech.disclosure import NotAllowed
from sonorant.speech.failures import Cancelled, NothingToJudge
from sonorant.speech.marks import Mark, of_word
from sonorant.speech.views import present


def words(assessment: Assessment) -> dict[str, Word]:
    assert assessment.words is not None
    return {word.word: word for word in assessment.words}


@pytest.fixture
def verdict(engine: AzureAssessor, planted: Audio) -> Assessment:
    return engine.assess(planted, ALL)


class TestASingleRequest:
    def test_is_an_assessor(self, engine: AzureAssessor, planted: Audio) -> None:
        as_such: Assessor = engine
        assert as_such.assess(planted, ALL).text == PLANTED.text

    def test_finds_what_the_service_found(self, verdict: Assessment, planted: Audio) -> None:
        # The emulator's verdicts are the embedded engine's, on their way over the wire and back.
        own = words(EmbeddedAssessor().assess(planted, ALL))
        found = words(verdict)
        assert found.keys() == own.keys()
        for word, expected in own.items():
            # Not to the last digit: the service hears the take with other silence around it.
            assert found[word].accuracy == pytest.approx(expected.accuracy, abs=8)
            assert found[word].offset == pytest.approx(expected.offset, abs=300_000)
            assert [each.phoneme for each in found[word].phonemes or ()] == [
                each.phoneme for each in expected.phonemes or ()
            ]
        assert any(word.error is ErrorType.MISPRONUNCIATION for word in found.values())

    def test_marks_the_pause_by_the_confidence_of_the_service(self, verdict: Assessment) -> None:
        pause = words(verdict)["in"].pause
        assert pause is not None
        assert pause.error_types == (ErrorType.UNEXPECTED_BREAK,)
        assert Mark.PAUSE in of_word(words(verdict)["in"])

    def test_says_who_judged_and_how(self, verdict: Assessment) -> None:
        assert verdict.provenance is not None
        assert (verdict.provenance.engine, verdict.provenance.version) == ("azure", AzureAssessor.version)
        assert verdict.provenance.settings["mode"] == "single request"
        assert verdict.alphabet is PhonemeAlphabet.IPA

    def test_every_word_has_its_place_in_the_text(self, verdict: Assessment) -> None:
        assert verdict.words is not None
        assert [PLANTED.text[slice(*word.span)].lower() for word in verdict.words if word.span] == [
            word.word for word in verdict.words
        ]

    def test_the_raw_answer_is_kept_whole(self, verdict: Assessment) -> None:
        written = azure_json.to_json(verdict)
        assert {"Id", "SNR", "Channel"} <= written.keys()
        assert azure_json.from_json(written) == verdict

    def test_five_points_come_out_as_a_hundred_as_views_divide_again(
        self, engine: AzureAssessor, planted: Audio, verdict: Assessment
    ) -> None:
        five = replace(ALL, grading_system=GradingSystem.FIVE_POINT)
        judged = engine.assess(planted, five)
        assert judged.scores.accuracy == pytest.approx(verdict.scores.accuracy, abs=0.1)
        shown = present(judged, five).scores.accuracy
        assert shown is not None
        assert 0 < shown <= 5

    def test_a_word_left_out_has_a_place_but_no_time(self, engine: AzureAssessor, planted: Audio) -> None:
        text = PLANTED.text.replace("until", "until every one of")
        omitted = [
            word
            for word in engine.assess(planted, replace(ALL, reference_text=text)).words or ()
            if word.error is ErrorType.OMISSION
        ]
        assert {"every", "one"} <= {word.word for word in omitted}
        assert all(word.offset is None and word.duration is None and word.span for word in omitted)

    @pytest.mark.parametrize("granularity", [Granularity.WORD, Granularity.FULL_TEXT])
    def test_what_was_not_asked_for_is_absent(
        self, engine: AzureAssessor, planted: Audio, granularity: Granularity
    ) -> None:
        judged = engine.assess(planted, replace(ALL, granularity=granularity))
        if granularity is Granularity.FULL_TEXT:
            assert judged.words is None
        else:
            assert {word.phonemes for word in judged.words or ()} == {None}
        assert judged.scores.pronunciation

    def test_what_a_locale_does_not_have_is_absent(self, engine: AzureAssessor, planted: Audio) -> None:
        judged = engine.assess(planted, replace(ALL, locale="en-GB"))
        assert judged.scores.prosody is None
        assert judged.alphabet is None
        for word in judged.words or ():
            assert word.syllables is None
            assert word.pause is None
            for phoneme in word.phonemes or ():
                assert phoneme.phoneme is None
                assert phoneme.spoken is None
                assert phoneme.accuracy is not None

    def test_a_long_silence_is_not_sent_but_counts(
        self, engine: AzureAssessor, planted: Audio, service: EmulatorProcess
    ) -> None:
        judged = engine.assess(paused(planted, 3.9, 40.0), ALL)
        assert judged.provenance is not None
        assert judged.provenance.settings["mode"] == "single request"
        [turn] = service.turns()
        assert turn["seconds"] == pytest.approx(planted.seconds + 0.8, abs=0.2)
        assert words(judged)["boats"].offset == pytest.approx(45.6e7, abs=4e6)
        assert judged.duration == pytest.approx(46.4e7, abs=6e6)

    def test_a_pause_that_ends_the_request_does_not_end_the_take(
        self, account: Account, ledger: Ledger, planted: Audio
    ) -> None:
        engine = AzureAssessor(account, ledger, Options(segment_silence=0.8))
        judged = engine.assess(planted, ALL)
        assert judged.provenance is not None
        assert judged.provenance.settings["mode"] == "continuous"
        assert judged.scores.completeness is not None
        assert judged.scores.completeness > 90
        assert (words(judged)["boats"].offset or 0) == pytest.approx(5.6e7, abs=4e6)

    def test_a_fan_that_goes_on_after_it_is_no_more_speech(
        self, engine: AzureAssessor, planted: Audio, service: EmulatorProcess
    ) -> None:
        service.misbehave(noise=FAN)
        judged = engine.assess(in_noise(planted, FAN, after=8.0), ALL)
        assert judged.provenance is not None
        assert judged.provenance.settings["mode"] == "single request"
        assert len(service.turns()) == 1

    @pytest.mark.parametrize("patient", [True, False])
    def test_a_speaker_may_begin_late(
        self, account: Account, ledger: Ledger, planted: Audio, service: EmulatorProcess, patient: bool
    ) -> None:
        # The service waits five seconds for a first word unless it is told otherwise.
        engine = AzureAssessor(account, ledger, Options(initial_silence=None if patient else 1.0))
        judged = engine.assess(paused(planted, 0.0, 8.0), ALL)
        assert len(service.turns()) == (1 if patient else 2)
        assert words(judged)["boats"].offset == pytest.approx(13.6e7, abs=4e6)
        assert judged.scores.completeness == 100.0


class TestALongTake:
    @pytest.fixture
    def long(self, engine: AzureAssessor, half_a_minute: Audio) -> Assessment:
        return engine.assess(half_a_minute, repeated_text(5))

    def test_is_one_verdict_on_the_time_line_of_the_take(self, long: Assessment, half_a_minute: Audio) -> None:
        assert long.words is not None
        starts = [word.offset for word in long.words if word.offset is not None]
        assert starts == sorted(starts)
        found = [word.offset for word in long.words if word.word == "boats" and word.offset is not None]
        period = half_a_minute.seconds / 5
        assert found == pytest.approx([(5.6 + period * turn) * 1e7 for turn in range(5)], abs=4e6)

    def test_words_have_their_places_in_the_whole_text(self, long: Assessment) -> None:
        text = repeated_text(5).reference_text
        assert long.words is not None
        spans = [word.span for word in long.words if word.span is not None]
        assert spans == sorted(spans)
        assert [text[start:end].lower() for start, end in spans] == [word.word for word in long.words if word.span]
        assert long.scores.completeness is not None
        assert long.scores.completeness > 90

    def test_words_left_out_are_found_here_as_the_service_does_not(
        self, engine: AzureAssessor, half_a_minute: Audio, service: EmulatorProcess
    ) -> None:
        service.misbehave(said=repeated_text(5).reference_text)
        text = repeated_text(5).reference_text.replace("red light", "red and green light", 1) + " Good night."
        judged = engine.assess(half_a_minute, replace(ALL, reference_text=text))
        omitted = [word.word for word in judged.words or () if word.error is ErrorType.OMISSION]
        assert [word for word in omitted if word in {"and", "green", "good", "night"}] == [
            *["and", "green"],
            *["good", "night"],
        ]
        assert judged.scores.completeness is not None
        assert judged.scores.completeness < 97

    def test_words_put_in_are_found_here_as_the_service_does_not(
        self, engine: AzureAssessor, half_a_minute: Audio, service: EmulatorProcess
    ) -> None:
        service.misbehave(said=repeated_text(5).reference_text)
        text = repeated_text(5).reference_text.replace("that red light", "that light", 1)
        judged = engine.assess(half_a_minute, replace(ALL, reference_text=text))
        [added] = [word for word in judged.words or () if word.error is ErrorType.INSERTION]
        assert added.word == "red"
        assert added.span is None
        assert added.offset is not None

    def test_without_miscue_nothing_is_marked_as_left_out(self, engine: AzureAssessor, half_a_minute: Audio) -> None:
        config = replace(repeated_text(6), enable_miscue=False)
        judged = engine.assess(half_a_minute, config)
        assert {word.error for word in judged.words or ()} <= {ErrorType.NONE, ErrorType.MISPRONUNCIATION}
        assert judged.scores.completeness is not None
        assert judged.scores.completeness < 90


class TestFreeSpeech:
    def test_can_be_transcribed_first_and_then_assessed_as_confirmed(
        self, engine: AzureAssessor, service: EmulatorProcess, planted: Audio, ledger: Ledger
    ) -> None:
        service.misbehave(said=PLANTED.text)
        text = engine.transcribe(planted)
        enrichment = service.turns()[0]["context"]["phraseDetection"]["enrichment"]
        assert enrichment["profanity"].lower() == "raw", "stars could not be assessed"
        assert text.split()[:4] == ["I", "think", "his", "vine"]
        judged = engine.assess(planted, replace(ALL, reference_text=text))
        assert judged.scores.completeness is not None
        assert [entry.disclosure.purpose for entry in ledger.entries()] == ["assessment", "transcription"]

    def test_can_be_assessed_in_one_pass(self, engine: AzureAssessor, service: EmulatorProcess, planted: Audio) -> None:
        service.misbehave(said=PLANTED.text)
        judged = engine.assess(planted, replace(ALL, reference_text=""))
        assert judged.scores.completeness is None
        assert judged.scores.pronunciation is not None
        assert {word.span for word in judged.words or ()} == {None}


class TestCancelling:
    @pytest.mark.parametrize("fault", [{}, {"silent": "turn"}, {"slow": 8}], ids=str)
    def test_is_immediate_whatever_the_service_does(
        self, engine: AzureAssessor, service: EmulatorProcess, half_a_minute: Audio, fault: dict[str, object]
    ) -> None:
        service.misbehave(**fault)
        asked: list[float] = []

        def cancel(_share: float) -> None:
            if asked:
                raise Cancelled
            asked.append(time.monotonic())

        with pytest.raises(Cancelled):
            engine.assess(half_a_minute, repeated_text(5), cancel)
        assert time.monotonic() - asked[0] < 0.5
        assert settled()

    def test_progress_never_goes_back(self, engine: AzureAssessor, half_a_minute: Audio) -> None:
        shares: list[float] = []
        engine.assess(half_a_minute, repeated_text(5), shares.append)
        assert shares == sorted(shares)
        assert shares[0] == 0
        assert 0 < shares[-1] <= 1


class TestTheLedger:
    def test_nothing_leaves_without_consent(
        self, engine: AzureAssessor, ledger: Ledger, service: EmulatorProcess, planted: Audio
    ) -> None:
        ledger.withdraw(ledger.consents()[0].destination)
        with pytest.raises(NotAllowed, match="allow it first"):
            engine.assess(planted, ALL)
        assert service.connections() == []

    def test_shows_what_was_sent(self, engine: AzureAssessor, ledger: Ledger, planted: Audio) -> None:
        engine.assess(planted, ALL)
        [entry] = ledger.entries()
        assert entry.disclosure.destination.startswith("127.0.0.1:")
        assert entry.disclosure.purpose == "assessment"
        assert entry.disclosure.seconds == pytest.approx(planted.seconds, abs=0.001)
        assert entry.disclosure.characters == len(PLANTED.text)

    def test_shows_that_nothing_was_sent_where_no_connection_came_about(
        self, engine: AzureAssessor, ledger: Ledger, service: EmulatorProcess, planted: Audio
    ) -> None:
        service.misbehave(upgrade=401)
        with pytest.raises(Exception, match="key"):
            engine.assess(planted, ALL)
        [entry] = ledger.entries()
        assert (entry.disclosure.seconds, entry.disclosure.characters) == (0.0, 0)


def test_a_click_is_too_short(engine: AzureAssessor, planted: Audio) -> None:
    with pytest.raises(NothingToJudge, match="too short"):
        engine.assess(Audio(planted.samples[:1000], planted.rate), ALL)


def test_flawless_speech_scores_as_flawless(engine: AzureAssessor) -> None:
    judged = engine.assess(read(FLAWLESS.audio), ALL)
    assert judged.scores.pronunciation is not None
    assert judged.scores.pronunciation > 90


def test_takes_may_be_judged_side_by_side(engine: AzureAssessor, planted: Audio) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        judged = list(pool.map(lambda _: engine.assess(planted, ALL).scores, range(4)))
    assert judged == [judged[0]] * 4
