"""What differs between two catalogues, item by item and field by field, in the words that staff read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from knowledge.release.wording import Item, in_words, title_of

KIND_LABELS = {"records": "记录", "institutions": "机构", "glossary": "术语", "faq": "常见问题"}
"""As the folders of knowledge/catalogue/content are named, and what staff call them."""
What = Literal["added", "changed", "removed"]
_ORDER: tuple[What, ...] = ("added", "changed", "removed")


class Content(Protocol):
    """A catalogue or a snapshot."""

    @property
    def records(self) -> Mapping[str, Any]: ...
    @property
    def institutions(self) -> Mapping[str, Any]: ...
    @property
    def terms(self) -> Mapping[str, Any]: ...
    @property
    def faq(self) -> Mapping[str, Any]: ...


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class FieldChange(_Frozen):
    """One field; an empty string where it was or is not filled."""

    label: str
    before: str
    after: str


class Change(_Frozen):
    """One item; ``fields`` only for a changed one. ``kind``: a key of KIND_LABELS."""

    what: What
    kind: str
    id: str
    title: str
    fields: tuple[FieldChange, ...] = ()


def changes(before: Content, after: Content) -> tuple[Change, ...]:
    """Added, changed and removed items, in this order, then by kind and id."""
    names_before, names_after = _names(before), _names(after)
    found = [
        change
        for kind, old, new in _pairs(before, after)
        for change in _of_kind(kind, old, new, names_before, names_after)
    ]
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.what)))


def _of_kind(
    kind: str,
    old: Mapping[str, Item],
    new: Mapping[str, Item],
    names_before: Mapping[str, str],
    names_after: Mapping[str, str],
) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            yield Change(what="added", kind=kind, id=key, title=title_of(new[key]))
        elif key not in new:
            yield Change(what="removed", kind=kind, id=key, title=title_of(old[key]))
        elif old[key] != new[key]:
            fields = _fields(in_words(old[key], names_before), in_words(new[key], names_after))
            yield Change(what="changed", kind=kind, id=key, title=title_of(new[key]), fields=tuple(fields))


def _fields(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[FieldChange]:
    for label in dict.fromkeys([*new, *old]):
        before, after = old.get(label, ""), new.get(label, "")
        if before != after:
            yield FieldChange(label=label, before=before, after=after)


def _pairs(before: Content, after: Content) -> Iterator[tuple[str, Mapping[str, Item], Mapping[str, Item]]]:
    yield "records", before.records, after.records
    yield "institutions", before.institutions, after.institutions
    yield "glossary", before.terms, after.terms
    yield "faq", before.faq, after.faq


def _names(content: Content) -> dict[str, str]:
    return {key: title_of(item) for items in (content.records, content.institutions) for key, item in items.items()}
