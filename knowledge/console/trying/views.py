"""Pages of 试问: ask, keep as a test question, look after the test questions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from pydantic import ValidationError
from wagtail.log_actions import log

from knowledge.console.people.roles import can_review, editors_only, reviewers_only
from knowledge.console.served import draft_snapshot, live_snapshot
from knowledge.console.trying.compare import rows, sides
from knowledge.console.trying.forms import KeepForm, ProbeForm
from knowledge.console.trying.models import QuestionRun, SavedQuestion
from knowledge.console.trying.running import run_one
from knowledge.console.trying.tasks import run_questions
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.wording import yours
from knowledge.evaluation.probe import CHANNELS
from knowledge.evaluation.questions import TestQuestion
from knowledge.release.moves import STATUS_LABELS
from knowledge.release.review import titles_of
from knowledge.terms.vocabulary import fact_label

_ICON = "search"


@editors_only
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The form, and what is found on both sides once something is asked."""
    form = ProbeForm(request.GET if "text" in request.GET else None)
    found: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        profile = form.cleaned_data["profile"]
        live, draft = sides(form.cleaned_data["text"], profile)
        found = {
            "sides": (live, draft),
            "rows": rows(live, draft),
            "channels": CHANNELS.values(),
            "statuses": STATUS_LABELS,
            "text": form.cleaned_data["text"],
            "profile": profile.model_dump_json(exclude_defaults=True),
        }
    return TemplateResponse(request, "trying/index.html", {**_heading("试问"), "form": form, **found})


@editors_only
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was asked as a test question."""
    try:
        question = TestQuestion(
            id="new",
            text=request.POST.get("text", ""),
            profile=EnterpriseProfile.model_validate_json(request.POST.get("profile") or "{}"),
            expected=tuple(request.POST.getlist("expected")),
            unwanted=tuple(request.POST.getlist("unwanted")),
            note=request.POST.get("note", "")[:300],
        )
    except ValidationError as error:
        messages.error(request, f"没有存：{_said(error)}")
        return redirect(request.POST.get("back") or "trying") if _own(request) else redirect("trying")
    saved = SavedQuestion.objects.create(
        text=question.text,
        profile=question.profile.model_dump(mode="json", exclude_defaults=True),
        expected=list(question.expected),
        unwanted=list(question.unwanted),
        note=question.note,
        saved_by=request.user,
    )
    run_one(saved, live_snapshot(), draft_snapshot())
    log(instance=saved, action="trying.keep", user=request.user)
    messages.success(request, "存好了，以后每次发布都会跑这个问题。")
    return redirect("trying_questions")


@editors_only
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """All test questions with their last results, the failed ones first."""
    found = list(SavedQuestion.objects.select_related("saved_by"))
    found.sort(key=lambda one: (one.live_passed is not False and one.draft_passed is not False, one.pk))
    titles = _titles()
    listed = [
        {
            "saved": one,
            "expected": [titles.get(key, key) for key in one.expected],
            "unwanted": [titles.get(key, key) for key in one.unwanted],
            "profile": _in_words(one.profile),
        }
        for one in found
    ]
    job = QuestionRun.objects.last()
    context = {
        "listed": listed,
        "job": job,
        "under_way": job is not None and job.under_way,
        "may_delete": can_review(request.user),
    }
    return TemplateResponse(request, "trying/questions.html", {**_heading("测试问题"), **context})


@editors_only
@require_POST
def run_all(request: HttpRequest) -> HttpResponse:
    """Run all of them in the background."""
    job = QuestionRun.objects.last()
    if job is not None and job.under_way:
        messages.error(request, "正在跑，请等一下。")
    else:
        run_questions.enqueue(QuestionRun.objects.create(started_by=request.user).pk)
    return redirect("trying_questions")


@editors_only
@require_GET
def progress(request: HttpRequest, pk: int) -> JsonResponse:
    """How far a run is: {under_way, ready, lost, waits_long, percent, step}."""
    job = get_object_or_404(QuestionRun, pk=pk)
    return JsonResponse(
        {
            "under_way": job.under_way,
            "ready": False,
            "lost": job.lost,
            "waits_long": job.waits_long,
            "percent": round(job.share * 100),
            "step": job.get_state_display(),
        }
    )


@editors_only
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one test question."""
    saved = get_object_or_404(SavedQuestion, pk=pk)
    initial = {
        "text": saved.text,
        "expected": "\n".join(saved.expected),
        "unwanted": "\n".join(saved.unwanted),
        "note": saved.note,
        "known_failing": saved.known_failing,
    }
    form = KeepForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _changed(request, saved, form):
        messages.success(request, "改好了。")
        return redirect("trying_questions")
    context = {
        "form": form,
        "saved": saved,
        "profile": _in_words(saved.profile),
        "may_delete": can_review(request.user),
    }
    return TemplateResponse(request, "trying/change.html", {**_heading("修改测试问题"), **context})


@reviewers_only
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one test question."""
    saved = get_object_or_404(SavedQuestion, pk=pk)
    log(instance=saved, action="trying.delete", user=request.user, deleted=True)
    saved.delete()
    messages.success(request, f"删掉了“{saved.text}”。")
    return redirect("trying_questions")


def _changed(request: HttpRequest, saved: SavedQuestion, form: KeepForm) -> bool:
    """Whether the form makes a whole question; its fault is added to the form."""
    for name, value in form.cleaned_data.items():
        setattr(saved, name, value)
    known = _titles()
    if strange := [key for key in (*saved.expected, *saved.unwanted) if key not in known]:
        form.add_error(None, f"知识库里没有这些编号：{'、'.join(strange)}")
        return False
    try:
        saved.question()
    except ValidationError as error:
        form.add_error(None, _said(error))
        return False
    saved.save()
    run_one(saved, live_snapshot(), draft_snapshot())
    log(instance=saved, action="trying.change", user=request.user)
    return True


def _titles() -> dict[str, str]:
    snapshots = (draft_snapshot(), live_snapshot())
    return {key: title for one in snapshots if one for key, title in titles_of(one).items()}


def _in_words(profile: dict[str, Any]) -> str:
    known = EnterpriseProfile.model_validate(profile)
    return "；".join(f"{fact_label(fact)}：{yours(fact, known, dt.date.today())}" for fact in known.facts())


def _said(error: ValidationError) -> str:
    first = error.errors()[0]
    given = first.get("ctx", {}).get("error")
    return str(given) if given else "问题太短、太长，或企业情况填得不对"


def _own(request: HttpRequest) -> bool:
    """Whether the page to go back to is ours."""
    return request.POST.get("back", "").startswith(reverse("trying"))


def _heading(title: str) -> dict[str, Any]:
    trail = [{"url": "" if title == "试问" else reverse("trying"), "label": "试问"}]
    return {
        "breadcrumbs_items": trail if title == "试问" else [*trail, {"url": "", "label": title}],
        "header_title": title,
        "header_icon": _ICON,
    }
