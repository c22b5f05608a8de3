"""What one can do with a session: name it, note something, choose among its verdicts, export it, delete it."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QWidget

from sonorant.sessions.exports.saving import Form
from sonorant.sessions.store import Session, Verdict
from sonorant.ui.dates import clock, shown
from sonorant.ui.engines import name_of
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.common import Card, ChoiceBox, button, label, meter, row
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.words import translate

FORMS = {
    Form.HTML: QT_TRANSLATE_NOOP("ui", "Web page with sound (HTML)"),
    Form.CSV: QT_TRANSLATE_NOOP("ui", "Spreadsheet (CSV)"),
    Form.TEXTGRID: QT_TRANSLATE_NOOP("ui", "Praat (TextGrid)"),
    Form.JSON: QT_TRANSLATE_NOOP("ui", "Raw answer of the engine (JSON)"),
}

COMPARE = QT_TRANSLATE_NOOP("ui", "Compare the verdicts of two engines, word by word")
NOT_JUDGED = QT_TRANSLATE_NOOP("ui", "There is nothing to compare yet: have it assessed first")

REST_MILLISECONDS = 700
"""How long typing must rest before notes are kept: what is not kept is lost with a kill."""
LINES = 2
"""Of notes that are seen at once."""


class Notes(QPlainTextEdit):
    """A few lines of text.

    Signals:
        written: another text may have been written, and rests or is left.
    """

    written = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("ui", "Notes"))
        self.setPlaceholderText(translate("ui", "Notes on this session"))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        rest = QTimer(self, interval=REST_MILLISECONDS, singleShot=True)
        rest.timeout.connect(self.written)
        self.textChanged.connect(rest.start)

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().lineSpacing() * LINES + 2 * round(self.document().documentMargin()) + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.written.emit()


class SessionCard(Card):
    """The head of a session.

    Signals:
        renamed: carries the id and the new title.
        noted: carries the id and the notes.
        verdict_chosen: carries the id of the session and that of the verdict.
        assess, compare, cancel, delete: the buttons.
        export: carries the `Form`.
        download, transcript: the recording is wanted as it is, or who said what in a conversation.
    """

    renamed = Signal(int, str)
    noted = Signal(int, str)
    verdict_chosen = Signal(int, int)
    assess = Signal()
    compare = Signal()
    cancel = Signal()
    delete = Signal()
    export = Signal(object)
    download = Signal()
    transcript = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self.title, self.verdicts = _title(), _verdicts()
        self.detail = label("", "muted9")
        self.notes = Notes()
        self.again = button(
            translate("ui", "Assess again"),
            "sparkle",
            tip=translate("ui", "Have the present engine judge it; the verdict so far is kept"),
        )
        self.other = button(translate("ui", "Compare"), "compare", "quiet", translate("ui", COMPARE))
        self.exports = button(translate("ui", "Export"), "export", tip=translate("ui", "Write it to a file"))
        self.remove = button(
            translate("ui", "Delete session"), "trash", "quiet", translate("ui", "Delete this session (Delete)")
        )
        self.bar, self.stop = meter(translate("ui", "Progress of the assessment")), button(translate("ui", "Cancel"))
        self._make_menu()
        self._lay_out()
        self._connect()
        self.show_assessing(False)

    def _make_menu(self) -> None:
        menu = QMenu(self.exports)
        for form, name in FORMS.items():
            menu.addAction(translate("ui", name)).setData(form)
        menu.triggered.connect(self._on_export)
        menu.addSeparator()
        self.sound = menu.addAction(translate("ui", "Download audio"), self.download.emit)
        self.text = menu.addAction(translate("ui", "Save the transcript"), self.transcript.emit)
        self.exports.setMenu(menu)

    def _lay_out(self) -> None:
        self.body.addLayout(row(self.title, self.remove, spacing=6))
        ways = QWidget()
        ways.setLayout(Flow(self.other, self.again, self.exports))
        self.body.addLayout(Flow(self.detail, ways, last_apart=True))
        self.body.addWidget(self.verdicts)
        self.body.addLayout(row(self.bar, self.stop))
        self.body.addWidget(self.notes)

    def _connect(self) -> None:
        self.title.editingFinished.connect(self._on_title)
        self.notes.written.connect(self.save_notes)
        self.verdicts.activated.connect(self._on_verdict)
        for part, signal in (
            (self.again, self.assess),
            (self.other, self.compare),
            (self.stop, self.cancel),
            (self.remove, self.delete),
        ):
            part.clicked.connect(signal)

    def show_session(self, session: Session, with_sound: bool) -> None:
        """Show the head of a session; without its recording it can neither be judged again nor exported."""
        self.save_notes()
        same = self._session is not None and self._session.id == session.id
        self._session = session
        if not (same and self.title.hasFocus()):
            self.title.setText(session.title)
            self.title.setCursorPosition(0)
        if not (same and self.notes.hasFocus()):
            self.notes.setPlainText(session.notes)
        when = shown(session.created)
        self.detail.setText(f"{when} · {clock(session.seconds)}")
        self.verdicts.clear()
        for verdict in reversed(session.verdicts):
            self.verdicts.addItem(_name(verdict), verdict.id)
        self.verdicts.setCurrentIndex(self.verdicts.findData(session.verdict))
        self.verdicts.setToolTip(
            translate("ui", "{0}: {1}").format(
                translate("ui", "Which of its verdicts is shown"), self.verdicts.currentText()
            )
        )
        self.verdicts.setEnabled(len(session.verdicts) > 1)
        judged = any(verdict.engine for verdict in session.verdicts)
        self.other.setEnabled(with_sound and judged)
        self.other.setToolTip(translate("ui", COMPARE if judged else NOT_JUDGED))
        self.other.setAccessibleDescription(self.other.toolTip())
        for part in (self.again, self.exports):
            part.setEnabled(with_sound)
        self.sound.setText(
            translate("ui", "Download chat audio") if session.turns else translate("ui", "Download audio")
        )
        self.text.setVisible(bool(session.turns))

    def show_assessing(self, assessing: bool) -> None:
        self.bar.setValue(0)
        for part in (self.bar, self.stop):
            part.setVisible(assessing)
        for part in (self.again, self.other):
            part.setVisible(not assessing)
        self.remove.setEnabled(not assessing)

    def show_progress(self, share: float) -> None:
        self.bar.setValue(round(100 * share))

    def save_notes(self) -> None:
        """Have the notes kept, if they are other ones than before."""
        if self.notes.document().isModified() and self._session is not None:
            self.notes.document().setModified(False)
            self.noted.emit(self._session.id, self.notes.toPlainText().strip())

    def _on_export(self, action: QAction) -> None:
        if isinstance(action.data(), Form):
            self.export.emit(action.data())

    def _on_title(self) -> None:
        session, title = self._session, self.title.text().strip()
        if session is None or title == session.title:
            return
        if title:
            self.renamed.emit(session.id, title)
        else:
            self.title.setText(session.title)

    def _on_verdict(self) -> None:
        if self._session is not None:
            self.verdict_chosen.emit(self._session.id, self.verdicts.currentData())


def _title() -> QLineEdit:
    result = QLineEdit()
    result.setObjectName("title")
    result.setAccessibleName(translate("ui", "Title"))
    result.setToolTip(translate("ui", "Title: click to change it"))
    return result


def _verdicts() -> ChoiceBox:
    result = ChoiceBox(translate("ui", "Verdict"), letters=6)
    result.setToolTip(translate("ui", "Which of its verdicts is shown"))
    result.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return result


def _name(verdict: Verdict) -> str:
    when = shown(verdict.created)
    if not verdict.engine:
        return translate("ui", "– · not assessed yet · {0}").format(when)
    score = "–" if verdict.pronunciation is None else f"{verdict.pronunciation:.0f}"
    return f"{score} · {name_of(verdict.engine)} {verdict.engine_version} · {when}"
