"""Workbooks as people hand them in: an exported file with cells changed."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.workbook.export import export_catalogue
from knowledge.workbook.reading import Reading, read_workbook

GOOD = Path(__file__).parents[1] / "catalogue" / "good"


def good() -> Catalogue:
    """One record, one institution, one term."""
    return load_catalogue(GOOD)


def column_of(sheet: Worksheet, label: str) -> int:
    """The number of the column with that header."""
    return next(cell.column for cell in sheet[1] if str(cell.value).startswith(label))


@cache
def _exported_good() -> bytes:
    return export_catalogue(good()).getvalue()


class Book:
    """An exported workbook that a test changes as a person would."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self.catalogue = catalogue or good()
        exported = export_catalogue(catalogue).getvalue() if catalogue else _exported_good()
        self.book = openpyxl.load_workbook(io.BytesIO(exported))

    def put(self, sheet: str, row: int, label: str, value: Any, number_format: str | None = None) -> "Book":
        """Write a cell."""
        page = self.book[sheet]
        cell = page.cell(row, column_of(page, label))
        cell.value = value
        if number_format:
            cell.number_format = number_format
        return self

    def row(self, sheet: str, **values: Any) -> int:
        """Add a row below the last one and return its number."""
        page = self.book[sheet]
        row = page.max_row + 1
        for label, value in values.items():
            page.cell(row, column_of(page, label), value)
        return row

    def change(self, sheet: str, how: Callable[[Worksheet], Any]) -> "Book":
        """Do something to a sheet."""
        how(self.book[sheet])
        return self

    def content(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def read(self) -> Reading:
        """What is understood of it."""
        return read_workbook(self.content(), self.catalogue)

    def problem(self) -> str:
        """The one thing that is wrong with it."""
        (only,) = self.read().problems
        return str(only)
