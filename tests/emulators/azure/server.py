"""The server: connections of the Speech SDK, and a page to set faults and to read what came over the wire."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from emulators.azure import faults, messages, mouth
from emulators.azure.ear import Ear
from emulators.azure.faults import Faults
from emulators.azure.turn import Turn, wanted

SPEECH_PATHS = {"/stt/speech/universal/v2"} | {
    f"/speech/recognition/{mode}/cognitiveservices/v1" for mode in ("interactive", "conversation", "dictation")
}
ABORT = 1006


class Emulator:
    """The state that all connections share."""

    def __init__(self, keys: frozenset[str], given: Faults | None = None, said: str = "") -> None:
        """`given` goes wrong from the start; `said` is heard where there is no reference text."""
        self._keys, self._said = keys, said
        self._standing = given or Faults()
        self._misbehave(self._standing)
        self._lock = threading.Lock()
        self._connections: list[dict[str, Any]] = []
        self._positions: dict[str, int] = {}
        self._ear = Ear()
        self._ear.wake()

    def listen(self, port: int) -> Server:
        """A server on the loopback interface; port 0 takes a free one."""
        return serve(
            self._serve,
            "127.0.0.1",
            port,
            process_request=self._on_request,
            subprotocols=["USP"],  # type: ignore[list-item]
            compression=None,
            open_timeout=None,
            ping_interval=None,
            close_timeout=1,
            max_size=None,
        )

    # The page for tests and people

    def _control(self, path: str, query: Mapping[str, str]) -> tuple[HTTPStatus, Any]:
        if path == "/emulator/faults":
            try:
                given = faults.read(query)
            except ValueError as error:
                return HTTPStatus.BAD_REQUEST, str(error)
            with self._lock:
                self._misbehave(given, self._standing)
            return HTTPStatus.OK, "set"
        if path == "/emulator/reset":
            with self._lock:
                self._misbehave(self._standing)
                self._connections.clear()
            return HTTPStatus.OK, "reset"
        if path == "/emulator/log":
            with self._lock:
                return HTTPStatus.OK, list(self._connections)
        return HTTPStatus.NOT_FOUND, "unknown"

    def _misbehave(self, now: Faults, afterwards: Faults | None = None) -> None:
        """Have these go wrong and, if they are used up, what comes afterwards."""
        self._faults, self._left = now, now.times
        self._afterwards = afterwards or Faults()

    def _fault_of_this_connection(self) -> Faults:
        with self._lock:
            present = self._faults
            if present.times:
                self._left -= 1
                if self._left <= 0:
                    rest = self._afterwards
                    self._misbehave(replace(rest, said=rest.said or present.said))
            return present

    # Connections

    def _on_request(self, connection: ServerConnection, request: Request) -> Response | None:
        url = urlsplit(request.path)
        query = dict(parse_qsl(url.query))
        if url.path.startswith("/emulator/"):
            status, answer = self._control(url.path, query)
            return _json_response(status, answer)
        fault = self._fault_of_this_connection()
        record = {"path": url.path, "query": query, "headers": self._safe(request.headers), "messages": [], "turns": []}
        record["status"] = self._status(url.path, request.headers, fault)
        with self._lock:
            self._connections.append(record)
        if fault.slow:
            time.sleep(fault.slow)
        if record["status"] != HTTPStatus.SWITCHING_PROTOCOLS:
            return _json_response(HTTPStatus(record["status"]), {"error": "as planned or refused"})
        connection.emulated = fault, record, url.path, query  # type: ignore[attr-defined]
        return None

    def _status(self, path: str, headers: Headers, fault: Faults) -> int:
        if fault.upgrade:
            return fault.upgrade
        if path not in SPEECH_PATHS | mouth.SYNTHESIS_PATHS:
            return HTTPStatus.NOT_FOUND
        return HTTPStatus.SWITCHING_PROTOCOLS if self._knows(headers) else HTTPStatus.UNAUTHORIZED

    def _knows(self, headers: Headers) -> bool:
        given = headers.get("Ocp-Apim-Subscription-Key") or headers.get("Authorization", "").removeprefix("Bearer ")
        return given in self._keys

    def _safe(self, headers: Headers) -> dict[str, str]:
        """The headers without the secret in them: of it only whether it is known."""
        secret = {"ocp-apim-subscription-key", "authorization"}
        said = "known" if self._knows(headers) else "unknown"
        return {name.lower(): said if name.lower() in secret else value for name, value in headers.raw_items()}

    def _serve(self, connection: ServerConnection) -> None:
        fault, record, path, query = connection.emulated  # type: ignore[attr-defined]
        try:
            if path in mouth.SYNTHESIS_PATHS:
                _speak(connection, fault, record)
            else:
                self._talk(connection, fault, record, path, query)
        except ConnectionClosed:
            pass
        except (ValueError, KeyError) as error:
            record["error"] = str(error)
            connection.close(1007, f"Invalid message: {error}"[:120])
        except Exception:
            record["error"] = traceback.format_exc()
            print(record["error"], file=sys.stderr)
            connection.close(1011, "The emulator has a mistake of its own")

    def _talk(
        self, connection: ServerConnection, fault: Faults, record: dict[str, Any], path: str, query: Mapping[str, str]
    ) -> None:
        turns: dict[str, Turn] = {}
        before = 0.0
        for frame in connection:
            message = messages.read(frame)
            if message.path == "audio" and isinstance(message.body, bytes):
                turn = turns[message.request]
                turn.take(message.body)
                sounded = record["turns"][-1]
                sounded["seconds"] = turn.seconds
                sounded["format"] = turn.format and [turn.format.rate, turn.format.channels, turn.format.bits]
                if fault.close and turn.format and before + turn.seconds >= fault.after:
                    _end(connection, fault.close)
                    return
                continue
            record["messages"].append({"path": message.path, "request": message.request, "body": message.body})
            if message.path == "speech.context":
                context = json.loads(message.body)
                before += sum(turn.seconds for turn in turns.values())
                turns.clear()
                send = _sender(connection, message.request)
                turn = Turn(wanted(context, path, query), self._ear, fault, self._positions, send, self._said)
                turns[message.request] = turn
                record["turns"].append({"context": context, "tag": turn.tag, "seconds": 0.0})


def _speak(connection: ServerConnection, fault: Faults, record: dict[str, Any]) -> None:
    """Answer requests for speech. `close` ends the connection instead of an answer; any `silent` says nothing."""
    contexts: dict[str, Any] = {}
    for frame in connection:
        message = messages.read(frame)
        record["messages"].append({"path": message.path, "request": message.request, "body": message.body})
        if message.path == "synthesis.context":
            contexts[message.request] = json.loads(message.body)
        if message.path != "ssml" or fault.silent:
            continue
        if fault.close:
            _end(connection, fault.close)
            return
        request = message.request

        def send_sound(sound: bytes, request: str = request) -> None:
            connection.send(messages.write_sound(request, "1", sound))

        said = mouth.answer(contexts[request], str(message.body), _sender(connection, request), send_sound)
        record["turns"].append(said)


def _sender(connection: ServerConnection, request: str) -> Any:
    def send(path: str, body: Mapping[str, Any] | str) -> None:
        connection.send(messages.write(path, request, body))

    return send


def _end(connection: ServerConnection, code: int) -> None:
    if code == ABORT:
        connection.socket.shutdown(socket.SHUT_RDWR)
    else:
        connection.close(code, f"Closed with {code} as planned")


def _json_response(status: HTTPStatus, answer: Any) -> Response:
    body = json.dumps(answer).encode()
    headers = Headers(
        [("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Connection", "close")]
    )
    return Response(status.value, status.phrase, headers, body)
