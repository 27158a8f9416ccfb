"""A file on its way in: kept here between the preview and the confirmation, so that nobody can swap it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT_FOR = dt.timedelta(hours=6)
"""How long an uploaded file waits to be confirmed."""
GIVEN_UP_AFTER = dt.timedelta(minutes=15)
"""A step that has taken longer was broken off: its process is gone."""


class State(models.TextChoices):
    """Where an upload stands."""

    READING = "reading", "正在读取"
    READY = "ready", "等待确认"
    REFUSED = "refused", "不能导入"
    IMPORTING = "importing", "正在写入草稿"
    DONE = "done", "已导入"


class Upload(models.Model):  # type: ignore[misc]
    """One Excel file that somebody uploaded, the preview of what it would do, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    message = models.TextField(default="", blank=True)
    preview: Any = models.JSONField(default=dict)
    result: Any = models.JSONField(default=dict)

    class Meta:
        verbose_name = "Excel 导入"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def working(self) -> bool:
        """Whether a step is going on."""
        return self.state in (State.READING, State.IMPORTING) and not self.broken_off

    @property
    def broken_off(self) -> bool:
        """Whether a step began that will never end."""
        begun = self.state in (State.READING, State.IMPORTING)
        return begun and timezone.now() - self.changed_at > GIVEN_UP_AFTER

    @property
    def expired(self) -> bool:
        """Whether it waited too long to be confirmed."""
        return self.state == State.READY and timezone.now() - self.created_at > KEPT_FOR

    def becomes(self, state: Any, message: str = "", **fields: Any) -> None:
        """Go to another state (one of State)."""
        self.state, self.message = state, message
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", "message", "changed_at", *fields])


def forget_old_files() -> None:
    """Files that nobody confirmed in time go; what came of confirmed ones stays, without the file."""
    before = timezone.now() - KEPT_FOR
    Upload.objects.filter(created_at__lt=before).exclude(state=State.DONE).delete()
