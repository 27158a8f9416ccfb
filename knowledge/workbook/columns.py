"""The sheets and their columns, derived from the catalogue's model: a new field of the model is a new column here."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, HttpUrl
from pydantic.fields import FieldInfo

from knowledge.catalogue.conditions import OP_LABELS, Leaf
from knowledge.catalogue.load import FOLDERS
from knowledge.catalogue.model import ID_PATTERN, Conflict, Faq, Grant, Source
from knowledge.terms.vocabulary import AVAILABILITY_LABELS, CONFIDENCE_LABELS, DERIVED, FACTS, KINDS, fact_label
from knowledge.workbook.words import codes_by_word

Form = Literal[
    "id", "text", "texts", "choice", "choices", "reference", "references", "date", "partial_date",
    "number", "whole", "flag", "url", "value",
]  # fmt: skip
"""How a cell is written and read. text: free; texts: one a line; choice, choices: of a vocabulary; reference(s): another
item; partial_date: YYYY, YYYY-MM or YYYY-MM-DD; whole: int; value: of the fact in the same row."""

TITLE_FIELDS = {"records": "title", "institutions": "name", "glossary": "term", "faq": "question"}
"""The field that names an item, by kind."""
SHEET_TITLES = {"records": "记录", "institutions": "机构", "glossary": "术语", "faq": "常见问题"}
RELATIONS = {"all": "以下都要", "any": "以下任一", "not": "以下不能", "leaf": "条件"}

_LABELS = {tuple(labels): labels for labels in (KINDS, AVAILABILITY_LABELS, CONFIDENCE_LABELS, OP_LABELS)}
_PREFIXED = (Grant,)
"""Parts whose fields say nothing without the name of the part."""
_PARTIAL_DATE = r"^\d{4}(-"


@dataclass(frozen=True)
class Column:
    """One column; ``path`` leads to the field, ``choices`` are label by code, ``refers_to`` the kind of a reference."""

    path: tuple[str, ...]
    title: str
    form: Form
    unit: str = ""
    note: str = ""
    choices: dict[str, str] = field(default_factory=dict, compare=False)
    also: dict[str, str] = field(default_factory=dict, compare=False)
    """Codes by other words that people use for them."""
    refers_to: str = ""
    required: bool = False

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of every word that may stand in the column, by ``words.plain``."""
        return codes_by_word(self.choices, self.also)

    @property
    def header(self) -> str:
        """What stands in the first row."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


@dataclass(frozen=True)
class Sheet:
    """One sheet; ``kind`` of the items, or for a sheet of parts the field ``part`` of the items that the rows make up."""

    title: str
    columns: tuple[Column, ...]
    kind: str = ""
    part: str = ""
    model: type[BaseModel] | None = field(default=None, compare=False)

    def column(self, *path: str) -> Column:
        """The column of a field. Raises KeyError for a field that the sheet lacks."""
        return {column.path: column for column in self.columns}[path]


def _unwrapped(annotation: Any) -> Any:
    """``annotation`` without Annotated and without None."""
    if hasattr(annotation, "__metadata__"):
        return _unwrapped(annotation.__origin__)
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [one for one in get_args(annotation) if one is not type(None)]
        return _unwrapped(inner[0]) if len(inner) == 1 else annotation
    return annotation


def _patterns(annotation: Any, metadata: Iterable[Any]) -> str:
    """The patterns that a text must match, wherever they are written."""
    found = [str(getattr(one, "pattern", None) or "") for one in metadata]
    for one in getattr(annotation, "__metadata__", ()):
        found.append(_patterns(None, one.metadata if isinstance(one, FieldInfo) else [one]))
    found += [_patterns(inner, ()) for inner in get_args(annotation) if hasattr(inner, "__metadata__")]
    return " ".join(filter(None, found))


def _form(name: str, info: FieldInfo) -> tuple[Form, dict[str, str]]:
    inner, patterns = _unwrapped(info.annotation), _patterns(info.annotation, info.metadata)
    several = get_origin(inner) is list
    one = _unwrapped(get_args(inner)[0]) if several else inner
    if get_origin(one) is Literal:
        codes = get_args(one)
        return "choices" if several else "choice", _LABELS.get(codes, {code: code for code in codes})
    if name == "fact":
        return "choice", {}
    if ID_PATTERN in patterns:
        return ("references" if several else "id" if name == "id" else "reference"), {}
    if _PARTIAL_DATE in patterns:
        return "partial_date", {}
    plain: dict[Any, Form] = {
        dt.date: "date",
        float: "number",
        int: "whole",
        bool: "flag",
        HttpUrl: "url",
        Any: "value",
    }
    return plain.get(one, "texts" if several else "text"), {}


def _is_part(annotation: Any) -> bool:
    """Whether the field has a sheet of its own: a list of parts, or the tree of conditions."""
    inner = _unwrapped(annotation)
    if get_origin(inner) is list:
        one = _unwrapped(get_args(inner)[0])
        return isinstance(one, type) and issubclass(one, BaseModel)
    return get_origin(inner) in (Union, types.UnionType)


def columns_of(
    model: type[BaseModel], path: tuple[str, ...] = (), prefix: str = "", must: bool = True
) -> Iterator[Column]:
    """The columns of a model's own fields, those of its single parts in place; lists of parts are left out."""
    for name, info in model.model_fields.items():
        inner = _unwrapped(info.annotation)
        required = must and info.is_required()
        if _is_part(info.annotation):
            continue
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            inside = f"{info.title}：" if inner in _PREFIXED else ""
            yield from columns_of(inner, (*path, name), inside, required)
            continue
        form, choices = _form(name, info)
        if name == "fact":
            choices = {fact: fact_label(fact) for fact in ([*FACTS] if model is Grant else [*FACTS, *DERIVED])}
        refers_to = (
            "" if form not in ("reference", "references") else "institutions" if name == "contact" else "records"
        )
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        yield Column(
            (*path, name),
            f"{prefix}{info.title}",
            form,
            str(extra.get("unit", "")),
            info.description or "",
            choices,
            refers_to=refers_to,
            required=required,
        )


def _main(kind: str) -> Sheet:
    columns = list(columns_of(FOLDERS[kind]))
    first = [("id",), (TITLE_FIELDS[kind],)]
    columns.sort(key=lambda column: first.index(column.path) if column.path in first else len(first))
    return Sheet(SHEET_TITLES[kind], tuple(columns), kind=kind)


MAIN: dict[str, Sheet] = {kind: _main(kind) for kind in FOLDERS}

OF_SHEET = Column(("of",), "所属表", "choice", note="这一行是哪张表里的。", choices=SHEET_TITLES, required=True)
OF_RECORD = Column(("id",), "记录编号", "reference", note="属于哪条记录。", refers_to="records", required=True)
OF_ITEM = Column(("id",), "编号", "reference", note="属于哪一条，填它在所属表里的编号。", required=True)
ORDER = Column(("order",), "序号", "number", note="同一条里的先后。插一行可以不填，就排在上一行后面。")
LEVEL = Column(
    ("level",), "层级", "whole", note="1是最外层；归在上面某一行“以下都要、以下任一、以下不能”里面的，层级比它多1。"
)
RELATION = Column(
    ("relation",),
    "关系",
    "choice",
    note="一般的条件不填。“以下都要”（且）、“以下任一”（或）、“以下不能”（非）管着下面层级多1的几行，这样的行只填层级和关系。",
    choices=RELATIONS,
    also={"且": "all", "都要": "all", "或": "any", "任一": "any", "非": "not", "不能": "not"},
)  # fmt: skip

CONDITIONS = Sheet("条件", (OF_RECORD, ORDER, LEVEL, RELATION, *columns_of(Leaf)), part="conditions", model=Leaf)
SOURCES = Sheet("来源", (OF_SHEET, OF_ITEM, ORDER, *columns_of(Source)), part="sources", model=Source)
ANSWERS = Sheet("问答", (OF_RECORD, ORDER, *columns_of(Faq)), part="faq", model=Faq)
CONFLICTS = Sheet("不一致", (OF_RECORD, ORDER, *columns_of(Conflict)), part="conflicts", model=Conflict)
PARTS = (CONDITIONS, SOURCES, ANSWERS, CONFLICTS)
SHEETS: dict[str, Sheet] = {
    sheet.title: sheet
    for sheet in (
        MAIN["records"],
        CONDITIONS,
        ANSWERS,
        CONFLICTS,
        MAIN["institutions"],
        MAIN["glossary"],
        MAIN["faq"],
        SOURCES,
    )
}
OPTIONS, GUIDE = "选项", "说明"


def parts_of(kind: str) -> tuple[Sheet, ...]:
    """The sheets of parts that items of ``kind`` have rows on."""
    return tuple(part for part in PARTS if part.part in FOLDERS[kind].model_fields)
