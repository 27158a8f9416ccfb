"""How the desk hooks into Wagtail's admin: menu, addresses, styles, audit log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from knowledge.console.desk.views import channels, feedback, questions, tickets, use
from knowledge.console.people.roles import can_administer, can_edit

_URLS = [
    path("tickets/", tickets.index, name="tickets"),
    path("tickets/<str:number>/", tickets.show, name="ticket"),
    path("tickets/<str:number>/contact/", tickets.contact, name="ticket_contact"),
    path("tickets/<str:number>/move/", tickets.move, name="ticket_move"),
    path("questions/", questions.index, name="questions"),
    path("questions/act/", questions.act, name="questions_act"),
    path("feedback/", feedback.index, name="feedback"),
    path("use/", use.index, name="use"),
    path("channels/", channels.index, name="channels"),
]
_ACTIONS = {
    "desk.see_contact": "查看联系方式",
    "desk.accept": "受理工单",
    "desk.refuse": "拒绝工单",
    "desk.close": "办结工单",
    "desk.follow_up": "登记回访结果",
    "desk.draft": "从没答上来的问题起草",
    "desk.handle": "标记为已处理",
    "desk.export": "导出 Excel",
}


class _Item(MenuItem):  # type: ignore[misc]
    """A line of the menu for those who may open it."""

    def __init__(self, label: str, view: str, allowed: Callable[[Any], bool], **more: Any) -> None:
        super().__init__(label, reverse_lazy(f"desk:{view}"), **more)
        self._allowed = allowed

    def is_shown(self, request: HttpRequest) -> bool:
        return self._allowed(request.user)


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Addresses below /desk/."""
    return [path("desk/", include((_URLS, "desk")))]


@hooks.register("register_admin_menu_item")
def menu() -> SubmenuMenuItem:
    """工作台."""
    items = [
        _Item("预约工单", "tickets", can_edit, name="desk-tickets", icon_name="tasks", order=10),
        _Item("没答上来的问题", "questions", can_edit, name="desk-questions", icon_name="help", order=20),
        _Item("评价", "feedback", can_edit, name="desk-feedback", icon_name="comment", order=30),
        _Item("使用情况", "use", can_edit, name="desk-use", icon_name="view", order=40),
        _Item("渠道开关", "channels", can_administer, name="desk-channels", icon_name="cog", order=50),
    ]
    return SubmenuMenuItem("工作台", Menu(items=items), name="desk", icon_name="clipboard-list", order=600)


@hooks.register("insert_global_admin_css")
def styles() -> str:
    """Tables, tiles and charts of the desk."""
    return str(format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css")))


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the audit log calls the desk's actions."""
    for name, label in _ACTIONS.items():
        actions.register_action(name, label, label)

    class Switched(LogFormatter):  # type: ignore[misc]
        label = "开关渠道"

        def format_message(self, log_entry: Any) -> str:
            if log_entry.data.get("open"):
                return "打开渠道"
            return f"关闭渠道，对外说：{log_entry.data.get('message', '')}"

    actions.register_action("desk.switch")(Switched)
