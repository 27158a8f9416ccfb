"""Nothing goes live but by a second person."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from posting import blocks, form_data

from knowledge.catalogue.load import load_catalogue
from knowledge.console.content import store
from knowledge.console.content.models import RecordEntry, ReviewRefused

pytestmark = pytest.mark.django_db
RECORD = load_catalogue().records["park-loan-sz"]
URL = "/content/records/edit/park-loan-sz/"


def changed(client: Client, **changes: Any) -> dict[str, Any]:
    """What the form of the record posts with some fields changed."""
    page = client.get(URL)
    entry = RecordEntry.objects.get(pk=RECORD.id).get_latest_revision_as_object()
    data = form_data(page.content)
    for name in ("conditions", "sources", "faq", "conflicts", "exclusive_with", "supersedes"):
        data |= blocks(name, entry.values()[name])
    return data | changes


def submitted(editor: Any, login: Callable[[Any], Client], **changes: Any) -> RecordEntry:
    client = login(editor)
    answer = client.post(URL, changed(client, **changes) | {"action-submit": "1"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return RecordEntry.objects.get(pk=RECORD.id)


def approve(client: Client) -> Any:
    data = changed(client) | {"action-workflow-action": "1", "workflow-action-name": "approve"}
    return client.post(URL, data, follow=True)


def test_a_change_goes_live_when_a_second_person_approves(
    editor: Any, reviewer: Any, login: Callable[[Any], Client]
) -> None:
    entry = submitted(editor, login, title="园区贷（改）")
    assert store.live_catalogue().records[RECORD.id].title == RECORD.title
    drafted = store.item_of("records", RECORD.id, draft=True)
    assert drafted is not None and drafted.title == "园区贷（改）"  # type: ignore[union-attr]
    approve(login(reviewer))
    live = store.live_catalogue().records[RECORD.id]
    assert live == RECORD.model_copy(update={"title": "园区贷（改）"})
    entry.refresh_from_db()
    assert entry.live_revision.user == editor


@pytest.mark.parametrize("role", ["审核", "管理员", "superuser"])
def test_nobody_approves_their_own_change(
    role: str, person: Callable[..., Any], login: Callable[[Any], Client]
) -> None:
    author = person("author", "" if role == "superuser" else role, superuser=role == "superuser")
    entry = submitted(author, login, title="园区贷（改）")
    answer = approve(login(author))
    assert "不能由您自己通过" in answer.content.decode()
    state = entry.current_workflow_task_state
    url = reverse("wagtailsnippets_content_recordentry:workflow_action", args=(RECORD.id, "approve", state.pk))
    answer = login(author).post(url, {"comment": ""}, follow=True)
    assert "不能由您自己通过" in answer.content.decode()
    with pytest.raises(ReviewRefused):
        state.approve(user=author)
    with pytest.raises(ReviewRefused):
        entry.latest_revision.publish(user=author)
    assert store.live_catalogue().records[RECORD.id].title == RECORD.title


@pytest.mark.parametrize("role", ["编辑", "审核", "superuser"])
def test_the_form_does_not_publish(role: str, person: Callable[..., Any], login: Callable[[Any], Client]) -> None:
    client = login(person("somebody", "" if role == "superuser" else role, superuser=role == "superuser"))
    client.post(URL, changed(client, title="园区贷（改）") | {"action-publish": "1"})
    assert store.live_catalogue().records[RECORD.id].title == RECORD.title


def test_an_editor_approves_nobody(editor: Any, person: Callable[..., Any], login: Callable[[Any], Client]) -> None:
    entry = submitted(person("author", "审核"), login, title="园区贷（改）")
    answer = approve(login(editor))
    assert "通过" not in [one.get("value") for one in answer.context or [] if isinstance(one, dict)]
    with pytest.raises(PermissionDenied):
        entry.current_workflow_task_state.approve(user=editor)
    assert (
        login(editor).post(reverse("wagtailsnippets_content_recordentry:unpublish", args=(RECORD.id,))).status_code
        == 302
    )
    assert store.live_catalogue().records[RECORD.id].title == RECORD.title


def test_a_review_with_changes_in_the_form_is_refused(
    editor: Any, reviewer: Any, login: Callable[[Any], Client]
) -> None:
    submitted(editor, login, title="园区贷（改）")
    client = login(reviewer)
    data = changed(client, title="又改") | {"action-workflow-action": "1", "workflow-action-name": "approve"}
    answer = client.post(URL, data)
    assert "不能同时审核" in answer.content.decode()
    assert store.live_catalogue().records[RECORD.id].title == RECORD.title


def test_an_incomplete_draft_is_kept_and_cannot_be_submitted(editor: Any, login: Callable[[Any], Client]) -> None:
    client = login(editor)
    changes = {"title": "园区贷（改）", "provider": "", "reviewed_on": ""}
    assert client.post(URL, changed(client, **changes)).status_code == 302
    assert store.item_of("records", RECORD.id, draft=True) is None
    assert {problem.label for problem in store.draft_problems()} == {"提供方", "最近复核日期"}
    answer = client.post(URL, changed(client) | {"action-submit": "1"})
    assert answer.status_code == 200 and "必需字段" in answer.content.decode()


def test_the_catalogues_own_rules_are_shown_in_the_words_of_the_form(
    editor: Any, login: Callable[[Any], Client]
) -> None:
    client = login(editor)
    data = changed(
        client, valid_from="2027-01-01", valid_until="2026-01-01", confidence="low", availability="available"
    )
    answer = client.post(URL, data | {"action-submit": "1"}).content.decode()
    assert "“生效日期” 2027-01-01 晚于 “失效日期” 2026-01-01" in answer
    answer = client.post(
        URL, changed(client, confidence="low", availability="available") | {"action-submit": "1"}
    ).content.decode()
    assert "只有 “高” 或 “中” 才可标 “在办”" in answer


def test_a_condition_takes_only_what_fits_its_fact(editor: Any, login: Callable[[Any], Client]) -> None:
    client = login(editor)
    leaf = {"text": "成立满一年", "fact": "age_months", "op": "has_any", "value": "一年", "must": True}
    raw = [{"type": "leaf", "value": leaf, "id": "1"}]
    answer = client.post(URL, changed(client) | blocks("conditions", raw))
    assert answer.status_code == 200
    raw[0]["value"]["op"] = "ge"
    answer = client.post(URL, changed(client) | blocks("conditions", raw))
    in_json = "不是数字".encode("unicode_escape").decode()  # errors of blocks travel as JSON in an attribute
    assert answer.status_code == 200 and in_json in html.unescape(answer.content.decode())
    raw[0]["value"]["value"] = "12"
    assert client.post(URL, changed(client) | blocks("conditions", raw)).status_code == 302


def test_the_second_of_two_editors_loses_nothing(editor: Any, reviewer: Any, login: Callable[[Any], Client]) -> None:
    first, second = login(editor), login(reviewer)
    early, late = changed(first, title="先改的"), changed(second, title="后改的")
    assert first.post(URL, early).status_code == 302
    answer = second.post(URL, late)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "editor保存了新的版本" in text and 'value="后改的"' in text
    drafted = store.item_of("records", RECORD.id, draft=True)
    assert drafted is not None and drafted.title == "先改的"  # type: ignore[union-attr]
    again = form_data(answer.content)
    late |= {name: again[name] for name in ("loaded_revision_id", "loaded_revision_created_at") if name in again}
    assert second.post(URL, late).status_code == 302
    drafted = store.item_of("records", RECORD.id, draft=True)
    assert drafted is not None and drafted.title == "后改的"  # type: ignore[union-attr]
