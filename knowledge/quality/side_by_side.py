"""Two records field by field, as a person reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from knowledge.catalogue.model import Record
from knowledge.catalogue.sentences import sentence
from knowledge.terms.vocabulary import AVAILABILITY_LABELS, CONFIDENCE_LABELS, KINDS

_NESTED = ("benefit", "apply")
_LABELS = {"kind": KINDS, "availability": AVAILABILITY_LABELS, "confidence": CONFIDENCE_LABELS}


@dataclass(frozen=True)
class Row:
    """One field: its Chinese label with the unit, what each record says ('' for nothing), and whether the two differ."""

    label: str
    left: str
    right: str
    differs: bool


def side_by_side(left: Record, right: Record) -> list[Row]:
    """Every field that at least one of the two fills in, in the order of the form; the identifiers first."""
    texts = [dict(_fields(record, "")) for record in (left, right)]
    labels = list(dict.fromkeys([*texts[0], *texts[1]]))
    rows = [(label, texts[0].get(label, ""), texts[1].get(label, "")) for label in labels]
    return [Row(label, one, other, one != other) for label, one, other in rows if one or other]


def _fields(item: BaseModel, group: str) -> Iterator[tuple[str, str]]:
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        label = group + (field.title or name)
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        unit = f"（{extra['unit']}）" if "unit" in extra else ""
        if name in _NESTED:
            yield from _fields(value, f"{label}·")
        elif name == "conditions":
            yield label, "" if value is None else sentence(value)
        else:
            yield label + unit, _text(_LABELS.get(name, {}).get(value, value) if isinstance(value, str) else value)


def _text(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        lines = [_text(one) for one in value]
        return "\n".join(lines) if any(len(line) > 12 for line in lines) else "、".join(lines)
    if isinstance(value, BaseModel):
        return "，".join(text for name in type(value).model_fields if (text := _text(getattr(value, name))))
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
