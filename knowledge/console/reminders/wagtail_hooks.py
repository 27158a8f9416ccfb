"""Addresses and audit entries of the reminders."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from knowledge.console.reminders.views import done


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Where a reminder is ticked off."""
    return [path("reminders/<int:pk>/done/", done, name="reminder_done")]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """A reminder that somebody dealt with."""

    @actions.register_action("reminders.done")
    class Done(LogFormatter):  # type: ignore[misc]
        label = "处理提醒"

        def format_message(self, entry: Any) -> str:
            return f"处理了提醒：{entry.data.get('reason', '')}"
