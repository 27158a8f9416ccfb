"""What a firm that has told some facts may be like: enterprises of the assumed population that resemble it, with those facts set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.eligibility.firms import Column, Firms, code, mask, month_number
from knowledge.eligibility.profile import EnterpriseProfile, month_interval
from knowledge.eligibility.stage import stages_of
from knowledge.questions.population import population
from knowledge.terms.vocabulary import ANYWHERE_IN_SHENZHEN, ELSEWHERE_IN_SHENZHEN, FACTS, SHENZHEN_DISTRICTS

_POPULATION, _SEED = 4096, 20261124
_WIDTH = 0.5
"""How far apart two amounts may lie and still be alike, in units of the logarithm."""
_FLOOR = 0.02
"""Likeness of what differs: no fact alone rules a kind of firm out."""

_POWERS = (1.0, 0.7, 0.5, 0.35, 0.25, 0.15)
_ENOUGH_FIRMS = 200
"""How many firms have to count, as the effective size of a weighted sample."""

Weights = NDArray[Any]


def belief(profile: EnterpriseProfile, today: dt.date, count: int) -> Firms:
    """``count`` fully described firms, each as likely as the next, that agree with everything in ``profile``.

    Deterministic: the same profile on the same day gives the same firms.
    """
    firms = population(_POPULATION, _SEED, today)
    likeness = np.ones(firms.count)
    for fact, value in profile.facts().items():
        if profile.knows(fact):
            likeness = likeness * np.maximum(_FLOOR, _alike(fact, value, profile, firms))
    return _with_known(firms.taken(_resampled(_softened(likeness), count)), profile, today)


def _softened(weights: Weights) -> Weights:
    """The weights, flattened until enough firms count: a few that happen to be alike are no picture of what is likely."""
    for power in _POWERS:
        soft = weights**power
        if soft.sum() ** 2 / (soft**2).sum() >= _ENOUGH_FIRMS:
            return soft
    return soft


def _resampled(weights: Weights, count: int) -> NDArray[np.intp]:
    """Systematic resampling: row numbers, each drawn in proportion to its weight, in an order that mixes them."""
    edges = np.cumsum(weights / weights.sum())
    rows = np.searchsorted(edges, (np.arange(count) + 0.5) / count)
    return np.minimum(rows, len(weights) - 1)


def _alike(fact: str, value: Any, profile: EnterpriseProfile, firms: Firms) -> Weights:
    column = firms.columns[fact]
    kind = FACTS[fact].type
    if kind == "month":
        low, high = (month_number(month) for month in month_interval(value))
        now = firms.today.year * 12 + firms.today.month
        return _near(now - column, now - high, now - low)
    if kind in ("count", "number", "range"):
        least, most = _bounds(profile, fact, firms.today)
        return _near(column, least, most)
    if kind == "choices":
        held = mask(fact, value)
        missing = _bits(held & ~column)
        extra = _bits(column & ~held) if fact in profile.complete or not value else np.zeros(firms.count)
        return np.asarray(0.25 ** (missing + extra))
    if kind == "text":
        return np.asarray((_place(column) == _place(np.array([value]))[0]).astype(float))
    return np.asarray((column == (code(fact, value) if kind == "choice" else value)).astype(float))


def _near(column: Column, low: float, high: float) -> Weights:
    """1 inside [low, high], falling off with the distance of the logarithms; a loss is compared by its size."""
    values, floor, ceiling = (np.sign(x) * np.log1p(np.abs(x)) for x in (column, low, high))
    distance = np.maximum(0, np.maximum(floor - values, values - ceiling))
    return np.asarray(np.exp(-0.5 * (distance / _WIDTH) ** 2))


def _bits(column: Column) -> Weights:
    return np.sum([(column >> place) & 1 for place in range(8)], axis=0).astype(float)


def _place(district: Column) -> Column:
    """0 Pingshan, 1 elsewhere in Shenzhen, 2 elsewhere."""
    names, places = np.unique(district, return_inverse=True)
    return np.select([names == "坪山区", np.isin(names, _SHENZHEN)], [0, 1], 2)[places]


_SHENZHEN = (*SHENZHEN_DISTRICTS, ELSEWHERE_IN_SHENZHEN)


def _bounds(profile: EnterpriseProfile, fact: str, today: dt.date) -> tuple[float, float]:
    low, high = profile.value(fact, today)
    return float(low), float(high)


def _with_known(firms: Firms, profile: EnterpriseProfile, today: dt.date) -> Firms:
    """The firms with every known fact set, ranges spread evenly over their width."""
    spread = (np.arange(firms.count) * _GOLDEN) % 1.0
    columns = {
        fact: _COLUMN.get(FACTS[fact].type, _number)(fact, value, profile, firms, spread)
        for fact, value in profile.facts().items()
        if profile.knows(fact)
    }
    if profile.district == ANYWHERE_IN_SHENZHEN:
        inside = _place(firms.columns["district"]) < 2
        columns["district"] = np.where(inside, firms.columns["district"], "坪山区")
    changed = firms.changed(columns)
    changed = changed.changed(_research(changed, profile))
    return changed if profile.stage else changed.changed({"stage": stages_of(changed)})


_GOLDEN = 0.6180339887498949
"""Multiples of it modulo 1 fill an interval evenly, whatever the order of the firms."""


def _research(firms: Firms, profile: EnterpriseProfile) -> dict[str, Column]:
    """Research spending and its share of revenue, made to agree with what is known of the other."""
    revenue, spent, ratio = (firms.columns[fact] for fact in ("revenue_wan", "rd_expense_wan", "rd_ratio_pct"))
    earned = np.maximum(revenue, 1e-9)
    if profile.rd_expense_wan is not None:
        return (
            {}
            if profile.rd_ratio_pct is not None
            else {"rd_ratio_pct": np.where(revenue > 0, spent / earned * 100, 100.0)}
        )
    return {"rd_expense_wan": np.where(revenue > 0, revenue * ratio / 100, spent)}


Setter = Callable[[str, Any, EnterpriseProfile, Firms, Weights], Column]


def _number(fact: str, value: Any, profile: EnterpriseProfile, firms: Firms, spread: Weights) -> Column:
    low, high = _bounds(profile, fact, firms.today)
    values = low + spread * (high - low)
    return np.rint(values) if FACTS[fact].type == "count" else values


def _month(fact: str, value: Any, profile: EnterpriseProfile, firms: Firms, spread: Weights) -> Column:
    low, high = (month_number(month) for month in month_interval(value))
    return np.rint(low + spread * (high - low))


def _list(fact: str, value: Any, profile: EnterpriseProfile, firms: Firms, spread: Weights) -> Column:
    held = mask(fact, value)
    if fact in profile.complete or not value:
        return np.full(firms.count, held, dtype=np.int64)
    return firms.columns[fact] | held


def _constant(fact: str, value: Any, profile: EnterpriseProfile, firms: Firms, spread: Weights) -> Column:
    return np.full(firms.count, code(fact, value) if FACTS[fact].type == "choice" else value)


_COLUMN: dict[str, Setter] = {
    "month": _month,
    "choices": _list,
    "choice": _constant,
    "flag": _constant,
    "text": _constant,
}
