"""A table as an Excel file in which no cell can start a formula."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_000
_WIDEST = 60
Table = tuple[Sequence[str], Iterable[Sequence[Any]]]
"""Header and rows."""


def workbook_response(name: str, sheets: Mapping[str, Table]) -> HttpResponse:
    """``sheets`` by name as a download called ``name``-today.xlsx; ``name`` is ASCII."""
    answer = HttpResponse(workbook(sheets), content_type=_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{dt.date.today():%Y%m%d}.xlsx"'
    return answer


def workbook(sheets: Mapping[str, Table]) -> bytes:
    """The file."""
    book = Workbook()
    book.remove(book.active)
    for title, (header, lines) in sheets.items():
        _fill(book.create_sheet(title), header, lines)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Worksheet, header: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    widths = [len(label) * 2 + 2 for label in header]
    for row, values in enumerate([header, *lines], 1):
        for column, value in enumerate(values, 1):
            _put(sheet, row, column, value)
            longest = max((len(line) for line in str(value or "").splitlines()), default=0)
            widths[column - 1] = min(_WIDEST, max(widths[column - 1], longest * 2 + 2))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, dt.datetime):
        value = value.replace(tzinfo=None)
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if value.startswith(_STARTS_FORMULA):
        cell.quotePrefix = True
