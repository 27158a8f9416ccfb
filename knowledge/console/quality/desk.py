"""The catalogue as staff have it in hand, and what is to be done about it; read again only where entries changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from threading import Lock
from typing import Any

from django.utils import timezone

from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import Record
from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import draft_catalogue, item_of
from knowledge.console.quality.models import NotAnOverlap
from knowledge.quality.findings import Finding, findings

_READ_ONE_BY_ONE = 50
_Key = tuple[str, str]


class _Desk:
    """Items by kind and id, each with the stamp of the version that it was read from."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamps: dict[_Key, Any] = {}
        self._items: dict[_Key, Any] = {}
        self._catalogue: Catalogue | None = None
        self._found: tuple[dt.date, list[Finding]] | None = None

    def catalogue(self) -> Catalogue:
        with self._lock:
            stamps = _stamps()
            if self._catalogue is None or stamps != self._stamps:
                self._read([key for key, stamp in stamps.items() if self._stamps.get(key) != stamp])
                self._items = {key: item for key, item in self._items.items() if key in stamps}
                self._stamps, self._found = stamps, None
                self._catalogue = Catalogue(
                    *(self._of(kind) for kind in ("records", "institutions", "glossary", "faq"))
                )
            return self._catalogue

    def findings(self, today: dt.date) -> list[Finding]:
        catalogue = self.catalogue()
        if self._found is None or self._found[0] != today:
            self._found = (today, findings(catalogue, today))
        return self._found[1]

    def _read(self, changed: list[_Key]) -> None:
        drafts = _by_key(draft_catalogue()) if len(changed) > _READ_ONE_BY_ONE else None
        for key in changed:
            draft = item_of(*key, draft=True) if drafts is None else drafts.get(key)
            self._items[key] = draft or item_of(*key, draft=False)

    def _of(self, kind: str) -> dict[str, Any]:
        return {id: item for (own, id), item in sorted(self._items.items()) if own == kind and item is not None}


_desk = _Desk()


def desk_catalogue() -> Catalogue:
    """The newest version of every entry; the live one where the newest is incomplete. What was taken down is left out."""
    return _desk.catalogue()


def todays_findings() -> list[Finding]:
    """What is to be done today, most pressing first."""
    return _desk.findings(timezone.localdate())


def version(record: Record) -> str:
    """Changes whenever anything that the record says changes; a review alone changes nothing."""
    text = record.model_dump_json(
        exclude={"reviewed_on", "recheck_by", "owner", "similar_questions", "negative_questions"}
    )
    return hashlib.sha256(text.encode()).hexdigest()


def dismissed(records: dict[str, Record]) -> dict[tuple[str, str], NotAnOverlap]:
    """Pairs that somebody judged to be no overlap, and whose records still say the same."""
    return {
        (one.first, one.second): one
        for one in NotAnOverlap.objects.select_related("by")
        if one.first in records
        and one.second in records
        and (one.first_version, one.second_version) == (version(records[one.first]), version(records[one.second]))
    }


def _stamps() -> dict[_Key, Any]:
    columns = ("pk", "latest_revision_id", "live", "has_unpublished_changes", "last_published_at")
    found: dict[_Key, Any] = {}
    for kind, model in ENTRIES.items():
        taken_down = {"live": False, "first_published_at__isnull": False}
        rows: Iterable[tuple[Any, ...]] = model.objects.exclude(**taken_down).order_by().values_list(*columns)
        found |= {(kind, row[0]): row[1:] for row in rows}
    return found


def _by_key(catalogue: Catalogue) -> dict[_Key, Any]:
    kinds: dict[str, dict[str, Any]] = {
        "records": catalogue.records,
        "institutions": catalogue.institutions,
        "glossary": catalogue.terms,
        "faq": catalogue.faq,
    }
    return {(kind, id): item for kind, items in kinds.items() for id, item in items.items()}
