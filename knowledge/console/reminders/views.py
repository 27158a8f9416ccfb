"""Ticks a reminder off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from knowledge.console.content.models import ENTRIES
from knowledge.console.people.roles import editors_only
from knowledge.console.reminders.models import Reminder


@require_POST
@editors_only
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry has been looked at."""
    reminder = get_object_or_404(Reminder, pk=pk, done_at=None)
    reminder.done_at, reminder.done_by = timezone.now(), request.user
    reminder.save(update_fields=["done_at", "done_by"])
    if (entry := ENTRIES[reminder.kind].objects.filter(pk=reminder.entry_id).first()) is not None:
        log(instance=entry, action="reminders.done", user=request.user, data={"reason": reminder.get_reason_display()})
    messages.success(request, f"已标记处理：{reminder.title}")
    return redirect("wagtailadmin_home")
