"""What an import would do: what is new, what changes field by field, what stays, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.catalogue.checks import item_problems
from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import CommonQuestion, Institution, Record, Term
from knowledge.workbook.columns import CONDITIONS, MAIN, TITLE_FIELDS, Sheet, parts_of
from knowledge.workbook.names import Names, items_of
from knowledge.workbook.outline import spoken
from knowledge.workbook.problems import Problem
from knowledge.workbook.reading import Key, Reading
from knowledge.workbook.rows import field_of, own_cells
from knowledge.workbook.wording import in_words
from knowledge.workbook.words import tidied

Item = Record | Institution | Term | CommonQuestion
_LINE = re.compile(r"^(?P<id>[a-z0-9-]+)\.yml: 记录 \S+ 字段 (?P<field>[^:]*): (?P<message>.*)$", re.DOTALL)


@dataclass(frozen=True)
class Change:
    """One field that becomes something else; "" for nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Planned:
    """One item to be written; ``changes`` is empty for a new one."""

    kind: str
    item: Item
    changes: tuple[Change, ...] = ()

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def title(self) -> str:
        """What the item is called."""
        return str(getattr(self.item, TITLE_FIELDS[self.kind]))

    @property
    def sheet(self) -> str:
        """The sheet that the item is on."""
        return MAIN[self.kind].title


@dataclass(frozen=True)
class ImportPlan:
    """``new`` and ``changed`` may be written; ``wrong`` is everything to put right, ``wrong_items`` the items it keeps out."""

    new: tuple[Planned, ...]
    changed: tuple[Planned, ...]
    unchanged: tuple[Planned, ...]
    wrong: tuple[Problem, ...]
    wrong_items: int
    notices: tuple[str, ...]

    @property
    def ready(self) -> tuple[Planned, ...]:
        """Everything that would be written."""
        return self.new + self.changed


def plan_import(current: Catalogue, reading: Reading) -> ImportPlan:
    """Compare what a file says with ``current``; items that the file does not name are left alone.

    An item that refers to one that cannot be imported cannot be imported either, and is among the wrong ones.
    """
    planner = _Planner(current, reading)
    planner.drop_unplaced()
    planner.drop_broken_references()
    planner.drop_unfit()
    planner.drop_broken_references()
    return planner.plan()


class _Planner:
    def __init__(self, current: Catalogue, reading: Reading) -> None:
        self._current, self._reading = items_of(current), reading
        self._catalogue = current
        self._items: dict[Key, Any] = {
            (kind, id_): item for kind, of in reading.items.items() for id_, item in of.items()
        }
        self._before = {key: tidied(before) for key in self._items if (before := self._old(key)) is not None}
        self._unchanged = {key for key, before in self._before.items() if tidied(self._items[key]) == before}
        self._problems = list(reading.problems)

    def _old(self, key: Key) -> Any:
        return self._current[key[0]].get(key[1])

    def _drop(self, key: Key, column: str, message: str) -> None:
        self._items.pop(key, None)
        self._problems.append(Problem(MAIN[key[0]].title, self._reading.rows.get(key, 0), column, message, *key))

    def drop_unplaced(self) -> None:
        """A part with rows that nobody knows the owner of may lack a row anywhere: what changes it must wait."""
        for key in [key for key in self._items if key not in self._unchanged]:
            for part in parts_of(key[0]):
                same = (
                    key in self._before and tidied(getattr(self._items[key], part.part)) == self._before[key][part.part]
                )
                if part.part in self._reading.unplaced and not same:
                    self._drop(key, "", f"“{part.title}”表里有认不出属于谁的行，可能是它的；请先改好那些行")
                    break

    def drop_broken_references(self) -> None:
        """Items that name themselves, or what neither exists nor is imported; and those that name these."""
        dropped = True
        while dropped:
            dropped = False
            for key in list(self._items):
                for label, kind, id_ in _references(key[0], self._items[key]):
                    if (kind, id_) == key:
                        self._drop(key, label, f"现为 {id_}；不能是它自己")
                    elif (kind, id_) not in self._items and id_ not in self._current[kind]:
                        self._drop(key, label, f"现为 {id_}；它在这个文件里有错，没能导入")
                    else:
                        continue
                    dropped = True
                    break

    def drop_unfit(self) -> None:
        """What the checks before publishing would refuse, where the import brings it in."""
        known = set(item_problems(self._catalogue))
        merged = {kind: {**of} for kind, of in self._current.items()}
        for (kind, id_), item in self._items.items():
            merged[kind][id_] = item
        after = Catalogue(merged["records"], merged["institutions"], merged["glossary"], merged["faq"])  # type: ignore[arg-type]
        for line in item_problems(after):
            if line in known or not (found := _LINE.match(line)):
                continue
            for kind in MAIN:
                key = (kind, found["id"])
                if key in self._items and key not in self._unchanged:
                    self._drop(key, _column(kind, found["field"]), in_words(found["message"]))
                    break

    def plan(self) -> ImportPlan:
        """What is left, sorted out."""
        names = Names(self._catalogue)
        for (kind, id_), item in self._items.items():
            names.add(kind, id_, str(getattr(item, TITLE_FIELDS[kind])))
        new, changed, unchanged = [], [], []
        for (kind, id_), item in self._items.items():
            before = self._old((kind, id_))
            if before is None:
                new.append(Planned(kind, item))
            elif (kind, id_) in self._unchanged:
                unchanged.append(Planned(kind, item))
            else:
                changed.append(Planned(kind, item, tuple(changes(kind, before, item, names))))
        wrong_items = len(self._reading.rows) - len(self._items)
        return ImportPlan(
            tuple(new),
            tuple(changed),
            tuple(unchanged),
            tuple(self._problems),
            wrong_items,
            tuple(self._reading.notices),
        )


def changes(kind: str, old: Item, new: Item, names: Names) -> Iterator[Change]:
    """Every field that differs between two versions of an item, as text."""
    before, after = own_cells(MAIN[kind], old, names), own_cells(MAIN[kind], new, names)
    for column, value in after.items():
        if tidied(field_of(old, column.path)) != tidied(field_of(new, column.path)):
            yield Change(column.header, _shown(before[column]), _shown(value))
    for part in parts_of(kind):
        if tidied(getattr(old, part.part)) != tidied(getattr(new, part.part)):
            yield Change(part.title, _part_text(part, old, names), _part_text(part, new, names))


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _part_text(part: Sheet, item: Item, names: Names) -> str:
    value = getattr(item, part.part)
    if part is CONDITIONS:
        return "" if value is None else spoken(value)
    columns = [column for column in part.columns if column.path[0] in type(value[0]).model_fields] if value else []
    return "\n".join(
        "；".join(str(said) for column in columns if (said := field_of(one, column.path)) is not None) for one in value
    )


def _column(kind: str, field: str) -> str:
    path = tuple(field.split("."))
    columns = {column.path: column.title for column in MAIN[kind].columns}
    parts = {part.part: part.title for part in parts_of(kind)}
    return columns.get(path) or parts.get(path[0], "")


def _references(kind: str, item: Item) -> Iterator[tuple[str, str, str]]:
    """Label, kind and id of everything that an item names."""
    for column in MAIN[kind].columns:
        if column.refers_to and (value := field_of(item, column.path)):
            for id_ in value if isinstance(value, list) else [value]:
                yield column.title, column.refers_to, id_
    if isinstance(item, Record):
        for conflict in item.conflicts:
            yield "不一致", "records", conflict.record
