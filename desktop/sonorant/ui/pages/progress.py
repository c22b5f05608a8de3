"""The page that shows how the scores go over time, and which sounds are the weakest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QTabBar, QVBoxLayout, QWidget

from sonorant.sessions.progress import Example, Point, Sound
from sonorant.speech.failures import Progress
from sonorant.speech.phonemes import PHONE
from sonorant.ui.dates import DAY, SHORT_DAY, shown
from sonorant.ui.engines import name_of
from sonorant.ui.playback import Playback
from sonorant.ui.practice import Sound as Recording
from sonorant.ui.practice import read_sound
from sonorant.ui.services import Services
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.tasks import Task, Tasks
from sonorant.ui.turns import in_turns
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.widgets.common import Card, ChoiceBox, button, label, row
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.widgets.panes import Panes
from sonorant.ui.widgets.rows import Row, RowTable
from sonorant.ui.words import translate

ASPECTS = (
    (QT_TRANSLATE_NOOP("ui", "Overall"), "pronunciation"),
    (QT_TRANSLATE_NOOP("ui", "Accuracy"), "accuracy"),
    (QT_TRANSLATE_NOOP("ui", "Fluency"), "fluency"),
    (QT_TRANSLATE_NOOP("ui", "Completeness"), "completeness"),
    (QT_TRANSLATE_NOOP("ui", "Prosody"), "prosody"),
)
AROUND = 0.25
"""Seconds played on each side of an example: a sound alone is hardly recognised."""
RECENT, LEAST_LETTERS = 5, 16
NOTHING = QT_TRANSLATE_NOOP(
    "ui", "Once you have saved sessions, your scores over time and your weakest sounds are shown here."
)
FEW = QT_TRANSLATE_NOOP("ui", "A sound is listed here once it was said five times.")


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows at first. `engine` judged most of the sessions; `sounds` are by it."""

    points: Sequence[Point]
    engine: str
    sounds: Sequence[Sound]


class ProgressPage(QWidget):
    """Scores as a chart with its table, weak sounds with examples to hear again.

    Signals:
        noticed: carries a `Notice`.
        session_wanted: carries the id of a session to be shown.
    """

    noticed = Signal(object)
    session_wanted = Signal(object)

    def __init__(self, services: Services, devices: Tasks, shelf: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewer: Viewer | None = None  # this page has none
        self._services, self._devices, self._shelf = services, devices, shelf
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._points: Sequence[Point] = ()
        self._engine = ""
        self._loading: Task | None = None
        self.built = False
        self._building = self._build()
        self._waiting: Overview | None = None  # to be shown as soon as it is

    def enter(self) -> None:
        """The page comes into view: look again at what is stored."""
        in_turns(self, self._building, self._on_built)
        if self._loading is not None:
            self._loading.cancel()
        wanted, store = self._engine, self._services.store

        def load(_: Progress) -> Overview:
            points = store.history()
            engines = Counter(point.engine for point in points)
            engine = wanted if wanted in engines else engines.most_common(1)[0][0] if engines else ""
            return Overview(points, engine, store.sounds(engine))

        self._loading = self._shelf.run(load, done=self._on_loaded, failed=self._on_failed)

    def leave(self) -> None:
        """Another page comes into view, or the window closes: fall silent."""
        if self.built:
            self.playback.stop()

    # Built when it is first needed, as a chart costs time at the start, and each part of it in a turn of its own.

    def _on_built(self) -> None:
        self.built = True
        if self._waiting is not None:
            self._on_loaded(self._waiting)
            self._waiting = None

    def _build(self) -> Iterator[None]:
        from sonorant.ui.widgets.history_chart import HistoryChart  # noqa: PLC0415

        self.playback = Playback(self._services.player, self._devices, self)
        self.playback.noticed.connect(self.noticed)
        self.playback.look_for_loudspeaker()
        self.chart = HistoryChart()
        yield
        self._make_choices()
        self._make_tables()
        self.hear, self.see = button(translate("ui", "Hear it"), "play"), button(translate("ui", "Open its session"))
        self.figures = [label("–", "figure") for _ in range(4)]
        self.few = label(translate("ui", FEW), "muted", wrap=True)
        self.nothing = label(translate("ui", NOTHING), "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._connect()
        yield
        weak = self._lay_out_sounds()
        yield
        self._lay_out(weak)
        yield

    def _make_choices(self) -> None:
        self.aspects = QTabBar()
        self.aspects.setObjectName("views")
        self.aspects.setAccessibleName(translate("ui", "Score shown"))
        self.aspects.setDrawBase(False)
        self.aspects.setExpanding(False)
        for name, _ in ASPECTS:
            self.aspects.addTab(translate("ui", name))
        self.engines = ChoiceBox(translate("ui", "Engine"), LEAST_LETTERS)
        self.engines.setToolTip(translate("ui", "Verdicts of two engines are never mixed"))

    def _make_tables(self) -> None:
        self.table = RowTable(
            translate("ui", "Sessions"),
            (translate("ui", "Session"), translate("ui", "Date"), *(translate("ui", name) for name, _ in ASPECTS)),
            left=1,
        )
        self.sounds = RowTable(
            translate("ui", "Weakest sounds"),
            (
                translate("ui", "Sound"),
                translate("ui", "As in"),
                translate("ui", "Score"),
                translate("ui", "Said"),
                translate("ui", "Poor"),
            ),
            left=2,
        )
        self.examples = RowTable(
            translate("ui", "Examples"),
            (translate("ui", "Word"), translate("ui", "Heard"), translate("ui", "Score"), translate("ui", "Date")),
            left=1,
        )

    def _connect(self) -> None:
        self.aspects.currentChanged.connect(self._show_chart)
        self.engines.activated.connect(self._on_engine)
        self.chart.picked.connect(self._on_dot)
        self.table.wanted.connect(self.session_wanted)
        self.sounds.picked.connect(self._on_sound)
        self.examples.wanted.connect(self.play)
        self.hear.clicked.connect(lambda: self._with_example(self.play))
        self.see.clicked.connect(lambda: self._with_example(lambda example: self.session_wanted.emit(example.session)))

    def _lay_out_sounds(self) -> QWidget:
        weak = Card()
        heading, examples = (
            label(translate("ui", "&Weakest sounds"), "heading", wrap=True),
            label(translate("ui", "&Examples, the worst first"), "heading", wrap=True),
        )
        heading.setBuddy(self.sounds)
        examples.setBuddy(self.examples)
        weak.body.addWidget(heading)
        weak.body.addWidget(self.few)
        weak.body.addWidget(self.sounds, 5)
        weak.body.addWidget(examples)
        weak.body.addWidget(self.examples, 3)
        weak.body.addLayout(row(self.hear, self.see, 1))
        return weak

    def _lay_out(self, weak: QWidget) -> None:
        scores, together = Card(), QWidget()
        figures = QGridLayout(together)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setHorizontalSpacing(22)
        figures.setVerticalSpacing(0)
        for column, (figure, name) in enumerate(
            zip(
                self.figures,
                (
                    translate("ui", "sessions"),
                    translate("ui", "of speech"),
                    translate("ui", "last five"),
                    translate("ui", "the five before"),
                ),
                strict=True,
            )
        ):
            figures.addWidget(figure, 0, column)
            figures.addWidget(label(name, "muted9"), 1, column)
        scores.body.addLayout(Flow(together, self.engines, last_apart=True))
        scores.body.addWidget(self.aspects)
        scores.body.addWidget(self.chart, 5)
        scores.body.addWidget(self.table, 4)
        self._content = Panes("progress", ((scores, 760, 8), (weak, 480, 5)))
        self._layout.addWidget(self._content)
        self._layout.addWidget(self.nothing)

    # What is stored

    def _on_loaded(self, overview: Overview) -> None:
        if not self.built:
            self._waiting = overview
            return
        self._engine = overview.engine
        self._points = [point for point in overview.points if point.engine == overview.engine]
        engines = sorted({point.engine for point in overview.points})
        self.engines.clear()
        for engine in engines:
            self.engines.addItem(name_of(engine), engine)
        self.engines.setCurrentIndex(self.engines.findData(overview.engine))
        self.engines.setVisible(len(engines) > 1)
        self._content.setVisible(bool(overview.points))
        self.nothing.setVisible(not overview.points)
        self._show_figures()
        self._show_chart()
        self.table.show_rows([_session_row(point) for point in reversed(self._points)])
        self.examples.show_rows([])
        self.sounds.show_rows([_sound_row(sound) for sound in overview.sounds])
        self.few.setVisible(not overview.sounds)
        for part in (self.hear, self.see):
            part.setEnabled(False)
        if overview.sounds:
            self.sounds.selectRow(0)

    def _show_figures(self) -> None:
        scores = [point.pronunciation for point in self._points if point.pronunciation is not None]
        last, before = scores[-RECENT:], scores[-2 * RECENT : -RECENT]
        spoken = _spoken(sum(point.seconds for point in self._points))
        for figure, text in zip(
            self.figures, (f"{len(self._points)}", spoken, _mean(last), _mean(before)), strict=True
        ):
            figure.setText(text)

    def _show_chart(self) -> None:
        name = ASPECTS[self.aspects.currentIndex()][1]
        self.chart.show_scores(
            [point.created.timestamp() for point in self._points], [getattr(point, name) for point in self._points]
        )

    def _on_engine(self) -> None:
        self._engine = self.engines.currentData()
        self.enter()

    def _on_dot(self, place: int) -> None:
        self.table.selectRow(len(self._points) - 1 - place)

    def _on_sound(self, sound: Sound) -> None:
        store, engine = self._services.store, self._engine
        self._shelf.run(lambda _: store.examples(engine, sound.phone), done=self._on_examples, failed=self._on_failed)

    def _on_examples(self, examples: Sequence[Example]) -> None:
        self.examples.show_rows([_example_row(each) for each in examples])
        for part in (self.hear, self.see):
            part.setEnabled(bool(examples))
        if examples:
            self.examples.selectRow(0)

    # Hearing

    def play(self, example: Example) -> None:
        """Play where a sound was said."""
        store = self._services.store
        self._shelf.run(
            lambda _: read_sound(store.open(example.session).audio),
            done=lambda recording: self._on_read(recording, example),
            failed=self._on_failed,
        )

    def _on_read(self, recording: Recording, example: Example) -> None:
        if self.isVisible() and example.start is not None and example.stop is not None:
            self.playback.take(recording.audio)
            self.playback.play(max(0.0, example.start - AROUND), example.stop + AROUND)

    def _with_example(self, act: Callable[[Example], object]) -> None:
        index = self.examples.currentIndex()
        if index.isValid():
            act(self.examples.rows[index.row()].key)

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why))


def _session_row(point: Point) -> Row:
    date = shown(point.created, DAY)
    return Row(point.session, (point.title, date, *(_score(getattr(point, name)) for _, name in ASPECTS)))


def _sound_row(sound: Sound) -> Row:
    phone = PHONE.get(sound.phone)
    name, example = (f"/{phone.ipa}/", phone.example) if phone else (sound.phone, "")
    return Row(sound, (name, example, _score(sound.score), f"{sound.said}", f"{sound.poor}"))


def _example_row(example: Example) -> Row:
    date = shown(example.created, SHORT_DAY)
    return Row(example, (example.word, example.heard or "–", _score(example.score), date))


def _score(score: float | None) -> str:
    return "–" if score is None else f"{score:.0f}"


def _spoken(seconds: float) -> str:
    whole = round(seconds)
    return translate("ui", "{0} s").format(whole) if whole < 60 else translate("ui", "{0} min").format(whole // 60)


def _mean(scores: Sequence[float]) -> str:
    return _score(sum(scores) / len(scores) if scores else None)
