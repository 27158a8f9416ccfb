"""The desk as each role sees it: what they may open, what is masked, what is logged, what reaches the advisor."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import ModelLogEntry

from knowledge.console.content.models import ENTRIES
from knowledge.opinions.store import OpinionStore
from knowledge.switches.store import SwitchStore
from knowledge.tickets.clock import now
from knowledge.tickets.model import Contact, Outcome, State, Ticket
from knowledge.tickets.store import TicketStore
from knowledge.usage.store import UsageStore

pytestmark = pytest.mark.django_db
PHONE = "13812345678"
PAGES = ("tickets", "questions", "feedback", "use", "channels")
Login = Callable[[Any], Client]


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    page = BeautifulSoup(answer.content, "html.parser").select_one("main")
    assert page is not None
    return " ".join(page.get_text(" ").split())


def logged(action: str) -> list[ModelLogEntry]:
    return list(ModelLogEntry.objects.filter(action=action))


def cells(answer: Any, sheet: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


# --- who may ---


@pytest.mark.parametrize("page", PAGES)
def test_an_anonymous_visitor_sees_only_the_login(page: str) -> None:
    answer = Client().get(f"/desk/{page}/")
    assert answer.status_code == 302 and "/login/" in answer["Location"]


@pytest.mark.parametrize("page", PAGES)
def test_what_each_role_may_open(page: str, editor: Any, administrator: Any, login: Login) -> None:
    assert login(administrator).get(f"/desk/{page}/").status_code == 200
    refused = login(editor).get(f"/desk/{page}/").status_code != 200
    assert refused is (page == "channels")


def test_the_switches_are_not_in_the_menu_of_others(editor: Any, administrator: Any, login: Login) -> None:
    assert b"desk/channels" not in login(editor).get("/").content
    assert b"desk/channels" in login(administrator).get("/").content


@pytest.mark.parametrize("what", ["accept", "refuse", "close", "follow_up"])
def test_an_editor_does_nothing_to_a_ticket(
    what: str, editor: Any, login: Login, ticket: Ticket, tickets: TicketStore
) -> None:
    login(editor).post(f"/desk/tickets/{ticket.number}/move/", {"what": what, "note": "x"})
    assert tickets.get(ticket.number).state is State.WAITING


def test_a_form_from_elsewhere_is_refused(administrator: Any, switches: SwitchStore) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/desk/channels/", {"channel": "web", "open": "0"}).status_code == 403
    assert all(one.open for one in switches.all())


# --- tickets ---


def test_nobody_sees_a_contact_unasked(editor: Any, reviewer: Any, login: Login, ticket: Ticket) -> None:
    for user in (editor, reviewer):
        client = login(user)
        for page in ("/desk/tickets/", "/desk/tickets/?export=1"):
            assert PHONE.encode() not in client.get(page).content
    assert PHONE not in text(login(editor).get(f"/desk/tickets/{ticket.number}/"))
    assert "138****5678" in text(login(editor).get(f"/desk/tickets/{ticket.number}/"))


def test_a_reviewer_who_asks_sees_it_and_is_logged(reviewer: Any, login: Login, ticket: Ticket) -> None:
    answer = login(reviewer).post(f"/desk/tickets/{ticket.number}/contact/")
    assert PHONE in text(answer) and "陈女士" in text(answer)
    (entry,) = logged("desk.see_contact")
    assert (entry.user, entry.object_id) == (reviewer, ticket.number)
    assert PHONE not in str(entry.data)


def test_an_editor_who_asks_is_refused(editor: Any, login: Login, ticket: Ticket) -> None:
    answer = login(editor).post(f"/desk/tickets/{ticket.number}/contact/")
    assert PHONE.encode() not in answer.content and answer.status_code != 200
    assert logged("desk.see_contact") == []


def test_from_accepting_to_the_outcome(reviewer: Any, login: Login, ticket: Ticket, tickets: TicketStore) -> None:
    client, address = login(reviewer), f"/desk/tickets/{ticket.number}/move/"
    client.post(address, {"what": "accept"})
    client.post(address, {"what": "close"})
    assert "没成的，请写一句原因" in text(client.post(address, {"what": "follow_up", "outcome": "没成"}, follow=True))
    client.post(address, {"what": "follow_up", "outcome": "没成", "note": "流水不够"})
    done = tickets.get(ticket.number)
    assert (done.state, done.outcome, done.outcome_reason) == (State.CLOSED, Outcome.FAILED, "流水不够")
    assert [len(logged(f"desk.{what}")) for what in ("accept", "close", "follow_up")] == [1, 1, 1]


def test_refusing_needs_a_reason(reviewer: Any, login: Login, ticket: Ticket, tickets: TicketStore) -> None:
    client, address = login(reviewer), f"/desk/tickets/{ticket.number}/move/"
    assert "理由" in text(client.post(address, {"what": "refuse", "note": " "}, follow=True))
    assert tickets.get(ticket.number).state is State.WAITING
    client.post(address, {"what": "refuse", "note": "请找工信局"})
    assert tickets.get(ticket.number).refusal == "请找工信局"


def test_whoever_is_second_reads_why(reviewer: Any, login: Login, ticket: Ticket, tickets: TicketStore) -> None:
    tickets.refuse(ticket.number, "另一位同事先处理了", now=now())
    said = text(login(reviewer).post(f"/desk/tickets/{ticket.number}/move/", {"what": "accept"}, follow=True))
    assert "现在是“已拒绝”" in said


@pytest.mark.parametrize(
    ("query", "found"), [("state=待受理", 1), ("state=已办结", 0), ("desk=ps-sti-bureau", 1), ("overdue=1", 0)]
)
def test_filters(editor: Any, login: Login, ticket: Ticket, query: str, found: int) -> None:
    assert f"共 {found} 张" in text(login(editor).get(f"/desk/tickets/?{query}"))


def test_an_unknown_ticket_is_not_found(editor: Any, login: Login) -> None:
    assert login(editor).get("/desk/tickets/PS-20260101-0001/").status_code == 404


def test_no_cell_of_an_export_starts_a_formula(editor: Any, login: Login, ticket: Ticket) -> None:
    answer = login(editor).get("/desk/tickets/?export=1")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    (cell,) = [cell for row in book["预约工单"].iter_rows() for cell in row if str(cell.value).startswith("=1+1")]
    assert cell.data_type == "s" and cell.quotePrefix
    assert len(logged("desk.export")) == 1


# --- questions ---


def test_one_meaning_is_one_group_with_its_count(editor: Any, login: Login, opinions: OpinionStore) -> None:
    page = BeautifulSoup(login(editor).get("/desk/questions/").content, "html.parser")
    first, second = page.select(".desk-group")
    assert "3 次" in " ".join(first.get_text(" ").split()) and "厂房" in first.get_text()
    assert "周末" in second.get_text()


def form_of(client: Client, words: str) -> dict[str, str]:
    page = BeautifulSoup(client.get("/desk/questions/").content, "html.parser")
    (group,) = [one for one in page.select(".desk-group") if words in one.get_text()]
    return {str(field["name"]): str(field.get("value", "")) for field in group.select("input[name]")}


@pytest.mark.parametrize(("kind", "name"), [("faq", "question"), ("records", "title")])
def test_one_click_makes_a_draft_with_what_was_asked(
    kind: str, name: str, editor: Any, login: Login, opinions: OpinionStore
) -> None:
    client = login(editor)
    answer = client.post("/desk/questions/act/", {**form_of(client, "厂房"), "what": kind}, follow=True)
    assert "已起草" in text(answer)
    (entry,) = ENTRIES[kind].objects.filter(pk__startswith="asked-")
    assert not entry.live
    draft = entry.get_latest_revision_as_object()
    assert "厂房" in getattr(draft, name) and "厂房" in draft.similar_questions
    assert "厂房" not in text(client.get("/desk/questions/"))
    assert "厂房" in text(client.get("/desk/questions/?all=1"))
    assert logged("desk.draft")[0].data["id"] == entry.pk


def test_marked_as_dealt_with_until_it_is_asked_again(editor: Any, login: Login, opinions: OpinionStore) -> None:
    client = login(editor)
    client.post("/desk/questions/act/", {**form_of(client, "周末"), "what": "handle", "note": "办公时间在官网"})
    client.get("/desk/questions/")  # the message of what was done
    assert "周末" not in text(client.get("/desk/questions/"))
    opinions.leave_open("two", "你们周末上班吗", intent="x", status="clarified", channel="web", now=now())
    again = text(client.get("/desk/questions/"))
    assert "处理过，之后又有人问" in again and "办公时间在官网" in again


def test_questions_that_are_not_there_draft_nothing(editor: Any, login: Login, opinions: OpinionStore) -> None:
    for body in ({"ids": "1,2", "name": "别的话"}, {"ids": "999", "name": "租厂房有补贴吗"}, {}):
        assert "刚刚变了" in text(login(editor).post("/desk/questions/act/", {**body, "what": "faq"}, follow=True))
    assert not ENTRIES["faq"].objects.filter(pk__startswith="asked-").exists()


# --- feedback and use ---


def test_opinions_by_record_with_reasons(editor: Any, login: Login, opinions: OpinionStore) -> None:
    shown = text(login(editor).get("/desk/feedback/"))
    assert "信息不对或过时（1）" in shown and ENTRIES["records"].objects.get(pk="park-loan-sz").title in shown
    assert cells(login(editor).get("/desk/feedback/?export=1"), "按记录")[1][2:4] == [1, 1]


def test_charts_have_their_numbers_in_a_table_too(editor: Any, login: Login, usage: UsageStore) -> None:
    page = BeautifulSoup(login(editor).get("/desk/use/").content, "html.parser")
    assert page.select("main svg[role=img][aria-label]")
    funnel = page.find("caption", string="从推荐到咨询")
    assert funnel is not None and funnel.parent is not None
    numbers = [row.get_text(" ").split() for row in funnel.parent.select("tbody tr")]
    assert [row[1:] for row in numbers] == [["1", "100%"], ["1", "100%"], ["1", "100%"], ["1", "100%"]]
    assert page.select("main script, main [style]") == []


def test_use_as_excel(editor: Any, login: Login, usage: UsageStore) -> None:
    answer = login(editor).get("/desk/use/?export=1")
    assert [row[2:] for row in cells(answer, "问题")[1:]] == [
        ["科技信贷", "初创期", 1],
        ["要推荐、要方案", "初创期", 1],
    ]
    assert cells(answer, "每条记录")[1][2:] == [2, 0, 0, 2]


@pytest.mark.parametrize("page", ["questions", "feedback", "use"])
@pytest.mark.parametrize("query", ["", "?days=90", "?days=x", "?export=1"])
def test_an_empty_desk_says_so(page: str, query: str, editor: Any, login: Login) -> None:
    assert login(editor).get(f"/desk/{page}/{query}").status_code == 200


# --- channels ---


def test_closing_and_opening_a_channel_reaches_the_advisor_and_the_log(
    administrator: Any, login: Login, switches: SwitchStore
) -> None:
    client = login(administrator)
    said = client.post("/desk/channels/", {"channel": "web", "open": "0", "message": "明早8点恢复"}, follow=True)
    assert "关着" in text(said) and "关闭渠道，对外说：明早8点恢复" in text(said)
    (closed,) = [one for one in switches.all() if not one.open]
    assert (closed.channel, closed.message, closed.by) == ("web", "明早8点恢复", "administrator")
    client.post("/desk/channels/", {"channel": "web", "open": "1"})
    assert all(one.open for one in switches.all())
    assert [entry.data["open"] for entry in logged("desk.switch")] in ([True, False], [False, True])


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_others_cannot_switch(role: str, request: pytest.FixtureRequest, login: Login, switches: SwitchStore) -> None:
    login(request.getfixturevalue(role)).post("/desk/channels/", {"channel": "web", "open": "0"})
    assert all(one.open for one in switches.all())


@pytest.mark.parametrize("body", [{"channel": "fax", "open": "0"}, {"channel": "web"}, {"channel": "web", "open": "2"}])
def test_nonsense_switches_nothing(
    body: dict[str, str], administrator: Any, login: Login, switches: SwitchStore
) -> None:
    login(administrator).post("/desk/channels/", body)
    assert all(one.open for one in switches.all())


def test_a_database_that_is_away_is_said_in_chinese(
    editor: Any, login: Login, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'advisor.db'}")
    answer = login(editor).get("/desk/tickets/")
    assert answer.status_code == 503 and "没有应答" in answer.content.decode()


def test_the_most_urgent_ticket_is_first_and_what_is_over_last(
    editor: Any, login: Login, ticket: Ticket, tickets: TicketStore
) -> None:
    def filed(days_ago: int) -> Ticket:
        contact, at = Contact("", PHONE, ""), now() - dt.timedelta(days=days_ago)
        return tickets.file(f"s{days_ago}", desk_id="x", desk_name="银行", topic="贷款", contact=contact, now=at)

    over, accepted, late = filed(30), filed(20), filed(10)
    tickets.refuse(over.number, "不办", now=now())
    tickets.accept(accepted.number, now=now())
    page = BeautifulSoup(login(editor).get("/desk/tickets/").content, "html.parser")
    shown = [link.get_text() for link in page.select("tbody th a")]
    assert shown == [late.number, ticket.number, accepted.number, over.number]
