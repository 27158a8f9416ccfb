"""Records side by side: aligned rows, and in what they plainly differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from knowledge.advice.about import eligibility_report
from knowledge.advice.details import detail, months
from knowledge.advice.library import Library
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth
from knowledge.eligibility.wording import number
from knowledge.terms.vocabulary import KINDS, fact_label

UNSTATED = "公开资料没写"
_DETAILS = {"amount": "额度", "rate": "利率", "term": "期限", "speed": "多久办下来", "fees": "费用"}
_CONDITIONS_SHOWN = 4


@dataclass(frozen=True)
class Own:
    """One record judged for the firm: ``status`` and what decides it."""

    status: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """``rows`` as in DESIGN section 6; ``own`` one per record; the others name positions that stand out, if any does."""

    rows: tuple[dict[str, Any], ...]
    own: tuple[Own, ...]
    most_money: int | None
    longest: int | None
    kinds: tuple[str, ...]


def compare(
    records: list[Record],
    library: Library,
    profile: EnterpriseProfile,
    today: dt.date,
    asked: Collection[str] = (),
) -> Comparison:
    """Rows for what at least one record states; first those ``asked`` for (keys of aspects.yml), stated or not."""
    details = sorted(_DETAILS, key=lambda name: name not in asked)
    wanted = {_DETAILS[name] for name in asked if name in _DETAILS}
    cells = {
        **{_DETAILS[name]: ["；".join(detail(record, name).lines) for record in records] for name in details},
        "类型": [KINDS[record.kind] for record in records],
        "主要条件": ["；".join(leaf.text for leaf in record.leaves()[:_CONDITIONS_SHOWN]) for record in records],
        "有效期": [f"至{record.valid_until}" if record.valid_until else "" for record in records],
        "找谁": [library.institutions[record.contact].name for record in records],
    }
    rows = [
        {"label": label, "values": [value or UNSTATED for value in values]}
        for label, values in cells.items()
        if (any(values) or label in wanted) and not (label == "类型" and len(set(values)) == 1)
    ]
    return Comparison(
        tuple(rows),
        tuple(_own(record, profile, today) for record in records),
        _largest([record.benefit.amount_max_wan for record in records]),
        _largest([record.benefit.term_months_max for record in records]),
        tuple(KINDS[record.kind] for record in records),
    )


def most(record: Record) -> str:
    """The ceiling in words."""
    return f"最高{number(record.benefit.amount_max_wan or 0)}万元"


def longest(record: Record) -> str:
    """The longest term in words."""
    return f"最长{months(record.benefit.term_months_max or 0)}"


def _own(record: Record, profile: EnterpriseProfile, today: dt.date) -> Own:
    status, judgement = eligibility_report(record, profile, today)
    if status in ("near_miss", "ineligible"):
        failed = [leaf.text for leaf in judgement.leaves if leaf.verdict is Truth.NO and leaf.must]
        closable = tuple(gap.text for gap in judgement.gaps if gap.closable)
        return Own(status, closable if status == "near_miss" else tuple(failed[:2]))
    if status == "needs_info" and judgement.missing:
        return Own(status, tuple(f"还不知道{fact_label(fact)}" for fact in judgement.missing[:2]))
    return Own(status, judgement.to_confirm[:1])


def _largest(values: list[Any]) -> int | None:
    """The position of the one value above all others; None when fewer than two are known or the first place is shared."""
    known = sorted((value for value in values if value), reverse=True)
    return values.index(known[0]) if len(known) > 1 and known[0] > known[1] else None
