"""The real servers on free ports, started as `make run` starts them, and a real Chromium."""

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from phone import Phone, phone_context
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
STOP_SECONDS = 30


@dataclass(frozen=True)
class Servers:
    """``url`` ends with a slash; ``run_dir`` holds the logs."""

    url: str
    actions_url: str
    run_dir: Path
    frame_port: int
    """Pages at this port, of localhost and of 127.0.0.1, may embed the chat page."""


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses, all different."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@contextlib.contextmanager
def serving(run_dir: Path, settings: dict[str, str]) -> Iterator[Servers]:
    """Both servers with the trained model, the published snapshot and ``settings`` of their own.

    Raises RuntimeError with what was shown when they do not start.
    """
    web, actions, frame = free_ports(3)
    place = {
        "WEB_PORT": str(web),
        "ACTION_PORT": str(actions),
        "ACTION_SERVER_URL": f"http://127.0.0.1:{actions}",
        "RUN_DIR": str(run_dir),
        "TRACKER_DB": str(run_dir / "conversations.db"),
        "WEB_FRAME_ANCESTORS": f"'self' http://localhost:{frame} http://127.0.0.1:{frame}",
    }
    serve = subprocess.Popen(
        ["scripts/serve"],
        cwd=ROOT,
        env={**os.environ, **place, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert serve.stdout
    shown = ""
    while "[就绪]" not in shown:
        line = serve.stdout.readline()
        shown += line
        if not line:
            serve.wait()
            raise RuntimeError(f"the servers did not start:\n{shown}")
    yield Servers(f"http://127.0.0.1:{web}/webhooks/web/", place["ACTION_SERVER_URL"], run_dir, frame)
    serve.terminate()
    serve.communicate(timeout=STOP_SECONDS)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """The servers that most tests share. An error, not a skip, when they do not start."""
    with serving(tmp_path_factory.mktemp("run"), {}) as started:
        yield started


@pytest.fixture(scope="session")
def advisor_url(servers: Servers) -> str:
    """Where the web door is, with a slash at the end."""
    return servers.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium: the one in CHROMIUM or on PATH.

    Closed with the module, because while it is open an event loop runs in this thread and asyncio.run fails.
    """
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.skip("no Chromium: install chromium or set CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def phone(browser: Browser, advisor_url: str) -> Iterator[Phone]:
    """A visitor who has just opened the page."""
    context = phone_context(browser)
    yield Phone(context.new_page(), advisor_url)
    context.close()
