"""The numbers that Word writes itself: 第一条 of an automatic list is nowhere in the paragraph's text."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_DIGITS = "零一二三四五六七八九"
_CIRCLED_ONE = ord("①")
_CHINESE_FORMATS = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital")


class Numbering:
    """Counts the automatic lists of one document, paragraph by paragraph."""

    def __init__(self, docx: DocxDocument) -> None:
        self._counts: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._levels = _levels(docx)

    def next_number(self, paragraph: Paragraph) -> str:
        """The number in front of ``paragraph`` (第一条, （二）, 1.), "" when it has none."""
        place = _place(paragraph)
        if place is None or place not in self._levels:
            return ""
        number_format, pattern, start = self._levels[place]
        name, depth = place
        self._counts[place] = self._counts[place] + 1 if self._counts[place] else start
        for deeper in range(depth + 1, 9):
            self._counts[(name, deeper)] = 0
        if number_format == "bullet" or "%" not in pattern:
            return ""
        for level in range(depth + 1):
            shown = self._levels.get((name, level), (number_format, "", 1))[0]
            pattern = pattern.replace(f"%{level + 1}", _written(self._counts[(name, level)] or 1, shown))
        return pattern + ("" if pattern.endswith(("、", "）", ")")) else " ")


def _place(paragraph: Paragraph) -> tuple[str, int] | None:
    """(list, depth) of a numbered paragraph, its style's when it has none of its own."""
    style = paragraph.style.element if paragraph.style is not None else None
    for element in (paragraph._p, style):
        found = None if element is None else element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None or (number := found.find(qn("w:numId"))) is None:
            continue
        depth = found.find(qn("w:ilvl"))
        return str(number.get(qn("w:val"))), int(depth.get(qn("w:val")) if depth is not None else 0)
    return None


def _levels(docx: DocxDocument) -> dict[tuple[str, int], tuple[str, str, int]]:
    """Of each list and depth: number format, pattern such as 第%1条, first number."""
    try:
        root: Any = docx.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {item.get(qn("w:abstractNumId")): item for item in root.findall(qn("w:abstractNum"))}
    found: dict[tuple[str, int], tuple[str, str, int]] = {}
    for number in root.findall(qn("w:num")):
        target = number.find(qn("w:abstractNumId"))
        definition = abstract.get(target.get(qn("w:val"))) if target is not None else None
        for level in definition.findall(qn("w:lvl")) if definition is not None else ():
            place = (str(number.get(qn("w:numId"))), int(level.get(qn("w:ilvl"))))
            found[place] = (
                _value(level, "w:numFmt", "decimal"),
                _value(level, "w:lvlText", ""),
                int(_value(level, "w:start", "1")),
            )
    return found


def _value(level: Any, tag: str, otherwise: str) -> str:
    element = level.find(qn(tag))
    return otherwise if element is None else str(element.get(qn("w:val"), otherwise))


def _written(number: int, number_format: str) -> str:
    if number_format in _CHINESE_FORMATS:
        return _chinese(number)
    if number_format == "decimalEnclosedCircle" and number <= 20:
        return chr(_CIRCLED_ONE + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    """1..99 in Chinese."""
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")
