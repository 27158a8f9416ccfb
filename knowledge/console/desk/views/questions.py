"""问得最多而答不上来的: open questions grouped by meaning, and one click from there to a draft."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from wagtail.log_actions import log

from knowledge.catalogue.model import CommonQuestion, Record
from knowledge.console.content.store import edit_url, save_draft
from knowledge.console.desk import stores
from knowledge.console.desk.drafting import question_draft, record_draft
from knowledge.console.desk.excel import workbook_response
from knowledge.console.desk.labels import channel_name
from knowledge.console.desk.models import ExportSubject, QuestionSubject
from knowledge.console.desk.stores import says_when_away
from knowledge.console.desk.views.period import CHOICES, period_of
from knowledge.console.people.roles import editors_only
from knowledge.opinions.store import OpenQuestion
from knowledge.tickets.clock import now
from knowledge.unanswered.grouping import Asked, Group

_PAGE = 30
_MOST_WORDINGS = 6
_MOST_QUESTIONS = 3_000
"""More of them, the newest are grouped: the cost grows with the square."""
_Make = Callable[[Sequence[str], dt.date], CommonQuestion | Record]
_DRAFTS: dict[str, tuple[str, _Make]] = {"faq": ("常见问题", question_draft), "records": ("记录", record_draft)}


@require_GET
@editors_only
@says_when_away
def index(request: HttpRequest) -> HttpResponse:
    """Groups, most often asked first; ``all`` shows those dealt with too, ``export`` gives them as Excel."""
    period = period_of(request)
    questions = stores.opinions().open_questions(since=period.moment)[:_MOST_QUESTIONS]
    by_id = {question.id: question for question in questions}
    groups = stores.grouper().groups(
        [Asked(question.id, question.said, question.at, question.handled_at is not None) for question in questions]
    )
    shown = [group for group in groups if group.open or "all" in request.GET]
    if "export" in request.GET:
        log(instance=ExportSubject("没答上来的问题"), action="desk.export", user=request.user)
        return workbook_response("questions", {"没答上来的问题": (_HEADER, [_line(group, by_id) for group in shown])})
    page = Paginator(shown, _PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/questions.html",
        {
            "header_title": "问得最多而答不上来的",
            "page": page,
            "groups": [_group(group, by_id) for group in page],
            "count": len(shown),
            "questions": sum(len(group.open) for group in shown),
            "periods": CHOICES,
            "days": period.days,
            "all": "all" in request.GET,
        },
    )


@require_POST
@editors_only
@says_when_away
def act(request: HttpRequest) -> HttpResponse:
    """Draft an entry from a group, or mark the group as dealt with. ``ids``: of its questions; ``name``: its name."""
    what, name = request.POST.get("what", ""), request.POST.get("name", "")
    ids = {int(part) for part in request.POST.get("ids", "").split(",") if part.isdecimal()}
    questions = [one for one in stores.opinions().open_questions(since=period_of(request).moment) if one.id in ids]
    if not questions or name not in {question.said.strip() for question in questions}:
        messages.error(request, "这组问题刚刚变了，请再看一遍。")
        return redirect("desk:questions")
    if what in _DRAFTS:
        return _draft(request, what, name, questions)
    if what != "handle":
        raise Http404
    how = request.POST.get("note", "").strip() or "不用处理"
    _handle(request, questions, how)
    log(instance=QuestionSubject(name[:120]), action="desk.handle", user=request.user, data={"note": how})
    messages.success(request, f"“{name}”等{len(questions)}次提问已标记为已处理。")
    return redirect("desk:questions")


def _draft(request: HttpRequest, kind: str, name: str, questions: list[OpenQuestion]) -> HttpResponse:
    label, make = _DRAFTS[kind]
    often = Counter(question.said.strip() for question in questions)
    sayings = [name, *(said for said, _ in often.most_common() if said != name)]
    item = make(sayings, now().date())
    save_draft(item, user=request.user, comment="从没答上来的问题起草")
    _handle(request, questions, f"起草{label} {item.id}")
    log(
        instance=QuestionSubject(name[:120]), action="desk.draft", user=request.user, data={"kind": kind, "id": item.id}
    )
    messages.success(request, f"已起草一条{label}草稿，问法已经填好。请补上其余内容，再提交审核。")
    return redirect(edit_url(kind, item.id))


def _handle(request: HttpRequest, questions: list[OpenQuestion], how: str) -> None:
    by = request.user.get_username()
    stores.opinions().handle([question.id for question in questions], by=by, how=how, now=now())


_HEADER = ("问题（最有代表性的一句）", "次数", "还没处理", "最近一次", "其他问法", "渠道", "处理情况")


def _line(group: Group, by_id: dict[int, OpenQuestion]) -> tuple[Any, ...]:
    shown = _group(group, by_id)
    others = "\n".join(saying for saying in group.sayings if saying != group.name)
    return (
        group.name,
        len(group.asked),
        len(group.open),
        group.last,
        others,
        shown["channels"],
        "\n".join(shown["handled"]),
    )


def _group(group: Group, by_id: dict[int, OpenQuestion]) -> dict[str, Any]:
    questions = [by_id[one.id] for one in group.asked]
    others = [saying for saying in group.sayings if saying != group.name]
    handled = dict.fromkeys(
        f"{question.handled_at:%m月%d日} {question.handled_by}：{question.handled_as}"
        for question in questions
        if question.handled_at
    )
    return {
        "name": group.name,
        "ids": ",".join(str(one.id) for one in group.open),
        "times": len(group.open) or len(group.asked),
        "last": group.last,
        "others": others[:_MOST_WORDINGS],
        "more": max(0, len(others) - _MOST_WORDINGS),
        "channels": "、".join(dict.fromkeys(channel_name(question.channel) for question in questions)),
        "handled": list(handled),
        "open": bool(group.open),
    }
