"""A private PostgreSQL on a free port for one test run; TEST_DATABASE_URL names one that runs already."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PACKAGED = "/usr/lib/postgresql/*/bin"


def programs() -> Path | None:
    """The folder with initdb and pg_ctl; None when no PostgreSQL is installed."""
    packaged = sorted(Path("/").glob(f"{_PACKAGED[1:]}/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(packaged[-1]) if packaged else shutil.which("initdb")
    return Path(found).parent if found else None


@contextlib.contextmanager
def running(bin_folder: Path) -> Iterator[str]:
    """A fresh cluster; yields its address. It refuses to run as root, so root hands it to an ordinary user."""
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="advisor-pg-"))
    if user:
        shutil.chown(folder, user)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    data = folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    initdb = ["initdb", "-D", data, "-U", "advisor", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C"]
    start = ["pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start"]
    try:
        for program, *arguments in (initdb, start):
            subprocess.run(
                [bin_folder / str(program), *arguments], check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL
            )
        yield f"postgresql://advisor@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], user=user, cwd="/", check=False)
        shutil.rmtree(folder, ignore_errors=True)
