"""A session written to a file of the user's choice."""

from __future__ import annotations

import contextlib
import json
import os
from enum import Enum
from pathlib import Path

from sonorant.audio.files import Audio, NotWritten
from sonorant.sessions.exports.page import html_page
from sonorant.sessions.exports.spreadsheet import csv_text
from sonorant.sessions.exports.tiers import textgrid_text
from sonorant.sessions.store import Session


class Form(Enum):
    """What a session can be written as; the value is the ending of the file."""

    HTML = ".html"
    CSV = ".csv"
    TEXTGRID = ".TextGrid"
    JSON = ".json"


def write(session: Session, audio: Audio, form: Form, path: Path) -> None:
    """Write the verdict of `session` that is open; `path` then holds the whole of it or what it held before.

    Raises:
        NotWritten: the disk is full, the folder is missing or read-only.
    """
    text = _text(session, audio, form)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            # Spreadsheets take a CSV without this mark for one of their own encoding.
            part.write_text(text, encoding="utf-8-sig" if form is Form.CSV else "utf-8", newline="")
            part.replace(path)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotWritten(
            f"“{path.name}” could not be written ({reason}): free some space or choose another folder."
        ) from None


def _text(session: Session, audio: Audio, form: Form) -> str:
    assessment = session.assessment
    match form:
        case Form.HTML:
            return html_page(assessment, audio, session.title)
        case Form.CSV:
            return csv_text(assessment)
        case Form.TEXTGRID:
            return textgrid_text(assessment, session.seconds)
        case Form.JSON:
            return json.dumps(json.loads(session.raw), ensure_ascii=False, indent=2) + "\n"
