"""The lines of the conversation at hand: whatever comes of one is told to those who show it, and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from sonorant.practice.conversations import Conversation
from sonorant.ui.judging import Judged
from sonorant.ui.keeping import Keeping
from sonorant.ui.lines import ChatLine, number_of, partner_line
from sonorant.ui.report_model import Report
from sonorant.ui.state import Take
from sonorant.ui.voicing import Voicing
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate
from sonorant.voices.base import Spoken


class ChatLines(QObject):
    """What has been said so far. All methods are for the GUI thread and return at once.

    Signals:
        cleared: nothing has been said.
        added: carries a `ChatLine` that was said.
        altered: carries the number of a line and the `ChatLine` that it is now.
        noticed: carries a `Notice`.
    """

    cleared = Signal()
    added = Signal(object)
    altered = Signal(int, object)
    noticed = Signal(object)

    def __init__(self, keeping: Keeping, voice: Voicing, parent: QObject) -> None:
        super().__init__(parent)
        self._keeping, self._voice = keeping, voice
        self.all: list[ChatLine] = []

    def add(self, line: ChatLine) -> None:
        """This was said."""
        self.all.append(line)
        self.added.emit(line)
        self._keeping.keep(self.all)

    def clear(self) -> None:
        """Forget what has been said."""
        self.all = []
        self.cleared.emit()

    def put(self, conversation: Conversation, text: str, incoming: bool) -> None:
        """The partner says this: in a new line, or in the last one, which comes in piece by piece."""
        if incoming:
            self._alter(len(self.all) - 1, text=text, translation=conversation.translation_of(text))
        else:
            self.add(partner_line(conversation, text))

    def give_voice(
        self, number: int, done: Callable[[Spoken], None], failed: Callable[[str], None] | None = None
    ) -> None:
        """Have a line of the partner's spoken, unless it is another one by then."""
        text = self.all[number].text

        def spoken(result: Spoken) -> None:
            if self._still_says(number, text):
                self._alter(number, spoken=result)
                done(result)

        self._voice.make(text, spoken, failed)

    def give_voices(self, done: Callable[[], None]) -> None:
        """Have what the partner said silently spoken as well, so that it can be written to a file; then `done`."""
        silent = {n: line.text for n, line in enumerate(self.all) if not line.mine and line.spoken is None}

        def spoken(found: Mapping[int, Spoken]) -> None:
            for number, each in found.items():
                if self._still_says(number, silent[number]):
                    self._alter(number, spoken=each)
            done()

        self._voice.make_all(silent, spoken)

    def take_report(self, take: Take, report: Report) -> None:
        """The answer that was given in this take has been judged."""
        number = number_of(self.all, take)
        if number is not None and self.all[number].report is not report:
            self._alter(number, report=report)

    def take_verdict(self, judged: Judged) -> None:
        """An answer has been judged, or cannot be, unless it is another one by now."""
        if judged.number >= len(self.all) or self.all[judged.number] is not judged.line:
            return
        if isinstance(judged.report, Report):
            self._alter(judged.number, report=judged.report)
        else:
            said = translate("ui", "“{0}” is not assessed: {1}").format(judged.line.text, judged.report)
            self.noticed.emit(Notice(said))

    def _still_says(self, number: int, text: str) -> bool:
        return number < len(self.all) and self.all[number].text == text

    def _alter(self, number: int, **changes: object) -> None:
        self.all[number] = replace(self.all[number], **changes)  # type: ignore[arg-type]
        self.altered.emit(number, self.all[number])
        self._keeping.keep(self.all)
