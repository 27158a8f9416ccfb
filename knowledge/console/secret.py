"""The secret that signs the console's sessions: given, or made once for a local run."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_SHORTEST = 32


def console_secret(run_dir: Path) -> str:
    """CONSOLE_SECRET, else the one in ``run_dir``, which is made on first use and readable by its owner only.

    Raises ValueError when CONSOLE_SECRET is shorter than 32 characters.
    """
    given = os.environ.get("CONSOLE_SECRET", "").strip()
    if given:
        if len(given) < _SHORTEST:
            raise ValueError(f"CONSOLE_SECRET 至少要 {_SHORTEST} 个字符")
        return given
    place = run_dir / "console_secret"
    run_dir.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(_SHORTEST))
    except FileExistsError:
        pass
    return place.read_text(encoding="ascii")
