"""Django's entry for this part; the weekly check is put in the queue after each migration, that is at each start."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class QualityConfig(AppConfig):  # type: ignore[misc]
    """The part "quality"."""

    name = "knowledge.console.quality"
    label = "quality"
    verbose_name = "质量台"

    def ready(self) -> None:
        """Connect the weekly check."""
        post_migrate.connect(_schedule, sender=self)


def _schedule(**_: Any) -> None:
    from knowledge.console.quality.tasks import ensure_weekly_check

    ensure_weekly_check()
