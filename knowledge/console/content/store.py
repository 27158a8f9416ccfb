"""The entries as catalogue items: what the other parts of the console read and write.

``kind`` is "records", "institutions", "glossary" or "faq" throughout (knowledge.catalogue.load.FOLDERS).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pydantic import ValidationError
from wagtail.log_actions import log
from wagtail.models import Revision

from knowledge.catalogue.load import FOLDERS, Catalogue
from knowledge.catalogue.model import CommonQuestion, Institution, Record, Term
from knowledge.console.content.mapping import item_from, values_of
from knowledge.console.content.models import ENTRIES, Entry
from knowledge.console.content.problems import Problem, problems_of

Item = Record | Institution | Term | CommonQuestion
_BATCH = 200


class EntryLocked(Exception):
    """The entry may not be changed now (in review, scheduled, or locked); the message says why, in Chinese."""


def live_catalogue() -> Catalogue:
    """Everything that has been approved and not taken down."""
    return _catalogue(
        {
            kind: [entry.values() for entry in model.objects.filter(live=True).iterator()]
            for kind, model in ENTRIES.items()
        }
    )


def draft_catalogue() -> Catalogue:
    """The newest version of everything, approved or not; what does not validate is left out."""
    return _catalogue({kind: list(_newest(kind)) for kind in ENTRIES})


def draft_problems() -> list[Problem]:
    """What keeps the newest versions from going live."""
    return [problem for kind in ENTRIES for values in _newest(kind) for problem in problems_of(kind, values)]


def item_of(kind: str, id: str, *, draft: bool) -> Item | None:
    """One entry as item: its newest version, or the live one. None when there is none or it is not complete."""
    entry = ENTRIES[kind].objects.filter(pk=id).first()
    if entry is None or not (draft or entry.live):
        return None
    if draft:
        entry = entry.get_latest_revision_as_object()
    return _item_or_none(kind, entry.values())


def edit_url(kind: str, id: str) -> str:
    """The address of the entry's form."""
    return str(reverse(f"wagtailsnippets_content_{ENTRIES[kind]._meta.model_name}:edit", args=(id,)))


def kind_of(item: Item) -> str:
    """The kind of an item."""
    return next(kind for kind, model in FOLDERS.items() if type(item) is model)


def save_draft(item: Item, *, user: Any, comment: str = "") -> Entry:
    """A new version of the entry (created when the id is new), as ``user``; it waits for review, nothing goes live.

    Raises EntryLocked while the entry is in review, scheduled, or locked by somebody else.
    """
    return save_drafts([item], user=user, comment=comment)[0]


def save_drafts(items: Iterable[Item], *, user: Any, comment: str = "") -> list[Entry]:
    """As ``save_draft`` for many at once: all of them, or none.

    Raises EntryLocked.
    """
    saved: list[Entry] = []
    with transaction.atomic():
        by_kind: dict[str, list[Item]] = {}
        for item in items:
            by_kind.setdefault(kind_of(item), []).append(item)
        for kind, some in by_kind.items():
            saved += _save(kind, some, user, comment)
    return saved


def import_live(catalogue: Catalogue) -> int:
    """Put a whole packaged catalogue into an empty console, live. Returns how many entries that made."""
    kinds: dict[str, Mapping[str, Item]] = {
        "records": catalogue.records,
        "institutions": catalogue.institutions,
        "glossary": catalogue.terms,
        "faq": catalogue.faq,
    }
    now = timezone.now()
    with transaction.atomic():
        for kind, items in kinds.items():
            entries = [
                ENTRIES[kind](**values_of(kind, item), live=True, first_published_at=now, last_published_at=now)
                for item in items.values()
            ]
            ENTRIES[kind].objects.bulk_create(entries, batch_size=_BATCH)
            _add_revisions(kind, entries, user=None, live=True)
    return sum(len(items) for items in kinds.values())


def _save(kind: str, items: list[Item], user: Any, comment: str) -> list[Entry]:
    model = ENTRIES[kind]
    known = _newest_objects(kind, [item.id for item in items])
    new, changed = [], []
    for item in items:
        entry = known.get(item.id)
        if entry is None:
            new.append(model(**values_of(kind, item), live=False, has_unpublished_changes=True))
            continue
        if (lock := entry.get_lock()) and lock.for_user(user):
            raise EntryLocked(f"“{entry}”（{entry.pk}）正在等待审核、排期或被别人锁定，现在不能改。")
        for name, value in values_of(kind, item).items():
            setattr(entry, name, value)
        entry.has_unpublished_changes = True
        changed.append(entry)
    model.objects.bulk_create(new, batch_size=_BATCH)
    for entry in changed:
        if not entry.live:
            entry.save()
    _add_revisions(kind, new + changed, user=user, live=False)
    data = {"comment": comment} if comment else None
    for entry in new + changed:
        action = "wagtail.create" if entry.pk not in known else "wagtail.edit"
        log(instance=entry, action=action, user=user, data=data, revision=entry.latest_revision, content_changed=True)
    made = {entry.pk: entry for entry in new + changed}
    return [made[item.id] for item in items]


def _add_revisions(kind: str, entries: list[Entry], *, user: Any, live: bool) -> None:
    """A new newest revision of each entry, by a few statements for all of them."""
    content_type = ContentType.objects.get_for_model(ENTRIES[kind])
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=content_type,
                base_content_type=content_type,
                object_id=entry.pk,
                object_str=str(entry),
                created_at=now,
                user=user,
                content=entry.serializable_data(),
            )
            for entry in entries
        ],
        batch_size=_BATCH,
    )
    for entry, revision in zip(entries, revisions, strict=True):
        entry.latest_revision = revision
        if live:
            entry.live_revision = revision
    fields = ["latest_revision", "live_revision"] if live else ["latest_revision", "has_unpublished_changes"]
    ENTRIES[kind].objects.bulk_update(entries, fields, batch_size=_BATCH)


def _newest_objects(kind: str, ids: list[str]) -> dict[str, Entry]:
    found = ENTRIES[kind].objects.select_related("latest_revision").in_bulk(ids)
    return {pk: entry.get_latest_revision_as_object() for pk, entry in found.items()}


def _newest(kind: str) -> Iterator[Mapping[str, Any]]:
    """The values of the newest version of every entry of a kind."""
    entries = ENTRIES[kind].objects.select_related("latest_revision")
    for entry in entries.iterator(chunk_size=_BATCH):
        newer = entry.latest_revision if entry.has_unpublished_changes or not entry.live else None
        yield {**newer.content, "id": entry.pk} if newer else entry.values()


def _catalogue(values: Mapping[str, list[Mapping[str, Any]]]) -> Catalogue:
    items = {
        kind: {item.id: item for one in some if (item := _item_or_none(kind, one)) is not None}
        for kind, some in values.items()
    }
    return Catalogue(items["records"], items["institutions"], items["glossary"], items["faq"])


def _item_or_none(kind: str, values: Mapping[str, Any]) -> Any:
    try:
        return item_from(kind, values)
    except (ValidationError, ValueError):
        return None
