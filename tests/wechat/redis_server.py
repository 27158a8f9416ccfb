"""A Redis of the tests' own."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest


@contextlib.contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The address of a redis-server that keeps nothing; skips where none is installed."""
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("no redis-server: install redis-server")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
        running.terminate()


def redis_forgets(url: str, key: str) -> None:
    """Delete one key."""
    address = urlsplit(url)
    with socket.create_connection((address.hostname or "", address.port or 0), 5) as wire:
        wire.sendall(f"DEL {key}\r\n".encode())
        assert wire.recv(64).startswith(b":")


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError("redis-server did not start")
