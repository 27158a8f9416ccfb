"""Records that look like the same thing written twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from knowledge.catalogue.model import Record

_SAME_TITLE, _SAME_SUMMARY = 90, 88
_LIKE_TITLE, _LIKE_SUMMARY = 75, 70


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
    return [pair for first, second in combinations(records.values(), 2) if (pair := _compared(first, second))]


def _compared(first: Record, second: Record) -> Pair | None:
    title = round(fuzz.ratio(first.title, second.title))
    summary = round(fuzz.ratio(first.benefit.summary, second.benefit.summary))
    same_provider = first.provider == second.provider
    alike = summary >= _SAME_SUMMARY or (title >= _LIKE_TITLE and summary >= _LIKE_SUMMARY)
    return Pair(first, second, title, summary) if alike or (title >= _SAME_TITLE and same_provider) else None
