"""Every packaged item survives the way into the console and back; every field of the model is on the form."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.catalogue.load import FOLDERS, load_catalogue
from knowledge.console.content import store
from knowledge.console.content.mapping import item_from, values_of
from knowledge.console.content.shape import columns

CATALOGUE = load_catalogue()
ITEMS = {
    "records": CATALOGUE.records,
    "institutions": CATALOGUE.institutions,
    "glossary": CATALOGUE.terms,
    "faq": CATALOGUE.faq,
}


@pytest.mark.parametrize("kind", FOLDERS)
def test_every_item_is_equal_after_columns_and_back(kind: str) -> None:
    for item in ITEMS[kind].values():
        assert item_from(kind, values_of(kind, item)) == item


@pytest.mark.django_db
@pytest.mark.parametrize("which", [store.live_catalogue, store.draft_catalogue])
def test_every_item_is_equal_after_the_database_and_back(which: Any) -> None:
    found = which()
    assert (found.records, found.institutions, found.terms, found.faq) == tuple(ITEMS.values())


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FOLDERS)
def test_every_field_of_the_model_is_on_the_form(kind: str) -> None:
    from wagtail.snippets.models import get_snippet_models

    from knowledge.console.content.viewsets import VIEWSETS

    assert get_snippet_models()
    form = VIEWSETS[kind].get_form_class()
    paths = {column.path[0]: column for column in columns(kind)}
    assert set(paths) == set(FOLDERS[kind].model_fields)
    for column in columns(kind):
        field = form.base_fields[column.name]
        assert field.label == column.title
        assert not column.choices or [one for one in field.choices if one[0]] == list(column.choices)


@pytest.mark.django_db
def test_the_tables_follow_the_model() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "content", "people", check=True, dry_run=True, verbosity=0)
