"""Brings what went live by schedule to the advisor, and nothing else that was approved meanwhile."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from wagtail.models import ModelLogEntry

from knowledge.catalogue.load import Catalogue
from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import live_catalogue
from knowledge.console.publishing import releasing
from knowledge.console.publishing.models import Outcome, Release
from knowledge.console.served import live_snapshot

_BY_SCHEDULE = ("wagtail.publish.scheduled", "wagtail.unpublish.scheduled")
_PARTS = {"records": "records", "institutions": "institutions", "glossary": "terms", "faq": "faq"}


def follow_schedule() -> Release | None:
    """Publish the entries that a schedule made live or took down since the last time this was tried.

    With a regression it stays ready and waits for people. None when there is nothing to do, or a release is under way.
    """
    due = _due()
    if not due:
        return None
    try:
        release = releasing.start(None, "排期生效：" + "、".join(sorted({key for _, key in due}))[:180], automatic=True)
    except releasing.Refused:
        return None
    releasing.run(release, lambda: _with_only(due))
    release.refresh_from_db()
    if release.outcome == Outcome.READY and not release.needs_second_person:
        releasing.activate(release, None)
        release.refresh_from_db()
    return release


def _due() -> set[tuple[str, str]]:
    """(kind, id) of what a schedule changed since the last release that took it along began."""
    last = Release.objects.filter(Q(automatic=True) | Q(outcome__in=(Outcome.LIVE, Outcome.SAME))).first()
    found = ModelLogEntry.objects.filter(action__in=_BY_SCHEDULE)
    if last:
        found = found.filter(timestamp__gt=last.started_at)
    kinds = {model._meta.model_name: kind for kind, model in ENTRIES.items()}
    entries = found.select_related("content_type")
    return {
        (kinds[entry.content_type.model], str(entry.object_id))
        for entry in entries
        if entry.content_type.model in kinds
    }


def _with_only(due: set[tuple[str, str]]) -> Catalogue:
    """What the advisor serves now, with the entries in ``due`` as they are live in the console."""
    served, approved = live_snapshot(), live_catalogue()
    if served is None:
        return approved
    parts: dict[str, dict[str, Any]] = {}
    for kind, part in _PARTS.items():
        items: dict[str, Any] = dict(getattr(served, part))
        newer: Mapping[str, Any] = getattr(approved, part)
        for key in (key for one, key in due if one == kind):
            items.pop(key, None)
            if key in newer:
                items[key] = newer[key]
        parts[part] = items
    return dataclasses.replace(approved, **parts)
