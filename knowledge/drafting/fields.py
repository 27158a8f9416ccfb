"""The fields of a record that a document can tell, as the model names them: label, help, unit, choices."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from knowledge.catalogue.model import Record
from knowledge.terms.vocabulary import AVAILABILITY_LABELS, CONFIDENCE_LABELS, KINDS

Shape = Literal["text", "long", "lines", "choice", "choices", "number", "date", "institution", "records"]

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("是什么", ("title", "kind", "board", "provider", "level")),
    (
        "好处",
        (
            "benefit.summary",
            "benefit.amount_max_wan",
            "benefit.ratio_pct",
            "benefit.ratio_of",
            "benefit.cap_wan",
            "benefit.rate_pct",
            "benefit.term_months_max",
            "benefit.offsets",
        ),
    ),
    ("适合谁", ("region", "stages", "industries", "needs", "purposes")),
    ("怎么申请", ("apply.how", "apply.materials", "apply.window", "apply.url", "contact", "obligations")),
    ("什么时候有效", ("valid_from", "valid_until", "supersedes")),
    ("来源", ("sources.title", "sources.issuer", "sources.doc_no", "sources.date")),
    ("登记", ("owner", "confidence", "availability", "reviewed_on", "recheck_by")),
)
_LONG = ("benefit.summary", "apply.how")
_LABELS: dict[str, Mapping[str, str]] = {
    "kind": KINDS,
    "confidence": CONFIDENCE_LABELS,
    "availability": AVAILABILITY_LABELS,
}


@dataclass(frozen=True)
class Field:
    """``path`` is dotted (benefit.cap_wan; sources.title is that of the first source); ``choices`` are (value, label)."""

    path: str
    label: str
    help: str
    unit: str
    shape: Shape
    choices: tuple[tuple[str, str], ...]
    required: bool
    annotation: Any


@cache
def field_at(path: str) -> Field:
    """The field of that path.

    Raises KeyError when the record has none.
    """
    model: type[BaseModel] = Record
    *above, name = path.split(".")
    for step in above:
        model = _model_in(model.model_fields[step].annotation)
    info = model.model_fields[name]
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    shape, values = _shape(path, info.annotation)
    labels = _LABELS.get(path, {})
    choices = tuple((value, labels.get(value, value)) for value in values)
    label = f"来源：{info.title}" if above == ["sources"] else str(info.title)
    annotation: Any = info.annotation
    for constraint in info.metadata:
        annotation = Annotated[annotation, constraint]
    return Field(
        path, label, info.description or "", str(extra.get("unit", "")), shape, choices, info.is_required(), annotation
    )


def read_value(path: str, texts: list[str]) -> Any:
    """What a form's ``texts`` (one, or several of a list of choices) mean for the field; None when blank.

    Raises ValueError with a Chinese message.
    """
    field = field_at(path)
    if field.shape in ("choices", "records"):
        value: Any = [text for text in texts if text] or None
    elif field.shape == "lines":
        value = [line.strip() for line in "\n".join(texts).splitlines() if line.strip()] or None
    else:
        value = "".join(texts[:1]).strip() or None
    if value is None:
        return None
    try:
        return TypeAdapter(field.annotation).validate_python(value)
    except ValidationError as error:
        raise ValueError(_reason(field, error)) from error


def _reason(field: Field, error: ValidationError) -> str:
    first = error.errors()[0]
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    if field.shape == "number":
        return f"请填大于0的数字{f'（单位：{field.unit}）' if field.unit else ''}"
    if field.shape == "date":
        return "请按 年-月-日 填写日期，如 2025-07-01"
    return {"literal_error": "请从可选项里选", "url_parsing": "网址不完整，应以 https:// 开头"}.get(
        first["type"], "填写的内容不符合要求"
    )


def _model_in(annotation: Any) -> type[BaseModel]:
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    raise KeyError(str(annotation))


def _shape(path: str, annotation: Any) -> tuple[Shape, tuple[str, ...]]:
    if path == "contact":
        return "institution", ()
    if path == "supersedes":
        return "records", ()
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    if get_origin(annotation) is list:
        (inner,) = get_args(annotation)
        return ("choices", get_args(inner)) if get_origin(inner) is Literal else ("lines", ())
    if get_origin(annotation) is Literal:
        return "choice", get_args(annotation)
    if annotation in (int, float):
        return "number", ()
    if annotation is dt.date:
        return "date", ()
    return ("long" if path in _LONG else "text"), ()
