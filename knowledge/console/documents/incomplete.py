"""A record of which only some fields are known: enough for a draft, never for going live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, TypeAdapter

from knowledge.catalogue.conditions import Condition
from knowledge.catalogue.model import Apply, Benefit, Record, Source

Model = TypeVar("Model", bound=BaseModel)
_CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)


def incomplete_record(id: str, values: Mapping[str, Any], conditions: Sequence[Mapping[str, Any]]) -> Record:
    """A record with ``values`` by dotted path; every other field is empty, and nothing is checked but the conditions.

    Raises pydantic.ValidationError for a condition that the vocabulary does not know.
    """
    nested = {name: _below(values, name) for name in ("benefit", "apply", "sources")}
    source = _blank(Source, nested["sources"]) if nested["sources"] else None
    return _blank(
        Record,
        {path: value for path, value in values.items() if "." not in path}
        | {
            "id": id,
            "benefit": _blank(Benefit, nested["benefit"]),
            "apply": _blank(Apply, nested["apply"]),
            "sources": [source] if source else [],
            "conditions": _CONDITION.validate_python({"all": list(conditions)}) if conditions else None,
        },
    )


def _below(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    prefix = name + "."
    return {path.removeprefix(prefix): value for path, value in values.items() if path.startswith(prefix)}


def _blank(model: type[Model], values: Mapping[str, Any]) -> Model:
    empty = {
        name: ([] if get_origin(field.annotation) is list else None) if field.is_required() else field.get_default()
        for name, field in model.model_fields.items()
    }
    return model.model_construct(**(empty | dict(values)))
