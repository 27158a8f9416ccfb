"""How official Chinese numbers its parts: 第一章, 一、, 第三条, （一）, 1., （1）."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十百零〇"
_PATTERNS = (
    rf"第[{_CHINESE}\d]{{1,5}}[章节编](?=$|\s|[^，。、的中])",
    rf"[{_CHINESE}]{{1,3}}、",
    rf"第[{_CHINESE}\d]{{1,5}}条(?![的规至和及、第（]|款)",
    rf"[（(][{_CHINESE}]{{1,3}}[）)]",
    r"\d{1,2}(?:[.．](?!\d)|、)",
    r"[（(]\d{1,2}[）)]|[①-⑳]",
)
CHAPTER, SECTION, ARTICLE, ITEM, POINT, SUBPOINT = range(6)
_MARKER = re.compile("|".join(f"(?P<m{level}>{pattern})" for level, pattern in enumerate(_PATTERNS)))
_ANYWHERE = re.compile(rf"(?<=[：:；;。])\s*({_PATTERNS[ITEM]}|{_PATTERNS[SUBPOINT]})")


@dataclass(frozen=True)
class Marker:
    """``level`` is CHAPTER (0) down to SUBPOINT (5); ``end`` the offset behind it and the space that follows."""

    level: int
    label: str
    end: int


def marker(text: str) -> Marker | None:
    """The number that ``text`` opens with."""
    found = _MARKER.match(text)
    if not found:
        return None
    space = len(text[found.end() :]) - len(text[found.end() :].lstrip(" \u3000"))
    return Marker(int((found.lastgroup or "m0")[1:]), found.group().rstrip("、.．"), found.end() + space)


def opens_with_marker(text: str) -> bool:
    """Whether ``text`` opens with a number of a part."""
    return _MARKER.match(text) is not None


def inline_items(text: str) -> list[int]:
    """Offsets at which （一）, （1） or ① open an item inside a paragraph."""
    return [found.start(1) for found in _ANYWHERE.finditer(text)]
