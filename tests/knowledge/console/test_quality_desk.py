"""The quality desk: what staff see and may do, and that nothing of it goes live by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

pytestmark = pytest.mark.django_db
Login = Callable[[Any], Any]
PAIR = ("pingshan-risk-comp-pool", "sz-risk-comp-pool")
PAGES = ("quality_findings", "quality_export", "quality_overlaps", "quality_links")


def found_pair() -> None:
    from knowledge.console.quality.models import FoundOverlap

    FoundOverlap.objects.create(first=PAIR[0], second=PAIR[1], score=0.9, reasons=["名称相近"])


def newest(kind: str, id: str) -> Any:
    from knowledge.console.content.store import item_of

    return item_of(kind, id, draft=True)


def live(kind: str, id: str) -> Any:
    from knowledge.console.content.store import item_of

    return item_of(kind, id, draft=False)


def change(id: str, editor: Any, **changes: Any) -> None:
    from knowledge.console.content.store import save_draft

    save_draft(newest("records", id).model_copy(update=changes), user=editor)


def text(response: Any) -> str:
    assert response.status_code == 200, response
    return str(response.content.decode())


@pytest.mark.parametrize("page", PAGES)
def test_only_staff_see_the_desk(page: str, editor: Any, person: Any, login: Login, client: Any) -> None:
    assert client.get(reverse(page)).status_code == 302
    assert login(editor).get(reverse(page)).status_code == 200
    assert login(person("visitor")).get(reverse(page)).status_code in (302, 403)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("quality_review", ()),
        ("quality_exclusive", PAIR),
        ("quality_dismiss", PAIR),
        ("quality_reopen", PAIR),
        ("quality_start", ("links",)),
    ],
)
def test_nobody_without_a_role_acts_and_nothing_acts_on_a_visit(
    name: str, arguments: tuple[str, ...], editor: Any, person: Any, login: Login, client: Any
) -> None:
    url = reverse(name, args=arguments)
    assert client.post(url).status_code == 302
    assert login(person("visitor")).post(url).status_code in (302, 403)
    assert login(editor).get(url).status_code == 405


def test_findings_are_counted_by_kind_and_filtered(editor: Any, login: Login) -> None:
    client, url = login(editor), reverse("quality_findings")
    everything = text(client.get(url))
    assert "窗口联系不上" in everything and "没有官网出处" in everything
    twice = text(client.get(url, {"kind": "name-twice"}))
    assert "“管线质押”也指" in twice and "申请材料空着" not in twice
    owner = text(client.get(url, {"kind": "name-twice", "owner": "坪山区科技创新局"}))
    assert "《生物医药管线质押融资（苏州案例）》" in owner and "《生物医药管线质押融资（外地案例）》" not in owner
    assert text(client.get(url, {"kind": "nonsense", "page": "99"}))


def test_each_finding_leads_to_the_form(editor: Any, login: Login) -> None:
    from knowledge.console.content.store import edit_url

    page = text(login(editor).get(reverse("quality_findings"), {"kind": "name-twice"}))
    assert f'href="{edit_url("records", "bosc-pipeline-pledge")}"' in page


def test_the_export_holds_what_the_filter_shows(editor: Any, login: Login) -> None:
    response = login(editor).get(reverse("quality_export"), {"kind": "name-twice"})
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert {row[3] for row in rows[1:]} == {"abc-suzhou-pipeline-pledge", "bosc-pipeline-pledge"}
    assert "filename" in response["Content-Disposition"]


def test_marked_as_reviewed_goes_into_drafts_only(editor: Any, login: Login) -> None:
    from django.utils import timezone

    today = timezone.localdate()
    change("sz-risk-comp-pool", editor, reviewed_on=today - dt.timedelta(days=200))
    answer = login(editor).post(
        reverse("quality_review"),
        {"entries": ["records/sz-risk-comp-pool"], "recheck_by": (today + dt.timedelta(days=90)).isoformat()},
        follow=True,
    )
    assert "1条已标记复核" in text(answer)
    draft = newest("records", "sz-risk-comp-pool")
    assert (draft.reviewed_on, draft.recheck_by) == (today, today + dt.timedelta(days=90))
    assert live("records", "sz-risk-comp-pool").recheck_by != draft.recheck_by


def test_what_ends_first_is_looked_at_by_its_end(editor: Any, login: Login) -> None:
    from django.utils import timezone

    today = timezone.localdate()
    end = today + dt.timedelta(days=20)
    change("sz-risk-comp-pool", editor, valid_until=end)
    url = reverse("quality_review")
    login(editor).post(
        url, {"entries": ["records/sz-risk-comp-pool"], "recheck_by": (today + dt.timedelta(days=90)).isoformat()}
    )
    assert newest("records", "sz-risk-comp-pool").recheck_by == end


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"recheck_by": "2099-01-01", "entries": ["records/sz-risk-comp-pool"]}, "天之内"),
        ({"recheck_by": "很快", "entries": ["records/sz-risk-comp-pool"]}, "要写成"),
        ({"recheck_by": "2027-01-01"}, "请先勾选"),
        ({"recheck_by": "2027-01-01", "entries": ["records/none"]}, "请刷新页面"),
    ],
)
def test_a_wrong_review_says_why_and_changes_nothing(
    posted: dict[str, Any], said: str, editor: Any, login: Login
) -> None:
    before = newest("records", "sz-risk-comp-pool")
    assert said in text(login(editor).post(reverse("quality_review"), posted, follow=True))
    assert newest("records", "sz-risk-comp-pool") == before


def test_an_incomplete_draft_is_judged_by_its_live_version(editor: Any) -> None:
    from knowledge.console.content.models import RecordEntry
    from knowledge.console.quality.desk import desk_catalogue

    entry = RecordEntry.objects.get(pk="sz-risk-comp-pool")
    entry.title = ""
    entry.save_revision(user=editor, clean=False)
    assert newest("records", "sz-risk-comp-pool") is None
    assert desk_catalogue().records["sz-risk-comp-pool"].title == live("records", "sz-risk-comp-pool").title


def test_what_was_taken_down_needs_no_care() -> None:
    from knowledge.console.content.models import RecordEntry
    from knowledge.console.quality.desk import desk_catalogue

    assert "sz-risk-comp-pool" in desk_catalogue().records
    RecordEntry.objects.get(pk="sz-risk-comp-pool").unpublish()
    assert "sz-risk-comp-pool" not in desk_catalogue().records


def test_the_search_finds_the_two_pools_and_the_page_shows_why(editor: Any, login: Login, monkeypatch: Any) -> None:
    from samples import HashEncoder

    from knowledge.console.quality.models import Run
    from knowledge.console.quality.tasks import find_overlaps

    monkeypatch.setattr("knowledge.retrieval.encoder.default_encoder", HashEncoder)
    client = login(editor)
    client.post(reverse("quality_start", args=("overlaps",)))
    assert "正在查找" in text(client.get(reverse("quality_overlaps")))
    find_overlaps.func()
    assert Run.objects.get(pk="overlaps").state == Run.DONE
    page = text(client.get(reverse("quality_overlaps")))
    assert "坪山区中小微企业银行贷款风险补偿资金池" in page and "类型都是融资担保" in page


def test_a_search_that_fails_says_so_and_keeps_the_old_result(editor: Any, login: Login, monkeypatch: Any) -> None:
    from knowledge.console.quality import tasks
    from knowledge.console.quality.models import FoundOverlap

    def broken() -> str:
        raise RuntimeError("no model")

    found_pair()
    monkeypatch.setattr(tasks, "_search", broken)
    client = login(editor)
    client.post(reverse("quality_start", args=("overlaps",)))
    tasks.find_overlaps.func()
    page = text(client.get(reverse("quality_overlaps")))
    assert "没有做完" in page and FoundOverlap.objects.count() == 1
    assert client.post(reverse("quality_start", args=("overlaps",))).status_code == 302


def test_two_records_side_by_side(editor: Any, login: Login) -> None:
    found_pair()
    page = text(login(editor).get(reverse("quality_compare", args=PAIR)))
    assert "申请条件" in page and 'class="differs"' in page and "90%" in page
    assert login(editor).get(reverse("quality_compare", args=(PAIR[1], PAIR[0]))).status_code == 404
    assert login(editor).get(reverse("quality_compare", args=(PAIR[0], "zzz"))).status_code == 404


def test_exclusive_is_written_into_drafts_of_both(editor: Any, login: Login) -> None:
    found_pair()
    client = login(editor)
    client.post(reverse("quality_exclusive", args=PAIR))
    assert PAIR[1] in newest("records", PAIR[0]).exclusive_with
    assert PAIR[0] in newest("records", PAIR[1]).exclusive_with
    assert live("records", PAIR[0]).exclusive_with == []
    assert "没有待判断的" in text(client.get(reverse("quality_overlaps"))) or "点“重新查找”" in text(
        client.get(reverse("quality_overlaps"))
    )


def test_no_overlap_is_remembered_with_a_reason_until_one_changes(editor: Any, login: Login) -> None:
    found_pair()
    client, listed = login(editor), reverse("quality_overlaps")
    title = newest("records", PAIR[0]).title
    assert "请写一句" in text(client.post(reverse("quality_dismiss", args=PAIR), {"why": " "}, follow=True))
    assert title in text(client.get(listed))
    client.post(reverse("quality_dismiss", args=PAIR), {"why": "两级资金池各管各的"})
    assert title not in text(client.get(listed))
    judged = text(client.get(listed, {"dismissed": "1"}))
    assert title in judged and "两级资金池各管各的" in judged and "editor" in judged
    change(PAIR[0], editor, reviewed_on=dt.date(2026, 1, 1))
    assert title not in text(client.get(listed)), "a review changes nothing of what the record says"
    change(PAIR[0], editor, obligations=["按季报送"])
    assert title in text(client.get(listed))


def test_no_overlap_can_be_taken_back(editor: Any, login: Login) -> None:
    found_pair()
    client = login(editor)
    client.post(reverse("quality_dismiss", args=PAIR), {"why": "误点"})
    client.post(reverse("quality_reopen", args=PAIR))
    assert newest("records", PAIR[0]).title in text(client.get(reverse("quality_overlaps")))


def check_of_links(editor: Any, login: Login) -> None:
    """One check as staff start it, with all its parts."""
    from knowledge.console.quality import tasks
    from knowledge.console.quality.models import Run

    login(editor).post(reverse("quality_start", args=("links",)))
    for _ in range(500):
        tasks.check_addresses.func()
        if Run.objects.get(pk="links").state != Run.RUNNING:
            return
    raise AssertionError("the check never ends")


def test_answers_of_addresses_are_kept_and_shown(editor: Any, login: Login, monkeypatch: Any) -> None:
    """Each call answers one address, as when time is short; the check goes on until all are asked."""
    from django.utils import timezone

    from knowledge.console.quality import tasks
    from knowledge.console.quality.desk import desk_catalogue
    from knowledge.console.quality.models import CheckedLink
    from knowledge.quality.addresses import addresses
    from knowledge.quality.links import LinkReport, LinkResult

    asked: list[str] = []

    def answered(urls: list[str], **_: Any) -> LinkReport:
        asked.append(urls[0])
        now = timezone.now()
        dead = LinkResult(urls[0], "dead", "网页不在了（404）", now, 404)
        return LinkReport((dead, *(LinkResult(url, "unchecked", "", now) for url in urls[1:])), True)

    monkeypatch.setattr(tasks, "check_links", answered)
    check_of_links(editor, login)
    every = list(addresses(desk_catalogue()))
    assert sorted(asked) == sorted(every)
    first = CheckedLink.objects.get(pk=every[0]).checked_at
    check_of_links(editor, login)
    link = CheckedLink.objects.get(pk=every[0])
    assert link.bad_since == first and link.checked_at > first
    page = text(login(editor).get(reverse("quality_links")))
    assert "网页不在了（404）" in page and f"检查了{len(every)}个网址，{len(every)}个打不开" in page


def test_without_a_network_the_last_answers_stay(editor: Any, login: Login, monkeypatch: Any) -> None:
    from django.utils import timezone

    from knowledge.console.quality import tasks
    from knowledge.console.quality.desk import desk_catalogue
    from knowledge.console.quality.models import CheckedLink
    from knowledge.quality.addresses import addresses
    from knowledge.quality.links import NO_NETWORK, LinkReport, LinkResult

    url = next(iter(addresses(desk_catalogue())))
    CheckedLink.objects.create(url=url, state="ok", what="能打开", checked_at=timezone.now() - dt.timedelta(days=7))
    offline = lambda urls, **_: LinkReport(  # noqa: E731
        tuple(LinkResult(one, "unchecked", NO_NETWORK, timezone.now()) for one in urls), False
    )
    monkeypatch.setattr(tasks, "check_links", offline)
    client = login(editor)
    client.post(reverse("quality_start", args=("links",)))
    tasks.check_addresses.func()
    assert CheckedLink.objects.get(pk=url).state == "ok"
    assert not CheckedLink.objects.filter(state="dead").exists()
    assert "没有网络，未检查" in text(client.get(reverse("quality_links")))


def test_a_second_request_waits_for_the_first(
    editor: Any, login: Login, django_capture_on_commit_callbacks: Any
) -> None:
    from django_tasks_db.models import DBTaskResult

    client, url = login(editor), reverse("quality_start", args=("links",))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)
        assert "已经在做了" in text(client.post(url, follow=True))
    assert DBTaskResult.objects.filter(task_path="knowledge.console.quality.tasks.check_addresses").count() == 1


def test_one_weekly_check_waits_however_often_the_console_starts() -> None:
    from django_tasks_db.models import DBTaskResult

    from knowledge.console.quality.tasks import ensure_weekly_check

    ensure_weekly_check()
    ensure_weekly_check()
    waiting = DBTaskResult.objects.filter(task_path="knowledge.console.quality.tasks.weekly_check")
    assert waiting.count() == 1


def test_the_home_page_counts(editor: Any, login: Login) -> None:
    found_pair()
    page = text(login(editor).get("/"))
    assert "质量台" in page and "待判断的重叠 <b>1</b>" in page and "窗口联系不上" in page
