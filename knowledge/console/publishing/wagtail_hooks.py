"""How publishing hooks into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from knowledge.console.people.menu import StaffItem
from knowledge.console.publishing import views
from knowledge.console.publishing.notice import ReleaseNotice

_ACTIONS = {
    "prepare": ("准备发布", "准备了一次发布"),
    "accept": ("确认变差", "确认了变差的测试问题"),
    "activate": ("正式发布", "正式发布了快照"),
    "drop": ("放弃发布", "放弃了一次发布"),
    "roll_back": ("退回快照", "退回到以前的快照"),
}


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """发布."""
    return StaffItem("发布", reverse("publishing"), name="publishing", icon_name="upload", order=400)


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Addresses of this part."""
    return [
        path("publishing/", views.index, name="publishing"),
        path("publishing/begin/", views.begin, name="publishing_begin"),
        path("publishing/<int:pk>/", views.release, name="publishing_release"),
        path("publishing/<int:pk>/progress/", views.progress, name="publishing_progress"),
        path("publishing/<int:pk>/accept/", views.accept, name="publishing_accept"),
        path("publishing/<int:pk>/activate/", views.activate, name="publishing_activate"),
        path("publishing/<int:pk>/drop/", views.drop, name="publishing_drop"),
        path("publishing/snapshots/<int:number>/back/", views.roll_back, name="publishing_back"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the audit log calls our actions."""
    for verb, (label, message) in _ACTIONS.items():
        actions.register_action(f"publishing.{verb}", label, message)


@hooks.register("construct_homepage_panels", order=1100)  # after the home page has put its own in place
def notice(request: HttpRequest, panels: list[Any]) -> None:
    """A release that waits for somebody, on the home page."""
    panels.append(ReleaseNotice())
