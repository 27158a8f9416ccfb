"""Wagtail's views of an entry, with the rule of the second person and without lost edits."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.snippets.views.snippets import (
    CollectWorkflowActionDataView,
    CreateView,
    EditView,
    WorkflowActionView,
)

from knowledge.console.content.models import Entry, ReviewRefused, check_second_person

_REVIEWED = "workflow-action"


class _NoDirectPublishing:
    """Going live is what a review does; there is no other way to it."""

    def get_available_actions(self) -> list[str]:
        """Wagtail's actions without "publish"."""
        return [action for action in super().get_available_actions() if action != "publish"]  # type: ignore[misc]

    def get_side_panels(self) -> Any:
        """Wagtail's, without the dialog for the schedule, which is part of our form."""
        panels = super().get_side_panels()  # type: ignore[misc]
        for panel in panels:
            panel.show_schedule_publishing_toggle = False
        return panels


def _differs(typed: Entry, kept: Entry) -> bool:
    """Whether a whole form says something else than what is kept; ids of blocks do not count."""
    dates = [(entry.go_live_at, entry.expire_at) for entry in (typed, kept)]
    return dates[0] != dates[1] or typed.item() != kept.item()


class EntryCreate(_NoDirectPublishing, CreateView):  # type: ignore[misc]
    """The form of a new entry."""


class EntryEdit(_NoDirectPublishing, EditView):  # type: ignore[misc]
    """The form of an entry, where it is also approved."""

    def is_valid(self, form: Any) -> bool:
        """Refuses, keeping what was typed: a version that another person has overtaken, a review mixed with changes."""
        if self.is_out_of_date:
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = self._overtaken()
            return False
        if not super().is_valid(form):
            return False
        if self.action != _REVIEWED:
            return True
        if _differs(form.instance, self.object.latest_revision.as_object()):
            self.produced_error_message = (
                "您改动了内容，不能同时审核。先“保存草稿”，再请另一位审核人通过；或者刷新页面，按原样审核。"
            )
            return False
        try:
            if self.workflow_action == "approve":
                check_second_person(self.object.latest_revision, self.request.user)
        except ReviewRefused as refused:
            self.produced_error_message = str(refused)
            return False
        return True

    def workflow_action_is_valid(self) -> bool:
        """As Wagtail's; the author's own approval comes through to ``is_valid``, which says why it is refused."""
        name = self.request.POST.get("workflow-action-name")
        self.workflow_action = name
        return bool(super().workflow_action_is_valid() or (name == "approve" and self.current_workflow_task))

    def save_instance(self) -> Any:
        """A review changes nothing, so that the version stays its author's."""
        if self.action != _REVIEWED:
            return super().save_instance()
        self.new_revision = self.object.latest_revision
        self.has_content_changes = False
        return self.object

    def _overtaken(self) -> str:
        who = get_user_display_name(self.latest_revision.user) if self.latest_revision.user else "别人"
        return (
            f"您编辑的时候，{who}保存了新的版本，所以这次没有保存。您填的内容都还在这一页上，没有丢。"
            "请先到“历史记录”看看对方改了什么，把需要的补进来，再点一次保存（那时以您的为准，对方的版本仍留在历史记录里）。"
        )


class _SaysWhy:
    """Shows why a review is refused, instead of a bare "no permission"."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        except PermissionDenied as refused:
            entry, user = self.object, request.user  # type: ignore[attr-defined]
            reason = str(refused) or _reason(entry, user)
            if not reason:
                raise
            messages.error(request, reason)
            return redirect(self.redirect_url)  # type: ignore[attr-defined]


def _reason(entry: Any, user: Any) -> str:
    try:
        check_second_person(entry.get_latest_revision(), user)
    except ReviewRefused as refused:
        return str(refused)
    return ""


class EntryReview(_SaysWhy, WorkflowActionView):  # type: ignore[misc]
    """Approves or sends back without the form."""


class EntryReviewComment(_SaysWhy, CollectWorkflowActionDataView):  # type: ignore[misc]
    """Asks for the reviewer's comment."""
