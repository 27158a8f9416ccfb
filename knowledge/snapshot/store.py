"""The folder of snapshots: prepare, activate, roll back, list, load. One publisher at a time."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from knowledge.catalogue.load import Catalogue
from knowledge.errors import CatalogueInvalid, SnapshotBusy, SnapshotDamaged, SnapshotMissing
from knowledge.retrieval.encoder import Encoder
from knowledge.snapshot.files import swap, sync
from knowledge.snapshot.load import load_snapshot, verified_manifest
from knowledge.snapshot.memory import snapshot_of
from knowledge.snapshot.origin import FROM_FILES, Origin, Place, origin_of
from knowledge.snapshot.publish import source_hash, tables_of, write_snapshot
from knowledge.snapshot.recall import RecallingEncoder, Remembered, recalled
from knowledge.snapshot.snapshot import MANIFEST, Snapshot, folder_name

POINTER, _LOCK, _UNFINISHED, _CANDIDATE = "CURRENT", ".lock", "building-", "candidate-"


@dataclass(frozen=True)
class Candidate:
    """A snapshot that was built aside; ``live`` when its content is already being served under that number."""

    number: int
    live: bool = False


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

    def candidate_path(self, number: int) -> Path:
        """The folder of a snapshot that was prepared and not activated, there or not."""
        return self.root / f"{_CANDIDATE}{folder_name(number)}"

    def candidate_number(self) -> int | None:
        """The number of the one that was prepared and not activated."""
        found = [int(path.name.removeprefix(_CANDIDATE)) for path in self.root.glob(f"{_CANDIDATE}*")]
        return max(found, default=None)

    def newest_from_console(self) -> int | None:
        """The number of the newest snapshot that staff published; None while all came from the files."""
        return next((number for number in reversed(self.numbers()) if self._made_from(number) == "console"), None)

    def _made_from(self, number: int) -> Place | None:
        try:
            return origin_of(json.loads((self.path(number) / MANIFEST).read_text(encoding="utf-8"))).made_from
        except (OSError, ValueError):
            return None


class SnapshotStore(SnapshotFolder):
    """Snapshots below ``root``; ``encoder`` makes and searches their vectors."""

    def __init__(self, root: Path, encoder: Encoder, *, now: Callable[[], dt.datetime] = _now) -> None:
        super().__init__(root)
        self._encoder = encoder
        self._now = now

    def publish(self, catalogue: Catalogue, *, origin: Origin = FROM_FILES) -> int:
        """Prepare and activate at once; the number, or the current one when nothing changed.

        Raises SnapshotBusy while another publisher works, CatalogueInvalid for a catalogue without records.
        """
        with self._alone():
            candidate = self._prepared(catalogue, origin)
            if not candidate.live:
                self._activated(candidate.number)
            return candidate.number

    def prepare(self, catalogue: Catalogue, *, origin: Origin) -> Candidate:
        """Write and check a new snapshot beside the others without switching to it; an earlier candidate goes.

        Raises SnapshotBusy while another publisher works, CatalogueInvalid for a catalogue without records.
        """
        with self._alone():
            return self._prepared(catalogue, origin)

    def activate(self, number: int) -> None:
        """Switch to a prepared snapshot, once it is proven whole; again after a crash half-way.

        Raises SnapshotMissing, SnapshotDamaged, SnapshotBusy.
        """
        with self._alone():
            self._activated(number)

    def discard(self, number: int) -> None:
        """Remove a prepared snapshot, if it is there.

        Raises SnapshotBusy.
        """
        with self._alone():
            if self.candidate_path(number).is_dir():
                shutil.rmtree(self.candidate_path(number))

    def holds(self, number: int, catalogue: Catalogue) -> bool:
        """Whether a snapshot is usable and has just this content."""
        manifest = self._usable(number)
        return bool(manifest and manifest["source_hash"] == source_hash(tables_of(catalogue), self._encoder.name))

    def usable(self, number: int) -> bool:
        """Whether a snapshot is whole, of this version's format and of this model."""
        return self._usable(number) is not None

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

    def load_candidate(self, number: int) -> Snapshot:
        """Read a snapshot that was prepared and not activated.

        Raises SnapshotMissing, SnapshotDamaged.
        """
        folder = self.candidate_path(number)
        if not folder.is_dir():
            raise SnapshotMissing(f"没有待发布的快照 {number}，请重新准备")
        return load_snapshot(folder, self._encoder)

    def in_memory(self, catalogue: Catalogue) -> Snapshot:
        """``catalogue`` as a snapshot numbered 0 that is never written; texts that the current one holds are not encoded again.

        Raises CatalogueInvalid for a catalogue without records.
        """
        return snapshot_of(catalogue, self._encoder, builder=self.recalling())

    def recalling(self) -> RecallingEncoder:
        """The encoder with the vectors of the current snapshot, by text; with none when that is not usable."""
        number = self.current_number()
        known = recalled(self.path(number)) if number is not None and self.usable(number) else Remembered()
        return RecallingEncoder(self._encoder, known)

    def _prepared(self, catalogue: Catalogue, origin: Origin) -> Candidate:
        if not catalogue.records:
            raise CatalogueInvalid(["没有任何记录，不能发布"])
        self._clear()
        number = self.current_number()
        if number is not None and self.holds(number, catalogue):
            return Candidate(number, live=True)
        return Candidate(self._write(catalogue, self.recalling(), origin))

    def _activated(self, number: int) -> None:
        candidate, target = self.candidate_path(number), self.path(number)
        if not candidate.is_dir() and not target.is_dir():
            raise SnapshotMissing(f"没有待发布的快照 {number}，请重新准备")
        if candidate.is_dir():
            verified_manifest(candidate)
            os.rename(candidate, target)
            sync(self.root)
        verified_manifest(target)
        swap(self.root / POINTER, f"{folder_name(number)}\n")

    def _usable(self, number: int) -> dict[str, Any] | None:
        try:
            manifest = verified_manifest(self.path(number))
        except SnapshotDamaged:
            return None
        return manifest if manifest["model"] == self._encoder.name else None

    def _write(self, catalogue: Catalogue, encoder: RecallingEncoder, origin: Origin) -> int:
        number = max(self.numbers(), default=0) + 1
        unfinished = self.root / f"{_UNFINISHED}{folder_name(number)}"
        unfinished.mkdir()
        write_snapshot(unfinished, catalogue, encoder, number=number, created_at=self._now(), origin=origin)
        load_snapshot(unfinished, self._encoder)
        os.rename(unfinished, self.candidate_path(number))
        sync(self.root)
        return number

    def _clear(self) -> None:
        """Remove what a killed publisher left, and a candidate that nobody activated."""
        for name in (_UNFINISHED, _CANDIDATE):
            for folder in self.root.glob(f"{name}*"):
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
