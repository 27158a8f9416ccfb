"""One value as one cell, and one cell as one value."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol

from knowledge.catalogue.conditions import LIST_OPS, fact_type, fact_unit
from knowledge.terms.vocabulary import FACTS
from knowledge.workbook.columns import Column, Form
from knowledge.workbook.names import CellProblem, Names
from knowledge.workbook.words import (
    as_lines,
    as_series,
    codes_by_word,
    from_lines,
    from_series,
    half_width,
    nearest,
    plain,
    quoted,
    tidy,
    unescaped,
)

Written = str | int | float | dt.date | None
YES, NO = "是", "否"
_YES_WORDS = {"是", "√", "✓", "对", "y", "yes", "true", "1", "t"}
_NO_WORDS = {"否", "不是", "×", "x", "n", "no", "false", "0", "f"}
_UNITS = {"万元": ("万元", "万"), "%": ("%",), "个月": ("个月", "月"), "人": ("人", "名"), "件": ("件", "个")}
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:e[+-]?\d{1,3})?")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?(?: 00:00(?::00)?)?")
_YEAR = re.compile(r"(\d{4})年?")
_COMPACT_DATE = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = range(20_000, 80_000)
"""Days since 1899-12-30 that lie between 1954 and 2119: a date whose cell lost its format."""
_MANY = 16


class Cell(Protocol):
    """What of a cell of openpyxl is looked at."""

    @property
    def value(self) -> Any: ...
    @property
    def data_type(self) -> str: ...
    @property
    def number_format(self) -> str: ...


def to_cell(column: Column, value: Any, names: Names) -> Written:
    """What a field's value is written as; None for nothing. The opposite of ``from_cell``."""
    if value is None or value == []:
        return None
    if column.form == "value":
        return _value_written(value)
    if column.form == "choices":
        return as_series(column.choices[one] for one in value)
    if column.form == "choice":
        return column.choices[value]
    if column.form == "references":
        return as_lines(names.shown(column.refers_to, one) for one in value)
    if column.form == "reference":
        return names.shown(column.refers_to, value)
    if column.form == "texts":
        return as_lines(map(tidy, value))
    if column.form == "flag":
        return YES if value else NO
    if column.form in ("number", "whole"):
        return _number_written(value)
    return value if column.form == "date" else tidy(str(value))


def _number_written(value: float) -> int | float | str:
    """A number as such; as text where Excel's 15 digits would change it."""
    whole = int(value) if value == int(value) else value
    return whole if float(f"{whole:.15g}") == whole else repr(value)


def _value_written(value: Any) -> Written:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return as_series(str(_value_written(one)) for one in value)
    return _number_written(value) if isinstance(value, int | float) else tidy(str(value))


def is_blank(cell: Cell) -> bool:
    """Whether nothing is written in the cell, or only blanks."""
    return cell.value is None or (isinstance(cell.value, str) and not tidy(cell.value))


def from_cell(column: Column, cell: Cell, names: Names, *, fact: str | None = None, op: str | None = None) -> Any:
    """The value that a cell means, None for a blank one; ``fact`` and ``op`` say how a condition's value is read.

    Raises CellProblem for a formula, an error value, or what the column cannot hold.
    """
    if cell.data_type == "f":
        raise CellProblem("这一格是公式，导入不计算公式；请改成算好的值，本来就是文字的请把单元格设成“文本”再写")
    if cell.data_type == "e":
        raise CellProblem(f"这一格是错误值 {cell.value}；请改成正确的值，没有就清空")
    if is_blank(cell):
        return None
    if column.form == "value":
        return _fact_value(fact, op, cell)
    if column.form in ("number", "whole"):
        return _number(cell, column.unit, whole=column.form == "whole")
    if column.form in _READERS:
        return _READERS[column.form](cell)
    return _from_text(column, text_of(cell), names)


def _from_text(column: Column, text: str, names: Names) -> Any:
    if column.form == "choices":
        return [_choice(one, column.choices, column.codes) for one in _vocabulary_entries(text)]
    if column.form == "choice":
        return _choice(text, column.choices, column.codes)
    if column.form == "references":
        return [names.resolve(column.refers_to, one) for one in from_lines(text)]
    if column.form == "reference" and column.refers_to:
        return names.resolve(column.refers_to, text)
    return from_lines(text) if column.form == "texts" else text


def text_of(cell: Cell) -> str:
    """A cell's text. Raises CellProblem for a date or a tick, which Excel makes of some texts by itself."""
    value = cell.value
    if isinstance(value, bool):
        raise CellProblem(f"现为 {'TRUE' if value else 'FALSE'}；应为文字")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise CellProblem("这一格是日期或时间，应为文字；请把单元格设成“文本”再写")
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else repr(value)
    return tidy(unescaped(str(value)))


def _vocabulary_entries(text: str) -> list[str]:
    return [entry for part in from_series(text) if (entry := part.strip(" /|"))]


def _choice(text: str, choices: Mapping[str, str], codes: Mapping[str, str]) -> str:
    if (word := plain(text)) in codes:
        return codes[word]
    near = nearest(text, list(choices.values()))
    hint = f"；是不是{quoted(near)}？" if near else ""
    allowed = f"可以填：{'、'.join(choices.values())}" if len(choices) <= _MANY else "请从下拉列表里选"
    raise CellProblem(f"现为{quoted(text)}，不在可选的词里{hint or '；'}{allowed}")


def _flag(cell: Cell) -> bool:
    word = half_width(str(cell.value)).strip().lower()
    if word in _YES_WORDS or word in _NO_WORDS:
        return word in _YES_WORDS
    raise CellProblem(f"现为{quoted(cell.value)}；应填“是”或“否”")


def _number(cell: Cell, unit: str, *, whole: bool = False) -> float | int:
    value, asked = cell.value, f"应为{'整数' if whole else '数字'}{f'，单位是{unit}' if unit else ''}"
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        raise CellProblem(f"这一格是{'是否' if isinstance(value, bool) else '日期或时间'}格式；{asked}")
    if isinstance(value, int | float):
        if "%" in cell.number_format:
            if unit != "%":
                raise CellProblem(f"这一格是百分数格式；{asked}")
            value = round(value * 100, 10)
        return _whole_if_it_is(value, whole, asked)
    return _whole_if_it_is(_number_from_text(text_of(cell), unit, asked), whole, asked)


def _number_from_text(text: str, unit: str, asked: str) -> float:
    word = half_width(text).replace(" ", "").lower()
    for ending in _UNITS.get(unit, ()):
        if word.endswith(ending):
            word = word.removesuffix(ending)
            break
    if not _NUMBER.fullmatch(word):
        raise CellProblem(f"现为{quoted(text)}；{asked}，只写数字")
    return float(word.replace(",", ""))


def _whole_if_it_is(value: float | int, whole: bool, asked: str) -> float | int:
    if abs(value) > 1e15:
        raise CellProblem(f"现为 {value:g}，太大了；{asked}")
    if value == int(value):
        return int(value)
    if whole:
        raise CellProblem(f"现为 {value}；{asked}")
    return value


def _date(cell: Cell) -> dt.date:
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = text_of(cell) if not isinstance(value, dt.time | dt.timedelta) else str(value)
    word = half_width(text)
    found = _DATE.fullmatch(word) or _COMPACT_DATE.fullmatch(word)
    if found and found[3]:
        return _real_date(int(found[1]), int(found[2]), int(found[3]), text)
    if isinstance(value, int) and value in _SERIAL:
        meant = dt.date(1899, 12, 30) + dt.timedelta(days=value)
        raise CellProblem(f"现为数字 {value}，没有设成日期格式，按日期是 {meant}；请写成 {meant} 这样")
    raise CellProblem(f"现为{quoted(text)}；应为日期，写成 2026-06-30 这样")


def _real_date(year: int, month: int, day: int, text: str) -> dt.date:
    if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        raise CellProblem(f"现为{quoted(text)}；没有这一天，应为日期，写成 2026-06-30 这样")
    return dt.date(year, month, day)


def _partial_date(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, dt.datetime | dt.date):
        shown = cell.number_format.lower()
        return f"{value:%Y-%m-%d}" if "d" in shown or "日" in shown else f"{value:%Y-%m}"
    text = str(value) if isinstance(value, dt.time | dt.timedelta) else text_of(cell)
    word = half_width(text)
    if found := _YEAR.fullmatch(word):
        return found[1]
    if found := _DATE.fullmatch(word) or _COMPACT_DATE.fullmatch(word):
        date = _real_date(int(found[1]), int(found[2]), int(found[3] or 1), text)
        return f"{date:%Y-%m-%d}" if found[3] else f"{date:%Y-%m}"
    raise CellProblem(f"现为{quoted(text)}；应为日期，写成 2026-06-30、2026-06 或 2026 这样")


_READERS: dict[Form, Callable[[Cell], Any]] = {"date": _date, "partial_date": _partial_date, "flag": _flag}


def _fact_value(fact: str | None, op: str | None, cell: Cell) -> Any:
    if fact is None:
        raise CellProblem(f"现为{quoted(cell.value)}；没有选事实就不填值，由人核实的只写一句话")
    if op in ("in", "not_in", *LIST_OPS):
        if isinstance(cell.value, str):
            return [_one_value(fact, _TextCell(part)) for part in from_series(tidy(unescaped(cell.value)))]
        return [_one_value(fact, cell)]
    return _one_value(fact, cell)


@cache
def _words_of(fact: str) -> tuple[dict[str, str], dict[str, str]]:
    """The values of a fact with a vocabulary, and the value of every word for one."""
    choices = {one: one for one in FACTS[fact].choices}
    return choices, codes_by_word(choices, {})


def _one_value(fact: str, cell: Cell) -> Any:
    kind, choices = fact_type(fact), FACTS[fact].choices if fact in FACTS else ()
    if choices:
        return _choice(text_of(cell), *_words_of(fact))
    if kind == "flag":
        return _flag(cell)
    if kind == "month":
        return _partial_date(cell)[:7]
    if kind == "text":
        return text_of(cell)
    return _number(cell, fact_unit(fact))


class _TextCell:
    """One entry of a list, as if it had a cell of its own."""

    data_type = "s"
    number_format = "General"

    def __init__(self, value: str) -> None:
        self.value = value
