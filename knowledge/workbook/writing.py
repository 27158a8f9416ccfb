"""Rows as an Excel file: headers with notes, drop-downs, widths; nothing in it can start a formula."""

from __future__ import annotations

import datetime as dt
from copy import copy
from functools import cached_property
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from knowledge.errors import WorkbookTooLong
from knowledge.workbook.cells import NO, YES, Written
from knowledge.workbook.columns import GUIDE, LEVEL, OPTIONS, SHEETS, Column, Form, Sheet
from knowledge.workbook.guide import GUIDE_LINES
from knowledge.workbook.names import Names
from knowledge.workbook.rows import Row
from knowledge.workbook.words import CELL_MAX, escaped, quoted

_LAST_ROW_WITH_LIST = 20_001
_REQUIRED, _OPTIONAL = PatternFill("solid", fgColor="1F4E79"), PatternFill("solid", fgColor="8EA9C8")
_HEADER_FONT = Font(bold=True, color="FFFFFF")
_OLDEST_DATE = dt.date(1900, 3, 1)
"""Excel counts days wrongly before this one."""
_SETS_OFF = ("=", "+", "-", "@", "\t", "\r")
_LONG = {
    ("benefit", "summary"), ("apply", "how"), ("apply", "materials"), ("benefit", "formula", "text"), ("obligations",),
    ("definition",), ("answer",), ("note",), ("a",), ("here",), ("there",), ("text",),
}  # fmt: skip
_KEPT_AS_TYPED: tuple[Form, ...] = ("id", "text", "texts", "partial_date", "url", "references")
_WIDE, _MIDDLE, _NARROW = 46, 24, 13
_FROZEN_COLUMNS = 2


def write(rows: dict[str, list[Row]], names: Names) -> BytesIO:
    """The file, at its start; ``rows`` by the title of the sheet, ``names`` for the drop-downs of references.

    Raises WorkbookTooLong for a text that a cell cannot hold.
    """
    _check_lengths(rows)
    book = Workbook(write_only=True)
    _write_guide(book)
    lists = _Lists(names)
    for title, sheet in SHEETS.items():
        _Writer(book, sheet, lists).write(rows[title])
    lists.write(book)
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def _check_lengths(rows: dict[str, list[Row]]) -> None:
    """Before anything is opened: a sheet left half written leaves a temporary file behind."""
    for title, sheet in SHEETS.items():
        for row in rows[title]:
            for column, value in row.items():
                if isinstance(value, str) and len(value) > CELL_MAX:
                    raise WorkbookTooLong(
                        f"{title} {row[sheet.column('id')]} 的“{column.title}”有 {len(value)} 个字，"
                        f"Excel 一格最多 {CELL_MAX} 个：{quoted(value)}"
                    )


def _write_guide(book: Workbook) -> None:
    sheet = book.create_sheet(GUIDE)
    sheet.column_dimensions["A"].width = 110
    for line in GUIDE_LINES:
        cell = WriteOnlyCell(sheet, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=not line.startswith("　"))
        sheet.append([cell])


class _Lists:
    """The vocabularies behind the drop-downs, each a column of one hidden sheet."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._columns: list[list[str]] = []

    def shown_in(self, column: Column) -> str | None:
        """The cells that the drop-down of ``column`` offers; None where there is none."""
        entries = self._entries(column)
        if not entries:
            return None
        if entries not in self._columns:
            self._columns.append(entries)
        letter = get_column_letter(self._columns.index(entries) + 1)
        return f"'{OPTIONS}'!${letter}$1:${letter}${len(entries)}"

    def _entries(self, column: Column) -> list[str]:
        if column.form == "choice":
            return list(column.choices.values())
        if column.form == "flag":
            return [YES, NO]
        return self._names.options(column.refers_to) if column.refers_to and column.form == "reference" else []

    def write(self, book: Workbook) -> None:
        """Add the hidden sheet."""
        sheet = book.create_sheet(OPTIONS)
        sheet.sheet_state = "hidden"
        for index in range(max(map(len, self._columns))):
            sheet.append([_text(sheet, one[index]) if index < len(one) else None for one in self._columns])


def _text(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, escaped(text))
    cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    if text.startswith(_SETS_OFF):
        cell.quotePrefix = True  # stays a text when a person edits the cell
    return cell


class _Writer:
    """One sheet."""

    def __init__(self, book: Workbook, sheet: Sheet, lists: _Lists) -> None:
        self._sheet, self._into, self._lists = sheet, book.create_sheet(sheet.title), lists
        self._indented: dict[int, Any] = {}

    def write(self, rows: list[Row]) -> None:
        """Header, notes, drop-downs and every row."""
        self._into.freeze_panes = f"{get_column_letter(_FROZEN_COLUMNS + 1)}2"
        for number, column in enumerate(self._sheet.columns, start=1):
            dimension = self._into.column_dimensions[get_column_letter(number)]
            dimension.width = _WIDE if column.path in _LONG else _MIDDLE if _roomy(column) else _NARROW
            if column.form in _KEPT_AS_TYPED and column.path not in _LONG:
                dimension.number_format = "@"
            self._offer(number, column)
        self._into.append([self._header(column) for column in self._sheet.columns])
        for row in rows:
            self._into.append([self._cell(column, row.get(column), row) for column in self._sheet.columns])
        last = get_column_letter(len(self._sheet.columns))
        self._into.auto_filter.ref = f"A1:{last}{max(len(rows), 1) + 1}"

    def _offer(self, number: int, column: Column) -> None:
        if not (cells := self._lists.shown_in(column)):
            return
        offered = DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=bool(column.choices))
        offered.errorTitle, offered.error = "请从列表里选", f"“{column.title}”只能从下拉列表里选。"
        letter = get_column_letter(number)
        offered.add(f"{letter}2:{letter}{_LAST_ROW_WITH_LIST}")
        self._into.data_validations.append(offered)

    def _header(self, column: Column) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._into, column.header)
        cell.font, cell.fill = _HEADER_FONT, _REQUIRED if column.required else _OPTIONAL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        note = note_of(column)
        cell.comment = Comment(
            note, "坪山科技金融顾问", height=40 + 18 * (len(note) // 16 + note.count("\n")), width=260
        )
        return cell

    def _cell(self, column: Column, value: Written, row: Row) -> WriteOnlyCell | None:
        if value is None:
            return None
        if isinstance(value, dt.date) and value < _OLDEST_DATE:
            value = value.isoformat()
        if isinstance(value, str):
            cell = _text(self._into, value)
            if not cell.quotePrefix:
                cell._style = copy(
                    self._text_style(column, row)
                )  # a style per cell costs seconds for thousands of rows
            return cell
        cell = WriteOnlyCell(self._into, value)
        cell._style = copy(self._date_style if isinstance(value, dt.date) else self._plain_style)
        return cell

    def _text_style(self, column: Column, row: Row) -> Any:
        if column.path == ("text",) and LEVEL in row:
            return self._style_of_level(int(str(row[LEVEL])))
        return self._typed_style if column.form in _KEPT_AS_TYPED and column.path not in _LONG else self._plain_style

    def _style_of_level(self, level: int) -> Any:
        if level not in self._indented:
            self._indented[level] = self._styled(indent=level - 1)
        return self._indented[level]

    @cached_property
    def _plain_style(self) -> Any:
        return self._styled()

    @cached_property
    def _typed_style(self) -> Any:
        return self._styled(number_format="@")

    @cached_property
    def _date_style(self) -> Any:
        return self._styled(number_format="yyyy-mm-dd")

    def _styled(self, *, number_format: str = "General", indent: int = 0) -> Any:
        cell = WriteOnlyCell(self._into)
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left" if indent else None, indent=indent)
        cell.number_format = number_format
        return cell._style


def _roomy(column: Column) -> bool:
    return column.form in ("id", "text", "texts", "reference", "references", "url") or column.title == "事实"


def note_of(column: Column) -> str:
    """The note at a header: whether it must be filled, what it is, its unit, how several things are separated."""
    how = {
        "texts": "一行一项，格内换行按 Alt+Enter。",
        "references": "一行一条，写编号或名称，格内换行按 Alt+Enter。",
        "reference": "写编号或名称。",
        "choice": "从下拉列表里选。",
        "choices": f"可以填几个，用顿号分开：{'、'.join(column.choices.values())}。",
        "date": "写成 2026-06-30 这样。",
        "partial_date": "写成 2026-06-30、2026-06 或 2026 这样。",
        "number": f"只写数字，单位是{column.unit}。" if column.unit else "只写数字。",
        "whole": f"只写整数，单位是{column.unit}。" if column.unit else "只写整数。",
        "flag": "填“是”或“否”。",
        "url": "以 http:// 或 https:// 开头。",
    }.get(column.form, "")
    return "\n".join(filter(None, ["必填。" if column.required else "", column.note, how]))
