"""Creates the roles with their permissions, and the review that every entry passes. Runs after each migration."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from knowledge.console.people.roles import ADMINISTRATORS, EDITORS, REVIEWERS

REVIEW = "第二人审核"
_WRITE = ("add", "change", "view")
_REVIEW = (*_WRITE, "publish", "lock", "unlock")


def ensure_roles(**_: Any) -> None:
    """The three groups exist and hold exactly their permissions; those that Wagtail brings are gone."""
    Group.objects.filter(name__in=("Moderators", "Editors")).delete()
    entry = Permission.objects.filter(content_type__app_label="content", content_type__model__endswith="entry")
    people = Permission.objects.filter(content_type__model__in=("user", "ownerdesk"))
    desks = Permission.objects.filter(content_type__model="ownerdesk")
    admin = Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin")
    for name, allowed in {
        EDITORS: [*admin, *_of(entry, _WRITE)],
        REVIEWERS: [*admin, *desks, *_of(entry, _REVIEW)],
        ADMINISTRATORS: [*admin, *_of(entry, (*_REVIEW, "delete")), *people],
    }.items():
        Group.objects.get_or_create(name=name)[0].permissions.set(allowed)


def _of(permissions: Any, actions: tuple[str, ...]) -> list[Permission]:
    return [one for one in permissions if one.codename.split("_")[0] in actions]


def ensure_review(**_: Any) -> None:
    """One workflow with one task, for all four kinds of entries."""
    from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

    from knowledge.console.content.models import ENTRIES, SecondPersonReview

    task, _made = SecondPersonReview.objects.get_or_create(name=REVIEW)
    workflow, _made = Workflow.objects.get_or_create(name="审核")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for model in ENTRIES.values():
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
