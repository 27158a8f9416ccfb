"""Changes a few fields of many entries at once: as drafts, which wait for review like any other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from knowledge.console.content import shape
from knowledge.console.content.fields import ChoicesFormField
from knowledge.console.content.models import QuestionEntry, RecordEntry
from knowledge.console.content.shape import Shape
from knowledge.console.content.widgets import DayInput
from knowledge.console.people.roles import can_edit

_FIELDS = {"records": ("owner", "availability", "recheck_by", "region"), "faq": ("owner", "recheck_by")}


def _form_field(column: shape.Column) -> forms.Field:
    wording: dict[str, Any] = {"label": column.title, "required": False, "help_text": "不填就不改"}
    if column.shape is Shape.CHOICES:
        return ChoicesFormField(choices=column.choices, **wording)
    if column.shape is Shape.CHOICE:
        return forms.ChoiceField(choices=[("", "不改"), *column.choices], **wording)
    if column.shape is Shape.DATE:
        return forms.DateField(widget=DayInput(), **wording)
    return forms.CharField(**wording)


def _form(kind: str) -> type[forms.Form]:
    columns = {column.name: column for column in shape.columns(kind)}
    return type("BulkForm", (forms.Form,), {name: _form_field(columns[name]) for name in _FIELDS[kind]})


class BulkEdit(SnippetBulkAction):  # type: ignore[misc]
    """批量修改 in a list."""

    models = [RecordEntry, QuestionEntry]
    display_name = "批量修改"
    aria_label = "批量修改选中的条目"
    action_type = "bulk-edit"
    template_name = "content/bulk_edit.html"
    action_priority = 10

    def get_form_class(self) -> type[forms.Form]:
        """The form for this kind of entries."""
        return _form(self.model.kind_of_entry)

    def check_perm(self, snippet: Any) -> bool:
        """Who may edit, and what is not in review, scheduled or locked."""
        lock = snippet.get_lock()
        return can_edit(self.request.user) and not (lock and lock.for_user(self.request.user))

    def get_execution_context(self) -> dict[str, Any]:
        """What is to change, and by whom."""
        changes = {name: value for name, value in self.cleaned_form.cleaned_data.items() if value not in (None, "")}
        return {"user": self.request.user, "changes": changes}

    @classmethod
    def execute_action(
        cls, objects: list[Any], user: Any = None, changes: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        """A new draft of each entry, all of them or none."""
        if not changes:
            return 0, 0
        with transaction.atomic():
            for entry in objects:
                newest = entry.get_latest_revision_as_object()
                for name, value in changes.items():
                    setattr(newest, name, value)
                if not newest.live:
                    newest.save()
                newest.save_revision(user=user, clean=False, log_action=True)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many drafts there are now."""
        if not num_parent_objects:
            return "没有填要改的内容，什么也没改。"
        return f"{num_parent_objects} 条已存成草稿，逐条提交审核后生效。"
