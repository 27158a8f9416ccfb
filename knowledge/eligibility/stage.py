"""The lifecycle stage of a firm: as stated, or inferred from other facts with the basis said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.eligibility.firms import Firms, code
from knowledge.eligibility.profile import EnterpriseProfile, interval
from knowledge.eligibility.wording import yours

_BY_ROUND = {"天使轮": "初创期", "A轮": "成长期", "B轮": "成长期", "C轮及以后": "成熟期", "Pre-IPO": "成熟期"}
_MATURE_REVENUE_WAN = 20_000
_GROWTH_REVENUE_WAN = 2_000
_SEED_REVENUE_WAN = 200
_SEED_MONTHS, _START_MONTHS, _GROWTH_MONTHS = 12, 36, 120
REVENUE_LIMITS_WAN = (_SEED_REVENUE_WAN, _GROWTH_REVENUE_WAN, _MATURE_REVENUE_WAN)
AGE_LIMITS_MONTHS = (_SEED_MONTHS, _START_MONTHS)
"""Where the stage of a firm of known revenue changes."""


@dataclass(frozen=True)
class StageFinding:
    """``stage`` None: not enough is known. ``stated``: the founder said it. ``because``: one phrase for the founder."""

    stage: str | None
    stated: bool
    because: str


def find_stage(profile: EnterpriseProfile, today: dt.date) -> StageFinding:
    """Stage as stated, else from revenue and equity round, else from age."""
    if profile.stage:
        return StageFinding(profile.stage, True, "按您说的")
    if profile.need_purpose == "上市" or profile.need_kind == "上市":
        return StageFinding("成熟期", False, "因为您在准备上市")
    return _from_revenue(profile, today) or _from_round(profile) or _from_age(profile, today)


def _from_revenue(profile: EnterpriseProfile, today: dt.date) -> StageFinding | None:
    revenue = interval(profile.revenue_wan)
    if revenue is None:
        return None
    because = f"按上年营收{yours('revenue_wan', profile, today)}判断"
    if revenue[0] >= _MATURE_REVENUE_WAN:
        return StageFinding("成熟期", False, because)
    if revenue[0] >= _GROWTH_REVENUE_WAN:
        return StageFinding("成长期", False, because)
    age = profile.value("age_months", today)
    if revenue[1] < _SEED_REVENUE_WAN and (age is None or age[1] > _SEED_MONTHS):
        return _from_round(profile) or StageFinding("初创期", False, because)
    if age is None or age[1] > _START_MONTHS:
        return StageFinding("成长期" if age else "初创期", False, because)
    young = age[1] <= _SEED_MONTHS and revenue[1] < _SEED_REVENUE_WAN
    return StageFinding(
        "种子期" if young else "初创期", False, because + f"、成立{yours('age_months', profile, today)}"
    )


def _from_round(profile: EnterpriseProfile) -> StageFinding | None:
    stage = _BY_ROUND.get(profile.equity_round or "")
    return StageFinding(stage, False, f"按已完成{profile.equity_round}判断") if stage else None


def _from_age(profile: EnterpriseProfile, today: dt.date) -> StageFinding:
    age = profile.value("age_months", today)
    if age is None:
        return StageFinding(None, False, "还不知道成立时间和营收")
    limits = ((_SEED_MONTHS, "种子期"), (_START_MONTHS, "初创期"), (_GROWTH_MONTHS, "成长期"))
    stage = next((name for limit, name in limits if age[1] <= limit), "成熟期")
    return StageFinding(stage, False, f"按成立{yours('age_months', profile, today)}判断")


def stages_of(firms: Firms) -> NDArray[np.int64]:
    """The stage of fully described firms, as places in the vocabulary: what `find_stage` says where none was stated."""
    revenue, age = firms.column("revenue_wan"), firms.column("age_months")
    listing = (firms.column("need_purpose") == code("need_purpose", "上市")) | (
        firms.column("need_kind") == code("need_kind", "上市")
    )
    little = revenue < _SEED_REVENUE_WAN
    by_round = [
        (little & (age > _SEED_MONTHS) & (firms.column("equity_round") == code("equity_round", name)), stage)
        for name, stage in _BY_ROUND.items()
    ]
    rules = (
        (listing | (revenue >= _MATURE_REVENUE_WAN), "成熟期"),
        (little & (age <= _SEED_MONTHS), "种子期"),
        *by_round,
        ((revenue >= _GROWTH_REVENUE_WAN) | ((age > _START_MONTHS) & ~little), "成长期"),
    )
    found = np.select([rule for rule, _ in rules], [code("stage", name) for _, name in rules], code("stage", "初创期"))
    return found.astype(np.int64)
