"""Who gets in, what happens by the clock, and what is changed in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from knowledge.catalogue.load import load_catalogue
from knowledge.console.content import store
from knowledge.console.content.models import RecordEntry
from knowledge.console.people.models import OwnerDesk
from knowledge.console.reminders.models import Reminder
from knowledge.console.reminders.service import mail_due, note_occasions

pytestmark = pytest.mark.django_db
RECORD = load_catalogue().records["park-loan-sz"]


@pytest.mark.parametrize("path", ["/", "/content/records/", "/content/records/edit/park-loan-sz/", "/users/"])
def test_an_anonymous_visitor_sees_only_the_login(path: str) -> None:
    answer = Client().get(path, follow=True)
    assert answer.redirect_chain[0][0].startswith("/login/")
    assert "密码" in answer.content.decode()


def test_the_login_is_throttled(editor: Any) -> None:
    client = Client()
    for _ in range(5):
        answer = client.post("/login/", {"username": editor.username, "password": "wrong"})
    assert "登录已暂停" in answer.content.decode()
    answer = client.post("/login/", {"username": editor.username, "password": "xiao-mei-sha-2026"})
    assert answer.status_code == 429 and "登录已暂停" in answer.content.decode()


def test_a_post_without_token_is_refused(editor: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/content/records/add/", {"title": "x", "action-submit": "1"}).status_code == 403


def test_no_page_lets_scripts_in(editor: Any, login: Callable[[Any], Client]) -> None:
    policy = login(editor).get("/").headers["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};" and "unsafe-eval" not in policy


def test_an_approved_version_goes_live_when_its_time_comes(editor: Any, reviewer: Any) -> None:
    entry = store.save_draft(RECORD.model_copy(update={"title": "园区贷（定时）"}), user=editor)
    entry.go_live_at = timezone.now() + dt.timedelta(hours=1)
    entry.save_revision(user=editor, clean=False)
    entry.get_workflow().start(entry, editor)
    entry.current_workflow_task_state.approve(user=reviewer)
    call_command("tend")
    assert store.live_catalogue().records[RECORD.id].title == RECORD.title
    RecordEntry.objects.get(pk=RECORD.id).revisions.update(approved_go_live_at=timezone.now() - dt.timedelta(minutes=1))
    call_command("tend")
    assert store.live_catalogue().records[RECORD.id].title == "园区贷（定时）"


def test_an_owner_is_reminded_once_before_the_end(editor: Any) -> None:
    today = timezone.localdate()
    RecordEntry.objects.filter(pk=RECORD.id).update(valid_until=today + dt.timedelta(days=14))
    assert note_occasions(today) == 1
    assert note_occasions(today) == 0
    reminder = Reminder.objects.get()
    assert (reminder.entry_id, reminder.reason) == (RECORD.id, "ending")
    OwnerDesk.objects.create(name=RECORD.owner, email="desk@example.com")
    with override_settings(EMAIL_HOST="mail.example.com"):
        assert (mail_due(), mail_due()) == (1, 0)
    assert RECORD.title in mail.outbox[0].subject


def test_half_a_year_after_its_review_an_entry_comes_up_again() -> None:
    then = timezone.now() - dt.timedelta(days=200)
    RecordEntry.objects.filter(pk=RECORD.id).update(last_published_at=then, reviewed_on=then.date())
    note_occasions(timezone.localdate())
    assert [one.reason for one in Reminder.objects.filter(entry_id=RECORD.id)] == ["half-year"]


def test_a_bulk_change_makes_drafts(editor: Any, login: Callable[[Any], Client]) -> None:
    ids = sorted(load_catalogue().records)[:3]
    query = "&".join(f"id={one}" for one in ids)
    answer = login(editor).post(
        f"/bulk/content/recordentry/bulk-edit/?next=/content/records/&{query}",
        {"owner": "坪山区科技创新局", "region": ["坪山区"]},
    )
    assert answer.status_code == 302
    drafts = store.draft_catalogue().records
    assert [(drafts[one].owner, drafts[one].region) for one in ids] == [("坪山区科技创新局", ["坪山区"])] * 3
    assert store.live_catalogue().records[ids[0]] == load_catalogue().records[ids[0]]


def test_a_live_entry_is_not_deleted(administrator: Any, login: Callable[[Any], Client]) -> None:
    login(administrator).post(f"/content/records/delete/{RECORD.id}/")
    assert RecordEntry.objects.filter(pk=RECORD.id).exists()
