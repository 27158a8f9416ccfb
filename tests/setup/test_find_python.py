"""The set-up finds a Python that really runs, and says what to install when there is none."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "find-python"
VERSION = "3.99"  # not installed anywhere, so only the stand-ins can be found


def stand_in(path: Path, *, version: str | None) -> Path:
    """An executable that answers like a Python of ``version``; None fails as a pyenv shim does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    answer = 'echo "pyenv: not found" >&2; exit 127'
    if version:
        answer = f'case "$2" in *version_info*) echo {version};; *) echo "$0";; esac'
    path.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def find(tmp_path: Path):
    def run(*versions: str) -> subprocess.CompletedProcess:
        environment = {
            "PATH": f"{tmp_path}/path:/usr/bin:/bin",
            "HOME": str(tmp_path),
            "PYENV_ROOT": f"{tmp_path}/pyenv",
        }
        return subprocess.run([SCRIPT, *versions], env=environment, capture_output=True, text=True, timeout=30)

    return run


def test_on_the_path(find, tmp_path: Path) -> None:
    python = stand_in(tmp_path / f"path/python{VERSION}", version=VERSION)
    assert find(VERSION).stdout.strip() == str(python)


def test_behind_a_shim_that_fails(find, tmp_path: Path) -> None:
    stand_in(tmp_path / f"path/python{VERSION}", version=None)
    python = stand_in(tmp_path / f"pyenv/versions/{VERSION}.4/bin/python", version=VERSION)
    assert find(VERSION).stdout.strip() == str(python)


def test_through_uv(find, tmp_path: Path) -> None:
    python = stand_in(tmp_path / "kept-by-uv/python", version=VERSION)
    uv = stand_in(tmp_path / "path/uv", version=VERSION)
    uv.write_text(f"#!/bin/sh\necho {python}\n", encoding="utf-8")
    assert find(VERSION).stdout.strip() == str(python)


def test_in_a_conda_folder(find, tmp_path: Path) -> None:
    python = stand_in(tmp_path / f"miniconda3/envs/advisor/bin/python{VERSION}", version=VERSION)
    assert find(VERSION).stdout.strip() == str(python)


def test_the_first_version_named_is_preferred(find, tmp_path: Path) -> None:
    stand_in(tmp_path / "path/python3.98", version="3.98")
    better = stand_in(tmp_path / f"pyenv/versions/{VERSION}.0/bin/python", version=VERSION)
    assert find(VERSION, "3.98").stdout.strip() == str(better)


def test_another_version_under_the_name_is_passed_over(find, tmp_path: Path) -> None:
    stand_in(tmp_path / f"path/python{VERSION}", version="3.7")
    assert find(VERSION).returncode == 1


def test_none_is_one_line_in_both_languages(find) -> None:
    ended = find(VERSION)
    assert ended.returncode == 1 and not ended.stdout
    assert len(ended.stderr.splitlines()) == 1
    assert f"找不到可用的 Python {VERSION}" in ended.stderr and f"uv python install {VERSION}" in ended.stderr
