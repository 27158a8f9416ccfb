"""Lines of the checks as staff read them, with the address of the form where to put it right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from knowledge.catalogue.load import Catalogue
from knowledge.console.content.problems import in_form_words
from knowledge.console.content.shape import columns
from knowledge.console.content.store import edit_url
from knowledge.release.wording import Item, title_of

_LINE = re.compile(r"^.+?: 记录 (?P<id>\S+) 字段 (?P<field>\S+): (?P<message>.*)$", re.DOTALL)


def for_staff(lines: Iterable[str], catalogue: Catalogue) -> list[dict[str, str]]:
    """One {"text", "url"} a line; ``url`` is empty where no single entry is meant."""
    return [_one(line, catalogue) for line in lines]


def _one(line: str, catalogue: Catalogue) -> dict[str, str]:
    found = _LINE.match(line)
    if not found:
        return {"text": line, "url": ""}
    parts: dict[str, Mapping[str, Item]] = {
        "records": catalogue.records,
        "institutions": catalogue.institutions,
        "glossary": catalogue.terms,
        "faq": catalogue.faq,
    }
    key = found["id"]
    kind, item = next(((name, items[key]) for name, items in parts.items() if key in items), ("", None))
    if item is None:
        return {"text": line, "url": ""}
    first = found["field"].split(".")[0]
    label = next((column.title for column in columns(kind) if column.path[0] == first), "整条")
    return {
        "text": f"“{title_of(item)}”的“{label}”：{in_form_words(kind, found['message'])}",
        "url": edit_url(kind, key),
    }
