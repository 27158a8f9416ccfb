"""Charts as numbers for an SVG: the templates only draw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ROW, _LABEL, _WIDE, _VALUE = 26, 170, 430, 90
_COLUMN_HIGH, _COLUMN_WIDE = 150, 46
_LONGEST_LABEL = 13


@dataclass(frozen=True)
class Bar:
    """One bar; places in SVG units. ``label`` is shortened for the drawing, ``full`` is for the table."""

    label: str
    full: str
    value: int
    note: str
    x: float
    y: float
    length: float


@dataclass(frozen=True)
class Chart:
    """``summary`` says in one sentence what is seen, for who does not see it."""

    bars: tuple[Bar, ...]
    width: float
    height: float
    summary: str


def rows(pairs: Iterable[tuple[str, int]], *, notes: Sequence[str] = ()) -> Chart:
    """Horizontal bars, one below the other, in the order given."""
    given = list(pairs)
    most = max((value for _, value in given), default=0) or 1
    bars = tuple(
        Bar(
            _short(label),
            label,
            value,
            notes[place] if place < len(notes) else "",
            _LABEL,
            place * _ROW + 4,
            _WIDE * value / most,
        )
        for place, (label, value) in enumerate(given)
    )
    return Chart(bars, _LABEL + _WIDE + _VALUE, max(1, len(bars)) * _ROW, _summary(given))


def columns(pairs: Iterable[tuple[str, int]]) -> Chart:
    """Upright bars, side by side, oldest first."""
    given = list(pairs)
    most = max((value for _, value in given), default=0) or 1
    bars = tuple(
        Bar(
            _short(label),
            label,
            value,
            "",
            place * _COLUMN_WIDE + 8,
            20 + _COLUMN_HIGH * (1 - value / most),
            _COLUMN_HIGH * value / most,
        )
        for place, (label, value) in enumerate(given)
    )
    return Chart(bars, max(1, len(bars)) * _COLUMN_WIDE + 16, _COLUMN_HIGH + 48, _summary(given))


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _summary(given: Sequence[tuple[str, int]]) -> str:
    return "；".join(f"{label} {value}" for label, value in given) or "没有数据"
