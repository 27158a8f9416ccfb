"""The look of the whole console: menus without what staff do not need, our style, what is to do on the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from knowledge.console.home.todo import TodoPanel

_HIDDEN = {"explorer", "images", "documents", "help"}
_REPORTS = {"site-history"}
_SETTINGS = {"users", "owners"}


@hooks.register("construct_main_menu", order=1000)
def main_menu(request: HttpRequest, items: list[Any]) -> None:
    """No pages, pictures or files: the console has none."""
    items[:] = [item for item in items if item.name not in _HIDDEN]


@hooks.register("construct_reports_menu", order=1000)
def reports_menu(request: HttpRequest, items: list[Any]) -> None:
    """Who did what when; the other reports are about pages."""
    items[:] = [item for item in items if item.name in _REPORTS]
    for item in items:
        item.label = "操作记录"


@hooks.register("construct_settings_menu", order=1000)
def settings_menu(request: HttpRequest, items: list[Any]) -> None:
    """People and owners; roles and the review are the software's."""
    items[:] = [item for item in items if item.name in _SETTINGS]


@hooks.register("construct_search", order=1000)
def search_areas(request: HttpRequest, areas: list[Any]) -> None:
    """Each list has its own search."""
    areas.clear()


@hooks.register("construct_homepage_panels", order=1000)
def home_panels(request: HttpRequest, panels: list[Any]) -> None:
    """What is to do, instead of Wagtail's panels about pages."""
    panels[:] = [TodoPanel()]


@hooks.register("insert_global_admin_css")
def style() -> str:
    """Our few rules on top of Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static("home/console.css"))
