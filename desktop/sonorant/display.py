"""Whether there is a display to open a window on. `packaging/dev.py` runs this file by itself, before anything of ours
is installed: nothing but the standard library here.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

PATIENCE_SECONDS = 2.0
"""How long a display on another machine may take to answer."""


def there() -> bool:
    """Whether a display answers; Qt ends the process if it tries one that does not, such as that of a closed session.

    Where windows do not need an X server or a Wayland compositor the answer is yes.
    """
    return not sys.platform.startswith("linux") or _wayland_answers() or _x11_answers()


def _wayland_answers() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR", "")
    # The name may be a path of its own.
    return bool(name) and _local_answers(str(Path(folder, name or "")))


def _x11_answers() -> bool:
    name = re.fullmatch(r"(?P<host>.*):(?P<number>[0-9]{1,5})(?:\.[0-9]+)?", os.environ.get("DISPLAY", ""))
    if name is None:
        return False
    host, number = name["host"].strip("[]"), int(name["number"])
    if host in {"", "unix"}:
        place = f"/tmp/.X11-unix/X{number}"
        # A server may listen only beside the file system.
        return _local_answers(place) or _local_answers(f"\0{place}")
    try:
        with socket.create_connection((host, 6000 + number), PATIENCE_SECONDS):
            return True
    except (OSError, OverflowError, ValueError):
        return False


def _local_answers(place: str) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PATIENCE_SECONDS)
            connection.connect(place)
    except (OSError, ValueError):
        return False
    return True
