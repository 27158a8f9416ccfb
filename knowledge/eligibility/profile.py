"""What is known about one enterprise. Unknown is None; "has none" is 0 or an empty list."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from knowledge.terms.vocabulary import (
    ANYWHERE_IN_SHENZHEN,
    DERIVED,
    ELSEWHERE_IN_SHENZHEN,
    FACTS,
    INDUSTRIES,
    NEED_KINDS,
    PURPOSES,
    SHENZHEN_DISTRICTS,
    STAGES,
)

_MONTH = r"^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$"


def _ordered(value: float | tuple[float, float]) -> float | tuple[float, float]:
    return tuple(sorted(value)) if isinstance(value, tuple) else value  # type: ignore[return-value]


def _known(fact: str) -> Any:
    def check(values: tuple[str, ...]) -> tuple[str, ...]:
        allowed = FACTS[fact].choices
        if strange := [value for value in values if value not in allowed]:
            raise ValueError(f"{strange} 不在词表中；可用：{'、'.join(allowed)}")
        return tuple(sorted(set(values), key=allowed.index))

    return AfterValidator(check)


Number = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]
Amount = Annotated[Number | tuple[Number, Number], AfterValidator(_ordered)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Interval = tuple[float, float]


class EnterpriseProfile(BaseModel):
    """Facts of DESIGN section 4. Amounts are 万元; a range is (low, high).

    ``complete`` names the list facts whose whole content is known: an item absent from an incomplete
    list is unknown, not denied. ``approximate`` names the facts stated with a hedge.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    stage: Literal[STAGES] | None = None  # type: ignore[valid-type]
    founded_on: Annotated[str, Field(pattern=_MONTH)] | None = None
    district: Annotated[str, Field(min_length=2, max_length=20)] | None = None
    industry: Literal[INDUSTRIES] | None = None  # type: ignore[valid-type]
    employees: Count | None = None
    revenue_wan: Amount | None = None
    rd_expense_wan: Amount | None = None
    net_profit_wan: Amount | None = None
    fixed_assets_wan: Amount | None = None
    receivables_wan: Amount | None = None
    rd_ratio_pct: Annotated[float, Field(ge=0, le=1000)] | None = None
    collateral: Annotated[tuple[str, ...], _known("collateral")] | None = None
    invention_patents: Count | None = None
    utility_patents: Count | None = None
    software_copyrights: Count | None = None
    trademarks: Count | None = None
    certifications: Annotated[tuple[str, ...], _known("certifications")] | None = None
    equity_round: Literal[FACTS["equity_round"].choices] | None = None  # type: ignore[valid-type]
    tax_rating: Literal["A", "B", "M", "C", "D"] | None = None
    overdue: bool | None = None
    district_grant: bool | None = None
    need_amount_wan: Amount | None = None
    need_term_months: Amount | None = None
    need_purpose: Literal[PURPOSES] | None = None  # type: ignore[valid-type]
    need_kind: Literal[NEED_KINDS] | None = None  # type: ignore[valid-type]

    complete: frozenset[str] = frozenset()
    approximate: frozenset[str] = frozenset()

    def facts(self) -> dict[str, Any]:
        """Every known fact, in the vocabulary's order."""
        return {name: value for name in FACTS if (value := getattr(self, name)) is not None}

    def knows(self, fact: str) -> bool:
        """Whether ``fact`` is known well enough not to ask: 深圳市 alone does not tell the district."""
        value = getattr(self, fact)
        return value is not None and not (fact == "district" and value == ANYWHERE_IN_SHENZHEN)

    def value(self, fact: str, today: dt.date) -> Any:
        """The value of a stated or derived fact on ``today``; None when unknown.

        Numbers come as (low, high) intervals. Raises KeyError for a name outside the vocabulary.
        """
        if fact in DERIVED:
            return _DERIVE[fact](self, today)
        known = getattr(self, fact) if self.knows(fact) else None
        if fact == "rd_ratio_pct" and known is None:
            return _rd_ratio(self)
        return interval(known) if FACTS[fact].type in ("count", "number", "range") else known


def interval(value: float | tuple[float, float] | None) -> Interval | None:
    """A number or range as (low, high)."""
    if value is None:
        return None
    return (float(value[0]), float(value[1])) if isinstance(value, tuple) else (float(value), float(value))


def month_interval(value: str) -> tuple[str, str]:
    """'2024' -> ('2024-01', '2024-12'); '2024-03' -> the same month twice."""
    return (value, value) if "-" in value else (f"{value}-01", f"{value}-12")


def _rd_ratio(profile: EnterpriseProfile) -> Interval | None:
    spent, earned = interval(profile.rd_expense_wan), interval(profile.revenue_wan)
    if spent is None or earned is None or earned[0] <= 0:
        return None
    return (spent[0] / earned[1] * 100, spent[1] / earned[0] * 100)


def _age_months(profile: EnterpriseProfile, today: dt.date) -> Interval | None:
    if profile.founded_on is None:
        return None
    ages = [_months_between(month, today) for month in reversed(month_interval(profile.founded_on))]
    return (max(0.0, ages[0]), max(0.0, ages[1]))


def _months_between(month: str, today: dt.date) -> float:
    year, number = (int(part) for part in re.split("-", month))
    return float((today.year - year) * 12 + today.month - number)


def _city(profile: EnterpriseProfile, _: dt.date) -> str | None:
    if profile.district is None:
        return None
    inside = (*SHENZHEN_DISTRICTS, ANYWHERE_IN_SHENZHEN, ELSEWHERE_IN_SHENZHEN)
    return "深圳市" if profile.district in inside else profile.district


def _patents(profile: EnterpriseProfile, _: dt.date) -> Interval | None:
    inventions, utilities = profile.invention_patents, profile.utility_patents
    if inventions is None and utilities is None:
        return None
    if inventions is None or utilities is None:
        return (float(inventions or utilities or 0), float("inf"))
    total = float(inventions + utilities)
    return (total, total)


_DERIVE = {"age_months": _age_months, "city": _city, "patents_total": _patents}
