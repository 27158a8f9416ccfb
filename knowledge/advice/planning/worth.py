"""What a record brings one firm, in money, by the record's own formula."""

from __future__ import annotations

from knowledge.advice.estimate import Estimate, estimate
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.errors import EstimateImpossible
from knowledge.terms.vocabulary import FACTS, fact_label


def wan(value: float) -> str:
    """10.95 -> '10.95'; 300.0 -> '300'."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def estimated(record: Record, profile: EnterpriseProfile) -> Estimate | None:
    """The record's estimate for this firm; None without a formula or the facts it needs."""
    try:
        return estimate(record, profile)
    except EstimateImpossible:
        return None


def money_of(record: Record, profile: EnterpriseProfile) -> float | None:
    """万元 a year that the firm need not pay back; None when the record does not let one compute it."""
    found = estimated(record, profile)
    return found.amount_wan if found else None


def estimate_text(record: Record, found: Estimate) -> str:
    """'约4.5万元（贷款金额 × 1.5%；贷款金额300万元）', the cap named where it counts."""
    inputs = "，".join(f"{fact_label(name)}{wan(value)}{FACTS[name].unit}" for name, value in found.inputs.items())
    cap = f"，已到上限{wan(record.benefit.cap_wan)}万元" if found.capped and record.benefit.cap_wan else ""
    return f"约{wan(found.amount_wan)}万元（算法：{found.formula}；用到：{inputs}{cap}）"
