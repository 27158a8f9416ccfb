"""How the hit test hooks into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from knowledge.console.people.menu import StaffItem
from knowledge.console.trying import views

_ACTIONS = {
    "keep": ("存测试问题", "存了一个测试问题"),
    "change": ("改测试问题", "改了一个测试问题"),
    "delete": ("删测试问题", "删了一个测试问题"),
}


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """试问."""
    return StaffItem("试问", reverse("trying"), name="trying", icon_name="search", order=410)


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Addresses of this part."""
    return [
        path("trying/", views.index, name="trying"),
        path("trying/keep/", views.keep, name="trying_keep"),
        path("trying/questions/", views.questions, name="trying_questions"),
        path("trying/questions/run/", views.run_all, name="trying_run"),
        path("trying/questions/run/<int:pk>/", views.progress, name="trying_progress"),
        path("trying/questions/<int:pk>/", views.change, name="trying_change"),
        path("trying/questions/<int:pk>/delete/", views.delete, name="trying_delete"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the audit log calls our actions."""
    for verb, (label, message) in _ACTIONS.items():
        actions.register_action(f"trying.{verb}", label, message)
