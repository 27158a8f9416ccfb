"""The value of a condition as staff write it: 是/否, numbers, several values parted by 、."""

from __future__ import annotations

import re
from typing import Any

from knowledge.catalogue.conditions import LIST_OPS, check_item, fact_type

MANY_OPS = ("in", "not_in", *LIST_OPS)
_PARTS = re.compile(r"\s*[、,，;；\n]\s*")
_FLAGS = {"是": True, "有": True, "否": False, "没有": False}
_NUMERIC = ("count", "number", "range")


def value_text(value: Any) -> str:
    """A condition's value as text; "" for None. ``read_value`` reads it back."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(map(value_text, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read_value(fact: str, op: str | None, text: str) -> Any:
    """The value that ``text`` means for ``fact``: a list where ``op`` compares with several, None for blank text.

    Raises ValueError, in Chinese, when the text is no value of this fact.
    """
    text = text.strip()
    if not text:
        return None
    if op not in MANY_OPS:
        return _item(fact, text)
    return [_item(fact, part) for part in _PARTS.split(text) if part]


def _item(fact: str, text: str) -> Any:
    kind = fact_type(fact)
    value: Any = text
    if kind == "flag":
        if text not in _FLAGS:
            raise ValueError(f"“{text}”应为“是”或“否”")
        value = _FLAGS[text]
    elif kind in _NUMERIC:
        try:
            number = float(text)
        except ValueError:
            raise ValueError(f"“{text}”不是数字（不用写单位）") from None
        value = int(number) if number.is_integer() else number
    check_item(fact, value)
    return value
