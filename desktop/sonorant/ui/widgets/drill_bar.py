"""Where one is in a drill, above what is to be said."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sonorant.practice.drills import ItemKind
from sonorant.ui.drilling import Round
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.common import announce, button, label, row
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.words import translate

KINDS = {
    ItemKind.WORD: QT_TRANSLATE_NOOP("ui", "Say the word."),
    ItemKind.PAIR: QT_TRANSLATE_NOOP("ui", "Say both words, and let the difference be heard."),
    ItemKind.SENTENCE: QT_TRANSLATE_NOOP("ui", "Say the sentence."),
}


class DrillBar(QFrame):
    """Shows a `Round`.

    Signals:
        model, before, now, next, removed, ended: the buttons.
    """

    model = Signal()
    before = Signal()
    now = Signal()
    next = Signal()
    removed = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("theirs")
        self.title, self.state = label("", "strong", wrap=True), label("", "muted", wrap=True)
        self.state.setAccessibleName(translate("ui", "State"))
        self.listen = button(translate("ui", "Listen"), "listen", tip=translate("ui", "Hear how it should sound"))
        self.mine_before = button(
            translate("ui", "Me before"), "play", tip=translate("ui", "Hear how you said it first")
        )
        self.mine_now = button(translate("ui", "Me now"), "play", tip=translate("ui", "Hear how you have just said it"))
        self.onward = button(translate("ui", "Ne&xt"), "next")
        self.remove = button(translate("ui", "Remove this drill"), "trash", "quiet")
        self.leave = button(translate("ui", "En&d the drill"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 10, 9)
        layout.setSpacing(4)
        top = row(self.title, self.remove)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addWidget(self.state)
        layout.addLayout(Flow(self.listen, self.mine_before, self.mine_now, self.onward, self.leave))
        for part, signal in (
            (self.listen, self.model),
            (self.mine_before, self.before),
            (self.mine_now, self.now),
            (self.onward, self.next),
            (self.remove, self.removed),
            (self.leave, self.ended),
        ):
            part.clicked.connect(signal)
        self.show_round(None)

    def show_round(self, now: Round | None) -> None:
        """Show where one is; nothing where no drill goes on."""
        self.setVisible(now is not None)
        if now is None:
            return
        count = len(now.drill.items)
        self.title.setText(translate("ui", "Drill {0}: {1} of {2}").format(now.drill.title, now.place + 1, count))
        said = translate("ui", KINDS[now.item.kind])
        if now.score is not None:
            said = translate("ui", "{0:.0f} of 100. Say it again, or go on.").format(now.score)
        if said != self.state.text():
            self.state.setText(said)
            announce(self.state, said)
        self.mine_before.setVisible(now.before is not None)
        self.mine_now.setVisible(now.now is not None)
        self.onward.setText(translate("ui", "&Finish") if now.last else translate("ui", "Ne&xt"))
        self.onward.setAccessibleName(self.onward.text().replace("&", ""))
