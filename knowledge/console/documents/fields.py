"""The fields that a document can fill, as the form of a record has them, and what a posted text means for one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from knowledge.catalogue.load import explain
from knowledge.catalogue.model import Record
from knowledge.console.content.shape import Column, Shape, columns

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
PATHS = tuple(path for _, paths in GROUPS for path in paths)
_MANY = (Shape.CHOICES, Shape.REFERENCES)


@dataclass(frozen=True)
class Field:
    """``path`` is dotted; of ``sources`` it means the first source. ``widget``: text, long, lines, number, date, choice, choices."""

    path: str
    label: str
    help: str
    required: bool
    widget: str
    choices: tuple[tuple[str, str], ...]
    points_at: str


@cache
def field_at(path: str) -> Field:
    """The field of that path.

    Raises KeyError when a record has none.
    """
    column, label = _column(tuple(path.split(".")))
    return Field(path, label, column.help, column.required, _widget(column), column.choices, column.points_at)


def read_texts(path: str, texts: list[str]) -> Any:
    """What a form's ``texts`` (several of a list of choices) mean; None when blank.

    Raises ValueError with a Chinese message.
    """
    column, _ = _column(tuple(path.split(".")))
    value: Any
    if column.shape in _MANY:
        value = [text for text in texts if text] or None
    elif column.shape is Shape.LINES:
        value = [line.strip() for line in "\n".join(texts).splitlines() if line.strip()] or None
    else:
        value = "".join(texts[:1]).strip() or None
    if value is None:
        return None
    try:
        return _validator(path).validate_python(value)
    except ValidationError as error:
        raise ValueError(_reason(column, error)) from error


def texts_of(path: str, value: Any) -> list[str]:
    """``value`` as the form holds it; the opposite of ``read_texts``."""
    column, _ = _column(tuple(path.split(".")))
    if value is None:
        return []
    if column.shape in _MANY:
        return [str(one) for one in value]
    if column.shape is Shape.LINES:
        return ["\n".join(map(str, value))]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return [str(value)]


def shown(path: str, value: Any, names: dict[str, str]) -> str:
    """``value`` in words; ``names`` of institutions and records by id."""
    labels = {**dict(field_at(path).choices), **(names if field_at(path).points_at else {})}
    parts = value if isinstance(value, list) else texts_of(path, value)
    return "、".join(labels.get(str(part), str(part)) for part in parts)


def _column(path: tuple[str, ...]) -> tuple[Column, str]:
    for column in columns("records"):
        if column.path == path:
            return column, column.title
        if column.path == path[:1] and column.parts:
            part = next(part for part in column.parts if part.path == path[1:])
            return part, part.title
    raise KeyError(".".join(path))


def _widget(column: Column) -> str:
    return {
        Shape.TEXT: "long",
        Shape.LINES: "lines",
        Shape.NUMBER: "number",
        Shape.COUNT: "number",
        Shape.DATE: "date",
        Shape.CHOICE: "choice",
        Shape.REFERENCE: "choice",
        Shape.CHOICES: "choices",
        Shape.REFERENCES: "choices",
    }.get(column.shape, "text")


@cache
def _validator(path: str) -> TypeAdapter[Any]:
    model: type[BaseModel] = Record
    *above, name = path.split(".")
    for step in above:
        model = _model_in(model.model_fields[step].annotation)
    info = model.model_fields[name]
    annotation: Any = info.annotation
    for constraint in info.metadata:
        annotation = Annotated[annotation, constraint]
    return TypeAdapter(annotation)


def _model_in(annotation: Any) -> type[BaseModel]:
    return next(
        part for part in (annotation, *get_args(annotation)) if isinstance(part, type) and issubclass(part, BaseModel)
    )


def _reason(column: Column, error: ValidationError) -> str:
    if column.shape in (Shape.NUMBER, Shape.COUNT):
        return f"请填大于0的{'整数' if column.shape is Shape.COUNT else '数字'}，不用写单位"
    if column.shape is Shape.DATE:
        return "请按“年-月-日”填，如 2025-07-01"
    if column.shape is Shape.URL:
        return "网址不完整，要以 https:// 或 http:// 开头"
    if column.path[-1] == "date":
        return "请填年-月-日，只知道年或年月也可以，如 2025、2025-06"
    return explain(error.errors()[0]).removeprefix("Value error, ")
