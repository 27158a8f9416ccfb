"""How the desk hooks into Wagtail's admin: menu, addresses, styles, audit log."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from knowledge.console.desk.views import channels, feedback, questions, tickets, use
from knowledge.console.people.menu import StaffItem
from knowledge.console.people.roles import can_administer

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


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Addresses below /desk/."""
    return [path("desk/", include((_URLS, "desk")))]


@hooks.register("register_admin_menu_item")
def menu() -> SubmenuMenuItem:
    """工作台."""
    items = [
        StaffItem("预约工单", reverse_lazy("desk:tickets"), name="desk-tickets", icon_name="tasks", order=10),
        StaffItem("没答上来的问题", reverse_lazy("desk:questions"), name="desk-questions", icon_name="help", order=20),
        StaffItem("评价", reverse_lazy("desk:feedback"), name="desk-feedback", icon_name="comment", order=30),
        StaffItem("使用情况", reverse_lazy("desk:use"), name="desk-use", icon_name="view", order=40),
        StaffItem(
            "渠道开关",
            reverse_lazy("desk:channels"),
            allowed=can_administer,
            name="desk-channels",
            icon_name="cog",
            order=50,
        ),
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
