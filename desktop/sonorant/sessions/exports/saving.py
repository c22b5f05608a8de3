"""An assessment in the form of the user's choice, and a session written to a file in it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from sonorant.audio.files import Audio, write_whole
from sonorant.sessions.chats import ChatTurn
from sonorant.sessions.exports.page import html_page
from sonorant.sessions.exports.spreadsheet import ENCODING, csv_text
from sonorant.sessions.exports.tiers import textgrid_text
from sonorant.sessions.store import Session
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment
from sonorant.speech.scores import USUAL_STRICTNESS, mark

LONGEST_NAME = 80
"""Letters: file systems take 255 bytes, and a folder has to fit into the path as well."""


class Form(Enum):
    """What an assessment can be written as; the value is the ending of the file."""

    HTML = ".html"
    CSV = ".csv"
    TEXTGRID = ".TextGrid"
    JSON = ".json"


def export(
    form: Form,
    marked: Assessment,
    audio: Audio,
    title: str,
    scale: float = 100.0,
    *,
    synthetic: bool = False,
    turns: Sequence[ChatTurn] = (),
) -> bytes:
    """The content of a file that shows `marked`, an assessment with only those marks that count, of the take `audio`.

    `scale` is the best score of its grading (100 or 5); `synthetic` says that the voice is no person's; `turns` are
    those of a conversation.
    """
    match form:
        case Form.HTML:
            return html_page(marked, audio, title, scale, synthetic=synthetic, turns=turns).encode()
        case Form.CSV:
            return csv_text(marked, scale).encode(ENCODING)
        case Form.TEXTGRID:
            return textgrid_text(marked, audio.seconds, scale).encode()
        case Form.JSON:
            return _json(marked)


def _json(marked: Assessment) -> bytes:
    """Written as it comes: of a long take the pieces that `json.dumps` joins take ten times the memory of the whole."""
    written = io.BytesIO()
    for piece in json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(azure_json.to_json(marked)):
        written.write(piece.encode())
    written.write(b"\n")
    return written.getvalue()


def file_name(title: str) -> str:
    """A title as the name of a file, without its ending, on every system."""
    letters = ("-" if letter in '\\/:*?"<>|' or not letter.isprintable() else letter for letter in title)
    return "".join(letters).strip(" .")[:LONGEST_NAME].strip(" .") or "session"


def write(session: Session, audio: Audio, form: Form, path: Path, strictness: float = USUAL_STRICTNESS) -> None:
    """Write the verdict of `session` that is open, marked with `strictness` (0 to 1; see `speech.scores.mark`).

    `path` holds all of it in the end, or what it held before.

    Raises:
        NotWritten: the disk is full, the folder is missing or read-only.
    """
    marked = mark(session.assessment, strictness)
    content = export(form, marked, audio, session.title, synthetic=session.synthetic, turns=session.turns)
    write_whole(path, content)
