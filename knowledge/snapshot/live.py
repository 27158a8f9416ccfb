"""The snapshot that a running server answers from; a new one is loaded aside and swapped in."""

from __future__ import annotations

import logging
from threading import Event, Thread
from types import TracebackType

from knowledge.errors import SnapshotError, SnapshotMissing
from knowledge.snapshot.snapshot import Snapshot
from knowledge.snapshot.store import SnapshotStore

_log = logging.getLogger(__name__)
_POLL_SECONDS = 0.5


class LiveSnapshot:
    """Follows the store's pointer; a damaged snapshot is refused and the last good one stays."""

    def __init__(self, store: SnapshotStore, *, poll_seconds: float = _POLL_SECONDS) -> None:
        self._store = store
        self._poll_seconds = poll_seconds
        self._snapshot: Snapshot | None = None
        self._refused: int | None = None
        self._closed = Event()
        self._follow()
        if self._snapshot is None:
            self._fall_back()
        self._thread = Thread(target=self._run, name="snapshot-watch", daemon=True)
        self._thread.start()

    def get(self) -> Snapshot:
        """The newest good snapshot; never waits.

        Raises SnapshotMissing when there is none.
        """
        snapshot = self._snapshot
        if snapshot is None:
            raise SnapshotMissing("还没有可用的快照；请先运行 kb publish")
        return snapshot

    def close(self) -> None:
        """Stop watching."""
        self._closed.set()
        self._thread.join()

    def __enter__(self) -> LiveSnapshot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self) -> None:
        while not self._closed.wait(self._poll_seconds):
            self._follow()

    def _follow(self) -> None:
        number = self._store.current_number()
        if number is None or number == self._refused or (self._snapshot and self._snapshot.number == number):
            return
        self._refused = None if self._take(number) else number

    def _fall_back(self) -> None:
        """At start with a damaged current snapshot: the newest good one before it."""
        current = self._store.current_number() or 0
        for number in reversed([number for number in self._store.numbers() if number < current]):
            if self._take(number):
                return

    def _take(self, number: int) -> bool:
        try:
            snapshot = self._store.load(number)
        except (SnapshotError, OSError) as error:
            _log.error("快照 %s 未启用：%s", number, error)
            return False
        self._snapshot = snapshot
        _log.info("已启用快照 %s（%s 条记录）", number, len(snapshot.records))
        return True
