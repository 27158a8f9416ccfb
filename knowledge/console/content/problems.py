"""What keeps an entry from going live, by field and in the words of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from knowledge.catalogue.checks import content_problems
from knowledge.catalogue.load import Catalogue, explain
from knowledge.catalogue.model import Record
from knowledge.console.content.mapping import item_from
from knowledge.console.content.shape import Column, columns

_LINE = re.compile(r"^.+?: 记录 \S+ 字段 (?P<field>\S+): (?P<message>.*)$", re.DOTALL)
_CATALOGUE_PARTS = {"records": "records", "institutions": "institutions", "glossary": "terms", "faq": "faq"}


@dataclass(frozen=True)
class Problem:
    """``column`` is "" where the whole entry is meant; ``label`` is what the form calls it."""

    kind: str
    id: str
    column: str
    label: str
    message: str


def problems_of(kind: str, values: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with one entry by itself (what it refers to is looked at in ``references``)."""
    try:
        item = item_from(kind, values)
    except ValidationError as error:
        return [_problem(kind, values, _column(kind, one["loc"]), explain(one)) for one in error.errors()]
    except ValueError as error:
        name = str(error.args[1]) if len(error.args) > 1 else ""
        return [_problem(kind, values, _named(kind, name), str(error.args[0]))]
    return list(_content_problems(kind, values, item))


def _content_problems(kind: str, values: Mapping[str, Any], item: Any) -> Iterator[Problem]:
    parts: dict[str, dict[str, Any]] = {part: {} for part in _CATALOGUE_PARTS.values()}
    parts[_CATALOGUE_PARTS[kind]] = {item.id: item}
    for line in content_problems(Catalogue(**parts)):
        found = _LINE.match(line)
        assert found
        yield _problem(kind, values, _column(kind, tuple(found["field"].split("."))), found["message"])
    if isinstance(item, Record):
        own = {*item.exclusive_with, *item.supersedes, *(one.record for one in item.conflicts)}
        if item.id in own:
            yield _problem(kind, values, None, "“不能同时享受”“替代了”“与别的文件不一致”里不能选自己")


def _problem(kind: str, values: Mapping[str, Any], column: Column | None, message: str) -> Problem:
    label = column.title if column else "整条"
    return Problem(
        kind, str(values.get("id") or ""), column.name if column else "", label, in_form_words(kind, message)
    )


def in_form_words(kind: str, message: str) -> str:
    """``message`` with the form's labels for the names of fields and of vocabulary."""
    message = message.removeprefix("Value error, ")
    for column in sorted(columns(kind), key=lambda one: -len(one.path[-1])):
        name = column.path[-1]
        message = re.sub(rf"(?<![A-Za-z_'-]){name}(?![A-Za-z_'-])", f"“{column.title}”", message)
        for value, label in column.choices:
            if value != label:
                message = re.sub(rf"'?(?<![A-Za-z_-]){value}(?![A-Za-z_-])'?", f"“{label}”", message)
    return message


def _named(kind: str, name: str) -> Column | None:
    return next((column for column in columns(kind) if column.name == name), None)


def _column(kind: str, place: tuple[Any, ...]) -> Column | None:
    """The column in which ``place`` of the model lies."""
    parts = tuple(part for part in place if isinstance(part, str))
    for column in columns(kind):
        if column.path == parts[: len(column.path)]:
            return column
    return None
