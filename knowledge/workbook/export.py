"""The catalogue, or an empty template, as an Excel file that a person can edit and that reads back unchanged."""

from __future__ import annotations

from io import BytesIO

from knowledge.catalogue.load import Catalogue
from knowledge.workbook.columns import SHEETS
from knowledge.workbook.names import Names
from knowledge.workbook.rows import rows_of
from knowledge.workbook.writing import write


def export_catalogue(catalogue: Catalogue, *, whole: Catalogue | None = None) -> BytesIO:
    """Every item of ``catalogue`` as an .xlsx file, at its start.

    ``whole`` is the catalogue that the items may refer to, where they are only some of it.
    Raises WorkbookTooLong for a text that a cell cannot hold.
    """
    names = Names(whole or catalogue)
    return write(rows_of(catalogue, names), names)


def template(catalogue: Catalogue) -> BytesIO:
    """An empty .xlsx file with every column, note and drop-down; ``catalogue`` is what may be referred to."""
    return write({title: [] for title in SHEETS}, Names(catalogue))
