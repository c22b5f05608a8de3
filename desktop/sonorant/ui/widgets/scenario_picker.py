"""What can be practised: a list in groups that can be searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidgetItem, QWidget

from sonorant.practice.conversations import Conversation
from sonorant.practice.drill_book import Kept
from sonorant.practice.samples import Sample
from sonorant.practice.scenarios import Scenario
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.common import Card, label, search_field
from sonorant.ui.widgets.two_lines import KEY, TwoLineList
from sonorant.ui.words import translate

Key: TypeAlias = Scenario | Sample | Conversation | Kept
GROUPS = (
    ("topic", QT_TRANSLATE_NOOP("ui", "Topics")),
    ("exercise", QT_TRANSLATE_NOOP("ui", "Exercises")),
    ("reading", QT_TRANSLATE_NOOP("ui", "Readings")),
)
CONVERSATION_KINDS = {
    "casual": QT_TRANSLATE_NOOP("ui", "casual talk"),
    "topic": QT_TRANSLATE_NOOP("ui", "about a topic"),
    "exercise": QT_TRANSLATE_NOOP("ui", "language exercise"),
}
SEARCHED = Qt.ItemDataRole.UserRole + 3


class ScenarioPicker(Card):
    """The scenarios by kind, a text of one's own, and the samples; a group without anything in it is not shown.

    Signals:
        scenario_chosen: carries a `Scenario`, or None for a text of one's own.
        conversation_chosen: carries a `Conversation`.
        drill_chosen: carries a `Kept` drill that is due.
        drill_unwanted: carries the `Drill` that is to be removed.
        sample_chosen: carries a `Sample`.
    """

    scenario_chosen = Signal(object)
    conversation_chosen = Signal(object)
    drill_chosen = Signal(object)
    drill_unwanted = Signal(object)
    sample_chosen = Signal(object)

    def __init__(
        self,
        scenarios: Sequence[Scenario],
        samples: Sequence[Sample],
        conversations: Sequence[Conversation] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.list = TwoLineList(translate("ui", "What to practise"))
        self.search = search_field(translate("ui", "Search what to practise"))
        self.nothing = label(translate("ui", "Nothing matches."), "muted", wrap=True)
        heading = label(translate("ui", "&What to practise"), "heading", wrap=True)
        heading.setBuddy(self.list)
        for part in (heading, self.search, self.list, self.nothing):
            self.body.addWidget(part)
        self._groups: list[tuple[QListWidgetItem, list[QListWidgetItem]]] = []
        self._fill(scenarios, samples, conversations)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._go_to_first)
        self.list.currentItemChanged.connect(self._on_item)
        self.list.itemClicked.connect(self._on_wanted)
        self.list.itemActivated.connect(self._on_wanted)
        key = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, context=Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._on_unwanted)
        self._filter("")

    def _fill(
        self, scenarios: Sequence[Scenario], samples: Sequence[Sample], conversations: Sequence[Conversation]
    ) -> None:
        if conversations:
            self._begin_group(translate("ui", "Conversations"))
        for talk in conversations:
            self._add_conversation(talk)
        for kind, group in GROUPS:
            name = translate("ui", group)
            of_kind = [each for each in scenarios if each.kind == kind]
            if of_kind:
                self._begin_group(name)
            for each in of_kind:
                length = (
                    translate("ui", "free speech")
                    if kind == "topic"
                    else translate("ui", "{0} words · {1}").format(each.words, _time(each.seconds))
                )
                self._add(each, each.title, f"{each.level} · {length}", each.text)
        self._begin_group(translate("ui", "My own text"))
        self.own = self._add(None, translate("ui", "A text of your own"), translate("ui", "type, paste or drop it"), "")
        if samples:
            self._begin_group(translate("ui", "Samples"))
        for sample in samples:
            title = sample.title.removesuffix(" (synthetic voice)")
            self._add(
                sample, title, translate("ui", "synthetic voice · {0}").format(_time(sample.seconds)), sample.text
            )

    def _begin_group(self, name: str) -> None:
        self._groups.append((self.list.add_heading(name), []))

    def _add(self, key: Key | None, title: str, detail: str, text: str) -> QListWidgetItem:
        item = self.list.add(key, title, detail)
        group, items = self._groups[-1]
        item.setData(SEARCHED, " ".join((group.text(), title, detail, text)).casefold())
        items.append(item)
        return item

    def _add_conversation(self, talk: Conversation) -> QListWidgetItem:
        detail = f"{talk.level} · {translate('ui', CONVERSATION_KINDS[talk.kind])}"
        return self._add(talk, talk.title, detail, f"{talk.setting} {talk.goal}")

    def show_own(self, conversations: Sequence[Conversation]) -> None:
        """Show the user's own conversations above all others, in place of those that stood there."""
        self._show_above(translate("ui", "My conversations"), conversations)

    def show_due(self, due: Sequence[Kept]) -> None:
        """Show the drills that are due, in place of those that stood there."""
        self._show_above(translate("ui", "Drills that are due"), due)

    def _show_above(self, name: str, entries: Sequence[Conversation] | Sequence[Kept]) -> None:
        current, left = self.list.key, not self.list.selectedItems()
        self.list.blockSignals(True)
        for group in [each for each in self._groups if each[0].text() == name]:
            self._groups.remove(group)
            for item in (group[0], *group[1]):
                self.list.takeItem(self.list.row(item))
        if entries:
            self._begin_group(name)
            for entry in entries:
                if isinstance(entry, Conversation):
                    self._add_conversation(entry)
                else:
                    detail = translate("ui", "{0} things to say").format(len(entry.drill.items))
                    item = self._add(entry, entry.drill.title, detail, "")
                    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, translate("ui", "Delete removes it."))
                    item.setToolTip(f"{item.toolTip()}\n{translate('ui', 'Delete removes it.')}")
            group = self._groups.pop()
            self._groups.insert(0, group)
            for place, item in enumerate((group[0], *group[1])):
                self.list.insertItem(place, self.list.takeItem(self.list.row(item)))
        if isinstance(current, Conversation | Scenario):
            self.choose(current.id)
        if left:
            self.leave()
        self.list.blockSignals(False)
        self._filter(self.search.text())

    def choose(self, id_: str) -> None:
        """Go to the scenario or conversation with this id; nothing happens if there is none."""
        for _, items in self._groups:
            for item in items:
                key = item.data(KEY)
                if isinstance(key, Scenario | Conversation) and key.id == id_:
                    self.list.setCurrentItem(item)
                    self.list.scrollToItem(item, TwoLineList.ScrollHint.PositionAtCenter)

    def choose_own_text(self) -> None:
        self.list.setCurrentItem(self.own)

    def leave(self) -> None:
        """Highlight nothing, because something else is shown."""
        # It stays the current one: a list without would choose its first item as soon as it gets the keyboard.
        self.list.clearSelection()

    def set_busy(self, busy: bool) -> None:
        self.list.setEnabled(not busy)
        self.search.setEnabled(not busy)

    def _filter(self, wanted: str) -> None:
        words = wanted.casefold().split()
        found = 0
        for heading, items in self._groups:
            shown = [item for item in items if all(word in item.data(SEARCHED) for word in words)]
            for item in items:
                item.setHidden(item not in shown)
            heading.setHidden(not shown)
            found += len(shown)
        self.list.setVisible(found > 0)
        self.nothing.setVisible(found == 0)

    def _go_to_first(self) -> None:
        first = next((item for _, items in self._groups for item in items if not item.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)
            self.list.setFocus()

    def _on_item(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        key = None if item is None else item.data(KEY)
        if item is not None and not isinstance(key, Sample | Kept):
            self._choose(key)

    def _on_wanted(self, item: QListWidgetItem) -> None:
        key = item.data(KEY)
        if isinstance(key, Sample):  # going past it with the arrow keys must not have it assessed
            self.sample_chosen.emit(key)
        elif isinstance(key, Kept):
            self.drill_chosen.emit(key)
        elif item.flags():
            self._choose(key)

    def _on_unwanted(self) -> None:
        if isinstance(self.list.key, Kept):
            self.drill_unwanted.emit(self.list.key.drill)

    def _choose(self, key: Scenario | Conversation | None) -> None:
        if isinstance(key, Conversation):
            self.conversation_chosen.emit(key)
        else:
            self.scenario_chosen.emit(key)


def _time(seconds: float) -> str:
    return f"{round(seconds)} s" if seconds < 90 else translate("ui", "{0:.0f} min").format(seconds / 60)
