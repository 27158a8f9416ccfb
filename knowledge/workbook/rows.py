"""Which cells an item has: one row on its own sheet, and the rows of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from knowledge.catalogue.load import Catalogue
from knowledge.workbook.cells import Written, to_cell
from knowledge.workbook.columns import CONDITIONS, MAIN, SHEETS, Column, Sheet, parts_of
from knowledge.workbook.names import Names, items_of
from knowledge.workbook.outline import flatten

Row = dict[Column, Written]


def rows_of(catalogue: Catalogue, names: Names) -> dict[str, list[Row]]:
    """The rows of every sheet, by its title."""
    rows: dict[str, list[Row]] = {title: [] for title in SHEETS}
    for kind, items in items_of(catalogue).items():
        for id_, item in items.items():
            rows[MAIN[kind].title].append(own_cells(MAIN[kind], item, names))
            for part in parts_of(kind):
                rows[part.title] += _part_rows(part, kind, id_, item, names)
    return rows


def own_cells(sheet: Sheet, item: Any, names: Names) -> Row:
    """The cells of an item on the sheet of its kind."""
    return {column: to_cell(column, field_of(item, column.path), names) for column in sheet.columns}


def field_of(item: Any, path: Sequence[str]) -> Any:
    """The value at ``path``; None where a part on the way is missing."""
    for name in path:
        item = None if item is None else getattr(item, name)
    return item


def _part_rows(part: Sheet, kind: str, id_: str, item: Any, names: Names) -> Iterator[Row]:
    for order, (level, relation, one) in enumerate(_in_order(part, getattr(item, part.part)), start=1):
        place = {("order",): order, ("level",): level, ("relation",): relation, ("of",): kind}
        row = {
            column: to_cell(column, place[column.path] if column.path in place else field_of(one, column.path), names)
            for column in part.columns
            if column.path != ("id",)
        }
        row[part.column("id")] = names.shown(kind, id_)
        yield row


def _in_order(part: Sheet, value: Any) -> Iterator[tuple[int | None, str | None, Any]]:
    """Level, relation and content of every row of a part."""
    if part is not CONDITIONS:
        yield from ((None, None, one) for one in value)
    elif value is not None:
        yield from ((line.level, line.relation or None, line.leaf) for line in flatten(value))
