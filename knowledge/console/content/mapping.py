"""From a catalogue item to the values of its columns and back.

Values are what the database holds: text ("" for none), lists as text (one a line, or parted by 、), dates, numbers
(None for none), and blocks as lists of ``{"type", "value", "id"}``.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from knowledge.catalogue.load import FOLDERS
from knowledge.catalogue.values import read_value, value_text
from knowledge.console.content import conditions
from knowledge.console.content.shape import Column, Shape, columns

BETWEEN_CHOICES = "、"


def values_of(kind: str, item: BaseModel) -> dict[str, Any]:
    """The values of every column of ``item``."""
    return {column.name: _stored(column, _at(item, column.path)) for column in columns(kind)}


def data_of(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the catalogue's model validates, from the values of columns; what is blank is left out.

    Raises ValueError with a Chinese message, and ``column`` as its second argument, where a fact's value cannot be read.
    """
    data: dict[str, Any] = {}
    for column in columns(kind):
        value = _read(column, values)
        if value is not None:
            _put(data, column.path, value)
    return _without_empty_objects(FOLDERS[kind], data, columns(kind))


def item_from(kind: str, values: Mapping[str, Any]) -> Any:
    """The catalogue item that the values make.

    Raises pydantic.ValidationError or ValueError when they make none.
    """
    return FOLDERS[kind].model_validate(data_of(kind, values))


def _at(item: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        item = None if item is None else getattr(item, name)
    return item


def _stored(column: Column, value: Any) -> Any:
    match column.shape:
        case Shape.LINES:
            return "\n".join(value)
        case Shape.CHOICES:
            return BETWEEN_CHOICES.join(value)
        case Shape.REFERENCES:
            return [block("record", other) for other in value]
        case Shape.OBJECTS:
            return [
                block("item", {part.name: _stored(part, _at(one, part.path)) for part in column.parts}) for one in value
            ]
        case Shape.CONDITIONS:
            return conditions.to_blocks(value)
        case Shape.VALUE:
            return value_text(value)
        case Shape.DATE | Shape.NUMBER | Shape.COUNT:
            return value
    return str(column.default or "") if value is None else str(value)


def block(name: str, value: Any) -> dict[str, Any]:
    """One block as a StreamField stores it."""
    return {"type": name, "value": value, "id": str(uuid.uuid4())}


def _read(column: Column, values: Mapping[str, Any]) -> Any:
    value = values.get(column.name)
    if isinstance(value, str) and column.shape in (Shape.REFERENCES, Shape.OBJECTS, Shape.CONDITIONS):
        value = json.loads(value or "[]")  # as a revision keeps it
    match column.shape:
        case Shape.LINES:
            return [line.strip() for line in (value or "").splitlines() if line.strip()] or None
        case Shape.CHOICES:
            return [part for part in (value or "").split(BETWEEN_CHOICES) if part] or None
        case Shape.REFERENCES:
            return [one["value"] for one in value or [] if one["value"]] or None
        case Shape.OBJECTS:
            return [_read_object(column, one["value"]) for one in value or []] or None
        case Shape.CONDITIONS:
            return conditions.to_data(value or [])
        case Shape.VALUE:
            return _fact_value(column, values)
    return value.strip() or None if isinstance(value, str) else value


def _read_object(column: Column, values: Mapping[str, Any]) -> dict[str, Any]:
    read = {part.name: _read(part, values) for part in column.parts}
    return {name: value for name, value in read.items() if value is not None}


def _fact_value(column: Column, values: Mapping[str, Any]) -> Any:
    fact = values.get("_".join((*column.path[:-1], "fact")))
    text = values.get(column.name) or ""
    try:
        return read_value(fact, None, text) if fact else text or None
    except ValueError as error:
        raise ValueError(str(error), column.name) from error


def _put(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        data = data.setdefault(name, {})
    data[path[-1]] = value


def _without_empty_objects(model: type[BaseModel], data: dict[str, Any], all_columns: tuple[Column, ...]) -> Any:
    """``data`` without the nested objects of which nothing but defaults is filled in."""
    defaults = {column.path: column.default for column in all_columns}

    def pruned(value: Any, path: tuple[str, ...]) -> Any:
        if not isinstance(value, dict) or path in defaults:
            return value
        kept = {name: left for name, one in value.items() if (left := pruned(one, (*path, name))) is not None}
        return kept if any(one != defaults.get((*path, name)) for name, one in kept.items()) else None

    kept = {name: left for name, one in data.items() if (left := pruned(one, (name,))) is not None}
    return {name: {} for name, field in model.model_fields.items() if _is_object(field.annotation)} | kept


def _is_object(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
