"""An Excel file as items of the catalogue, and everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from pypinyin import lazy_pinyin

from knowledge.catalogue.conditions import Leaf
from knowledge.catalogue.inputs import inputs
from knowledge.catalogue.load import FOLDERS, Catalogue
from knowledge.errors import WorkbookRefused
from knowledge.terms.vocabulary import FACTS
from knowledge.workbook.cells import Cell, from_cell, is_blank, text_of
from knowledge.workbook.columns import (
    CONDITIONS,
    LEVEL,
    MAIN,
    OF_SHEET,
    ORDER,
    PARTS,
    RELATION,
    SHEET_TITLES,
    TITLE_FIELDS,
    Column,
    Sheet,
    parts_of,
)
from knowledge.workbook.names import CellProblem, Names, items_of
from knowledge.workbook.opening import Opened, Table, meant_column, open_tables
from knowledge.workbook.outline import Line, build
from knowledge.workbook.problems import Problem
from knowledge.workbook.rows import field_of
from knowledge.workbook.wording import refusal
from knowledge.workbook.words import half_width, quoted

Key = tuple[str, str]
"""Kind (as in FOLDERS) and id of an item."""
_SLUG_WORDS = 5
_IDENTIFIER = re.compile(r"[^\W\d]\w*")


@dataclass
class Reading:
    """What a file holds: the items that are right by kind and id, and all that is not.

    ``rows`` is where each item stands; ``notices`` are harmless; ``unplaced`` are the parts (fields of items) with rows
    that could not be told whose they are, so that no item's part can be trusted to be whole.
    """

    items: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in FOLDERS})
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    rows: dict[Key, int] = field(default_factory=dict)
    unplaced: set[str] = field(default_factory=set)


@dataclass
class _PartRow:
    number: int
    order: float
    value: Any
    """A model of the part, a Line for a condition; None when the row is wrong."""


def read_workbook(content: bytes, current: Catalogue) -> Reading:
    """Read the bytes of an .xlsx file; ``current`` is what references may name and what missing columns leave as it is.

    Raises WorkbookRefused for a file that cannot be read at all, or has none of the tables.
    """
    opened = open_tables(content)
    if not any(MAIN[kind].title in opened.tables for kind in MAIN):
        wanted = "、".join(SHEET_TITLES.values())
        found = "、".join([*opened.tables, *opened.headless, *opened.other_sheets]) or "没有表"
        raise WorkbookRefused(
            f"没有找到要导入的表：至少要有{wanted}中的一张，第一行是表头；这个文件里是：{found}。可以先下载模板照着填"
        )
    return _Reader(opened, current).read()


class _Reader:
    def __init__(self, opened: Opened, current: Catalogue) -> None:
        self._tables, self._opened = opened.tables, opened
        self._current = items_of(current)
        self._names = Names(current)
        self._reading = Reading()
        self._parts: dict[tuple[str, Key], list[_PartRow]] = defaultdict(list)
        self._wrong_parts: set[tuple[str, Key]] = set()
        self._missing: set[tuple[str, Column]] = set()

    def read(self) -> Reading:
        self._look_at_sheets()
        self._collect_ids()
        for part in PARTS:
            if table := self._tables.get(part.title):
                self._read_part(table)
        for kind, sheet in MAIN.items():
            if table := self._tables.get(sheet.title):
                self._read_items(kind, table)
        self._reading.problems.sort(key=lambda one: (list(_SHEET_ORDER).index(one.sheet), one.row))
        return self._reading

    def _say(self, table: Table, row: int, column: Column | None, message: str, key: Key | None = None) -> None:
        kind, id_ = key or ("", "")
        letter = table.letters.get(column, "") if column else ""
        title = column.title if column else ""
        self._reading.problems.append(Problem(table.sheet.title, row, title, message, kind, id_, letter))

    def _look_at_sheets(self) -> None:
        for title in self._opened.headless:
            self._reading.problems.append(Problem(title, 0, "", "前10行里找不到表头；请照模板补上表头，或删掉这张表"))
        if self._opened.other_sheets:
            self._reading.notices.append(f"这些表不认识，没有读：{'、'.join(self._opened.other_sheets)}")
        for table in self._tables.values():
            for said, letter in table.unknown.items():
                if meant := meant_column(table.sheet, said):
                    message = f"没有这一列，是不是“{meant}”？改好再导入，不需要就删掉"
                    self._reading.problems.append(
                        Problem(table.sheet.title, table.header_row, said, message, letter=letter)
                    )
                else:
                    self._reading.notices.append(f"“{table.sheet.title}”表的“{said}”列（{letter}）不认识，没有读")
            for column in table.repeated:
                self._say(table, table.header_row, column, "有两列同名；请删掉一列")

    def _collect_ids(self) -> None:
        """Where every item stands, and what it is called, before anything refers to it."""
        for kind, sheet in MAIN.items():
            table = self._tables.get(sheet.title)
            for number, cells in table.rows if table else ():
                id_ = self._id_in(cells.get(sheet.column("id")))
                if id_ and (kind, id_) not in self._reading.rows:
                    self._reading.rows[kind, id_] = number
                    self._names.add(kind, id_, self._id_in(cells.get(sheet.column(TITLE_FIELDS[kind]))))

    def _id_in(self, cell: Cell | None) -> str:
        if cell is None or is_blank(cell) or cell.data_type in "fe":
            return ""
        try:
            return text_of(cell)
        except CellProblem:
            return ""

    # -- parts: conditions, sources, answers, conflicts

    def _read_part(self, table: Table) -> None:
        needed = [column for column in table.sheet.columns if column.required and column not in table.letters]
        for column in needed:
            self._say(table, table.header_row, column, "缺少这一列；请照模板补上，或删掉这张表（这一类就都不动）")
        if needed:
            self._reading.unplaced.add(table.sheet.part)
            return
        order: dict[Key, float] = {}
        for number, cells in table.rows:
            key = self._owner(table, number, cells)
            if key is None:
                self._reading.unplaced.add(table.sheet.part)
                continue
            values, wrong = self._values(table, number, cells, key)
            order[key] = values.pop(ORDER.path, None) or order.get(key, 0)
            values = {path: value for path, value in values.items() if path not in (OF_SHEET.path, ("id",))}
            value: Line | BaseModel | None
            if table.sheet is CONDITIONS:
                value = self._line(table, number, cells, values, wrong, key)
            else:
                value = self._part(table, number, values, wrong, key)
            if wrong or value is None:
                self._wrong_parts.add((table.sheet.part, key))
            self._parts[table.sheet.part, key].append(_PartRow(number, order[key], value))
        for rows in self._parts.values():
            rows.sort(key=lambda row: row.order)

    def _owner(self, table: Table, number: int, cells: dict[Column, Cell]) -> Key | None:
        """The item that a row belongs to; None after saying what is wrong."""
        kind = "records"
        for column in (OF_SHEET, table.sheet.column("id")):
            if column not in table.sheet.columns:
                continue
            cell = cells.get(column)
            try:
                if cell is None or is_blank(cell):
                    raise CellProblem("必填，现在是空的")
                if column is OF_SHEET:
                    kind = from_cell(column, cell, self._names)
                    continue
                id_ = self._names.resolve(kind, str(from_cell(_TEXT, cell, self._names)))
                if (kind, id_) not in self._reading.rows:
                    raise CellProblem(f"“{SHEET_TITLES[kind]}”表里没有 {id_} 这一行；请补上那一行，或删掉这一行")
                return kind, id_
            except CellProblem as problem:
                self._say(table, number, column, str(problem))
                return None
        return None

    def _values(
        self, table: Table, number: int, cells: dict[Column, Cell], key: Key
    ) -> tuple[dict[tuple[str, ...], Any], set[tuple[str, ...]]]:
        """What a row says, by path, and the paths of the cells that are wrong; blank cells are left out."""
        values: dict[tuple[str, ...], Any] = {}
        wrong: set[tuple[str, ...]] = set()
        for column, cell in cells.items():
            if column.path == ("id",) or (column.form != "value" and is_blank(cell) and cell.data_type != "f"):
                continue
            beside = column.path[:-1]
            fact, op = values.get((*beside, "fact")), values.get((*beside, "op"))
            if column.form == "value" and ((*beside, "fact") in wrong or (*beside, "op") in wrong):
                continue
            try:
                value = from_cell(column, cell, self._names, fact=fact, op=op)
            except CellProblem as problem:
                wrong.add(column.path)
                self._say(table, number, column, str(problem), key)
                continue
            if value is not None:
                values[column.path] = _with_fact_names(value) if column.path[-1] == "expression" else value
        return values, wrong

    def _part(self, table: Table, number: int, values: dict[Any, Any], wrong: set[Any], key: Key) -> BaseModel | None:
        return self._validated(table, number, table.sheet, _nested(values), wrong, key)

    def _line(
        self, table: Table, number: int, cells: dict[Column, Cell], values: dict[Any, Any], wrong: set[Any], key: Key
    ) -> Line:
        level, relation = values.pop(LEVEL.path, 1), values.pop(RELATION.path, "")
        line = Line(level, relation)
        if not line.opens_group:
            leaf = self._validated(table, number, table.sheet, _nested(values), wrong, key)
            if leaf is None:
                wrong.add(("text",))
            return Line(level, relation, cast("Leaf | None", leaf))
        for column in cells:
            if column.path in values and column.form != "flag":
                message = (
                    f"关系是“{RELATION.choices[relation]}”的行只填层级和关系；条件请写在下面一行，层级 {level + 1}"
                )
                self._say(table, number, column, message, key)
                wrong.add(column.path)
        return line

    def _validated(
        self, table: Table, number: int, sheet: Sheet, raw: dict[str, Any], wrong: set[Any], key: Key
    ) -> BaseModel | None:
        model = sheet.model or FOLDERS[sheet.kind]
        try:
            made = model.model_validate(raw)
        except ValidationError as error:
            for one in error.errors():
                self._refuse(table, number, sheet, one, wrong, key)
            return None
        return None if wrong else made

    def _refuse(self, table: Table, number: int, sheet: Sheet, error: Any, wrong: set[Any], key: Key) -> None:
        loc = tuple(one for one in error["loc"] if isinstance(one, str))
        column = next((one for one in sheet.columns if one.path == loc[: len(one.path)]), None)
        inside = loc or not sheet.kind
        if any(path == loc[: len(path)] or (inside and loc == path[: len(loc)]) for path in wrong):
            return  # said already, more precisely
        part = next((one for one in PARTS if loc and one.part == loc[0]), None)
        if part and not column:
            if (part.part, key) not in self._wrong_parts:
                self._say(table, number, None, f"“{part.title}”表里没有它的行，至少要有一行", key)
            return
        if column and column not in table.letters and error["type"] == "missing":
            if (sheet.title, column) not in self._missing:
                self._missing.add((sheet.title, column))
                self._say(table, table.header_row, column, "缺少这一列；新增的条目必须填它")
            return
        self._say(table, number, column, refusal(error), key)

    # -- items

    def _read_items(self, kind: str, table: Table) -> None:
        id_column = table.sheet.column("id")
        if id_column not in table.letters:
            self._say(table, table.header_row, id_column, "缺少这一列；没有编号就不知道改的是哪一条")
            return
        for number, cells in table.rows:
            cell = cells.get(id_column)
            id_ = self._id_in(cell)
            if cell is None or not id_:
                self._say(table, number, id_column, self._no_id(kind, table, cells))
                continue
            key = (kind, id_)
            if self._reading.rows[key] != number:
                message = f"编号 {id_} 和第{self._reading.rows[key]}行重复；一个编号只能有一行"
                self._say(table, number, id_column, message, key)
                continue
            self._read_item(table, number, cells, key)

    def _no_id(self, kind: str, table: Table, cells: dict[Column, Cell]) -> str:
        title = self._id_in(cells.get(table.sheet.column(TITLE_FIELDS[kind])))
        if same := title and self._names.same_title(kind, title, ""):
            return f"必填，现在是空的；库里{quoted(title)}的编号是 {same}，要改它就写这个"
        slug = "-".join(re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(half_width(title))).lower())[:_SLUG_WORDS])
        return "必填，现在是空的；新增的可以自己起一个" + (f"，如 {slug}" if slug else "")

    def _read_item(self, table: Table, number: int, cells: dict[Column, Cell], key: Key) -> None:
        kind, id_ = key
        before = self._current[kind].get(id_)
        values, wrong = self._values(table, number, cells, key)
        values["id",] = id_
        if before is not None:
            for column in table.sheet.columns:
                if column not in table.letters and (kept := field_of(before, column.path)) is not None:
                    values[column.path] = kept
        raw = _nested(values, required=_required_parts(FOLDERS[kind]))
        for part in parts_of(kind):
            value = self._part_of(part, key, before)
            if value is not None:
                raw[part.part] = value
        broken = any((part.part, key) in self._wrong_parts for part in parts_of(kind))
        item = self._validated(table, number, table.sheet, raw, wrong, key)
        if item is None or broken:
            return
        self._reading.items[kind][id_] = item
        title = getattr(item, TITLE_FIELDS[kind])
        if before is None and (same := self._names.same_title(kind, title, id_)):
            self._reading.notices.append(
                f"“{table.sheet.title}”表第{number}行新增的{quoted(title)}和 {same} 同名；如果是同一条，请用它的编号"
            )

    def _part_of(self, part: Sheet, key: Key, before: Any) -> Any:
        """The value of a part: as the rows say, or as it was where the file has no such sheet."""
        if part.title not in self._tables:
            return None if before is None else getattr(before, part.part)
        rows = self._parts.get((part.part, key), [])
        if part is not CONDITIONS:
            return [row.value for row in rows if row.value is not None]
        tree, misplaced = build([row.value for row in rows])
        for one in misplaced:
            self._wrong_parts.add((part.part, key))
            self._say(self._tables[part.title], rows[one.index].number, part.column(one.field), one.message, key)
        return tree


_TEXT = Column(("id",), "编号", "text")
_SHEET_ORDER = (*(sheet.title for sheet in MAIN.values()), *(part.title for part in PARTS))


def _nested(values: dict[tuple[str, ...], Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Values by path as dicts within dicts."""
    raw: dict[str, Any] = {name: {} for name in required}
    for path, value in values.items():
        inside = raw
        for name in path[:-1]:
            inside = inside.setdefault(name, {})
        inside[path[-1]] = value
    return raw


def _required_parts(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(
        name
        for name, info in model.model_fields.items()
        if info.is_required() and isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel)
    )


def _with_fact_names(expression: str) -> str:
    """A formula with the Chinese labels of facts and inputs replaced by their names."""
    names = {one.label: name for name, one in inputs().items()} | {fact.label: fact.name for fact in FACTS.values()}
    text = half_width(expression).replace("×", "*").replace("÷", "/")
    return _IDENTIFIER.sub(lambda found: names.get(found[0], found[0]), text)
