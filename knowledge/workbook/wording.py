"""What the model refuses, in the words of the sheets."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from knowledge.catalogue.conditions import OP_LABELS
from knowledge.terms.vocabulary import AVAILABILITY_LABELS, CONFIDENCE_LABELS, DERIVED, FACTS, fact_label
from knowledge.workbook.columns import SHEETS
from knowledge.workbook.words import quoted

_TYPE_LABELS = {"count": "整数", "number": "数字", "range": "数字", "flag": "是或否", "month": "年-月"}
_NAME = re.compile(r"'?\b[a-z][a-z0-9]*(?:_[a-z0-9]+)*\b'?")
_MESSAGES = {
    "missing": "必填，现在是空的",
    "string_too_short": "{found}太短",
    "string_too_long": "{found}太长，最多 {max_length} 个字",
    "string_pattern_mismatch": "{found}；只能用小写英文字母、数字和连字符，如 ps-loan-subsidy",
    "greater_than": "{found}；应大于 {gt}",
    "less_than_equal": "{found}；最大是 {le}",
    "too_short": "必填，至少要有一项",
    "url_parsing": "{found}；应为网址，以 http:// 或 https:// 开头",
    "url_scheme": "{found}；应为网址，以 http:// 或 https:// 开头",
    "url_too_long": "{found}；网址太长",
    "finite_number": "{found}；应为数字",
}


@cache
def _labels() -> dict[str, str]:
    columns = {column.path[-1]: column.title for sheet in SHEETS.values() for column in sheet.columns}
    facts = {name: fact_label(name) for name in (*FACTS, *DERIVED)}
    parts = {sheet.part: sheet.title for sheet in SHEETS.values() if sheet.part}
    return columns | parts | _TYPE_LABELS | OP_LABELS | AVAILABILITY_LABELS | CONFIDENCE_LABELS | facts


def in_words(message: str) -> str:
    """A message with the names of fields, facts, operators and codes replaced by their labels."""

    def label(found: re.Match[str]) -> str:
        name = found[0].strip("'")
        return f"“{_labels()[name]}”" if name in _labels() else found[0]

    return _NAME.sub(label, message)


def refusal(error: Any) -> str:
    """The Chinese of one error of pydantic's."""
    context = error.get("ctx", {})
    if error["type"] in ("value_error", "assertion_error"):
        return in_words(str(context.get("error", "")))
    template = _MESSAGES.get(error["type"], "{found}，填得不对；请看表头的说明")
    return template.format(found=f"现为{quoted(error['input'])}", **context)
