"""How the fields of a form are grouped. A field that no group names comes last, so that none can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.console.content.shape import Column, columns

_GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "records": {
        "基本情况": ("title", "id", "kind", "board", "aliases", "provider", "level"),
        "给哪些企业": ("region", "stages", "industries", "needs", "purposes"),
        "好处": ("benefit",),
        "申请条件": ("conditions",),
        "怎么办": ("apply", "contact", "grants", "obligations"),
        "有效期和核对": (
            "valid_from",
            "valid_until",
            "recheck_by",
            "reviewed_on",
            "owner",
            "confidence",
            "availability",
        ),
        "来源": ("sources",),
        "问答和问法": ("faq", "similar_questions", "negative_questions"),
        "和别的记录的关系": ("exclusive_with", "supersedes", "conflicts"),
    },
    "institutions": {
        "基本情况": ("name", "id", "aliases", "type"),
        "能帮什么": ("expertise", "needs", "industries", "stages", "serves"),
        "联系方式": ("phone", "address", "url", "hours", "note"),
        "来源和核对": ("sources", "confidence", "reviewed_on"),
    },
    "glossary": {"术语": ("term", "id", "aliases", "definition", "example", "records", "sources")},
    "faq": {
        "问题和回答": ("question", "id", "answer", "similar_questions", "negative_questions", "records", "contact"),
        "有效期和核对": ("owner", "valid_from", "valid_until", "recheck_by", "reviewed_on", "confidence"),
        "来源": ("sources",),
    },
}


def groups(kind: str) -> Iterator[tuple[str, list[str]]]:
    """Title and column names of each group of the form, in order."""
    left = {column.name: column for column in columns(kind)}
    for title, names in _GROUPS[kind].items():
        yield (
            title,
            [
                column.name
                for name in names
                for column in list(left.values())
                if column.path[0] == name and _take(left, column.name)
            ],
        )
    if left:
        yield "其他", list(left)


def _take(left: dict[str, Column], name: str) -> bool:
    return left.pop(name, None) is not None
