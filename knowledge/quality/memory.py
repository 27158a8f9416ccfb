"""An encoder that need not encode again what the current snapshot holds."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import SnapshotDamaged
from knowledge.retrieval.encoder import Encoder
from knowledge.snapshot.load import verified_manifest
from knowledge.snapshot.recall import RecallingEncoder, Remembered, recalled
from knowledge.snapshot.store import SnapshotFolder


def remembering(encoder: Encoder, root: Path) -> RecallingEncoder:
    """``encoder`` with the passages of the current snapshot below ``root``; with none when another model made it."""
    folder = SnapshotFolder(root)
    number = folder.current_number()
    if number is None:
        return RecallingEncoder(encoder, Remembered())
    try:
        manifest = verified_manifest(folder.path(number))
    except SnapshotDamaged:
        return RecallingEncoder(encoder, Remembered())
    return RecallingEncoder(
        encoder, recalled(folder.path(number)) if manifest["model"] == encoder.name else Remembered()
    )
