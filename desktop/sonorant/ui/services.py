"""What the window works with, given to it from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sonorant.audio import devices, portaudio
from sonorant.audio.devices import Device
from sonorant.audio.files import Audio
from sonorant.audio.player import Player
from sonorant.audio.recorder import Recorder
from sonorant.engines.base import AssessmentStream, Assessor
from sonorant.practice.conversations import Conversation
from sonorant.practice.own_conversations import OwnConversations
from sonorant.practice.own_texts import OwnTexts
from sonorant.practice.partners import Partner
from sonorant.sessions.ledger import Ledger
from sonorant.sessions.store import Store
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.content import Content
from sonorant.speech.failures import Progress, no_progress
from sonorant.ui.analysis import PitchTracker
from sonorant.ui.voice_rack import Offer
from sonorant.ui.words import translate
from sonorant.vault import Keys
from sonorant.voices.base import Voice

if TYPE_CHECKING:
    from sonorant.engines.embedded.candidates import Choice
    from sonorant.practice.drill_book import DrillBook


def missing_microphone(wanted: Device | None = None) -> str | None:
    """Look for microphones anew; one sentence if there is none, or not the one that is wanted.

    Only while nothing records or plays.
    """
    if portaudio.load() is None:
        return translate("ui", "Recording needs the PortAudio library, which is not installed (libportaudio2).")
    devices.refresh()
    if wanted is not None and devices.named(wanted.name, wanted.host_api, "input") is None:
        return translate(
            "ui", "The microphone “{0}” is not connected: connect it, or choose another in the settings."
        ).format(wanted.name)
    return None if wanted or devices.default_input() is not None else translate("ui", "No microphone was found.")


# These load what they need when they are first asked: the window is painted before that.


def choose(audio: Audio, texts: Sequence[str], progress: Progress = no_progress) -> Choice:
    """Which of some sentences was said; see `engines.embedded.candidates.choose`."""
    from sonorant.engines.embedded import candidates  # noqa: PLC0415

    return candidates.choose(audio, texts, progress)


def by_script(conversation: Conversation) -> Partner:
    """A partner that needs nothing."""
    from sonorant.practice.partners.scripted import ScriptedPartner  # noqa: PLC0415

    return ScriptedPartner(conversation)


def look(lines: Sequence[str], topic: str = "") -> Content:
    """What is found on this machine in the learner's own lines; see `practice.content.look`."""
    from sonorant.practice import content  # noqa: PLC0415

    return content.look(lines, topic)


def nowhere() -> str:
    """Nothing leaves this machine."""
    return ""


def no_voice() -> None:
    """Nothing is spoken; texts are only shown."""


def no_voices() -> tuple[Offer, ...]:
    """None are there."""
    return ()


def nothing_to_load() -> None:
    """The engine is always ready."""


def nothing_spoken() -> None:
    """Nothing that voices have said is kept, so there is nothing to forget."""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that do the work. `missing_microphone` looks (again) for one and says why there is none, if so;
    `prepare` loads what the engine judges with, `open_stream` begins a verdict that is worked out while recording, if
    the engine can do that. `choose` finds out which of some sentences was said, `new_partner` is who one talks with,
    `judge_words` says what the learner's own lines in a talk about a topic are like (it may ask a chat model),
    `words_go_to` names where they go for that if consent is needed, else nothing, `voice` gives the voice to speak
    with, if there is one, and `voices` all that are there; these four are not for the GUI thread, nor are `prepare` and
    `forget_spoken`, which removes what voices have said. `ledger` keeps account of what leaves this machine.
    """

    store: Store
    assessor: Assessor
    player: Player
    own_texts: OwnTexts
    pitch: PitchTracker
    open_stream: Callable[[AssessmentConfig, int], AssessmentStream] | None = None
    new_recorder: Callable[[Path], Recorder] = Recorder
    missing_microphone: Callable[[], str | None] = missing_microphone
    choose: Callable[[Audio, Sequence[str], Progress], Choice] = choose
    new_partner: Callable[[Conversation], Partner] = by_script
    judge_words: Callable[[Sequence[str], str], Content] = look
    words_go_to: Callable[[], str] = nowhere
    voice: Callable[[], Voice | None] = no_voice
    voices: Callable[[], Sequence[Offer]] = no_voices
    own_conversations: OwnConversations = field(kw_only=True)
    drills: DrillBook = field(kw_only=True)
    ledger: Ledger = field(kw_only=True)
    keys: Keys = field(default_factory=Keys, kw_only=True)
    forget_spoken: Callable[[], None] = field(default=nothing_spoken, kw_only=True)
    prepare: Callable[[], None] = field(default=nothing_to_load, kw_only=True)
