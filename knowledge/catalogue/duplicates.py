"""Records and common questions that look like the same thing written twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from knowledge.catalogue.model import CommonQuestion, Record

_SAME_TITLE, _SAME_SUMMARY = 90, 88
_LIKE_TITLE, _LIKE_SUMMARY = 75, 70
_ROUNDED = 0.5
_AT_ONCE = 500
_SAME_QUESTION = 85


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


@dataclass(frozen=True)
class SameQuestion:
    """Two common questions that ask the same by a phrasing of each."""

    first: CommonQuestion
    second: CommonQuestion
    said: str
    again: str

    def __str__(self) -> str:
        return (
            f"{self.second.id}.yml: 记录 {self.second.id} 字段 similar_questions: “{self.again}”和"
            f" {self.first.id} 的“{self.said}”问的像是同一件事；一个问法只应归一条"
        )


def same_questions(questions: Mapping[str, CommonQuestion]) -> list[SameQuestion]:
    """Pairs with phrasings that are all but the same, by the two phrasings most alike."""
    return [pair for first, second in combinations(questions.values(), 2) if (pair := _asked_twice(first, second))]


def _asked_twice(first: CommonQuestion, second: CommonQuestion) -> SameQuestion | None:
    ones, others = ([item.question, *item.similar_questions] for item in (first, second))
    alike, said, again = max(
        ((fuzz.ratio(one, other), one, other) for one in ones for other in others), key=lambda found: found[0]
    )
    return SameQuestion(first, second, said, again) if alike >= _SAME_QUESTION else None
