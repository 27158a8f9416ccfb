"""Records that look like the same thing written twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from knowledge.catalogue.model import Record

_SAME_TITLE, _SAME_SUMMARY = 90, 88
_LIKE_TITLE, _LIKE_SUMMARY = 75, 70
_ROUNDED = 0.5
_AT_ONCE = 500


@dataclass(frozen=True)
class Pair:
    """Two records and how alike their titles and summaries are, 0..100."""

    first: Record
    second: Record
    title: int
    summary: int

    def __str__(self) -> str:
        names = f"{self.first.id}（{self.first.title}）与 {self.second.id}（{self.second.title}）"
        return f"{names}：标题相似度 {self.title}，内容相似度 {self.summary}"


def near_duplicates(records: Mapping[str, Record]) -> list[Pair]:
    """Pairs alike in title or in summary, or fairly alike in both; same name at different providers is no duplicate."""
    items = list(records.values())
    pairs = (_compared(items[first], items[second]) for first, second in _worth_comparing(items))
    return [pair for pair in pairs if pair]


def _worth_comparing(items: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Positions of pairs fairly alike in title or alike in summary, in the order written; one by one, 10,000 records would take minutes."""
    titles, summaries = [item.title for item in items], [item.benefit.summary for item in items]
    for start in range(0, len(items), _AT_ONCE):
        rows = slice(start, start + _AT_ONCE)
        alike = _ratios(titles, rows) >= _LIKE_TITLE - _ROUNDED
        alike |= _ratios(summaries, rows) >= _SAME_SUMMARY - _ROUNDED
        for first, second in np.argwhere(np.triu(alike, 1)):
            yield start + int(first), start + int(second)


def _ratios(texts: Sequence[str], rows: slice) -> NDArray[np.float32]:
    """0..100, shape (rows, texts from the first of the rows on)."""
    return process.cdist(texts[rows], texts[rows.start :], scorer=fuzz.ratio, dtype=np.float32, workers=-1)


def _compared(first: Record, second: Record) -> Pair | None:
    title = round(fuzz.ratio(first.title, second.title))
    summary = round(fuzz.ratio(first.benefit.summary, second.benefit.summary))
    same_provider = first.provider == second.provider
    alike = summary >= _SAME_SUMMARY or (title >= _LIKE_TITLE and summary >= _LIKE_SUMMARY)
    return Pair(first, second, title, summary) if alike or (title >= _SAME_TITLE and same_provider) else None
