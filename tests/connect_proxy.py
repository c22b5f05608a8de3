"""An HTTP proxy on this machine: it notes what it is asked for, and lets it through to the emulator or to nobody."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

CERTIFICATE = Path(__file__).parent / "certificates" / "service.pem"
"""Of all hosts of the service and of this machine, until the year 2126; by nobody whom a system trusts."""


class ConnectProxy:
    """Listens from the start. What comes in TLS goes to the endpoint `behind`; without one everything is refused."""

    def __init__(self, behind: str = "") -> None:
        self._behind = behind
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._heads: list[str] = []
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    @property
    def hosts(self) -> set[str]:
        """The hosts that were asked for, each with its port."""
        return {head.split()[1] for head in list(self._heads) if head.startswith("CONNECT ")}

    @property
    def users(self) -> set[str]:
        """Who asked, as "user:password"; empty for nobody in particular."""
        found = [re.search(r"^Proxy-Authorization: Basic (\S+)", head, re.I | re.M) for head in list(self._heads)]
        return {b64decode(each[1]).decode() if each else "" for each in found}

    def close(self) -> None:
        for each in (self._listening, *self._open):
            _shut(each)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                self._open.append(client)
                threading.Thread(target=self._serve, args=(client,), name="proxy", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                piece = client.recv(4096)
                if not piece:
                    return
                head += piece
            self._heads.append(head.decode())
            if not self._behind:
                client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                return
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self._tunnel(client)
        _shut(client)

    def _tunnel(self, client: socket.socket) -> None:
        with tls().wrap_socket(client, server_side=True) as inside:
            url = urlsplit(self._behind)
            service = socket.create_connection((url.hostname or "", url.port or 0))
            self._open += [inside, service]
            threading.Thread(target=_pump, args=(service, inside), name="proxy", daemon=True).start()
            _pump(inside, service)


def tls() -> ssl.SSLContext:
    """What it takes to be the service."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_suffix(".key"))
    return context


@contextlib.contextmanager
def connect_proxy(behind: str = "") -> Iterator[ConnectProxy]:
    """A `ConnectProxy` for the length of a test."""
    proxy = ConnectProxy(behind)
    try:
        yield proxy
    finally:
        proxy.close()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    _shut(sink)


def _shut(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
