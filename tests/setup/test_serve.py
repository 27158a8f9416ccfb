"""Both servers start, are restarted after a crash and leave with the terminal."""

import os
import pty
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

LIMIT_SECONDS = 20


class Terminal:
    """``scripts/serve`` in a terminal of its own."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            for ignored in (signal.SIGINT, signal.SIGHUP):  # by a test run in the background; bash inherits that
                signal.signal(ignored, signal.SIG_DFL)
            os.chdir(folder)
            os.execve("scripts/serve", ["scripts/serve"], environment)
        self.shown = ""

    def wait_for(self, words: str) -> None:
        """Read until ``words`` are on the screen."""
        while words not in self.shown:
            self.shown += os.read(self.terminal, 4096).decode(errors="replace")

    def ended(self) -> bool:
        """Whether the script is gone; its exit code is collected."""
        return os.waitpid(self.pid, os.WNOHANG) != (0, 0)

    def servers(self) -> dict[str, psutil.Process]:
        """The two running servers by kind."""
        running = {}
        for process in psutil.Process(self.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):  # ended between the list and the look
                command = " ".join(process.cmdline())
                running |= {kind: process for kind in ("actions.server", "rasa run") if kind in command}
        return running


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture
def terminal(checkout) -> Iterator[Terminal]:
    opened = Terminal(checkout.folder, checkout.environment)
    yield opened
    if psutil.pid_exists(opened.pid):
        os.kill(opened.pid, signal.SIGTERM)
        os.waitpid(opened.pid, 0)


@pytest.mark.parametrize("leave", ["ctrl-c", "close the window", "terminate"])
def test_nothing_is_left_running(terminal: Terminal, leave: str) -> None:
    terminal.wait_for("停止：按 Ctrl-C")
    family = psutil.Process(terminal.pid).children(recursive=True)
    assert set(terminal.servers()) == {"actions.server", "rasa run"}
    if leave == "ctrl-c":
        os.write(terminal.terminal, b"\x03")
    elif leave == "terminate":
        os.kill(terminal.pid, signal.SIGTERM)
    else:
        os.close(terminal.terminal)
    until(terminal.ended)
    assert not [process for process in family if process.is_running()]


def test_the_page_s_address_is_all_that_the_terminal_shows(terminal: Terminal, checkout) -> None:
    terminal.wait_for("停止：按 Ctrl-C")
    assert f"http://127.0.0.1:{checkout.environment['WEB_PORT']}/webhooks/web/" in terminal.shown
    assert len(terminal.shown.splitlines()) <= 4
    assert "stand-in up" in (checkout.folder / ".run/logs/bot.log").read_text()


@pytest.mark.parametrize("kind", ["actions.server", "rasa run"])
def test_a_crashed_server_comes_back(terminal: Terminal, kind: str) -> None:
    terminal.wait_for("停止：按 Ctrl-C")
    crashed = terminal.servers()[kind]
    crashed.kill()
    until(lambda: terminal.servers().get(kind, crashed) != crashed)


def test_a_command_uses_the_advisor_that_already_runs(terminal: Terminal, checkout) -> None:
    terminal.wait_for("停止：按 Ctrl-C")
    before = terminal.servers()
    ended = run(checkout, "scripts/serve", "echo", "done")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "done\n", "")
    assert terminal.servers() == before


def test_the_session_secret_is_made_once_and_private(checkout) -> None:
    made = checkout.folder / ".run/session_secret"
    secrets = []
    for _ in range(2):
        run(checkout, "sh", "-c", ". scripts/settings.sh")
        secrets.append(made.read_text())
    assert secrets[0] == secrets[1] and len(secrets[0]) >= 32
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_the_environment_goes_before_the_env_file(checkout) -> None:
    (checkout.folder / ".env").write_text("WEB_PORT=1\nSNAPSHOT_DIR=elsewhere\n", encoding="utf-8")
    shown = run(checkout, "sh", "-c", '. scripts/settings.sh; echo "$WEB_PORT $SNAPSHOT_DIR"').stdout
    assert shown.split() == [checkout.environment["WEB_PORT"], "elsewhere"]


def run(checkout, *command: str, **more: str) -> subprocess.CompletedProcess:
    environment = {**checkout.environment, **more}
    return subprocess.run(command, cwd=checkout.folder, env=environment, capture_output=True, text=True, timeout=60)
