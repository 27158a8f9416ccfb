"""What is lacking for a condition that is not met, and whether a firm could close the gap within a year or so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.catalogue.conditions import Leaf
from knowledge.eligibility.profile import EnterpriseProfile, interval
from knowledge.eligibility.wording import number
from knowledge.terms.vocabulary import FACTS

_MAX_NEW_IP = 3
_MAX_WAIT_MONTHS = 12
_MIN_REVENUE_SHARE = 0.6
_MAX_RATIO_POINTS = 3
_SPECIALISED_REVENUE_WAN = 1000
_IP_FACTS = ("invention_patents", "utility_patents", "software_copyrights", "trademarks", "patents_total")


@dataclass(frozen=True)
class Gap:
    """``text`` says what would close the gap; ``closable`` whether that is realistic."""

    text: str
    fact: str | None
    closable: bool

    @classmethod
    def closed(cls) -> Gap:
        """A gap that nothing within the firm's reach would close."""
        return cls("", None, False)


def gap_of(leaf: Leaf, profile: EnterpriseProfile, today: dt.date) -> Gap:
    """The gap between ``profile`` and a leaf that it does not meet."""
    fact = leaf.fact or ""
    if leaf.op == "ge" and fact in (*_IP_FACTS, "age_months", "revenue_wan", "rd_ratio_pct"):
        low, high = profile.value(fact, today)
        return _numeric(leaf, fact, high if high != float("inf") else low)
    if fact == "certifications" and leaf.op in ("has_any", "has_all"):
        return Gap(f"先取得{'或'.join(leaf.value)}资质", fact, _within_reach(leaf.value, profile))
    if fact == "district_grant" and leaf.value is True:
        return Gap("先获得坪山区科技创新专项资金资助", fact, True)
    return Gap(f"不符合：{leaf.text}", fact, False)


def _numeric(leaf: Leaf, fact: str, have: float) -> Gap:
    lack = leaf.value - have
    if fact == "age_months":
        return Gap(f"再过{number(lack)}个月，成立就满{_age(leaf.value)}", fact, lack <= _MAX_WAIT_MONTHS)
    if fact == "revenue_wan":
        return Gap(f"年营收再增{number(lack)}万元", fact, have >= _MIN_REVENUE_SHARE * leaf.value)
    if fact == "rd_ratio_pct":
        return Gap(f"研发投入占比再提高{number(lack)}个百分点", fact, lack <= _MAX_RATIO_POINTS)
    label = "专利" if fact == "patents_total" else FACTS[fact].label
    return Gap(f"再有{number(lack)}件{label}", fact, lack <= _MAX_NEW_IP)


def _age(months: float) -> str:
    return f"{number(months / 12)}年" if months % 12 == 0 else f"{number(months)}个月"


def _within_reach(wanted: list[str], profile: EnterpriseProfile) -> bool:
    """Whether one of the titles could be had within a year or so: 小巨人 follows 专精特新, and that wants some revenue."""
    revenue = interval(profile.revenue_wan)
    large_enough = revenue is None or revenue[1] >= _SPECIALISED_REVENUE_WAN
    reachable = {
        "专精特新小巨人": "专精特新中小企业" in (profile.certifications or ()),
        "专精特新中小企业": large_enough,
    }
    return any(reachable.get(title, True) for title in wanted)
