"""A kept conversation as files: its sound with both voices in order, and who said what."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import soundfile  # type: ignore[import-untyped]

from sonorant.audio import files
from sonorant.audio.files import Audio, resample, write_whole
from sonorant.sessions.chats import ChatTurn, Speaker
from sonorant.sessions.exports.spreadsheet import ENCODING, number_or_nothing, safe
from sonorant.speech.assessment import Assessment
from sonorant.speech.failures import Progress, no_progress
from sonorant.speech.timing import to_seconds

_SCORES = ("accuracy", "fluency", "pronunciation")
COLUMNS = (
    *("number", "who", "text", "start", "end", "own_words", *_SCORES, "engine"),
    *(f"{score}_{end}" for score in _SCORES for end in ("low", "high")),
)
"""In this order for good; new ones come last."""
MP3_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


class SoundForm(Enum):
    """What the sound can be written as; the value is the ending of the file."""

    WAV = ".wav"
    FLAC = ".flac"
    MP3 = ".mp3"


class TextForm(Enum):
    """What the transcript can be written as; as a web page it is `Form.HTML` of any session."""

    TEXT = ".txt"
    CSV = ".csv"


def sound_forms() -> tuple[SoundForm, ...]:
    """The forms that the sound library of this machine can write."""
    known = soundfile.available_formats()
    return tuple(form for form in SoundForm if form.name in known)


def write_sound(audio: Audio, form: SoundForm, path: Path, progress: Progress = no_progress) -> None:
    """Write the sound of a conversation; `path` holds all of it or what it held before.

    Raises:
        NotWritten: the disk is full, the folder is missing or read-only.
        Cancelled: `progress` asked to stop.
    """
    match form:
        case SoundForm.WAV:
            files.write_wav(path, audio)
        case SoundForm.FLAC:
            files.write_flac(path, audio)
        case SoundForm.MP3:
            write_whole(path, _mp3(audio, progress))


def write_transcript(turns: Sequence[ChatTurn], title: str, form: TextForm, path: Path) -> None:
    """Write who said what.

    Raises:
        NotWritten: the disk is full, the folder is missing or read-only.
    """
    if form is TextForm.CSV:
        write_whole(path, csv_text(turns).encode(ENCODING))
    else:
        write_whole(path, plain_text(turns, title).encode())


def plain_text(turns: Sequence[ChatTurn], title: str) -> str:
    """The exchange with a time in front of every turn that was spoken."""
    lines = [title, "=" * len(title), ""]
    for turn in turns:
        seconds = int(to_seconds(turn.offset))
        time = f"{seconds // 60:02}:{seconds % 60:02}" if turn.duration else "     "
        lines.append(f"{time}  {'You' if turn.who is Speaker.LEARNER else 'Partner'}: {turn.text or '…'}")
    return "\n".join(lines) + "\n"


def csv_text(turns: Sequence[ChatTurn]) -> str:
    """One line per turn under a line of column names; times in seconds, empty where nobody spoke or judged.

    Between "_low" and "_high" the experts' own score lies in four of five cases.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number, turn in enumerate(turns, start=1):
        spans = (turn.offset, turn.offset + turn.duration) if turn.duration else ()
        times = [f"{to_seconds(ticks):.3f}" for ticks in spans] or ["", ""]
        judged = turn.assessment or Assessment()
        scores: list[float | None] = [getattr(judged.scores, score) for score in _SCORES]
        ends = [end for score in _SCORES for end in judged.scores.intervals.get(score, (None, None))]
        row = [str(number), turn.who.value, turn.text, *times, "yes" if turn.own else ""]
        row += [*map(number_or_nothing, scores), judged.engine, *map(number_or_nothing, ends)]
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue()


def _mp3(audio: Audio, progress: Progress) -> bytes:
    rate = min((each for each in MP3_RATES if each >= audio.rate), default=MP3_RATES[-1])
    sound = resample(audio, rate)
    encoded = io.BytesIO()
    with soundfile.SoundFile(encoded, "w", samplerate=rate, channels=1, format="MP3") as file:
        # Second by second: so it can be stopped, and the library does not run out of stack.
        for start in range(0, len(sound.samples), rate):
            progress(start / len(sound.samples))
            file.write(sound.samples[start : start + rate])
    return encoded.getvalue()
