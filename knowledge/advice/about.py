"""Answers about single records: public view, conditions one by one, comparison, estimate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from simpleeval import InvalidExpression, simple_eval

from knowledge.advice.items import contact_card, public_sources
from knowledge.advice.library import Library
from knowledge.advice.rank import status_of
from knowledge.catalogue.model import Record
from knowledge.eligibility.judge import Judgement, judge
from knowledge.eligibility.profile import EnterpriseProfile, interval
from knowledge.eligibility.stage import find_stage
from knowledge.eligibility.wording import number
from knowledge.errors import EstimateImpossible
from knowledge.terms.vocabulary import FACTS, KINDS


def standing(record: Record, today: dt.date) -> str:
    """Why a record may not be recommended today: expired / not_started / its availability; '' when it may."""
    if record.availability not in ("available", "unverified"):
        return record.availability
    if record.valid_until and today > record.valid_until:
        return "expired"
    return "not_started" if record.valid_from and today < record.valid_from else ""


def public_view(record: Record, library: Library, today: dt.date) -> dict[str, Any]:
    """One record's public fields (DESIGN section 6, `record`)."""
    benefit = record.benefit
    return {
        "id": record.id,
        "title": record.title,
        "kind": KINDS[record.kind],
        "board": record.board,
        "provider": record.provider,
        "level": record.level,
        "region": list(record.region),
        "stages": list(record.stages),
        "industries": list(record.industries),
        "benefit": benefit.summary,
        "amount_max_wan": benefit.amount_max_wan,
        "cap_wan": benefit.cap_wan,
        "rate_pct": benefit.rate_pct,
        "ratio_pct": benefit.ratio_pct,
        "term_months_max": benefit.term_months_max,
        "formula": benefit.formula.text if benefit.formula else None,
        "conditions": [leaf.text for leaf in record.leaves()],
        "apply": record.apply.how,
        "materials": list(record.apply.materials),
        "window": record.apply.window,
        "apply_url": str(record.apply.url) if record.apply.url else None,
        "obligations": list(record.obligations),
        "valid_from": record.valid_from.isoformat() if record.valid_from else None,
        "valid_until": record.valid_until.isoformat() if record.valid_until else None,
        "reviewed_on": record.reviewed_on.isoformat(),
        "standing": standing(record, today),
        "unverified": record.availability == "unverified",
        "contact": contact_card(library.institutions[record.contact]),
        "sources": list(public_sources(record)),
    }


def eligibility_report(record: Record, profile: EnterpriseProfile, today: dt.date) -> tuple[str, Judgement]:
    """Status and judgement of one record for the firm, its stage inferred where not stated."""
    judged_by = profile.model_copy(update={"stage": find_stage(profile, today).stage})
    judgement = judge(record, judged_by, today=today)
    return status_of(judgement), judgement


def comparison_rows(records: list[Record], library: Library) -> list[dict[str, Any]]:
    """Aligned rows (DESIGN section 6, `comparison`); a detail that no record holds is left out."""
    cells = {
        "类型": [KINDS[record.kind] for record in records],
        "机构": [record.provider for record in records],
        "能得到什么": [record.benefit.summary for record in records],
        "最高金额": [_wan(record.benefit.amount_max_wan or record.benefit.cap_wan) for record in records],
        "利率": [_unit(record.benefit.rate_pct, "%") for record in records],
        "最长期限": [_unit(record.benefit.term_months_max, "个月") for record in records],
        "主要条件": ["；".join(leaf.text for leaf in record.leaves()[:4]) for record in records],
        "适用地区": ["、".join(record.region) for record in records],
        "有效期至": [record.valid_until.isoformat() if record.valid_until else "" for record in records],
        "找谁": [library.institutions[record.contact].name for record in records],
    }
    return [
        {"label": label, "values": [value or "公开资料未写明" for value in values]}
        for label, values in cells.items()
        if any(values)
    ]


@dataclass(frozen=True)
class Estimate:
    """``amount_wan`` after the cap; ``inputs`` fact -> number used (the low end of a range)."""

    amount_wan: float
    formula: str
    inputs: dict[str, float]
    capped: bool


def estimate(record: Record, profile: EnterpriseProfile) -> Estimate:
    """Compute the record's benefit by its own formula.

    Raises EstimateImpossible when the record states no formula, or facts are missing (``missing`` names them).
    """
    formula, cap = record.benefit.formula, record.benefit.cap_wan
    if formula is None:
        raise EstimateImpossible("这一项没有公开的计算公式")
    needed = [name for name in FACTS if name in formula.expression]
    known = {name: interval(getattr(profile, name)) for name in needed}
    if missing := tuple(name for name, value in known.items() if value is None):
        raise EstimateImpossible("还缺计算所需的数字", missing)
    inputs = {name: value[0] for name, value in known.items() if value}
    try:
        raw = float(simple_eval(formula.expression, names=inputs, functions={"min": min, "max": max}))
    except (InvalidExpression, SyntaxError, ZeroDivisionError) as error:
        raise EstimateImpossible(f"公式无法计算：{error}") from error
    amount = min(raw, cap) if cap is not None else raw
    return Estimate(round(amount, 2), formula.text, inputs, amount < raw)


def _wan(value: float | None) -> str:
    return _unit(value, "万元")


def _unit(value: float | None, unit: str) -> str:
    return "" if value is None else f"{number(value)}{unit}"
