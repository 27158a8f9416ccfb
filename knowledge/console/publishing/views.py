"""Pages of 发布: what is live, preparing, looking, switching, going back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from knowledge.console.content.store import edit_url
from knowledge.console.people.roles import can_review, editors_only, reviewers_only
from knowledge.console.publishing import releasing
from knowledge.console.publishing.models import Outcome, Release, Switch
from knowledge.console.publishing.tasks import prepare
from knowledge.console.served import store
from knowledge.release.changes import KIND_LABELS
from knowledge.release.progress import STEP_LABELS
from knowledge.snapshot.origin import origin_of
from knowledge.snapshot.snapshot import MANIFEST

_SHOWN = 30
_WHAT = {"added": "新增", "changed": "修改", "removed": "去掉"}


@editors_only
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is live, the release under way or ready, and the snapshots so far."""
    latest = Release.objects.first()
    history = _history()
    return TemplateResponse(
        request,
        "publishing/index.html",
        {
            "breadcrumbs_items": [{"url": "", "label": "发布"}],
            "header_title": "发布",
            "header_icon": "upload",
            "latest": latest,
            "under_way": latest is not None and latest.under_way,
            "ready": latest is not None and latest.outcome == Outcome.READY,
            "steps": STEP_LABELS.values(),
            "live": next((one for one in history if one["live"]), None),
            "history": history,
            "may_publish": can_review(request.user),
        },
    )


@editors_only
@require_GET
def progress(request: HttpRequest, pk: int) -> JsonResponse:
    """How far a release is: {under_way, ready, lost, waits_long, percent, step}."""
    release = get_object_or_404(Release, pk=pk)
    return JsonResponse(
        {
            "under_way": release.under_way,
            "ready": release.outcome == Outcome.READY,
            "lost": release.lost,
            "waits_long": release.waits_long,
            "percent": release.percent,
            "step": release.step_label,
        }
    )


@editors_only
@require_GET
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """What one release changes."""
    found = get_object_or_404(Release, pk=pk)
    review = found.reviewed() if found.review else None
    changes = (
        [
            {"change": change, "what": _WHAT[change.what], "kind": KIND_LABELS[change.kind], "url": _url(change)}
            for change in review.changes
        ]
        if review
        else []
    )
    return TemplateResponse(
        request,
        "publishing/release.html",
        {
            "breadcrumbs_items": [{"url": "../", "label": "发布"}, {"url": "", "label": f"第{found.pk}次"}],
            "header_title": f"第{found.pk}次发布",
            "header_icon": "upload",
            "release": found,
            "review": review,
            "changes": changes,
            "counts": {label: sum(one["what"] == label for one in changes) for label in _WHAT.values()},
            "passed": sum(outcome.passed for outcome in review.outcomes) if review else 0,
            "ready": found.outcome == Outcome.READY,
            "may_publish": can_review(request.user),
            "own": found.started_by_id == request.user.pk,
        },
    )


@reviewers_only
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """The button: a release is prepared in the background."""
    try:
        made = releasing.start(request.user, request.POST.get("note", "").strip()[:200])
    except releasing.Refused as error:
        messages.error(request, str(error))
    else:
        prepare.enqueue(made.pk)
    return redirect("publishing")


@reviewers_only
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person accepts the regressions."""
    found = get_object_or_404(Release, pk=pk)
    return _done(
        request,
        lambda: releasing.accept(found, request.user, request.POST.get("why", "")[:300]),
        "已确认，可以正式发布了。",
        found,
    )


@reviewers_only
@require_POST
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    """The advisor switches to the release."""
    found = get_object_or_404(Release, pk=pk)
    return _done(
        request,
        lambda: releasing.activate(found, request.user),
        f"已发布快照{found.number}，顾问2秒内换上。",
        found,
    )


@reviewers_only
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """The release is given up."""
    found = get_object_or_404(Release, pk=pk)
    return _done(request, lambda: releasing.drop(found, request.user), "已放弃这一版，线上没有变化。", None)


@reviewers_only
@require_POST
def roll_back(request: HttpRequest, number: int) -> HttpResponse:
    """The advisor goes back to an earlier snapshot."""
    return _done(
        request, lambda: releasing.roll_back(number, request.user), f"已退回到快照{number}，顾问2秒内换上。", None
    )


def _done(request: HttpRequest, act: Callable[[], None], message: str, release: Release | None) -> HttpResponse:
    try:
        act()
    except releasing.Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, message)
    return redirect("publishing_release", release.pk) if release else redirect("publishing")


def _url(change: Any) -> str:
    return edit_url(change.kind, change.id) if change.what != "removed" else ""


def _history() -> list[dict[str, Any]]:
    """The newest snapshots, newest first, with where they came from and who switched to them."""
    folder = store()
    current = folder.current_number()
    numbers = folder.numbers()[-_SHOWN:]
    releases = {found.number: found for found in Release.objects.filter(outcome=Outcome.LIVE, number__in=numbers)}
    switches: dict[int, list[Switch]] = {}
    for switch in Switch.objects.filter(number__in=numbers).select_related("by"):
        switches.setdefault(switch.number, []).append(switch)
    found = []
    for number in reversed(numbers):
        try:
            manifest = json.loads((folder.path(number) / MANIFEST).read_text(encoding="utf-8"))
            made_at = parse_datetime(manifest["created_at"])
        except (OSError, ValueError, KeyError):
            continue
        found.append(
            {
                "number": number,
                "live": number == current,
                "made_at": made_at,
                "origin": origin_of(manifest),
                "records": manifest["records"],
                "release": releases.get(number),
                "switches": switches.get(number, []),
            }
        )
    return found
