"""Printed lines back to paragraphs: where a line breaks only because the paper was full, the words go on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.drafting.markers import opens_with_marker

_ENDS_SENTENCE = re.compile(r"[。！？!?：:；;”》]$")
_LATIN_ENDS = re.compile(r"[A-Za-z]$")
_LATIN_OPENS = re.compile(r"^[A-Za-z]")
_UNBREAKABLE = re.compile(r"^[（(]?[A-Za-z0-9:/._~%-]{8,}")
"""A web address moves to the next line whole and leaves more room."""
_ROOM = 2.5
"""A line that leaves room for this many characters was ended by its writer."""
_INDENT = 1.4
"""Characters; a paragraph's first line is set in by two."""
_CENTRED = 3.5
_SAME_SIZE = 0.12


@dataclass(frozen=True)
class Line:
    """``left``, ``right``, ``size`` (of a character) in one unit; ``gap``: more blank space above than between lines.

    ``heading``: printed larger than the text.
    """

    text: str
    left: float
    right: float
    size: float
    gap: bool = False
    heading: bool = False
    page: int | None = None


def paragraphs(lines: Iterable[Line], *, right_edge: float, wrapped: bool = True) -> list[tuple[str, int | None]]:
    """(text, page) of each paragraph; ``right_edge`` is where full lines end. Without ``wrapped`` each line is one."""
    lines = list(lines)
    left_edge = min((line.left for line in lines), default=0.0)
    joined: list[tuple[str, int | None]] = []
    before: Line | None = None
    for line in lines:
        if before is not None and wrapped and _goes_on(before, line, left_edge, right_edge):
            text, page = joined.pop()
            space = " " if _LATIN_ENDS.search(text) and _LATIN_OPENS.search(line.text) else ""
            joined.append((text + space + line.text, page))
        else:
            joined.append((line.text, line.page))
        before = line
    return joined


def _goes_on(before: Line, line: Line, left_edge: float, right_edge: float) -> bool:
    """Whether ``line`` continues the paragraph of ``before``."""
    if opens_with_marker(line.text) or line.gap:
        return False
    if abs(before.size - line.size) > _SAME_SIZE * max(before.size, line.size):
        return False
    if line.heading or (_centred(before, left_edge, right_edge) and _centred(line, left_edge, right_edge)):
        return not _ENDS_SENTENCE.search(before.text)  # a title of two lines
    if line.left > left_edge + _INDENT * line.size:
        return False
    if _UNBREAKABLE.match(line.text) and not _ENDS_SENTENCE.search(before.text):
        return True
    return before.right >= right_edge - _ROOM * before.size


def _centred(line: Line, left_edge: float, right_edge: float) -> bool:
    left, right = line.left - left_edge, right_edge - line.right
    return left > _CENTRED * line.size and abs(left - right) < 2 * line.size
