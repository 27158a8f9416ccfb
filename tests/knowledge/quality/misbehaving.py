"""A local web server that answers in all the ways in which sites misbehave."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_OF_HEAD = {"no-head": 405, "head-lies": 404, "endless": 405}
_MOVES = {
    "loop": "/loop",
    "moved": "/fine/page",
    "to-front": "/",
    "to-metadata": "http://169.254.169.254/latest/meta-data/",
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str, float]]

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, time.monotonic()))
        name = self.path.strip("/")
        if (status := _OF_HEAD.get(name)) and self.command == "HEAD":
            self._status(status)
        elif name.isdigit():
            self._status(int(name))
        elif name in _MOVES:
            self._status(302, _MOVES[name])
        else:
            odd = {"silent": self._silence, "drip": self._drip, "nonsense": self._nonsense, "endless": self._endless}
            odd.get(name, self._status)()

    def _status(self, status: int = 200, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        """A header that never ends, a byte at a time: no single read is slow."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        try:
            for _ in range(60):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    @staticmethod
    def _silence() -> None:
        time.sleep(3)

    def _nonsense(self) -> None:
        self.wfile.write(b"\x00\x01 not http\r\n\r\n")
        self.close_connection = True

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(2000):
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the test's output."""


@contextmanager
def misbehaving_site() -> Iterator[tuple[str, list[tuple[str, str, float]]]]:
    """The site's address, and what it is asked: (method, path, monotonic time)."""
    asked: list[tuple[str, str, float]] = []
    handler = type("Handler", (_Handler,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def closed_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
