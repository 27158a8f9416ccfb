"""Work in the background that staff watch: its step, how far it is, and whether its worker still lives."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, models
from django.utils import timezone

_BEAT_SECONDS = 2.0
_LOST_AFTER = dt.timedelta(seconds=20)
_WAITED_LONG = dt.timedelta(seconds=30)


class State(models.TextChoices):  # type: ignore[misc]
    """Where a job stands; ``ENDED`` covers whatever its own kind does afterwards."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    ENDED = "ended", "已完成"
    FAILED = "failed", "没有完成"


class Job(models.Model):  # type: ignore[misc]
    """``share``: 0..1 of the present step; ``beat_at``: when the worker last said that it lives."""

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=20, blank=True)
    share = models.FloatField(default=0.0)
    beat_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True

    @property
    def lost(self) -> bool:
        """Whether the worker died on the way: it has not said for a while that it lives."""
        return bool(self.state == State.RUNNING and timezone.now() - self.beat_at > _LOST_AFTER)

    @property
    def waits_long(self) -> bool:
        """Whether no worker has taken it for a while."""
        return bool(self.state == State.QUEUED and timezone.now() - self.started_at > _WAITED_LONG)

    @property
    def under_way(self) -> bool:
        """Whether it is still to be waited for."""
        return self.state in (State.QUEUED, State.RUNNING) and not self.lost

    def begin(self) -> bool:
        """Take the job; False when another worker has, or it was given up."""
        taken = type(self).objects.filter(pk=self.pk, state=State.QUEUED)
        return bool(taken.update(state=State.RUNNING, beat_at=timezone.now()))

    def at(self, step: str, share: float) -> None:
        """Say how far it is."""
        type(self).objects.filter(pk=self.pk).update(step=step, share=share, beat_at=timezone.now())

    def end(self, **fields: Any) -> None:
        """It is done; ``fields`` are stored with it."""
        self._close(str(State.ENDED), fields)

    def fail(self, problems: list[dict[str, str]]) -> None:
        """It cannot be done; ``problems`` are what staff read: {"text", "url"} each, ``url`` of where to put it right."""
        self._close(str(State.FAILED), {"problems": problems})

    def _close(self, state: str, fields: dict[str, Any]) -> None:
        ended = {"state": state, "ended_at": timezone.now(), **fields}
        type(self).objects.filter(pk=self.pk, state=State.RUNNING).update(**ended)
        self.refresh_from_db()


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """While the block runs, a thread says every two seconds that the worker lives."""
    stop = threading.Event()

    def beat() -> None:
        try:
            while not stop.wait(_BEAT_SECONDS):
                with suppress(DatabaseError):  # busy or away for a moment: the next beat tells
                    type(job).objects.filter(pk=job.pk).update(beat_at=timezone.now())
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="job-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
