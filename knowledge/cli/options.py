"""Options and places that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from knowledge.catalogue.load import CONTENT

Folder = Annotated[
    Path,
    typer.Option("--folder", help="内容目录（含 records、institutions、glossary）。", exists=True, file_okay=False),
]
CONTENT_FOLDER = CONTENT


def snapshot_root() -> Path:
    """Where snapshots live: SNAPSHOT_DIR, else var/snapshots."""
    return Path(os.environ.get("SNAPSHOT_DIR") or "var/snapshots")
