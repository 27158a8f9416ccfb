"""``release_scheduled``: what a schedule made live reaches the advisor. To be run every minute, after publish_scheduled."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from knowledge.console.publishing.scheduled import follow_schedule


class Command(BaseCommand):  # type: ignore[misc]
    """One look at the schedule."""

    help = "把按排期生效或到期的内容发布给顾问；测试问题变差时不发布，在首页提醒"

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish what is due."""
        release = follow_schedule()
        if release:
            self.stdout.write(
                f"排期发布第{release.pk}次：{release.get_outcome_display() or release.get_state_display()}"
            )
