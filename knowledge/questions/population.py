"""Enterprises as population.yml assumes them: what one that has not said everything may be like."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from knowledge.eligibility.firms import Column, Firms, code
from knowledge.eligibility.stage import stages_of
from knowledge.terms.vocabulary import FACTS

_FILE = Path(__file__).with_name("population.yml")
Shares = dict[str, float]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Numbers(_Model):
    """A log-normal amount; ``none`` is the share of zeros, ``least`` the smallest value."""

    median: float = Field(gt=0)
    spread: float = Field(ge=0)
    none: float = Field(0, ge=0, le=1)
    least: float = 0


class FirmClass(_Model):
    """The distributions of one kind of firm."""

    share: float
    age_months: Numbers
    employees: Numbers
    revenue_a_head: Numbers
    rd_ratio_pct: Numbers
    margin_pct: tuple[float, float]
    fixed_assets_of_revenue: Numbers
    receivables_of_revenue: Numbers
    invention_patents: Numbers
    utility_patents: Numbers
    software_copyrights: Numbers
    trademarks: Numbers
    certifications: Shares
    collateral: Shares
    equity_round: Shares
    tax_rating: Shares
    need_kind: Shares
    need_amount_of_revenue: Numbers
    need_term_months: Numbers
    need_purpose: Shares

    @model_validator(mode="after")
    def _shares_add_up(self) -> FirmClass:
        for fact in ("equity_round", "tax_rating", "need_kind", "need_purpose"):
            if abs(sum(getattr(self, fact).values()) - 1) > 1e-6:
                raise ValueError(f"{fact}: 各项之和应为 1，现为 {sum(getattr(self, fact).values())}")
        return self


class Assumptions(_Model):
    """population.yml as a model."""

    industries: Shares
    districts: Shares
    overdue: float
    district_grant: float
    software_by_industry: Shares
    rights_by_industry: Shares
    classes: dict[str, FirmClass]


@lru_cache(maxsize=1)
def assumptions() -> Assumptions:
    """The assumptions as written in population.yml."""
    return Assumptions.model_validate(YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))


@lru_cache(maxsize=8)
def population(count: int, seed: int, today: dt.date) -> Firms:
    """``count`` enterprises drawn from the assumptions; the same arguments give the same enterprises."""
    return draw(assumptions(), count, seed, today)


def draw(assumed: Assumptions, count: int, seed: int, today: dt.date) -> Firms:
    """Enterprises drawn from ``assumed``."""
    random = np.random.default_rng(seed)
    shares = np.array([one.share for one in assumed.classes.values()])
    sizes = random.multinomial(count, shares / shares.sum())
    parts = [
        _class(assumed, one, int(size), random, today)
        for one, size in zip(assumed.classes.values(), sizes, strict=True)
    ]
    columns = {fact: np.concatenate([part[fact] for part in parts]) for fact in parts[0]}
    order = random.permutation(count)
    firms = Firms({fact: values[order] for fact, values in columns.items()}, today)
    return firms.changed({"stage": stages_of(firms)})


def _class(
    assumed: Assumptions, one: FirmClass, count: int, random: np.random.Generator, today: dt.date
) -> dict[str, Column]:
    industry = _choice(FACTS["industry"].choices, assumed.industries, count, random)
    district = random.choice(list(assumed.districts), count, p=list(assumed.districts.values()))
    employees = np.maximum(1, np.rint(_numbers(one.employees, count, random)))
    revenue = np.rint(employees * _numbers(one.revenue_a_head, count, random))
    ratio = np.round(np.minimum(95, _numbers(one.rd_ratio_pct, count, random)), 1)
    spent = np.where(revenue > 0, revenue * ratio / 100, employees * _RD_A_HEAD_WITHOUT_REVENUE)
    software = _by_industry(assumed.software_by_industry)[industry]
    rights = _by_industry(assumed.rights_by_industry)[industry]
    amount = revenue * _numbers(one.need_amount_of_revenue, count, random)
    margin = random.normal(*one.margin_pct, count) / 100
    kind = _choice(FACTS["need_kind"].choices, one.need_kind, count, random)
    purpose = _choice(FACTS["need_purpose"].choices, one.need_purpose, count, random)
    age = np.maximum(1, np.rint(_numbers(one.age_months, count, random)))
    return {
        "founded_on": today.year * 12 + today.month - age,
        "district": district,
        "industry": industry,
        "employees": employees,
        "revenue_wan": revenue,
        "rd_expense_wan": np.rint(spent),
        "net_profit_wan": np.rint(np.where(revenue > 0, revenue * margin, -spent)),
        "fixed_assets_wan": np.rint(revenue * _numbers(one.fixed_assets_of_revenue, count, random)),
        "receivables_wan": np.rint(revenue * _numbers(one.receivables_of_revenue, count, random)),
        "rd_ratio_pct": np.where(revenue > 0, ratio, _RD_RATIO_WITHOUT_REVENUE),
        "collateral": _list("collateral", one.collateral, count, random),
        "invention_patents": np.rint(_numbers(one.invention_patents, count, random) * rights),
        "utility_patents": np.rint(_numbers(one.utility_patents, count, random) * rights),
        "software_copyrights": np.rint(_numbers(one.software_copyrights, count, random) * software),
        "trademarks": np.rint(_numbers(one.trademarks, count, random)),
        "certifications": np.where(
            random.random(count) < rights, _list("certifications", one.certifications, count, random), 0
        ),
        "equity_round": _choice(FACTS["equity_round"].choices, one.equity_round, count, random),
        "tax_rating": _choice(FACTS["tax_rating"].choices, one.tax_rating, count, random),
        "overdue": random.random(count) < assumed.overdue,
        "district_grant": (random.random(count) < assumed.district_grant) & (district == "坪山区"),
        "need_amount_wan": np.maximum(one.need_amount_of_revenue.least, np.rint(amount / 10) * 10),
        "need_term_months": np.maximum(3, np.rint(_numbers(one.need_term_months, count, random) / 6) * 6),
        "need_purpose": _sensible(purpose, kind),
        "need_kind": kind,
    }


def _by_industry(factors: Shares) -> NDArray[np.float64]:
    return np.array([factors[name] for name in FACTS["industry"].choices])


def _sensible(purpose: NDArray[np.int64], kind: NDArray[np.int64]) -> NDArray[np.int64]:
    """A firm that wants to list says so as its purpose; nobody refinances with equity or a grant, nor pays wages with a grant."""
    borrows = np.isin(kind, [code("need_kind", name) for name in ("贷款", "担保")])
    odd = ~borrows & np.isin(purpose, [code("need_purpose", name) for name in ("转贷", "上市")])
    odd |= (kind == code("need_kind", "补贴")) & (purpose == code("need_purpose", "流动资金"))
    purpose = np.where(odd, code("need_purpose", "研发"), purpose)
    return np.where(kind == code("need_kind", "上市"), code("need_purpose", "上市"), purpose)


_RD_A_HEAD_WITHOUT_REVENUE = 12.0
_RD_RATIO_WITHOUT_REVENUE = 100.0


def _numbers(one: Numbers, count: int, random: np.random.Generator) -> NDArray[np.float64]:
    values = one.median * np.exp(random.normal(0, one.spread, count))
    return np.where(random.random(count) < one.none, 0.0, values)


def _choice(choices: tuple[str, ...], shares: Shares, count: int, random: np.random.Generator) -> NDArray[np.int64]:
    weights = np.array([shares.get(name, 0.0) for name in choices])
    return random.choice(len(choices), count, p=weights / weights.sum())


def _list(fact: str, shares: Shares, count: int, random: np.random.Generator) -> NDArray[np.int64]:
    bits = np.zeros(count, dtype=np.int64)
    for name, share in shares.items():
        bits |= np.where(random.random(count) < share, 1 << code(fact, name), 0)
    return bits
