"""The pages of the desk: what is to be done, overlaps, links."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST
from wagtail.log_actions import log

from knowledge.catalogue.model import Record
from knowledge.console.content.store import EntryLocked, edit_url, item_of, save_drafts
from knowledge.console.people.roles import editors_only
from knowledge.console.quality.desk import desk_catalogue, dismissed, todays_findings, version
from knowledge.console.quality.forms import DismissForm, ReviewForm
from knowledge.console.quality.models import CheckedLink, FoundOverlap, NotAnOverlap, Run
from knowledge.console.quality.review import HALF_A_YEAR, REVIEWABLE, mark_reviewed
from knowledge.console.quality.tasks import ask_for
from knowledge.quality.addresses import addresses
from knowledge.quality.export import ITEM_KINDS, findings_workbook
from knowledge.quality.findings import Finding
from knowledge.quality.kinds import FINDING_KINDS, SEVERITY_LABELS, Limits
from knowledge.quality.links import LINK_STATES, LinkState
from knowledge.quality.overlaps import related
from knowledge.quality.side_by_side import side_by_side

_PAGE = 50
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILTERS = ("kind", "owner", "severity", "item_kind")
_REFRESH_SECONDS = "5"


@require_GET
@editors_only
def findings_page(request: HttpRequest) -> HttpResponse:
    """What is to be done, by kind, owner and severity."""
    chosen = {name: request.GET.get(name, "") for name in _FILTERS}
    everything = todays_findings()
    found = _filtered(everything, chosen)
    without_kind = _filtered(everything, {**chosen, "kind": ""})
    counts = Counter(one.kind for one in without_kind)
    limits = Limits()
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "finding": one,
            "label": FINDING_KINDS[one.kind].texts(limits)[0],
            "severity": SEVERITY_LABELS[one.severity],
            "item_kind": ITEM_KINDS[one.item_kind],
            "url": edit_url(one.item_kind, one.id),
            "key": f"{one.item_kind}/{one.id}" if one.item_kind in REVIEWABLE else "",
        }
        for one in page
    ]
    kinds = [
        {
            "key": key,
            "label": kind.texts(limits)[0],
            "count": counts[key],
            "query": urlencode({**_given(chosen), "kind": key}),
        }
        for key, kind in FINDING_KINDS.items()
        if counts[key] or key == chosen["kind"]
    ]
    context = {
        "tab": "findings",
        "rows": rows,
        "page": page,
        "kinds": kinds,
        "all_count": len(without_kind),
        "all_query": urlencode(_given({**chosen, "kind": ""})),
        "help": FINDING_KINDS[chosen["kind"]].texts(limits)[1] if chosen["kind"] in FINDING_KINDS else "",
        "chosen": chosen,
        "owners": sorted({one.owner for one in everything if one.owner}),
        "severities": SEVERITY_LABELS.items(),
        "item_kinds": ITEM_KINDS.items(),
        "query": urlencode(_given(chosen)),
        "recheck_by": timezone.localdate() + HALF_A_YEAR,
    }
    return render(request, "quality/findings.html", context)


@require_GET
@editors_only
def export(request: HttpRequest) -> HttpResponse:
    """The findings as filtered, as an Excel file."""
    found = _filtered(todays_findings(), {name: request.GET.get(name, "") for name in _FILTERS})
    name = f"质量台-{timezone.localdate()}.xlsx"
    response = HttpResponse(findings_workbook(found, Limits()), content_type=_EXCEL)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_POST
@editors_only
def review(request: HttpRequest) -> HttpResponse:
    """Mark the chosen entries as reviewed, in drafts."""
    posted = sorted(set(request.POST.getlist("entries")))
    known = {f"{one.item_kind}/{one.id}" for one in todays_findings() if one.item_kind in REVIEWABLE}
    form = ReviewForm({**request.POST.dict(), "entries": posted}, choices=[(key, key) for key in known])
    query = urlencode(_given({name: request.POST.get(name, "") for name in _FILTERS}))
    back = redirect(reverse("quality_findings") + (f"?{query}" if query else ""))
    if not form.is_valid():
        for errors in form.errors.values():
            for error in errors:
                messages.error(request, _chinese(error))
        return back
    keys = [(kind, id) for kind, _, id in (key.partition("/") for key in form.cleaned_data["entries"])]
    done = mark_reviewed(keys, timezone.localdate(), form.cleaned_data["recheck_by"], user=request.user)
    if done.saved:
        messages.success(request, f"{done.saved}条已标记复核，存为草稿。还要打开提交审核，另一位审核人通过后才生效。")
    for line in done.refused:
        messages.error(request, line)
    return back


@require_GET
@editors_only
def overlaps_page(request: HttpRequest) -> HttpResponse:
    """Pairs that may be the same benefit twice; with ?dismissed=1 those judged to be none."""
    records = desk_catalogue().records
    judged = dismissed(records)
    show_judged = request.GET.get("dismissed") == "1"
    pairs = [one for one in FoundOverlap.objects.all() if is_open(one, records)]
    opened = [one for one in pairs if (one.first, one.second) not in judged]
    if show_judged:
        rows = [
            {"first": records[a], "second": records[b], "decision": one, "url": _compare_url(a, b)}
            for (a, b), one in judged.items()
        ]
    else:
        rows = [
            {
                "first": records[one.first],
                "second": records[one.second],
                "score": round(100 * one.score),
                "reasons": one.reasons,
                "url": _compare_url(one.first, one.second),
            }
            for one in opened
        ]
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": "overlaps",
        "page": page,
        "rows": page.object_list,
        "run": Run.objects.filter(pk=Run.OVERLAPS).first(),
        "show_dismissed": show_judged,
        "open_count": len(opened),
        "dismissed_count": len(judged),
        "query": "dismissed=1" if show_judged else "",
    }
    return _watched(render(request, "quality/overlaps.html", context), context["run"])


@require_GET
@editors_only
def compare(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Two records field by field."""
    left, right = _pair(first, second)
    found = FoundOverlap.objects.filter(first=first, second=second).first()
    context = {
        "tab": "overlaps",
        "left": left,
        "right": right,
        "left_url": edit_url("records", first),
        "right_url": edit_url("records", second),
        "rows": side_by_side(left, right),
        "found": found,
        "score": round(100 * found.score) if found else None,
        "related": related(left, right),
        "decision": dismissed({first: left, second: right}).get((first, second)),
    }
    return render(request, "quality/compare.html", context)


@require_POST
@editors_only
def exclusive(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Make each of the two name the other as exclusive, in drafts of both."""
    newest = [item_of("records", id, draft=True) for id in (first, second)]
    one, other = newest
    if not isinstance(one, Record) or not isinstance(other, Record):
        messages.error(request, "其中一条的草稿还不完整，请先打开改好，再标互斥。")
        return redirect(_compare_url(first, second))
    both = [_naming(one, second), _naming(other, first)]
    changed = [item for item, before in zip(both, newest, strict=True) if item != before]
    try:
        save_drafts(changed, user=request.user, comment=f"质量台：{one.title}与{other.title}互斥")
    except EntryLocked as locked:
        messages.error(request, str(locked))
        return redirect(_compare_url(first, second))
    messages.success(request, "两条都已标成“不能同时享受”，存为草稿。还要各自提交审核，通过后才生效。")
    return redirect("quality_overlaps")


@require_POST
@editors_only
def dismiss(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Remember that the two are no overlap, by whom and why, until one of them changes."""
    left, right = _pair(first, second)
    form = DismissForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["why"][0])
        return redirect(_compare_url(first, second))
    decision, _ = NotAnOverlap.objects.update_or_create(
        first=first,
        second=second,
        defaults={
            "first_version": version(left),
            "second_version": version(right),
            "why": form.cleaned_data["why"],
            "by": request.user,
        },
    )
    log(instance=decision, action="quality.not_an_overlap", user=request.user, data={"why": decision.why})
    messages.success(request, "已记下：不是重叠。两条中任何一条的内容改了，会再提出来。")
    return redirect("quality_overlaps")


@require_POST
@editors_only
def reopen(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Take back that the two are no overlap."""
    decision = NotAnOverlap.objects.filter(first=first, second=second).first()
    if decision:
        log(instance=decision, action="quality.reopen", user=request.user)
        decision.delete()
        messages.success(request, "已撤销，这一对会再列出来。")
    return redirect("quality_overlaps")


@require_GET
@editors_only
def links_page(request: HttpRequest) -> HttpResponse:
    """Every address with its last answer, worst first."""
    places = addresses(desk_catalogue())
    known = CheckedLink.objects.in_bulk()
    counts = Counter(known[url].state if url in known else "unchecked" for url in places)
    chosen = request.GET.get("state", "")
    order = list(LINK_STATES)
    rows: list[dict[str, Any]] = []
    for url, uses in places.items():
        link = known.get(url)
        state: LinkState = link.state if link else "unchecked"
        if chosen in ("", state) and (chosen or state != "ok"):
            shown = [{"use": use, "url": edit_url(use.item_kind, use.id)} for use in uses]
            rows.append({"url": url, "link": link, "state": state, "label": LINK_STATES[state], "uses": shown})
    rows.sort(key=lambda row: (order.index(row["state"]), row["url"]))
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": "links",
        "page": page,
        "rows": page.object_list,
        "states": [(state, label, counts[state]) for state, label in LINK_STATES.items()],
        "chosen": chosen,
        "run": Run.objects.filter(pk=Run.LINKS).first(),
        "query": urlencode({"state": chosen}) if chosen else "",
    }
    return _watched(render(request, "quality/links.html", context), context["run"])


@require_POST
@editors_only
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """Put a search for overlaps or a check of the links in the queue."""
    if kind not in (Run.OVERLAPS, Run.LINKS):
        raise Http404
    if not ask_for(kind, request.user):
        messages.info(request, "已经在做了，请稍等。")
    return redirect(f"quality_{kind}")


def _filtered(found: list[Finding], chosen: dict[str, str]) -> list[Finding]:
    given = _given(chosen)
    return [one for one in found if all(getattr(one, name) == value for name, value in given.items())]


def _given(chosen: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in chosen.items() if value}


def _chinese(error: str) -> str:
    """Django's own message for a choice that is not offered names the key; staff see what happened."""
    return error if "请" in error or "要" in error else "勾选的条目里有已经处理过的，请刷新页面再选。"


def is_open(one: FoundOverlap, records: dict[str, Record]) -> bool:
    """Whether both are there still, and nobody has said yet how the two stand to each other."""
    left, right = records.get(one.first), records.get(one.second)
    if left is None or right is None or related(left, right):
        return False
    today = timezone.localdate()
    return left.recommendable(today) and right.recommendable(today)


def _pair(first: str, second: str) -> tuple[Record, Record]:
    records = desk_catalogue().records
    if first not in records or second not in records or first >= second:
        raise Http404
    return records[first], records[second]


def _compare_url(first: str, second: str) -> str:
    return reverse("quality_compare", args=(first, second))


def _naming(record: Record, other: str) -> Record:
    named = record.exclusive_with if other in record.exclusive_with else [*record.exclusive_with, other]
    return record.model_copy(update={"exclusive_with": named})


def _watched(response: HttpResponse, run: Run | None) -> HttpResponse:
    """The page looks again by itself while something runs."""
    if run and run.busy and not run.stuck:
        response["Refresh"] = _REFRESH_SECONDS
    return response
