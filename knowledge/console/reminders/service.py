"""Finds the occasions that have come, keeps one reminder for each, and mails those whose owner has a mailbox."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from knowledge.console.content.models import ENTRIES, Entry
from knowledge.console.content.store import edit_url
from knowledge.console.people.models import OwnerDesk
from knowledge.console.reminders.models import REASONS, Reminder

WITH_OWNER = ("records", "faq")
DAYS_BEFORE_END = 15
HALF_YEAR_DAYS = 182
_log = logging.getLogger(__name__)


def note_occasions(today: dt.date) -> int:
    """Make the reminders that are due on ``today`` and not made yet. Returns how many that were."""
    due = [
        Reminder(kind=kind, entry_id=entry.pk, title=str(entry), owner=entry.owner, reason=reason, due_on=day)
        for kind in WITH_OWNER
        for entry in ENTRIES[kind].objects.filter(live=True)
        for reason, day in occasions(entry, today)
    ]
    before = Reminder.objects.count()
    Reminder.objects.bulk_create(due, ignore_conflicts=True, batch_size=200)
    return Reminder.objects.count() - before


def occasions(entry: Entry, today: dt.date) -> Iterator[tuple[str, dt.date]]:
    """Reason and day of what has come for one live entry: the latest half-year only, so that none pile up.

    What came with the software (a version without an author) is not news to its owner.
    """
    if entry.last_published_at is not None:
        published = timezone.localdate(entry.last_published_at)
        if entry.live_revision is not None and entry.live_revision.user_id is not None:
            yield "published", published
        half_years = (today - max(published, entry.reviewed_on)).days // HALF_YEAR_DAYS
        if half_years > 0:
            yield "half-year", max(published, entry.reviewed_on) + dt.timedelta(days=half_years * HALF_YEAR_DAYS)
    if entry.valid_until and today <= entry.valid_until <= today + dt.timedelta(days=DAYS_BEFORE_END):
        yield "ending", entry.valid_until - dt.timedelta(days=DAYS_BEFORE_END)


def mail_due() -> int:
    """Mail each open reminder once, where its owner has a mailbox and a mail server is set. Returns how many went out."""
    if not settings.EMAIL_HOST:
        return 0
    boxes = dict(OwnerDesk.objects.exclude(email="").values_list("name", "email"))
    sent = 0
    for reminder in Reminder.objects.filter(mailed_at=None, done_at=None, owner__in=boxes):
        try:
            _mail(reminder, boxes[reminder.owner])
        except (OSError, SMTPException) as error:
            _log.warning("reminder %s could not be mailed: %s", reminder.pk, error)
            break
        reminder.mailed_at = timezone.now()
        reminder.save(update_fields=["mailed_at"])
        sent += 1
    return sent


def _mail(reminder: Reminder, box: str) -> None:
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + edit_url(reminder.kind, reminder.entry_id)
    text = f"{reminder.title}：{REASONS[reminder.reason]}。\n\n打开核对：{address}\n"
    send_mail(f"请核对：{reminder.title}", text, settings.DEFAULT_FROM_EMAIL, [box])


def open_reminders(limit: int) -> Any:
    """The oldest reminders that nobody has dealt with."""
    return Reminder.objects.filter(done_at=None)[:limit]
