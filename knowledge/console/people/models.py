"""Whom to remind: the mailbox of the desk that owns entries."""

from __future__ import annotations

from django.db import models


class OwnerDesk(models.Model):  # type: ignore[misc]
    """A desk as entries name it in 责任人, and its mailbox, if reminders shall also go there."""

    name = models.CharField("责任人", max_length=200, unique=True, help_text="和条目里“责任人”写得一模一样。")
    email = models.EmailField(
        "科室邮箱", blank=True, help_text="到期提醒会发到这里；不填就只在首页显示。不要填个人邮箱。"
    )

    class Meta:
        verbose_name = "责任人"
        verbose_name_plural = "责任人"
        ordering = ["name"]

    def __str__(self) -> str:
        return str(self.name)
