"""What goes wrong unseen: written to a file in the data folder, without secrets, and told in one sentence."""

from __future__ import annotations

import faulthandler
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

translate = QCoreApplication.translate
log = logging.getLogger("sonorant")
BYTES, FILES = 500_000, 3
HARMLESS = ("propagateSizeHints",)
"""What the offscreen platform says of every window with a least size."""

_SECRETS = re.compile(
    r"(?i)(?P<name>(?:ocp-apim-subscription-key|authorization|api[-_]?key|subscription|password|token)[\"']?\s*[:=]\s*)"
    r"(?P<quote>[\"']?)(?:bearer\s+)?[^\s\"',;]+|\b(?:[0-9a-f]{32}|[A-Za-z0-9]{84}|sk-[\w-]{16,}|eyJ[\w-]+\.[\w.-]+)\b"
)


def redacted(text: str) -> str:
    """The text with everything taken out that looks like a key, a token or a password."""
    return _SECRETS.sub(lambda found: f"{found['name'] or ''}{found['quote'] or ''}[removed]", text)


class _Redacting(logging.Formatter):
    """Takes secrets out of the finished line, and so out of tracebacks as well."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class Faults(QObject):
    """Tells the window of a mistake of ours, whichever thread it happened on.

    Signals:
        happened: carries one sentence.
    """

    happened = Signal(str)

    def tell(self, kind: type[BaseException]) -> None:
        text = translate("ui", "Something went wrong inside Sonorant ({0}); nothing recorded is lost.")
        self.happened.emit(text.format(kind.__name__))


@contextmanager
def logged(folder: Path) -> Iterator[Faults]:
    """Write warnings, errors nobody caught, Qt's messages and crashes to files in `folder`; undone at the end.

    Without a folder to write to, everything works without them.
    """
    faults = Faults()
    handler: logging.Handler = logging.NullHandler()
    crash = None
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "sonorant.log", maxBytes=BYTES, backupCount=FILES, encoding="utf-8")
        handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
        crash = (folder / "crash.log").open("a", encoding="utf-8")
        faulthandler.enable(crash)

    def on_error(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        log.critical("nobody caught this", exc_info=(kind, error, where))
        faults.tell(kind)

    def on_thread_error(found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            on_error(found.exc_type, found.exc_value, found.exc_traceback)

    root = logging.getLogger()
    before = sys.excepthook, threading.excepthook
    root.addHandler(handler)
    sys.excepthook, threading.excepthook = on_error, on_thread_error
    qInstallMessageHandler(_on_qt_message)
    try:
        yield faults
    finally:
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook = before
        root.removeHandler(handler)
        handler.close()
        if crash is not None:
            faulthandler.disable()
            crash.close()


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not any(each in message for each in HARMLESS):
        harmless = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        log.log(logging.INFO if harmless else logging.WARNING, "Qt: %s", message)
        if sys.stderr is not None:  # a windowed program has none
            print(message, file=sys.stderr)
