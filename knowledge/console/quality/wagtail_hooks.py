"""How the desk hooks into Wagtail's admin."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from knowledge.console.people.menu import StaffItem
from knowledge.console.people.roles import can_edit
from knowledge.console.quality import views
from knowledge.console.quality.desk import desk_catalogue, dismissed, todays_findings
from knowledge.console.quality.models import CheckedLink, FoundOverlap
from knowledge.quality.kinds import FINDING_KINDS, SEVERITY_LABELS, Limits

_PAIR = "quality/overlaps/<slug:first>/<slug:second>/"


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """The desk's addresses."""
    return [
        path("quality/", views.findings_page, name="quality_findings"),
        path("quality/export/", views.export, name="quality_export"),
        path("quality/review/", views.review, name="quality_review"),
        path("quality/overlaps/", views.overlaps_page, name="quality_overlaps"),
        path(_PAIR, views.compare, name="quality_compare"),
        path(f"{_PAIR}exclusive/", views.exclusive, name="quality_exclusive"),
        path(f"{_PAIR}dismiss/", views.dismiss, name="quality_dismiss"),
        path(f"{_PAIR}reopen/", views.reopen, name="quality_reopen"),
        path("quality/links/", views.links_page, name="quality_links"),
        path("quality/start/<slug:kind>/", views.start, name="quality_start"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """质量台 in the menu."""
    return StaffItem("质量台", reverse("quality_findings"), name="quality", icon_name="clipboard-list", order=500)


class QualityPanel(Component):  # type: ignore[misc]
    """How much is to be done, on the home page."""

    name = "quality"
    order = 250
    template_name = "quality/home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Counts of findings, overlaps and dead links."""
        found = todays_findings()
        by_severity, by_kind = Counter(one.severity for one in found), Counter(one.kind for one in found)
        urgent = {one.kind for one in found if one.severity != "low"}
        limits = Limits()
        records = desk_catalogue().records
        judged = dismissed(records)
        pairs = [one for one in FoundOverlap.objects.all() if views.is_open(one, records)]
        states = dict(CheckedLink.objects.values_list("state").annotate(Count("pk")))
        return {
            "severities": [(key, label, by_severity[key]) for key, label in SEVERITY_LABELS.items()],
            "kinds": [
                (key, kind.texts(limits)[0], by_kind[key]) for key, kind in FINDING_KINDS.items() if key in urgent
            ],
            "overlaps": sum((one.first, one.second) not in judged for one in pairs),
            "dead": states.get("dead", 0),
        }


@hooks.register("construct_homepage_panels", order=2000)
def panel(request: HttpRequest, panels: list[Any]) -> None:
    """The desk's panel, for those who may act on it; after the home page has chosen its own."""
    if can_edit(request.user):
        panels.append(QualityPanel())


@hooks.register("insert_global_admin_css")
def style() -> str:
    """The desk's few rules."""
    return format_html('<link rel="stylesheet" href="{}">', static("quality/quality.css"))


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the audit log calls the desk's actions."""
    for name, label in {
        "overlaps": "查找重叠",
        "links": "检查网址",
        "not_an_overlap": "判为不是重叠",
        "reopen": "撤销“不是重叠”",
    }.items():
        actions.register_action(f"quality.{name}", label, label)
