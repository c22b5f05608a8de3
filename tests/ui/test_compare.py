"""The same take through both engines, side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import sample_assessment
from azure_bench import PLANTED
from emulators.azure.process import EmulatorProcess
from sonorant.audio import files
from sonorant.speech.assessment import Assessment, ErrorType, Provenance
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.compare_view import CompareDialog, Pair, pair_of
from sonorant.ui.engines import config_for
from sonorant.ui.main_window import REVIEW
from sonorant.ui.pages.review import ReviewPage
from sonorant.ui.settings import Engine
from window_stage import Stage, press


def by(engine: str, assessment: Assessment) -> Assessment:
    return replace(assessment, provenance=Provenance(engine, "1.0"))


def other_view() -> Assessment:
    """The sample as somebody sees it who thinks well of “I” and heard “the”."""
    words = [
        replace(word, error=ErrorType.NONE, accuracy=90.0) if word.word == "the" else word
        for word in sample_assessment.sample().words or ()
    ]
    scores = replace(sample_assessment.sample().scores, prosody=None)
    return by("azure", replace(sample_assessment.sample(), words=tuple(words), scores=scores))


@pytest.fixture
def page(stage: Stage) -> ReviewPage:
    window = stage.open()
    store = window.review_page._services.store
    take = store.new_take()
    files.write_wav(take, sample_assessment.sound())
    store.save(take, by("embedded", sample_assessment.sample()), config_for(sample_assessment.TEXT), "The river")
    window.go(REVIEW)
    stage.wait(lambda: window.review_page.opened is not None)
    stage.settle()
    return window.review_page


def dialog_of(stage: Stage, page: ReviewPage) -> CompareDialog:
    QTest.mouseClick(page.card.other, Qt.MouseButton.LeftButton)
    stage.wait(lambda: page.comparison is not None)
    assert page.comparison is not None
    return page.comparison


def test_two_verdicts_stand_side_by_side_and_disagreements_are_marked(stage: Stage, page: ReviewPage) -> None:
    store = page._services.store
    store.add_verdict(page.opened.session.id, other_view(), config_for(sample_assessment.TEXT))
    page.open(page.opened.session.id)
    stage.settle()
    dialog = dialog_of(stage, page)

    assert [each.currentText().partition(" · ")[0] for each in dialog.choices] == [
        "Embedded engine, on this machine",
        "Azure Speech",
    ]
    rows = {row.cells[0]: row.cells[1:] for row in dialog.table.rows}
    assert rows["the"] == ("≠", "–", "O word left out", "90", "")
    assert rows["by"][0] == ""
    assert dialog.sum.text().startswith("They disagree on 1 of ")
    assert [number.text() for number in dialog.scores["prosody"]][1] == "not assessed"

    dialog.only.click()
    assert [row.cells[0] for row in dialog.table.rows] == ["the"]
    dialog.close()
    assert page.comparison is None


def test_any_two_verdicts_can_be_chosen(stage: Stage, page: ReviewPage) -> None:
    store = page._services.store
    store.add_verdict(page.opened.session.id, other_view(), config_for(sample_assessment.TEXT))
    page.open(page.opened.session.id)
    stage.settle()
    dialog = dialog_of(stage, page)
    second = dialog.choices[1]
    second.setCurrentIndex(1)
    second.activated.emit(1)
    stage.wait(lambda: dialog.sum.text().startswith("They agree on all"))
    dialog.close()
    stage.settle()


def test_a_verdict_that_is_missing_is_fetched_and_then_compared(
    stage: Stage, page: ReviewPage, service: EmulatorProcess
) -> None:
    window = stage.windows[-1]
    stage.set_up_azure(AzureChoices(endpoint=service.endpoint))
    page.compare()
    notice = window.banner.notice
    assert notice.text == "Only one engine has judged this so far: Embedded engine, on this machine."
    [(name, fetch)] = notice.ways
    assert name == "Have it judged by: Azure Speech"
    service.misbehave(status="NoMatch")
    fetch()
    stage.qtbot.waitUntil(lambda: "older verdict is kept" in window.banner.notice.text, timeout=10_000)
    stage.settle()
    assert pair_of(page.opened.session) is None
    page._services.store.add_verdict(page.opened.session.id, other_view(), config_for(sample_assessment.TEXT))
    page.open(page.opened.session.id)
    stage.wait(lambda: page.comparison is not None)
    page.comparison.close()
    stage.settle()


class TestWithTheRealService:
    @pytest.fixture
    def page(self, stage: Stage, service: EmulatorProcess) -> ReviewPage:
        """A session with real speech, and an account with the service."""
        window = stage.open()
        store = window.review_page._services.store
        take = store.new_take()
        files.write_wav(take, files.read(PLANTED.audio))
        store.save(take, by("embedded", sample_assessment.sample()), config_for(PLANTED.text), "Planted")
        stage.set_up_azure(AzureChoices(endpoint=service.endpoint))
        window.go(REVIEW)
        stage.wait(lambda: window.review_page.opened is not None)
        stage.settle()
        return window.review_page

    def compared(self, stage: Stage, page: ReviewPage) -> list[str]:
        """Whose verdicts are compared, once they are."""
        stage.qtbot.waitUntil(lambda: page.comparison is not None, timeout=30_000)
        assert page.comparison is not None
        names = [each.currentText().partition(" · ")[0] for each in page.comparison.choices]
        page.comparison.close()
        stage.settle()
        return names

    def test_its_verdict_is_fetched_and_compared(self, stage: Stage, page: ReviewPage) -> None:
        page.compare()
        press(stage.windows[-1], "Have it judged by: Azure Speech")
        assert self.compared(stage, page) == ["Embedded engine, on this machine", "Azure Speech"]
        [entry] = stage.ledger.entries()
        assert entry.disclosure.seconds == pytest.approx(PLANTED.seconds, abs=0.01)

    @pytest.mark.parametrize("how", ["compare", "assess again"])
    def test_that_fails_can_be_asked_again(
        self, stage: Stage, page: ReviewPage, service: EmulatorProcess, how: str
    ) -> None:
        window = stage.windows[-1]
        window.engines.choose(Engine.AZURE)
        self.fail(stage, page, service, how)
        service.reset()
        press(window, "Try again")
        if how == "compare":
            assert self.compared(stage, page) == ["Embedded engine, on this machine", "Azure Speech"]
        else:
            stage.qtbot.waitUntil(lambda: page.card.verdicts.count() == 2, timeout=30_000)
            stage.settle()
        assert [each.engine for each in page.opened.session.verdicts] == ["embedded", "azure"]

    @pytest.mark.parametrize("how", ["compare", "assess again"])
    def test_that_fails_can_be_done_without(
        self, stage: Stage, page: ReviewPage, service: EmulatorProcess, how: str
    ) -> None:
        window = stage.windows[-1]
        window.engines.choose(Engine.AZURE)
        self.fail(stage, page, service, how)
        press(window, "Assess on this machine")
        stage.wait(lambda: page.card.verdicts.count() == 2)
        stage.settle()
        assert [config.reference_text for _, config in stage.judge.asked] == [PLANTED.text]
        assert len(service.connections()) == 1

    def test_that_fails_is_forgotten_where_the_session_is_simply_assessed_again(
        self, stage: Stage, page: ReviewPage, service: EmulatorProcess
    ) -> None:
        stage.windows[-1].engines.choose(Engine.AZURE)
        self.fail(stage, page, service, "compare")
        service.reset()
        page.card.assess.emit()
        stage.qtbot.waitUntil(lambda: page.card.verdicts.count() == 2, timeout=30_000)
        stage.settle()
        assert page.comparison is None

    def fail(self, stage: Stage, page: ReviewPage, service: EmulatorProcess, how: str) -> None:
        window = stage.windows[-1]
        service.misbehave(upgrade=401)
        if how == "compare":
            page.compare()
            press(window, "Have it judged by: Azure Speech")
        else:
            page.card.assess.emit()
        stage.wait(lambda: window.banner.notice is not None and "older verdict is kept" in window.banner.notice.text)
        assert window.banner.notice is not None
        assert [name for name, _ in window.banner.notice.ways] == ["Assess on this machine", "Try again"]


def test_azure_that_is_not_set_up_is_told(stage: Stage, page: ReviewPage) -> None:
    page.compare()
    assert "region" in stage.windows[-1].banner.notice.text


def test_two_verdicts_of_one_engine_are_no_pair(page: ReviewPage) -> None:
    store, session = page._services.store, page.opened.session
    store.add_verdict(session.id, by("embedded", sample_assessment.sample()), config_for(sample_assessment.TEXT))
    again = store.open(session.id)
    assert pair_of(again) is None
    assert Pair(again, again).first is again
