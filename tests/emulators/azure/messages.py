"""The frames of the protocol: text and binary messages with headers."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the client; `body` is text or bytes as it came."""

    headers: Mapping[str, str]
    body: str | bytes

    @property
    def path(self) -> str:
        return self.headers.get("path", "")

    @property
    def request(self) -> str:
        return self.headers.get("x-requestid", "")


def read(frame: str | bytes) -> Message:
    """Take a frame apart; header names come in lower case.

    Raises ValueError for a frame that is not framed as the protocol wants it.
    """
    if isinstance(frame, str):
        head, separator, body = frame.partition("\r\n\r\n")
        if not separator:
            raise ValueError("a text message without an empty line after its headers")
        return Message(_headers(head), body)
    if len(frame) < 2:
        raise ValueError("a binary message without the length of its headers")
    (length,) = struct.unpack(">H", frame[:2])
    if len(frame) < 2 + length:
        raise ValueError("a binary message shorter than its headers")
    return Message(_headers(frame[2 : 2 + length].decode("ascii")), frame[2 + length :])


def write(path: str, request: str, body: Mapping[str, Any] | str) -> str:
    """A text message of the service; names, case and line ends are such that the native client takes it."""
    content = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return f"X-RequestId:{request}\r\nPath:{path}\r\nContent-Type:application/json; charset=utf-8\r\n\r\n{content}"


def write_sound(request: str, stream: str, sound: bytes) -> bytes:
    """A binary message of the service: a piece of what it says."""
    head = f"X-RequestId:{request}\r\nPath:audio\r\nX-StreamId:{stream}\r\n".encode("ascii")
    return struct.pack(">H", len(head)) + head + sound


def _headers(head: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in head.split("\r\n") if line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


@dataclass(frozen=True, slots=True)
class PcmFormat:
    """The format that the first audio message of a turn announces."""

    rate: int
    channels: int
    bits: int

    @property
    def frame_bytes(self) -> int:
        """Bytes of one sample of all channels."""
        return self.channels * self.bits // 8


def pcm_format(riff: bytes) -> PcmFormat:
    """Read the RIFF header of 44 bytes; ValueError if it is none."""
    if len(riff) < 44 or riff[:4] != b"RIFF" or riff[8:16] != b"WAVEfmt ":
        raise ValueError("audio that does not begin with a RIFF header")
    channels, rate = struct.unpack("<HI", riff[22:28])
    (bits,) = struct.unpack("<H", riff[34:36])
    return PcmFormat(rate, channels, bits)
