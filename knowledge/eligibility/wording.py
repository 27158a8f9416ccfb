"""A founder's own value of a fact, in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.terms.vocabulary import DERIVED, FACTS


def number(value: float) -> str:
    """300.0 -> '300'; 12.5 -> '12.5'."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def yours(fact: str, profile: EnterpriseProfile, today: dt.date) -> str | None:
    """The profile's value of ``fact`` for display; None when unknown. Hedged facts start with 约."""
    value = profile.value(fact, today)
    if value is None:
        return None
    hedge = "约" if set(DERIVED.get(fact, (fact,))) & profile.approximate else ""
    return hedge + _words(fact, value)


def _month(value: str) -> str:
    year, _, month = value.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


def _age(low: float, high: float) -> str:
    """(24, 24) -> '2年'; (30, 30) -> '2年6个月'; (167, 178), a founding year without its month -> '13～14年'."""
    if low == high:
        years, months = divmod(int(low), 12)
        return f"{years}年" * bool(years) + f"{months}个月" * bool(months or not years)
    first, last = int(low // 12), int(high // 12)
    if not last:
        return "不到1年"
    return f"{last}年" if first == last else f"{first}～{last}年"


def _words(fact: str, value: bool | str | tuple[Any, ...]) -> str:
    if isinstance(value, bool):
        return "有" if value else "没有"
    if isinstance(value, str):
        return _month(value) if fact == "founded_on" else value
    if fact in FACTS and FACTS[fact].type == "choices":
        return "、".join(value) or "没有"
    if fact == "age_months":
        return _age(*value)
    unit = "件" if fact == "patents_total" else FACTS[fact].unit
    low, high = value
    if high == float("inf"):
        return f"至少{number(low)}{unit}"
    return f"{number(low)}{unit}" if low == high else f"{number(low)}～{number(high)}{unit}"
