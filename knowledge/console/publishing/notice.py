"""On the home page: a release that could not go on by itself, or waits for somebody."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from knowledge.console.jobs import State
from knowledge.console.publishing.models import Outcome, Release


class ReleaseNotice(Component):  # type: ignore[misc]
    """Nothing, unless the newest release is ready, or was to go live by schedule and failed."""

    name = "release_notice"
    template_name = "publishing/notice.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        latest = Release.objects.first()
        waits = latest is not None and latest.outcome == Outcome.READY
        failed = latest is not None and latest.automatic and latest.state == State.FAILED
        return {"release": latest if waits or failed else None, "failed": failed}
