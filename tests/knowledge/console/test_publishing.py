"""Publishing through the console: who may, second person, going back, what a dead worker leaves, the schedule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from samples import HashEncoder

from knowledge.console import jobs, served
from knowledge.console.content.store import item_of, live_catalogue, save_draft
from knowledge.console.jobs import State
from knowledge.console.publishing import releasing
from knowledge.console.publishing.models import Outcome, Release, Switch
from knowledge.console.publishing.scheduled import follow_schedule
from knowledge.console.trying.models import SavedQuestion
from knowledge.snapshot.store import SnapshotStore

pytestmark = pytest.mark.django_db
Login = Callable[[Any], Client]


@pytest.fixture(autouse=True)
def snapshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> SnapshotStore:
    """A folder of its own with the console's content published as snapshot 1, and one test question."""
    monkeypatch.setenv("SNAPSHOT_DIR", str(tmp_path))
    monkeypatch.setattr(served, "_encoder", HashEncoder)
    monkeypatch.setattr(served, "_kept", {})
    monkeypatch.setattr(jobs, "_BEAT_SECONDS", 3600.0)
    SavedQuestion.objects.all().delete()
    SavedQuestion.objects.create(text="善科贷怎么申请", expected=["ccb-shankedai"])
    store = SnapshotStore(tmp_path, HashEncoder())
    assert store.publish(live_catalogue()) == 1
    return store


@pytest.fixture
def other(person: Callable[..., Any]) -> Any:
    return person("other", "审核")


def approve(editor: Any, reviewer: Any, key: str, **changed: Any) -> Any:
    """A change of a record, written by one and approved by the other."""
    record = item_of("records", key, draft=True)
    entry = save_draft(record.model_copy(update=changed), user=editor)
    entry.latest_revision.publish(user=reviewer)
    return entry


def prepared(user: Any) -> Release:
    release = releasing.start(user, "样例")
    releasing.run(release)
    release.refresh_from_db()
    return release


def regressed(editor: Any, reviewer: Any) -> Release:
    approve(editor, reviewer, "ccb-shankedai", title="换了名字的产品", aliases=[], availability="closed")
    release = prepared(reviewer)
    assert release.outcome == Outcome.READY and release.needs_second_person
    return release


def test_prepare_look_publish_and_go_back(editor: Any, reviewer: Any, login: Login, snapshots: SnapshotStore) -> None:
    approve(editor, reviewer, "tengfei-loan", aliases=["飞腾样例贷"])
    release = prepared(reviewer)
    assert (release.state, release.outcome, release.number, snapshots.current_number()) == ("ended", "ready", 2, 1)
    client = login(reviewer)
    page = client.get(reverse("publishing_release", args=(release.pk,))).content.decode()
    assert "飞腾样例贷" in page and "别名" in page and "正式发布" in page
    client.post(reverse("publishing_activate", args=(release.pk,)))
    assert snapshots.current_number() == 2
    assert snapshots.load(2).manifest["origin"] == {"made_from": "console", "by": "reviewer", "note": "样例"}
    assert "飞腾样例贷" in snapshots.load(2).records["tengfei-loan"].aliases
    history = client.get(reverse("publishing")).content.decode()
    assert "样例" in history and "后台，reviewer" in history
    client.post(reverse("publishing_back", args=(1,)))
    assert snapshots.current_number() == 1
    assert [(switch.number, switch.back) for switch in Switch.objects.all()] == [(1, True), (2, False)]


def test_only_what_is_approved_is_published(editor: Any, reviewer: Any) -> None:
    record = item_of("records", "tengfei-loan", draft=True)
    save_draft(record.model_copy(update={"aliases": ["还没审核的名字"]}), user=editor)
    assert prepared(reviewer).outcome == Outcome.SAME


POSTS = [
    ("publishing_begin", ()),
    ("publishing_accept", (1,)),
    ("publishing_activate", (1,)),
    ("publishing_drop", (1,)),
    ("publishing_back", (1,)),
]


@pytest.mark.parametrize(("name", "arguments"), POSTS)
def test_an_editor_cannot_publish(
    editor: Any, reviewer: Any, login: Login, snapshots: SnapshotStore, name: str, arguments: tuple[int, ...]
) -> None:
    approve(editor, reviewer, "tengfei-loan", aliases=["飞腾样例贷"])
    release = prepared(reviewer)
    answer = login(editor).post(reverse(name, args=[release.pk if arguments else 1] if arguments else []))
    assert answer.status_code in (302, 403)
    release.refresh_from_db()
    assert release.outcome == Outcome.READY and Release.objects.count() == 1
    assert snapshots.current_number() == 1 and not Switch.objects.exists()


def test_an_editor_sees_the_pages_without_the_buttons(editor: Any, login: Login) -> None:
    page = login(editor).get(reverse("publishing"))
    assert page.status_code == 200 and "发布要请审核人来做" in page.content.decode()
    assert "退回到这一版</button>" not in page.content.decode()


@pytest.mark.parametrize("name", ["publishing", "trying", "trying_questions"])
def test_a_stranger_sees_only_the_login(name: str) -> None:
    answer = Client().get(reverse(name))
    assert answer.status_code == 302 and "/login/" in answer["Location"]


@pytest.mark.parametrize(("name", "arguments"), [*POSTS, ("trying_keep", ()), ("trying_run", ())])
def test_a_form_of_another_site_does_nothing(reviewer: Any, name: str, arguments: tuple[int, ...]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse(name, args=arguments)).status_code == 403
    assert not Release.objects.exists()


def test_a_regression_waits_for_a_second_person(
    editor: Any, reviewer: Any, other: Any, login: Login, snapshots: SnapshotStore
) -> None:
    release = regressed(editor, reviewer)
    with pytest.raises(releasing.Refused, match="另一位审核人确认"):
        releasing.activate(release, reviewer)
    with pytest.raises(releasing.Refused, match="您自己准备的"):
        releasing.accept(release, reviewer, "没关系")
    with pytest.raises(releasing.Refused, match="写明"):
        releasing.accept(release, other, " ")
    with pytest.raises(releasing.Refused, match="只有审核人"):
        releasing.accept(release, editor, "没关系")
    assert snapshots.current_number() == 1
    login(other).post(reverse("publishing_accept", args=(release.pk,)), {"why": "产品改名了"})
    release.refresh_from_db()
    assert (release.accepted_by, release.accepted_why) == (other, "产品改名了")
    releasing.activate(release, reviewer)
    assert snapshots.current_number() == 2


def test_a_superuser_does_not_accept_their_own_either(editor: Any, person: Callable[..., Any]) -> None:
    boss = person("boss", superuser=True)
    release = regressed(editor, boss)
    with pytest.raises(releasing.Refused, match="您自己准备的"):
        releasing.accept(release, boss, "没关系")


def test_what_breaks_the_checks_is_told_with_the_way_to_put_it_right(
    editor: Any, reviewer: Any, login: Login, snapshots: SnapshotStore
) -> None:
    institution = item_of("records", "tengfei-loan", draft=False).contact
    from knowledge.console.content.models import ENTRIES

    ENTRIES["institutions"].objects.filter(pk=institution).update(live=False)
    release = prepared(reviewer)
    assert release.state == State.FAILED and snapshots.candidate_number() is None
    problem = next(one for one in release.problems if "腾飞贷" in one["text"])
    assert "联系机构" in problem["text"] and "tengfei-loan" in problem["url"]
    assert "去修改" in login(reviewer).get(reverse("publishing")).content.decode()


def test_two_at_once(reviewer: Any, other: Any) -> None:
    releasing.start(reviewer)
    with pytest.raises(releasing.Refused, match="正在准备"):
        releasing.start(other)


def test_a_dead_worker_is_told_and_started_again(editor: Any, reviewer: Any, login: Login) -> None:
    approve(editor, reviewer, "tengfei-loan", aliases=["飞腾样例贷"])
    dead = releasing.start(reviewer)
    assert dead.begin()
    Release.objects.filter(pk=dead.pk).update(step="build", beat_at=timezone.now() - dt.timedelta(minutes=1))
    page = login(reviewer).get(reverse("publishing")).content.decode()
    assert "生成新快照" in page and "中断了" in page and "准备发布" in page
    again = prepared(reviewer)
    dead.refresh_from_db()
    assert (dead.state, again.outcome) == (State.FAILED, Outcome.READY)
    dead.end(outcome=Outcome.READY)  # it was only slow, and ends after all
    assert dead.state == State.FAILED


def test_no_worker_is_told(reviewer: Any, login: Login) -> None:
    release = releasing.start(reviewer)
    Release.objects.filter(pk=release.pk).update(started_at=timezone.now() - dt.timedelta(minutes=1))
    answer = login(reviewer).get(reverse("publishing_progress", args=(release.pk,))).json()
    assert answer["under_way"] and answer["waits_long"]


def test_what_was_compared_with_another_snapshot_is_not_published(
    editor: Any, reviewer: Any, snapshots: SnapshotStore
) -> None:
    approve(editor, reviewer, "tengfei-loan", aliases=["第一个"])
    releasing.activate(prepared(reviewer), reviewer)
    approve(editor, reviewer, "tengfei-loan", aliases=["第二个"])
    release = prepared(reviewer)
    snapshots.rollback(1)
    with pytest.raises(releasing.Refused, match="请重新准备"):
        releasing.activate(release, reviewer)
    release.refresh_from_db()
    assert snapshots.current_number() == 1 and release.outcome == Outcome.READY


def test_a_candidate_that_is_gone(editor: Any, reviewer: Any, snapshots: SnapshotStore) -> None:
    approve(editor, reviewer, "tengfei-loan", aliases=["飞腾样例贷"])
    release = prepared(reviewer)
    snapshots.discard(2)
    with pytest.raises(releasing.Refused, match="没有待发布的快照 2"):
        releasing.activate(release, reviewer)
    release.refresh_from_db()
    assert release.outcome == Outcome.READY and not Switch.objects.exists()


def by_schedule(editor: Any, key: str, **changed: Any) -> None:
    record = item_of("records", key, draft=True)
    entry = save_draft(record.model_copy(update=changed), user=editor)
    entry.latest_revision.publish(log_action="wagtail.publish.scheduled")


def test_the_schedule_publishes_what_is_due_and_nothing_else(
    editor: Any, reviewer: Any, snapshots: SnapshotStore
) -> None:
    approve(editor, reviewer, "ccb-shankedai", aliases=["审核过但没人发布"])
    by_schedule(editor, "tengfei-loan", aliases=["排期的名字"])
    release = follow_schedule()
    assert release and release.outcome == Outcome.LIVE and snapshots.current_number() == 2
    served_now = snapshots.load(2).records
    assert "排期的名字" in served_now["tengfei-loan"].aliases
    assert "审核过但没人发布" not in served_now["ccb-shankedai"].aliases
    assert follow_schedule() is None


def test_a_schedule_that_makes_things_worse_waits_and_says_so(
    editor: Any, reviewer: Any, login: Login, snapshots: SnapshotStore
) -> None:
    by_schedule(editor, "ccb-shankedai", title="换了名字的产品", aliases=[], availability="closed")
    release = follow_schedule()
    assert release and release.outcome == Outcome.READY and snapshots.current_number() == 1
    assert "测试问题变差" in login(reviewer).get("/").content.decode()
    assert follow_schedule() is None


def test_nothing_due(editor: Any, reviewer: Any) -> None:
    approve(editor, reviewer, "tengfei-loan", aliases=["飞腾样例贷"])
    assert follow_schedule() is None and not Release.objects.exists()


def test_the_hit_test_shows_both_sides(editor: Any, login: Login) -> None:
    record = item_of("records", "tengfei-loan", draft=True)
    save_draft(record.model_copy(update={"aliases": ["飞腾样例贷"]}), user=editor)
    page = login(editor).get(reverse("trying"), {"text": "飞腾样例贷怎么样", "district": "坪山区"})
    live, draft = page.context_data["sides"]
    assert "tengfei-loan" in [one.id for one in draft.probe.answers if "点到了名称" in one.via]
    assert "tengfei-loan" not in [one.id for one in live.probe.answers if "点到了名称" in one.via]
    assert ("注册地", "坪山区") in draft.probe.facts and draft.probe.advised


def test_keep_a_question_change_and_delete_it(editor: Any, reviewer: Any, login: Login) -> None:
    client = login(editor)
    asked = {"text": "腾飞贷怎么样", "profile": '{"district": "坪山区"}', "expected": ["tengfei-loan"]}
    client.post(reverse("trying_keep"), asked)
    saved = SavedQuestion.objects.get(text="腾飞贷怎么样")
    assert (saved.live_passed, saved.draft_passed, saved.profile) == (True, True, {"district": "坪山区"})
    place = reverse("trying_change", args=(saved.pk,))
    answer = client.post(place, {"text": "腾飞贷怎么样", "expected": "no-such-id"})
    assert "没有这些编号" in answer.content.decode()
    client.post(place, {"text": "腾飞贷怎么样", "unwanted": "tengfei-loan"})
    saved.refresh_from_db()
    assert saved.live_passed is False and "不该出现：腾飞贷" in saved.live_reason
    delete = reverse("trying_delete", args=(saved.pk,))
    client.post(delete)
    assert SavedQuestion.objects.filter(pk=saved.pk).exists()
    login(reviewer).post(delete)
    assert not SavedQuestion.objects.filter(pk=saved.pk).exists()


def test_a_question_without_anything_to_find_is_not_kept(editor: Any, login: Login) -> None:
    before = SavedQuestion.objects.count()
    answer = login(editor).post(reverse("trying_keep"), {"text": "腾飞贷怎么样"}, follow=True)
    assert SavedQuestion.objects.count() == before and "至少要填一个" in answer.content.decode()
