"""The folder of snapshots: publish, roll back, list, load. One publisher at a time."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.catalogue.load import Catalogue
from knowledge.errors import CatalogueInvalid, SnapshotBusy, SnapshotDamaged, SnapshotMissing
from knowledge.retrieval.encoder import Encoder
from knowledge.snapshot.files import swap, sync
from knowledge.snapshot.load import load_snapshot, verified_manifest
from knowledge.snapshot.publish import source_hash, tables_of, write_snapshot
from knowledge.snapshot.recall import RecallingEncoder, Remembered, recalled
from knowledge.snapshot.snapshot import Snapshot, folder_name

POINTER, _LOCK, _UNFINISHED = "CURRENT", ".lock", "building-"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class SnapshotFolder:
    """What is below ``root``, without reading it: cheap, and needs no model."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current_number(self) -> int | None:
        """The number that the pointer names; None when nothing has been published."""
        try:
            return int((self.root / POINTER).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None

    def numbers(self) -> list[int]:
        """Every finished snapshot, oldest first."""
        return sorted(int(path.name) for path in self.root.glob("[0-9]" * 6) if path.is_dir())

    def path(self, number: int) -> Path:
        """The folder of one snapshot, there or not."""
        return self.root / folder_name(number)


class SnapshotStore(SnapshotFolder):
    """Snapshots below ``root``; ``encoder`` makes and searches their vectors."""

    def __init__(self, root: Path, encoder: Encoder, *, now: Callable[[], dt.datetime] = _now) -> None:
        super().__init__(root)
        self._encoder = encoder
        self._now = now

    def publish(self, catalogue: Catalogue) -> int:
        """Write, check and switch to a new snapshot; its number, or the current one when nothing changed.

        Raises SnapshotBusy while another publisher works, CatalogueInvalid for a catalogue without records.
        """
        if not catalogue.records:
            raise CatalogueInvalid(["没有任何记录，不能发布"])
        with self._alone():
            self._clear_unfinished()
            current, remembered = self._current_state(catalogue)
            if current:
                return current
            return self._write(catalogue, RecallingEncoder(self._encoder, remembered))

    def rollback(self, number: int) -> None:
        """Point to an earlier (or later) snapshot again, once it is proven whole.

        Raises SnapshotMissing, SnapshotDamaged, SnapshotBusy.
        """
        with self._alone():
            self.load(number)
            swap(self.root / POINTER, f"{folder_name(number)}\n")

    def load(self, number: int) -> Snapshot:
        """Read one snapshot.

        Raises SnapshotMissing, SnapshotDamaged.
        """
        if number not in self.numbers():
            raise SnapshotMissing(f"没有快照 {number}；现有：{'、'.join(map(str, self.numbers())) or '无'}")
        return load_snapshot(self.path(number), self._encoder)

    def _current_state(self, catalogue: Catalogue) -> tuple[int | None, Remembered]:
        """The current number if ``catalogue`` is already published, and the vectors that may be used again."""
        number = self.current_number()
        if number is None:
            return None, Remembered()
        folder = self.path(number)
        try:
            manifest = verified_manifest(folder)
        except SnapshotDamaged:
            return None, Remembered()
        if manifest["model"] != self._encoder.name:
            return None, Remembered()
        same = manifest["source_hash"] == source_hash(tables_of(catalogue), self._encoder.name)
        return (number, Remembered()) if same else (None, recalled(folder))

    def _write(self, catalogue: Catalogue, encoder: RecallingEncoder) -> int:
        number = max(self.numbers(), default=0) + 1
        unfinished = self.root / f"{_UNFINISHED}{folder_name(number)}"
        unfinished.mkdir()
        write_snapshot(unfinished, catalogue, encoder, number=number, created_at=self._now())
        load_snapshot(unfinished, self._encoder)
        os.rename(unfinished, self.path(number))
        sync(self.root)
        swap(self.root / POINTER, f"{folder_name(number)}\n")
        return number

    def _clear_unfinished(self) -> None:
        for folder in self.root.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(folder)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise SnapshotBusy("另一个发布正在进行，请稍后再试") from error
        try:
            yield
        finally:
            lock.release()
