"""Plans on disk: one folder per founder, one file per plan, gone after their time or with the founder's data."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from pathlib import Path
from typing import Any

_MOST_PER_FOUNDER = 10
_NAME = re.compile(r"[\w-]{16}/[\w-]{12}", re.ASCII)


class PlanStore:
    """Files below ``folder`` that only this user may read; each lives ``lifetime_seconds``."""

    def __init__(self, folder: Path, lifetime_seconds: int) -> None:
        self._folder = folder
        self.lifetime_seconds = lifetime_seconds

    def save(self, sender: str, view: dict[str, Any]) -> str:
        """The name of the stored plan. A founder's oldest plans give way to the newest.

        Raises OSError when the disk does not take it.
        """
        self.sweep()
        owner = _owner(sender)
        home = self._folder / owner
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        plan_id = secrets.token_urlsafe(9)
        with open(
            os.open(home / f"{plan_id}.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(view, file, ensure_ascii=False)
        for old in sorted(home.iterdir(), key=lambda path: path.stat().st_mtime_ns)[:-_MOST_PER_FOUNDER]:
            old.unlink(missing_ok=True)
        return f"{owner}/{plan_id}"

    def load(self, name: str) -> dict[str, Any] | None:
        """The stored plan; None when it was deleted or its time is over."""
        path = self._folder / f"{name}.json"
        if not _NAME.fullmatch(name) or not path.is_file() or self._over(path):
            return None
        view: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return view

    def forget(self, sender: str) -> None:
        """Delete every plan of ``sender``.

        Raises OSError when one stays behind.
        """
        home = self._folder / _owner(sender)
        if home.exists():
            shutil.rmtree(home)

    def sweep(self) -> None:
        """Delete plans whose time is over."""
        for path in self._folder.glob("*/*.json"):
            if self._over(path):
                path.unlink(missing_ok=True)

    def _over(self, path: Path) -> bool:
        return time.time() - path.stat().st_mtime > self.lifetime_seconds


def _owner(sender: str) -> str:
    return base64.urlsafe_b64encode(hashlib.blake2b(sender.encode(), digest_size=12).digest()).decode()
