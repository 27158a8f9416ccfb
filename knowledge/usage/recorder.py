"""Writes counts beside the conversation: a turn only puts them on a queue, one thread stores them in batches."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable

from knowledge.errors import StoreFailed
from knowledge.usage.model import Forgotten, TurnSeen
from knowledge.usage.store import UsageStore

log = logging.getLogger(__name__)
_MOST_WAITING = 5_000
_MOST_AT_ONCE = 500
_COLLECT_SECONDS = 0.5
_REST_SECONDS = 20.0
Seen = TurnSeen | Forgotten


class Recorder:
    """Never raises, never waits. While the database is away, or slower than the conversation, counts are dropped with a
    line in the log."""

    def __init__(self, opener: Callable[[], UsageStore]) -> None:
        self._opener = opener
        self._store: UsageStore | None = None
        self._rests_until = 0.0
        self._waiting: queue.Queue[Seen | None] = queue.Queue(_MOST_WAITING)
        self._thread = threading.Thread(target=self._run, name="usage", daemon=True)
        self._thread.start()

    def put(self, seen: Seen) -> None:
        """Have it counted soon."""
        try:
            self._waiting.put_nowait(seen)
        except queue.Full:
            log.warning("usage is not counted: %d turns are waiting", _MOST_WAITING)

    def close(self, seconds: float = 5.0) -> None:
        """Store what is waiting, for at most ``seconds``, and let go of the database."""
        try:
            self._waiting.put(None, timeout=seconds)
        except queue.Full:
            return
        self._thread.join(seconds)

    def _run(self) -> None:
        open_ = True
        while open_:
            batch, open_ = self._collect()
            if batch:
                self._keep(batch)
        if self._store is not None:
            self._store.close()

    def _collect(self) -> tuple[list[Seen], bool]:
        """What came within half a second of the first; False when the recorder is to close."""
        first = self._waiting.get()
        if first is None:
            return [], False
        batch, until = [first], time.monotonic() + _COLLECT_SECONDS
        while len(batch) < _MOST_AT_ONCE:
            try:
                another = self._waiting.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if another is None:
                return batch, False
            batch.append(another)
        return batch, True

    def _keep(self, batch: list[Seen]) -> None:
        if time.monotonic() < self._rests_until:
            return
        try:
            if self._store is None:
                self._store = self._opener()
            self._store.write(batch)
        except StoreFailed as error:
            self._rests_until = time.monotonic() + _REST_SECONDS
            log.warning("%d turns are not counted, nor any for %g s: %s", len(batch), _REST_SECONDS, error)
        except Exception:  # the thread's edge: the next batch must be written
            log.exception("%d turns are not counted", len(batch))
