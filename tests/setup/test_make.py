"""`make` explains itself; the pinned lists hold what pyproject.toml asks for."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import tomllib

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==[^\s;]+$")


def plain(name: str) -> str:
    """A package name as PyPI compares it, without extras or version."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~!; ]", name)[0]).lower()


def pinned(name: str) -> list[str]:
    lines = (ROOT / "constraints" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_help_lists_every_target() -> None:
    phony = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {line.split()[1] for line in shown.splitlines()} == phony
    assert all(len(line.split(maxsplit=2)) == 3 for line in shown.splitlines())


@pytest.mark.parametrize("name", ["bot.txt", "app.txt", "tools.txt"])
def test_every_line_is_one_exact_version_and_no_address(name: str) -> None:
    lines = pinned(name)
    assert [line for line in lines if not PIN.match(line)] == []
    names = [plain(line) for line in lines]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "extras"), [("bot.txt", ["bot"]), ("app.txt", ["app", "dev"])])
def test_every_package_asked_for_is_pinned(name: str, extras: list[str]) -> None:
    asked = {plain(package) for extra in extras for package in EXTRAS[extra]}
    assert asked - {plain(line) for line in pinned(name) + pinned("tools.txt")} == set()


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    environment = {**os.environ, "MIN_FREE_MB": "999999999999"}
    command = ["scripts/make-venv", str(tmp_path / "venv"), "constraints/app.txt", "3.11", "3.12", "3.13"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 1 and len(ended.stderr.splitlines()) == 1
    assert "磁盘空间不足" in ended.stderr
