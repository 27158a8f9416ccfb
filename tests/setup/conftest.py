"""A small copy of the repository whose two servers are stand-ins that start in a tenth of a second."""

import os
import shutil
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAND_IN = """\
import http.server, sys
class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response({status})
        self.end_headers()
        self.wfile.write(b'{{"status": "stand-in"}}')
print("stand-in up", flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Door).serve_forever()
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Checkout:
    """A folder with the real scripts; ``environment`` holds free ports."""

    folder: Path
    environment: dict[str, str]

    def rasa(self, program: str) -> None:
        """Make ``program`` (Python) what runs in place of Rasa."""
        path = self.folder / ".venv-bot" / "bin" / "rasa"
        path.write_text(f"#!{sys.executable}\n{program}", encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / ".venv-bot" / "bin").mkdir(parents=True)
    (folder / "actions").mkdir()
    (folder / "actions" / "server.py").write_text(STAND_IN.format(status=200), encoding="utf-8")
    ports = {"WEB_PORT": str(free_port()), "ACTION_PORT": str(free_port())}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    made = Checkout(folder, {**kept, **ports})
    made.rasa(STAND_IN.format(status=200))
    return made
