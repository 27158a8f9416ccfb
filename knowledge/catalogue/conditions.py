"""Conditions of a record: a tree of all / any / not over typed leaves.

A leaf compares one fact with a value. A leaf without a fact is something only a person can confirm:
it is shown to the founder and never counted as met.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from knowledge.terms.vocabulary import DERIVED, FACTS

Op = Literal["eq", "ne", "ge", "le", "gt", "lt", "in", "not_in", "has_any", "has_all", "has_none"]

ORDERED_OPS = ("ge", "le", "gt", "lt")
EQUALITY_OPS = ("eq", "ne", "in", "not_in")
LIST_OPS = ("has_any", "has_all", "has_none")

OP_LABELS: dict[str, str] = {
    "eq": "是",
    "ne": "不是",
    "ge": "不少于",
    "le": "不超过",
    "gt": "大于",
    "lt": "小于",
    "in": "是其中之一",
    "not_in": "不是其中任何一个",
    "has_any": "至少有其中一项",
    "has_all": "每一项都有",
    "has_none": "一项也没有",
}

_MONTH = re.compile(r"^\d{4}(-(0[1-9]|1[0-2]))?$")
_TYPES = {name: fact.type for name, fact in FACTS.items()} | {
    "age_months": "count",
    "city": "text",
    "patents_total": "count",
}
_OPS_BY_TYPE = {
    "choice": EQUALITY_OPS,
    "text": EQUALITY_OPS,
    "choices": LIST_OPS,
    "flag": ("eq", "ne"),
    "count": ORDERED_OPS + EQUALITY_OPS,
    "number": ORDERED_OPS,
    "range": ORDERED_OPS,
    "month": ORDERED_OPS,
}


def fact_type(fact: str) -> str:
    """The type of a stated or derived fact (vocabulary.FactType).

    Raises ValueError for a name outside the vocabulary.
    """
    if fact not in _TYPES:
        raise ValueError(f"fact '{fact}' 不在词表中；可用：{'、'.join(_TYPES)}")
    return _TYPES[fact]


def fact_unit(fact: str) -> str:
    """The unit of a stated or derived fact; "" when it has none."""
    derived = {"age_months": "个月", "patents_total": "件"}
    return FACTS[fact].unit if fact in FACTS else derived.get(fact, "")


def allowed_ops(fact: str) -> tuple[str, ...]:
    """The operators that may compare ``fact`` (keys of OP_LABELS)."""
    return _OPS_BY_TYPE[fact_type(fact)]


class _Node(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Leaf(_Node):
    """``fact op value``, the sentence a founder reads, and the clause it rests on.

    ``must`` False marks a preference: shown, but never decisive.
    ``rare`` marks what only the desk can confirm and few of the firms that ask will meet (已在北交所上市).
    ``valid_from`` / ``valid_until`` bound the days on which the condition is in force.
    """

    text: str = Field(min_length=2, max_length=120, title="条件", description="创始人看到的一句话，如：成立满2年。")
    fact: str | None = Field(None, title="事实", description="能由机器判断时选；只能人工核实就不选。")
    op: Op | None = Field(None, title="比较方式")
    value: Any = Field(None, title="值", description="有多个值时用顿号分开。")
    clause: str | None = Field(None, title="条款", description="依据文件的第几条。")
    must: bool = Field(True, title="必须满足", description="不勾选就是优先条件：会提示，但不影响能不能申请。")
    rare: bool = Field(False, title="很少企业满足", description="只能人工核实、来问的企业大多不满足时勾选。")
    valid_from: dt.date | None = Field(None, title="条件生效日期")
    valid_until: dt.date | None = Field(None, title="条件失效日期")

    @model_validator(mode="after")
    def _typed_leaf_is_complete(self) -> Leaf:
        if self.fact is None:
            if self.op is not None or self.value is not None:
                raise ValueError("没有 fact 的条件不能写 op 或 value")
            return self
        if self.rare:
            raise ValueError("rare 只用于没有 fact 的条件；有 fact 的条件由机器判断")
        if self.fact not in FACTS and self.fact not in DERIVED:
            raise ValueError(f"fact '{self.fact}' 不在词表中；可用：{'、'.join([*FACTS, *DERIVED])}")
        _check_value(self.fact, self.op, self.value)
        return self


class All(_Node):
    """Every child must hold."""

    all: list[Condition] = Field(min_length=1)


class Any_(_Node):
    """At least one child must hold."""

    any: list[Condition] = Field(min_length=1)


class Not(_Node):
    """The child must not hold."""

    not_: Condition = Field(alias="not")


def _shape(node: Any) -> str:
    if isinstance(node, BaseModel):
        return {"All": "all", "Any_": "any", "Not": "not"}.get(type(node).__name__, "leaf")
    keys = node if isinstance(node, dict) else {}
    return next((key for key in ("all", "any", "not") if key in keys), "leaf")


Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[Any_, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Leaf, Tag("leaf")],
    Discriminator(_shape),
]
for _model in (All, Any_, Not):
    _model.model_rebuild()


def leaves(node: All | Any_ | Not | Leaf) -> Iterator[Leaf]:
    """Every leaf of the tree, left to right."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Not):
        yield from leaves(node.not_)
    else:
        for child in node.all if isinstance(node, All) else node.any:
            yield from leaves(child)


def _check_value(fact: str, op: str | None, value: Any) -> None:
    allowed = allowed_ops(fact)
    if op not in allowed:
        raise ValueError(f"fact '{fact}' 的 op 是 '{op}'；可用：{'、'.join(allowed)}")
    wants_list = op in ("in", "not_in", *LIST_OPS)
    if wants_list != isinstance(value, list) or value == []:
        raise ValueError(
            f"fact '{fact}' 配 op '{op}' 时 value 应为{'非空列表' if wants_list else '单个值'}，现为 {value!r}"
        )
    for item in value if wants_list else [value]:
        check_item(fact, item)


def check_item(fact: str, item: Any) -> None:
    """Raises ValueError unless ``item`` is a value (for a list fact: one entry) that the vocabulary allows for ``fact``."""
    kind = fact_type(fact)
    choices = FACTS[fact].choices if fact in FACTS else ()
    if choices and item not in choices:
        raise ValueError(f"fact '{fact}' 的值 {item!r} 不在词表中；可用：{'、'.join(choices)}")
    number = isinstance(item, int | float) and not isinstance(item, bool)
    good = {
        "flag": isinstance(item, bool),
        "count": number,
        "number": number,
        "range": number,
        "month": isinstance(item, str) and bool(_MONTH.match(item)),
    }.get(kind, isinstance(item, str))
    if not good:
        raise ValueError(f"fact '{fact}' 的值 {item!r} 类型不对（应为 {kind}）")
