"""The server: chat completions, plain or as server-sent events, and a page to set faults and to read the log."""

from __future__ import annotations

import json
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from emulators.azure.faults import read_as
from emulators.chat_model.faults import Faults

PATHS = re.compile(r"/v1/chat/completions|/openai/deployments/[^/]+/chat/completions")
HANG_SECONDS = 60


class Emulator(ThreadingHTTPServer):
    """The state that all connections share. `requests` is the log, of keys only whether they are known."""

    daemon_threads = True

    def __init__(self, port: int, key: str) -> None:
        super().__init__(("127.0.0.1", port), _Connection)
        self.key = key
        self.requests: list[dict[str, Any]] = []
        self._faults, self._left = Faults(), 0
        self._lock = threading.Lock()

    def set(self, given: Faults) -> None:
        with self._lock:
            self._faults, self._left = given, given.times

    def fault(self) -> Faults:
        """What goes wrong with the request that has just come."""
        with self._lock:
            present = self._faults
            if present.times:
                self._left -= 1
                if self._left <= 0:
                    self._faults = Faults()
            return present

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Someone who hangs up is no news."""


class _Connection(BaseHTTPRequestHandler):
    server: Emulator
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/emulator/log":
            self._send(200, self.server.requests)
        elif url.path == "/emulator/reset":
            self.server.set(Faults())
            self.server.requests.clear()
            self._send(200, "reset")
        elif url.path == "/emulator/faults":
            try:
                self.server.set(read_as(Faults, dict(parse_qsl(url.query))))
            except ValueError as error:
                self._send(400, str(error))
            else:
                self._send(200, "set")
        else:
            self._send(404, {"error": {"message": "unknown", "code": "not_found"}})

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        given = self.headers.get("api-key") or (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        known = given == self.server.key
        query = dict(parse_qsl(url.query))
        self.server.requests.append({"path": url.path, "query": query, "known": known, "body": body})
        fault = self.server.fault()
        if fault.redirect:
            self._send(307, "", Location=fault.redirect)
        elif not PATHS.fullmatch(url.path):
            self._fail(404, "not_found")
        elif fault.status:
            self._fail(fault.status, fault.code)
        elif not known:
            self._fail(401, "invalid_api_key")
        elif fault.hang == "start":
            time.sleep(HANG_SECONDS)
        elif fault.close == "start":
            self._cut()
        elif fault.body == "html":
            self._send(200, "<html>Welcome to this router</html>", kind="text/html")
        elif body.get("stream"):
            self._stream(body, fault)
        else:
            self._answer(body, fault)

    def _answer(self, body: dict[str, Any], fault: Faults) -> None:
        message: dict[str, Any] = {"role": "assistant", "content": _answer_to(body, fault)}
        if fault.body == "refusal":
            message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
        choice = {
            "index": 0,
            "message": message,
            "finish_reason": "content_filter" if fault.body == "filter" else "stop",
        }
        whole = {"id": "c", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice]}
        if fault.body == "nonsense":
            self._send(200, "{nonsense")
        else:
            self._send(200, {"unexpected": True} if fault.body == "shape" else whole)

    def _stream(self, body: dict[str, Any], fault: Faults) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        events = list(_events(body, fault))
        for number, event in enumerate(events):
            if number == len(events) // 2:
                if fault.close == "die":
                    os._exit(1)
                if fault.close == "middle":
                    self._cut()
                    return
                if fault.hang == "middle":
                    time.sleep(HANG_SECONDS)
            time.sleep(fault.slow)
            data = f"data: {event}\n\n".encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _fail(self, status: int, code: str) -> None:
        self._send(
            status, {"error": {"message": f"As planned: {code or status}", "type": "planned", "code": code or None}}
        )

    def _send(self, status: int, answer: Any, *, kind: str = "application/json", **headers: str) -> None:
        data = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _events(body: dict[str, Any], fault: Faults) -> Iterator[str]:
    """What comes after "data:", event by event."""
    if fault.body == "nonsense":
        yield "{nonsense"
        return
    if fault.body == "shape":
        yield json.dumps({"unexpected": True})
        return
    if fault.body == "error":
        yield json.dumps({"error": {"message": "The server had an error", "type": "server_error"}})
        return
    whole = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}
    if fault.body == "refusal":
        yield json.dumps({**whole, "choices": [{"index": 0, "delta": {"refusal": "I cannot help with that."}}]})
    # Azure begins with an event that has no choices: its verdict on the prompt.
    yield json.dumps({**whole, "choices": []})
    for word in re.findall(r"\S+\s*", _answer_to(body, fault)):
        yield json.dumps({**whole, "choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]})
    reason = "content_filter" if fault.body == "filter" else "stop"
    yield json.dumps({**whole, "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
    yield "[DONE]"


def _answer_to(body: dict[str, Any], fault: Faults) -> str:
    if fault.body in {"empty", "filter"}:
        return ""
    if fault.body == "symbols":
        return "*** ??? 😀"
    last = next(each["content"] for each in reversed(body["messages"]) if each["role"] == "user")
    return fault.said or f"You said: {last}"
