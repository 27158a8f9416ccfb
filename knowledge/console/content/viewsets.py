"""Lists, forms, histories and choosers of the four kinds of entries."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column as TableColumn
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from knowledge.console.content import shape, views
from knowledge.console.content.filters import filters_of
from knowledge.console.content.models import ENTRIES
from knowledge.console.content.panels import edit_handler

_SEARCHED = {
    "records": ["title", "aliases", "provider", "id", "owner"],
    "institutions": ["name", "aliases", "expertise", "id"],
    "glossary": ["term", "aliases", "id"],
    "faq": ["question", "similar_questions", "id", "owner"],
}
_LISTED = {
    "records": ["kind", "availability", "owner", "valid_until", "recheck_by"],
    "institutions": ["type", "serves", "phone", "reviewed_on"],
    "glossary": ["aliases"],
    "faq": ["owner", "valid_until", "recheck_by"],
}
_ICONS = {"records": "doc-full", "institutions": "site", "glossary": "openquote", "faq": "help"}
_LABELS = {"records": "记录", "institutions": "机构", "glossary": "术语", "faq": "常见问题"}
_PLACES = {"records": "records", "institutions": "institutions", "glossary": "terms", "faq": "questions"}


class _Status(TableColumn):  # type: ignore[misc]
    """Live, draft, in review, scheduled."""

    def get_value(self, instance: Any) -> str:
        return str(instance.status_string)


class _Labelled(TableColumn):  # type: ignore[misc]
    """A column of the catalogue in the words of its vocabulary."""

    def get_value(self, instance: Any) -> Any:
        display = getattr(instance, f"get_{self.name}_display", None)
        value = display() if display else getattr(instance, self.name)
        return "—" if value in (None, "") else value


def _chooser(kind: str) -> type[SnippetChooserViewSet]:
    """The window in which an entry is chosen, with a search by any of its names."""

    def matching(form: Any, entries: Any) -> Any:
        form.search_query = form.cleaned_data.get("q")
        form.is_searching = bool(form.search_query)
        names = [Q(**{f"{name}__icontains": form.search_query}) for name in _SEARCHED[kind]]
        return entries.filter(reduce(or_, names)) if form.is_searching else entries

    search = type("NameSearch", (SearchFilterMixin, BaseFilterForm), {"filter": matching})
    views = {
        "choose_view_class": type("Choose", (ChooseView,), {"filter_form_class": search}),
        "choose_results_view_class": type("Results", (ChooseResultsView,), {"filter_form_class": search}),
    }
    return type("EntryChooserViewSet", (SnippetChooserViewSet,), views)


def _viewset(kind: str) -> SnippetViewSet:
    model = ENTRIES[kind]
    titles = {column.name: column for column in shape.columns(kind)}
    # A numeric unit's long name does not fit a table: the title without the unit.
    listed = [
        _Labelled(name, label=titles[name].title, sort_key=None if name == "aliases" else name)
        for name in _LISTED[kind]
    ]
    members: dict[str, Any] = {
        "model": model,
        "icon": _ICONS[kind],
        "menu_label": _LABELS[kind],
        "url_prefix": f"content/{_PLACES[kind]}",
        "list_display": ["__str__", *listed, _Status("status", label="状态"), UpdatedAtColumn()],
        "list_per_page": 50,
        "list_filter": None,
        "filterset_class": filters_of(kind),
        "search_fields": _SEARCHED[kind],
        "search_backend_name": None,
        "ordering": [model.title_column],
        "copy_view_enabled": False,
        "inspect_view_enabled": False,
        "edit_handler": edit_handler(kind),
        "chooser_viewset_class": _chooser(kind),
        "add_view_class": views.EntryCreate,
        "edit_view_class": views.EntryEdit,
        "workflow_action_view_class": views.EntryReview,
        "collect_workflow_action_data_view_class": views.EntryReviewComment,
    }
    return type(f"{model.__name__}ViewSet", (SnippetViewSet,), members)()


VIEWSETS = {kind: _viewset(kind) for kind in ENTRIES}


class ContentGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """内容 in the menu."""

    menu_label = "内容"
    menu_icon = "folder-open-inverse"
    menu_order = 100
    items = tuple(VIEWSETS.values())
