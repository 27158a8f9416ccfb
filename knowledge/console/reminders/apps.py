"""Django's entry for this part."""

from __future__ import annotations

from django.apps import AppConfig


class RemindersConfig(AppConfig):  # type: ignore[misc]
    """The part "reminders"."""

    name = "knowledge.console.reminders"
    label = "reminders"
    verbose_name = "提醒"
