"""How drafting from documents hooks into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.action_menu import ActionMenuItem

from knowledge.console.content.models import RecordEntry
from knowledge.console.documents import views
from knowledge.console.documents.models import DraftedRecord
from knowledge.console.people.menu import StaffItem

_URLS = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/original/", views.original, name="original"),
    path("evidence/<slug:record>/", views.evidence, name="evidence"),
]


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Addresses of this part."""
    return [path("from-document/", include((_URLS, "policydocuments"), namespace="policydocuments"))]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The way in."""
    return StaffItem("从文件起草", reverse("policydocuments:index"), icon_name="doc-full-inverse", order=310)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What the audit log says."""
    actions.register_action("policydocuments.upload", "上传政策文件", "上传了政策文件")
    actions.register_action("policydocuments.draft", "从文件起草", "从文件起草了一条记录")


class _EvidenceItem(ActionMenuItem):  # type: ignore[misc]
    """Beside 保存草稿: where a record drafted from a document came from."""

    name = "policydocuments-evidence"
    label = "起草依据"
    icon_name = "doc-full-inverse"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Whether the record was drafted from a document."""
        entry = context.get("instance")
        return entry is not None and DraftedRecord.objects.filter(record=entry.pk).exists()

    def get_url(self, context: dict[str, Any]) -> str:
        """The page with the words that were taken over."""
        return str(reverse("policydocuments:evidence", args=(context["instance"].pk,)))


@hooks.register("register_snippet_action_menu_item")
def evidence_item(model: type) -> ActionMenuItem | None:
    """The item for records, none for other entries."""
    return _EvidenceItem(order=200) if model is RecordEntry else None
