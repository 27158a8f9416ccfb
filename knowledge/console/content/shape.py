"""The columns that a pydantic model of the catalogue has in the console, read from the model itself.

A nested single object (benefit, apply, formula, grants) becomes columns of its own (``benefit_formula_text``), a list
of objects one column of blocks. Labels, help, units and vocabularies are the model's; nothing is said twice.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, HttpUrl
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from knowledge.catalogue.conditions import All
from knowledge.catalogue.load import FOLDERS
from knowledge.terms.vocabulary import AVAILABILITY_LABELS, CONFIDENCE_LABELS, FACTS, KINDS

Shape = Enum(
    "Shape",
    "ID LINE TEXT LINES CHOICE CHOICES DATE NUMBER COUNT URL REFERENCE REFERENCES OBJECTS CONDITIONS VALUE",
)
"""LINES: text, one a line; REFERENCE(S): ids of other entries; OBJECTS: blocks; VALUE: a fact's value as text."""

NAMES = {"records": "记录", "institutions": "机构", "glossary": "术语", "faq": "常见问题"}
"""What staff call each kind of entry."""

_LONG = {"summary", "how", "definition", "answer", "example", "note", "a", "here", "there"}
_POINTS_AT = {
    "contact": "institutions",
    "record": "records",
    "records": "records",
    "exclusive_with": "records",
    "supersedes": "records",
}
_LABELS: dict[str, dict[str, str]] = {
    "kind": KINDS,
    "availability": AVAILABILITY_LABELS,
    "confidence": CONFIDENCE_LABELS,
    "fact": {name: fact.label for name, fact in FACTS.items()},
}


@dataclass(frozen=True)
class Column:
    """One field of the form: ``path`` is where it sits in the model, ``choices`` are (value, label)."""

    name: str
    path: tuple[str, ...]
    shape: Shape
    title: str
    help: str
    required: bool
    default: Any
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    points_at: str = ""
    parts: tuple[Column, ...] = ()
    """The columns of one object of a list (OBJECTS)."""


@cache
def columns(kind: str) -> tuple[Column, ...]:
    """The columns of "records", "institutions", "glossary" or "faq", in the order of the model."""
    return tuple(_columns(FOLDERS[kind], (), True))


def _columns(model: type[BaseModel], path: tuple[str, ...], required: bool) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        members = _members(field.annotation)
        nested = next((member for member in members if _is_model(member)), None)
        optional = type(None) in members
        if nested and All not in members:
            for column in _columns(nested, (*path, name), required and not optional):
                yield replace(column, title=f"{field.title}：{column.title}") if optional else column
        else:
            yield _column(name, (*path, name), field, members, required)


def _column(name: str, path: tuple[str, ...], field: FieldInfo, members: tuple[Any, ...], required: bool) -> Column:
    inner = next(member for member in members if member is not type(None))
    unit = str((field.json_schema_extra or {}).get("unit", "")) if isinstance(field.json_schema_extra, dict) else ""
    shape = _shape(name, members, inner)
    item = _members(get_args(inner)[0]) if get_origin(inner) is list else (inner,)
    default = None if field.is_required() or field.default is PydanticUndefined else field.default
    at_least_one = any(getattr(part, "min_length", 0) for part in field.metadata)
    return Column(
        name="_".join(path),
        path=path,
        shape=shape,
        title=f"{field.title}（{unit}）" if unit else str(field.title),
        help=field.description or "",
        required=required and (field.is_required() or (get_origin(inner) is list and at_least_one)),
        default=default,
        unit=unit,
        choices=_choices(name, item[0]),
        points_at=_POINTS_AT.get(name, "") if shape in (Shape.REFERENCE, Shape.REFERENCES) else "",
        parts=tuple(_columns(item[0], (), True)) if shape is Shape.OBJECTS else (),
    )


def _shape(name: str, members: tuple[Any, ...], inner: Any) -> Shape:
    if All in members:
        return Shape.CONDITIONS
    if get_origin(inner) is list:
        item = _members(get_args(inner)[0])[0]
        if _is_model(item):
            return Shape.OBJECTS
        if get_origin(item) is Literal:
            return Shape.CHOICES
        return Shape.REFERENCES if name in _POINTS_AT else Shape.LINES
    if name == "id":
        return Shape.ID
    if name in _POINTS_AT:
        return Shape.REFERENCE
    if get_origin(inner) is Literal or name == "fact":
        return Shape.CHOICE
    by_type = {dt.date: Shape.DATE, float: Shape.NUMBER, int: Shape.COUNT, HttpUrl: Shape.URL, Any: Shape.VALUE}
    return by_type.get(inner, Shape.TEXT if name in _LONG else Shape.LINE)


def _choices(name: str, item: Any) -> tuple[tuple[str, str], ...]:
    if name == "fact":
        return tuple(_LABELS["fact"].items())
    if get_origin(item) is not Literal:
        return ()
    labels = _LABELS.get(name, {})
    return tuple((value, labels.get(value, value)) for value in get_args(item))


def _members(annotation: Any) -> tuple[Any, ...]:
    """The alternatives of a type, without Annotated around them."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (typing.Union, types.UnionType):
        return tuple(member for part in get_args(annotation) for member in _members(part))
    return (annotation,)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
