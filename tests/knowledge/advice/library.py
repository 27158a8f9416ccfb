"""A tiny library for tests: records given, one desk, no retrieval model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.catalogue.model import CommonQuestion, Institution, Record, Term

DESK = Institution.model_validate(
    {
        "id": "sample-desk",
        "name": "样例服务窗口",
        "type": "政府部门",
        "expertise": ["政策咨询"],
        "serves": "深圳市",
        "sources": [{"title": "样例公告", "issuer": "样例机构"}],
        "confidence": "high",
        "reviewed_on": "2026-11-23",
    }
)


class NoMeaning:
    """A retriever that finds every record equally near."""

    def similarity(self, query: str) -> dict[str, float]:
        return {}


@dataclass(eq=False)
class TinyLibrary:
    """What advice reads, in memory."""

    records: dict[str, Record]
    institutions: dict[str, Institution] = field(default_factory=lambda: {DESK.id: DESK})
    terms: dict[str, Term] = field(default_factory=dict)
    retriever: NoMeaning = field(default_factory=NoMeaning)
    faq: dict[str, CommonQuestion] = field(default_factory=dict)
    number: int = 1


def library_of(records: Iterable[Record]) -> TinyLibrary:
    """A library of ``records``."""
    return TinyLibrary({record.id: record for record in records})
