"""What waits for the person who is logged in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from knowledge.console.content.models import ENTRIES, Entry
from knowledge.console.content.store import edit_url
from knowledge.console.people.roles import can_review
from knowledge.console.reminders.service import WITH_OWNER, open_reminders

_SOON_DAYS = 30
_SHOWN = 12


@dataclass(frozen=True)
class Line:
    """One entry, and what about it."""

    title: str
    url: str
    note: str


class TodoPanel(Component):  # type: ignore[misc]
    """Reviews, own drafts, what ends soon, reminders."""

    name = "todo"
    order = 100
    template_name = "wagtailadmin/home/todo.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What the template shows, for the user of this request."""
        user, today = parent_context["request"].user, timezone.localdate()
        return {
            "request": parent_context["request"],
            "reviews": reviews(user) if can_review(user) else None,
            "drafts": own_drafts(user),
            "ending": ending(today),
            "rechecks": rechecks(today),
            "reminders": [(one, edit_url(one.kind, one.entry_id)) for one in open_reminders(_SHOWN)],
        }


def reviews(user: Any) -> list[Line]:
    """Entries in review that this user did not write, oldest first."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).order_by("started_at")
    lines = []
    for state in states.select_related("workflow_state", "revision__user"):
        entry = state.workflow_state.content_object
        if not isinstance(entry, Entry) or entry.latest_revision is None or entry.latest_revision.user_id == user.pk:
            continue
        who = entry.latest_revision.user
        lines.append(_line(entry, f"{who} 提交" if who else "等待审核"))
    return lines[:_SHOWN]


def own_drafts(user: Any) -> list[Line]:
    """Entries whose newest version is this user's and not live."""
    return [
        _line(entry, str(entry.status_string))
        for model in ENTRIES.values()
        for entry in model.objects.filter(has_unpublished_changes=True, latest_revision__user=user)[:_SHOWN]
    ][:_SHOWN]


def ending(today: dt.date) -> list[Line]:
    """Live entries whose last day comes soon."""
    return [
        _line(entry, f"{entry.valid_until}到期，还有{(entry.valid_until - today).days}天")
        for kind in WITH_OWNER
        for entry in ENTRIES[kind]
        .objects.filter(live=True, valid_until__gte=today, valid_until__lte=today + dt.timedelta(days=_SOON_DAYS))
        .order_by("valid_until")[:_SHOWN]
    ]


def rechecks(today: dt.date) -> list[Line]:
    """Live entries that should have been looked at again."""
    return [
        _line(entry, f"应在{entry.recheck_by}前复核，{entry.owner}")
        for kind in WITH_OWNER
        for entry in ENTRIES[kind].objects.filter(live=True, recheck_by__lte=today).order_by("recheck_by")[:_SHOWN]
    ]


def _line(entry: Entry, note: str) -> Line:
    return Line(str(entry), edit_url(entry.kind_of_entry, entry.pk), note)
