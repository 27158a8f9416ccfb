"""An item of the catalogue as label -> value, in the words that staff read; labels come from the model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from knowledge.catalogue.conditions import All, Any_, Leaf, Not
from knowledge.catalogue.model import CommonQuestion, Institution, Record, Term
from knowledge.catalogue.sentences import sentence
from knowledge.terms.vocabulary import AVAILABILITY_LABELS, CONFIDENCE_LABELS, KINDS

Item = Record | Institution | Term | CommonQuestion
_LABELS: dict[str, Mapping[str, str]] = {
    "kind": KINDS,
    "availability": AVAILABILITY_LABELS,
    "confidence": CONFIDENCE_LABELS,
}
_REFERENCES = ("contact", "exclusive_with", "supersedes", "records", "record")


def in_words(item: Item, names: Mapping[str, str]) -> dict[str, str]:
    """Every field that ``item`` fills, in the model's order; ``names``: id -> title, for what it refers to."""
    return dict(_fields(item, names, ""))


def title_of(item: Item) -> str:
    """What staff call it."""
    if isinstance(item, Institution):
        return item.name
    if isinstance(item, Term):
        return item.term
    return item.question if isinstance(item, CommonQuestion) else item.title


def _fields(item: BaseModel, names: Mapping[str, str], prefix: str) -> Iterator[tuple[str, str]]:
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        if value is None or value == []:
            continue
        label = f"{prefix}{field.title or name}"
        if isinstance(value, BaseModel) and not isinstance(value, All | Any_ | Not | Leaf):
            yield from _fields(value, names, f"{label}：")
        else:
            yield label, _words(name, value, names) + _unit(field)


def _words(name: str, value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, All | Any_ | Not | Leaf):
        return sentence(value)
    if isinstance(value, list):
        words = [_words(name, one, names) for one in value]
        return "\n".join(words) if any(len(word) > 12 for word in words) else "、".join(words)
    if isinstance(value, BaseModel):
        return "；".join(f"{label}：{words}" for label, words in _fields(value, names, ""))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:g}" if value < 1e6 else f"{value:.0f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if name in _REFERENCES:
        return names.get(str(value), str(value))
    return _LABELS.get(name, {}).get(str(value), str(value))


def _unit(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""
