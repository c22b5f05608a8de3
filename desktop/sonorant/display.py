"""Whether there is a display to open a window on. `packaging/dev.py` runs this file by itself, before anything of ours
is installed: nothing but the standard library here.
"""

from __future__ import annotations

import os
import re
import socket
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

PATIENCE_SECONDS = 2.0
"""How long a display on another machine may take to answer."""
COOKIE, ADMITTED = b"MIT-MAGIC-COOKIE-1", b"\x01"


def there() -> bool:
    """Whether a display lets us in; Qt ends the process if it tries one that does not, such as that of a closed session
    or of somebody else.

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
    # Qt ends the process of a program that a server turns away, too; one that lets everybody in needs no cookie.
    return any(_admits(host, number, cookie) for cookie in (*_cookies(name["number"]), b""))


def _admits(host: str, number: int, cookie: bytes) -> bool:
    """Whether an X server lets in somebody with a cookie (empty for none)."""
    try:
        with _connected(host, number) as connection:
            connection.settimeout(PATIENCE_SECONDS)
            connection.sendall(_greeting(cookie))
            return connection.recv(1) == ADMITTED
    except (OSError, OverflowError, ValueError):
        return False


def _connected(host: str, number: int) -> socket.socket:
    if host not in {"", "unix"}:
        return socket.create_connection((host, 6000 + number), PATIENCE_SECONDS)
    place = f"/tmp/.X11-unix/X{number}"
    try:
        return _local(place)
    except OSError:
        return _local(f"\0{place}")  # a server may listen only beside the file system


def _greeting(cookie: bytes) -> bytes:
    """How a client of the X protocol (version 11.0, lowest byte first) begins."""
    kind = COOKIE if cookie else b""
    sizes = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(kind), len(cookie))
    return sizes + b"".join(part + bytes(-len(part) % 4) for part in (kind, cookie))


def _cookies(number: str) -> Iterator[bytes]:
    """What the user's file of authorities holds for the display with a number, on any host."""
    file = Path(os.environ.get("XAUTHORITY") or Path.home() / ".Xauthority")
    try:
        content = file.read_bytes()
    except OSError:
        return
    at = 0
    while at + 2 <= len(content):
        at += 2  # the kind of network
        fields = []
        for _ in range(4):
            (size,) = struct.unpack(">H", content[at : at + 2].rjust(2, b"\0"))
            fields.append(content[at + 2 : at + 2 + size])
            at += 2 + size
        _, display, kind, data = fields
        if kind == COOKIE and display in {b"", number.encode()}:
            yield data


def _local_answers(place: str) -> bool:
    try:
        _local(place).close()
    except (OSError, ValueError):
        return False
    return True


def _local(place: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(PATIENCE_SECONDS)
        connection.connect(place)
    except BaseException:
        connection.close()
        raise
    return connection
