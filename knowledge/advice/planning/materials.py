"""Papers to collect once: the records' own lists, merged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from knowledge.advice.planning.model import Material, Step

_PERIOD = re.compile(r"^(?:近期|最近|近?([一二两三四五\d])年)的?")
_ASKS_FOR_PAPERS = ("funding", "offset", "grant")
_YEARS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


def merged_materials(steps: Sequence[Step]) -> tuple[Material, ...]:
    """Each paper once, the one over the longest period, with the steps that need it; the most needed first."""
    needed: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for step in steps:
        for name in step.materials:
            needed[_PERIOD.sub("", name.strip())].append((name.strip(), step.number))
    merged = [
        Material(max((name for name, _ in uses), key=lambda name: (_years(name), name)), _numbers(uses))
        for uses in needed.values()
    ]
    return tuple(sorted(merged, key=lambda material: (-len(material.steps), material.steps)))


def without_materials(steps: Sequence[Step]) -> tuple[str, ...]:
    """Titles of steps whose papers no public page lists."""
    return tuple(step.title for step in steps if step.role in _ASKS_FOR_PAPERS and not step.materials)


def _years(name: str) -> int:
    found = _PERIOD.match(name)
    digit = found.group(1) if found else None
    return 0 if not digit else _YEARS.get(digit, int(digit) if digit.isdigit() else 0)


def _numbers(uses: list[tuple[str, int]]) -> tuple[int, ...]:
    return tuple(sorted({number for _, number in uses}))
