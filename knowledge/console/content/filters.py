"""What a list can be narrowed to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q
from wagtail.admin.filters import WagtailFilterSet

from knowledge.console.content import shape
from knowledge.console.content.models import ENTRIES
from knowledge.console.content.shape import Shape

_BY = {
    "records": ("kind", "board", "availability", "stages", "confidence", "owner"),
    "institutions": ("type", "serves", "stages"),
    "glossary": (),
    "faq": ("owner", "confidence"),
}
_SOON = {"30": "30天内到期", "60": "60天内到期", "past": "已过期", "recheck": "该复核了"}
_STATES = {"live": "使用中", "draft": "有没生效的改动", "review": "等待审核", "off": "没有生效"}


def filters_of(kind: str) -> type[WagtailFilterSet]:
    """The filters of one kind's list."""
    model = ENTRIES[kind]
    columns = {column.name: column for column in shape.columns(kind)}
    members: dict[str, Any] = {"__module__": __name__}
    for name in _BY[kind]:
        members[name] = _filter(model, columns[name])
    if "recheck_by" in columns:
        members["soon"] = django_filters.ChoiceFilter(label="时间", choices=list(_SOON.items()), method=_by_time)
    members["state"] = django_filters.ChoiceFilter(label="状态", choices=list(_STATES.items()), method=_by_state)
    members["Meta"] = type("Meta", (), {"model": model, "fields": []})
    return type(f"{model.__name__}Filters", (WagtailFilterSet,), members)


def _filter(model: Any, column: shape.Column) -> Any:
    if column.choices:
        within = "contains" if column.shape is Shape.CHOICES else "exact"
        return django_filters.ChoiceFilter(
            field_name=column.name, label=column.title, choices=column.choices, lookup_expr=within
        )

    def used() -> list[tuple[str, str]]:
        return [
            (one, one)
            for one in model.objects.order_by(column.name).values_list(column.name, flat=True).distinct()
            if one
        ]

    return django_filters.ChoiceFilter(field_name=column.name, label=column.title, choices=used)


def _by_time(queryset: Any, name: str, value: str) -> Any:
    today = dt.date.today()
    if value == "past":
        return queryset.filter(valid_until__lt=today)
    if value == "recheck":
        return queryset.filter(recheck_by__lte=today)
    return queryset.filter(valid_until__gte=today, valid_until__lte=today + dt.timedelta(days=int(value)))


def _by_state(queryset: Any, name: str, value: str) -> Any:
    if value == "live":
        return queryset.filter(live=True)
    if value == "draft":
        return queryset.filter(Q(has_unpublished_changes=True) | Q(live=False))
    if value == "off":
        return queryset.filter(live=False)
    return queryset.filter(_workflow_states__status="in_progress")
