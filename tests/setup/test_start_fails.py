"""A start that cannot succeed ends soon, with the reason on the screen."""

import socket
import subprocess
import sys

import pytest

STAYS_SILENT = "import time; print('loading a model', flush=True); time.sleep(60)"
ENDS_AT_ONCE = "raise SystemExit('no model found')"


def serve(checkout, *command: str, **more: str) -> subprocess.CompletedProcess:
    environment = {**checkout.environment, **more}
    return subprocess.run(
        ["scripts/serve", *command], cwd=checkout.folder, env=environment, capture_output=True, text=True, timeout=60
    )


def test_time_is_up(checkout) -> None:
    checkout.rasa(STAYS_SILENT)
    ended = serve(checkout, READY_LIMIT_SECONDS="1")
    assert ended.returncode == 1
    assert "1 秒内没有就绪" in ended.stdout and "loading a model" in ended.stdout


def test_a_server_that_keeps_ending_is_not_waited_for(checkout) -> None:
    checkout.rasa(ENDS_AT_ONCE)
    ended = serve(checkout)
    assert ended.returncode == 1
    assert "no model found" in ended.stdout


@pytest.mark.parametrize("name", ["WEB_PORT", "ACTION_PORT"])
def test_a_port_in_use_is_one_line(checkout, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ended = serve(checkout, **{name: port})
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1 and f"端口 {port} 已被占用" in ended.stderr


def test_a_command_runs_between_start_and_stop(checkout) -> None:
    ask = "import os, urllib.request as u; print(u.urlopen(f'http://127.0.0.1:{os.environ[\"WEB_PORT\"]}/').read())"
    ended = serve(checkout, sys.executable, "-c", ask)
    assert ended.returncode == 0
    assert ended.stdout.strip() == 'b\'{"status": "stand-in"}\''
    assert serve(checkout, "true").returncode == 0


def test_the_exit_code_of_the_command_is_kept(checkout) -> None:
    assert serve(checkout, "sh", "-c", "exit 7").returncode == 7
