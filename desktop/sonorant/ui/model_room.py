"""Brings the model voice into the window: under the text to read, and into the reports."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject

from sonorant.ui.model_voice import ModelVoice
from sonorant.ui.pages.practice import PracticePage
from sonorant.ui.preferences import Preferences
from sonorant.ui.report_model import PAUSES, Report
from sonorant.ui.settings import Settings
from sonorant.ui.shadowing import Shadowing, Step
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets.common import Card
from sonorant.ui.widgets.compare_button import ALL, SENTENCE, WORD
from sonorant.ui.widgets.model_bar import ModelBar
from sonorant.ui.words import translate
from sonorant.voices import NONE
from sonorant.voices.base import WordTime

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*\s+|\n+")


class ReadAloud(QObject):
    """The practice page's bar: read aloud with the spoken word highlighted, and shadowing."""

    def __init__(self, page: PracticePage, model: ModelVoice, shadowing: Shadowing, preferences: Preferences) -> None:
        super().__init__(page)
        self.bar = ModelBar()
        self._page, self._practice, self._model, self._shadowing = page, page.practice, model, shadowing
        card = page.prompt.parentWidget()
        assert isinstance(card, Card)
        card.body.addWidget(self.bar)
        self._reading = False
        self._text = ""
        self.bar.listen.connect(self.toggle)
        self.bar.shadow.connect(shadowing.toggle)
        model.spoken.connect(self.bar.face.speak_along)
        model.moved.connect(self.bar.face.follow)
        model.reached.connect(self._on_reached)
        model.changed.connect(self._show)
        model.playback.changed.connect(self._show)
        shadowing.changed.connect(self._on_step)
        shadowing.contrasted.connect(self.bar.contrast.show_contrast)
        self._practice.changed.connect(self._on_practice)
        preferences.changed.connect(self._follow)
        self._follow(preferences.now)
        self._show()

    def toggle(self) -> None:
        """Have the text read aloud, or stop that."""
        if self._model.active:
            self._model.stop()
        elif self._practice.state.text.strip() and not (self._practice.state.busy or self._practice.state.talking):
            self._text = self._practice.state.text
            self._model.say(self._text)
            self._reading = True
            self._page.prompt.read_along(True)

    def _follow(self, settings: Settings) -> None:
        self.bar.setVisible(settings.voice != NONE)
        self.bar.face.setVisible(settings.face)

    def _on_step(self, step: Step) -> None:
        self._reading = step is Step.MODEL
        self._text = self._practice.state.text
        self._page.prompt.read_along(self._reading)
        self._show()

    def _on_reached(self, word: WordTime | None) -> None:
        if self._reading:
            self._page.prompt.highlight(word.span if word is not None else None)

    def _on_practice(self) -> None:
        state = self._practice.state
        if self._model.active and (state.busy or (self._reading and state.text != self._text)):
            self._model.stop()
        self._show()

    def _show(self) -> None:
        state, model, step = self._practice.state, self._model, self._shadowing.step
        if not model.active and self._reading and step is not Step.MODEL:
            self._reading = False
            self._page.prompt.read_along(False)
        words = bool(state.text.strip())
        loud = model.playback.available
        self.bar.show_state(
            can_hear=loud and words and not state.busy and step is Step.OFF,
            hearing=model.active,
            can_shadow=step is not Step.OFF or (loud and state.why_not_record is None and not model.active),
            shadowing=step is not Step.OFF,
            step=_told(step),
        )


class BackToBack(QObject):
    """The report's “listen, mine, listen” for the selected word, its sentence, or everything."""

    def __init__(self, viewer: Viewer, model: ModelVoice, preferences: Preferences) -> None:
        super().__init__(viewer)
        self.viewer, self._model = viewer, model
        self._comparing = False  # what the model plays is this viewer's take
        viewer.replaced.connect(self._on_replaced)
        menu = viewer.report_panel.compare
        menu.wanted.connect(self._on_wanted)
        viewer.selection.changed.connect(lambda place: menu.show_selected(place is not None))
        model.changed.connect(self._on_model)
        model.playback.changed.connect(self._on_loudspeaker)
        preferences.changed.connect(self._follow)
        self._follow(preferences.now)
        self._on_loudspeaker()

    def _follow(self, settings: Settings) -> None:
        self.viewer.report_panel.compare.setVisible(settings.voice != NONE)

    def _on_loudspeaker(self) -> None:
        self.viewer.report_panel.compare.setEnabled(self._model.playback.available)

    def _on_model(self) -> None:
        self.viewer.report_panel.compare.show_playing(self._model.active)
        self._comparing = self._comparing and self._model.active

    def _on_replaced(self) -> None:
        if self._comparing:
            self._model.stop()

    def toggle(self) -> None:
        """Hear the selected word, or else everything; or stop what is heard."""
        self._on_wanted(ALL if self.viewer.selection.place is None else WORD)

    def _on_wanted(self, what: str) -> None:
        if self._model.active:
            self._model.stop()
            return
        report, audio, place = self.viewer.report, self.viewer.audio, self.viewer.selection.place
        if report is None or audio is None:
            return
        found = stretch(report, None if place is None or what == ALL else place.word, sentence=what == SENTENCE)
        if found is not None:
            text, start, end = found
            self._model.back_to_back(text, audio, start, end)
            self._comparing = True


def stretch(report: Report, word: int | None, sentence: bool) -> tuple[str, float, float] | None:
    """A part of the text and where (seconds) the learner said it: a word, its sentence, or (no word) everything.

    None where nothing of it was said.
    """
    text, words = report.assessment.text, report.assessment.words or ()
    place = words[word].span if word is not None else None
    first, last = 0, len(text)
    if place is not None and not sentence:
        first, last = place
    elif place is not None:
        ends = [match.end() for match in _SENTENCE_END.finditer(text)]
        first = max((end for end in ends if end <= place[0]), default=0)
        last = min((end for end in ends if end >= place[1]), default=len(text))
    elif word is not None:  # a word that is not in the text: what the learner put in
        return None
    heard = [span for span in report.words if span.end > span.start and span.mark not in PAUSES]
    inside = [span for span in heard if _within(words[span.place.word].span, first, last)]
    if not inside:
        return None
    return text[first:last].strip(), min(span.start for span in inside), max(span.end for span in inside)


def _within(place: tuple[int, int] | None, first: int, last: int) -> bool:
    return place is not None and first <= place[0] and place[1] <= last


def _told(step: Step) -> str:
    match step:
        case Step.OFF:
            return ""
        case Step.MODEL:
            return translate("ui", "Listen…")
        case Step.LEARNER:
            return translate("ui", "Now you: say it just like that.")
