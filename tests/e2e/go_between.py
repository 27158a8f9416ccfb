"""Stands between the Rasa server and the action server, and can keep a request back for ever."""

import contextlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx


class GoBetween:
    """``keeps_back``: a path whose requests are neither passed on nor answered; ``kept``: how many were."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.keeps_back = ""
        self.kept = 0
        self.url = ""

    def wait_for_one(self, seconds: float) -> None:
        """Until a request was kept back."""
        until = time.monotonic() + seconds
        while not self.kept:
            assert time.monotonic() < until, "no such request came"
            time.sleep(0.05)


@contextlib.contextmanager
def go_between(target: str) -> Iterator[GoBetween]:
    """Passes everything on to ``target``."""
    between = GoBetween(target)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if self.path == between.keeps_back:
                between.kept += 1
                time.sleep(600)
            kind = {"Content-Type": self.headers.get("Content-Type", "application/json")}
            try:
                answer = httpx.request(self.command, between.target + self.path, content=body, headers=kind, timeout=30)
                status, content = answer.status_code, answer.content
            except httpx.HTTPError:
                status, content = 502, b"{}"
            with contextlib.suppress(OSError):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_POST = _pass_on

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    between.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield between
    server.shutdown()
    server.server_close()
