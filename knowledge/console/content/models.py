"""The four kinds of entries that staff edit, and the review by a second person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import models
from wagtail.models import DraftStateMixin, LockableMixin, Revision, RevisionMixin, Task, TaskState, WorkflowMixin

from knowledge.catalogue.load import FOLDERS
from knowledge.console.content import shape
from knowledge.console.content.fields import field_of
from knowledge.console.content.forms import EntryForm
from knowledge.console.content.mapping import item_from
from knowledge.console.content.problems import problems_of
from knowledge.console.people.roles import can_review


class ReviewRefused(PermissionDenied):
    """Somebody may not approve this; the message says why, in Chinese."""


class Entry(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):  # type: ignore[misc]
    """One entry of the knowledge base. The row is the live version (or a first draft); newer drafts are revisions."""

    kind_of_entry: ClassVar[str]
    title_column: ClassVar[str] = "title"
    base_form_class = EntryForm
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.title_column) or self.pk)

    def values(self) -> dict[str, Any]:
        """The values of the columns as ``mapping`` wants them."""
        found = {column.name: getattr(self, column.name) for column in shape.columns(self.kind_of_entry)}
        return {
            name: value.get_prep_value() if hasattr(value, "stream_block") else value for name, value in found.items()
        }

    def item(self) -> Any:
        """The catalogue item.

        Raises pydantic.ValidationError or ValueError when the entry is not complete.
        """
        return item_from(self.kind_of_entry, self.values())

    def publish(self, revision: Revision, user: AbstractBaseUser | None = None, **options: Any) -> Any:
        """Make ``revision`` live. Nobody, a superuser neither, publishes what they wrote.

        Raises ReviewRefused for its author, and for what is not complete.
        """
        if user is not None:
            check_second_person(revision, user)
        return super().publish(revision, user=user, **options)


def _entry(name: str, kind: str, title_column: str) -> type[Entry]:
    """The Django model of one kind of entry: a column for each field of the catalogue's model."""
    label = shape.NAMES[kind]
    meta = type("Meta", (), {"verbose_name": label, "verbose_name_plural": label, "ordering": ["pk"]})
    members: dict[str, Any] = {column.name: field_of(column) for column in shape.columns(kind)}
    members |= {"__module__": __name__, "__doc__": FOLDERS[kind].__doc__, "Meta": meta}
    members |= {"kind_of_entry": kind, "title_column": title_column}
    return type(name, (Entry,), members)


RecordEntry = _entry("RecordEntry", "records", "title")
InstitutionEntry = _entry("InstitutionEntry", "institutions", "name")
TermEntry = _entry("TermEntry", "glossary", "term")
QuestionEntry = _entry("QuestionEntry", "faq", "question")

ENTRIES: dict[str, type[Entry]] = {
    "records": RecordEntry,
    "institutions": InstitutionEntry,
    "glossary": TermEntry,
    "faq": QuestionEntry,
}


def check_second_person(revision: Revision, user: AbstractBaseUser) -> None:
    """Whether ``user`` may let this revision go live.

    Raises ReviewRefused when they wrote it, are no reviewer, or it is not complete.
    """
    if not can_review(user):
        raise ReviewRefused("只有审核人可以通过。请提交审核，由审核人处理。")
    if revision.user_id == user.pk:
        raise ReviewRefused("这一版是您自己改的，不能由您自己通过。请另一位审核人来看。")
    entry = revision.as_object()
    if problems := problems_of(entry.kind_of_entry, entry.values()):
        raise ReviewRefused("还不能通过：" + "；".join(f"{one.label}：{one.message}" for one in problems))


class ReviewState(TaskState):  # type: ignore[misc]
    """One review of one entry."""

    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> Any:
        """As Wagtail does, by a second person only.

        Raises ReviewRefused.
        """
        check_second_person(self.workflow_state.content_object.get_latest_revision(), user)
        return super().approve(user=user, update=update, comment=comment)

    class Meta:
        verbose_name = "审核"
        verbose_name_plural = "审核"


class SecondPersonReview(Task):  # type: ignore[misc]
    """Somebody who may review, and did not write the version at hand, approves it or asks for changes."""

    task_state_class = ReviewState

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return can_review(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not can_review(user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return can_review(user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if not can_review(user):
            return []
        reject = ("reject", "退回修改", True)
        if obj.latest_revision is not None and obj.latest_revision.user_id == user.pk:
            return [reject]
        return [("approve", "通过", False), ("approve", "通过并留言", True), reject]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        if not can_review(user):
            return TaskState.objects.none()
        return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)

    @classmethod
    def get_description(cls) -> str:
        return "由另一位审核人通过，写的人自己不能通过"

    class Meta:
        verbose_name = "第二人审核"
        verbose_name_plural = "第二人审核"
