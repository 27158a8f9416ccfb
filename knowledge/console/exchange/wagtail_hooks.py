"""How import and export hook into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter

from knowledge.console.exchange import views
from knowledge.console.people.menu import StaffItem


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Addresses of our own."""
    return [
        path("exchange/", views.index, name="exchange"),
        path("exchange/export/", views.export, name="exchange_export"),
        path("exchange/template/", views.template_file, name="exchange_template"),
        path("exchange/upload/", views.upload, name="exchange_take"),
        path("exchange/<uuid:pk>/", views.show, name="exchange_upload"),
        path("exchange/<uuid:pk>/confirm/", views.confirm, name="exchange_confirm"),
        path("exchange/<uuid:pk>/resume/", views.resume, name="exchange_resume"),
        path("exchange/<uuid:pk>/discard/", views.discard, name="exchange_discard"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """导入导出, for everybody who edits."""
    return StaffItem("导入导出", reverse("exchange"), name="exchange", icon_name="table", order=300)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """An import is one line of the audit log beside those of its entries."""

    @actions.register_action("exchange.import")
    class Import(LogFormatter):  # type: ignore[misc]
        label = "导入 Excel"

        def format_message(self, entry: Any) -> str:
            """How many were new, changed and left out."""
            data = entry.data
            left = f"，有错没导入 {data['left_out']} 条" if data.get("left_out") else ""
            return f"导入 Excel：新增 {data.get('new_count')} 条，修改 {data.get('changed_count')} 条{left}"
