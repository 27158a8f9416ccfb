"""Tickets: the list with filters, one ticket, its contact (logged), and what staff do with it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.log_actions import log

from knowledge.console.desk import stores
from knowledge.console.desk.excel import Table, workbook_response
from knowledge.console.desk.models import ExportSubject, TicketSubject
from knowledge.console.desk.stores import says_when_away
from knowledge.console.people.roles import can_review, editors_only, reviewers_only
from knowledge.errors import TicketNotFound, TicketRefused
from knowledge.terms.masking import anonymous
from knowledge.tickets.clock import in_words, now
from knowledge.tickets.model import Outcome, State, Ticket

_PAGE = 50
_HEADER = (
    "工单号",
    "状态",
    "超时",
    "登记时间",
    "受理期限",
    "找哪家",
    "事项",
    "联系方式（已隐去）",
    "拒绝理由",
    "回访结果",
    "没成的原因",
)
TO_FOLLOW_UP = "待回访"


@require_GET
@editors_only
@says_when_away
def index(request: HttpRequest) -> HttpResponse:
    """The most urgent first; ``state``, ``desk`` and ``overdue`` narrow, ``export`` gives the same as Excel."""
    moment = now()
    everything = sorted(stores.tickets().find(), key=_urgency)
    found = list(_wanted(everything, request, moment))
    if "export" in request.GET:
        log(instance=ExportSubject("预约工单"), action="desk.export", user=request.user)
        return workbook_response("tickets", {"预约工单": _table(found, moment)})
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/tickets.html",
        {
            "header_title": "预约工单",
            "page": page,
            "rows": [_row(ticket, moment) for ticket in page],
            "count": len(found),
            "waiting": sum(ticket.state is State.WAITING for ticket in everything),
            "overdue": sum(ticket.overdue(moment) for ticket in everything),
            "to_follow_up": sum(_to_follow_up(ticket) for ticket in everything),
            "states": [*State, TO_FOLLOW_UP],
            "desks": sorted({(ticket.desk_id, ticket.desk_name) for ticket in everything}, key=lambda desk: desk[1]),
            "chosen": {name: request.GET.get(name, "") for name in ("state", "desk", "overdue")},
            "query": _query(request),
        },
    )


@require_GET
@editors_only
@says_when_away
def show(request: HttpRequest, number: str) -> HttpResponse:
    """One ticket, its contact masked."""
    return _page(request, _ticket(number), contact=False)


@never_cache
@require_POST
@reviewers_only
@says_when_away
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """The same with its contact, once; who looked is logged."""
    ticket = _ticket(number)
    if ticket.contact:
        log(instance=TicketSubject(ticket.number), action="desk.see_contact", user=request.user)
    return _page(request, ticket, contact=True)


@require_POST
@reviewers_only
@says_when_away
def move(request: HttpRequest, number: str) -> HttpResponse:
    """Accept, refuse with a reason, close, or note the outcome."""
    ticket = _ticket(number)
    what = request.POST.get("what", "")
    note = request.POST.get("note", "").strip()
    try:
        said = _done(ticket, what, note, request.POST.get("outcome", ""))
    except TicketRefused as error:
        messages.error(request, str(error))
    else:
        log(instance=TicketSubject(ticket.number), action=f"desk.{what}", user=request.user)
        messages.success(request, said)
    return redirect("desk:ticket", number=ticket.number)


def _done(ticket: Ticket, what: str, note: str, outcome: str) -> str:
    """Do it; what to tell. Raises TicketRefused."""
    store, number = stores.tickets(), ticket.number
    match what:
        case "accept":
            store.accept(number, now=now())
            return f"已受理 {number}。请点“查看联系方式”，尽快联系企业。"
        case "refuse":
            store.refuse(number, note, now=now())
            return f"已拒绝 {number}，企业会看到您写的理由。"
        case "close":
            store.finish(number, now=now())
            return f"已办结 {number}。企业下次来时会被问一次办成没有。"
        case "follow_up":
            if outcome not in tuple(Outcome):
                raise TicketRefused("请选一个回访结果")
            if outcome == Outcome.FAILED and not note:
                raise TicketRefused("没成的，请写一句原因")
            store.follow_up(number, Outcome(outcome), note, now=now())
            return f"已登记 {number} 的回访结果：{outcome}。"
    raise Http404


def _page(request: HttpRequest, ticket: Ticket, *, contact: bool) -> HttpResponse:
    reviewer = can_review(request.user)
    return render(
        request,
        "desk/ticket.html",
        {
            "header_title": f"工单 {ticket.number}",
            "ticket": ticket if reviewer else _for_editors(ticket),
            "masked": ticket.contact.masked() if ticket.contact else "",
            "contact": ticket.contact if contact else None,
            "accept_by": in_words(ticket.accept_by),
            "late": ticket.overdue(now()),
            "may_act": reviewer,
            "outcomes": list(Outcome),
            "waiting": ticket.state is State.WAITING,
            "accepted": ticket.state is State.ACCEPTED,
            "closed": ticket.state is State.CLOSED,
        },
    )


def _for_editors(ticket: Ticket) -> Ticket:
    """Without telephone numbers, names and the like in what was written."""
    return dataclasses.replace(
        ticket,
        topic=anonymous(ticket.topic),
        request=anonymous(ticket.request) if ticket.request else ticket.request,
        outcome_reason=anonymous(ticket.outcome_reason),
        history=tuple(dataclasses.replace(event, note=anonymous(event.note)) for event in ticket.history),
    )


def _ticket(number: str) -> Ticket:
    try:
        return stores.tickets().get(number)
    except TicketNotFound:
        raise Http404 from None


def _wanted(everything: Iterable[Ticket], request: HttpRequest, moment: dt.datetime) -> Iterable[Ticket]:
    state, desk, overdue = (request.GET.get(name, "") for name in ("state", "desk", "overdue"))
    for ticket in everything:
        fits = _to_follow_up(ticket) if state == TO_FOLLOW_UP else state in ("", ticket.state)
        if fits and desk in ("", ticket.desk_id) and (not overdue or ticket.overdue(moment)):
            yield ticket


def _urgency(ticket: Ticket) -> tuple[bool, bool, float]:
    """Waiting ones first, the nearest deadline before others; then accepted ones; what is over last, newest first."""
    deadline = ticket.accept_by.timestamp()
    return not ticket.is_open, ticket.state is not State.WAITING, deadline if ticket.is_open else -deadline


def _to_follow_up(ticket: Ticket) -> bool:
    return ticket.state is State.CLOSED and ticket.outcome is None and ticket.owner is not None


def _row(ticket: Ticket, moment: dt.datetime) -> dict[str, Any]:
    return {
        "ticket": ticket,
        "topic": anonymous(ticket.topic),
        "late": ticket.overdue(moment),
        "accept_by": in_words(ticket.accept_by),
        "contact": ticket.contact.masked() if ticket.contact else "已删除",
    }


def _table(found: Iterable[Ticket], moment: dt.datetime) -> Table:
    lines = [
        (
            ticket.number,
            str(ticket.state),
            "是" if ticket.overdue(moment) else "",
            ticket.filed_at,
            ticket.accept_by,
            ticket.desk_name,
            anonymous(ticket.topic),
            ticket.contact.masked() if ticket.contact else "已删除",
            anonymous(ticket.refusal),
            str(ticket.outcome or ""),
            anonymous(ticket.outcome_reason),
        )
        for ticket in found
    ]
    return _HEADER, lines


def _query(request: HttpRequest) -> str:
    """The filters, to be kept in the links to other pages and to the export."""
    kept = request.GET.copy()
    for name in ("page", "export"):
        kept.pop(name, None)
    return str(kept.urlencode())
