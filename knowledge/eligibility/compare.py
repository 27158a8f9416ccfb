"""One fact against one value: met, not met or unknown."""

from __future__ import annotations

import datetime as dt
from typing import Any

from knowledge.catalogue.conditions import EQUALITY_OPS, LIST_OPS, Leaf
from knowledge.eligibility.profile import EnterpriseProfile, month_interval
from knowledge.eligibility.truth import Truth, negate

IMPLIED = {"专精特新小巨人": ("专精特新中小企业",)}


def compare(leaf: Leaf, profile: EnterpriseProfile, today: dt.date) -> Truth:
    """Judge a typed leaf. Ranges that straddle the threshold are unknown."""
    assert leaf.fact and leaf.op
    value = profile.value(leaf.fact, today)
    if value is None:
        return Truth.UNKNOWN
    if leaf.op in LIST_OPS:
        return _list(leaf, set(value), complete=leaf.fact in profile.complete or not value)
    if leaf.op in EQUALITY_OPS:
        return _equality(leaf, value)
    return _order(leaf.op, _bounds(value), _threshold(leaf.fact, leaf.value))


def _list(leaf: Leaf, held: set[str], *, complete: bool) -> Truth:
    for item in list(held):
        held.update(IMPLIED.get(item, ()))
    wanted = set(leaf.value)
    absent = Truth.NO if complete else Truth.UNKNOWN
    if leaf.op == "has_all":
        return Truth.YES if wanted <= held else absent
    found = Truth.YES if wanted & held else absent
    return negate(found) if leaf.op == "has_none" else found


def _equality(leaf: Leaf, value: Any) -> Truth:
    wanted = leaf.value if leaf.op in ("in", "not_in") else [leaf.value]
    if isinstance(value, tuple):
        low, high = value
        if low == high:
            matches = Truth.YES if low in wanted else Truth.NO
        else:
            matches = Truth.UNKNOWN if any(low <= item <= high for item in wanted) else Truth.NO
    else:
        matches = Truth.YES if value in wanted else Truth.NO
    return negate(matches) if leaf.op in ("ne", "not_in") else matches


def _bounds(value: Any) -> tuple[Any, Any]:
    return month_interval(value) if isinstance(value, str) else value


def _threshold(fact: str, value: Any) -> tuple[Any, Any]:
    return month_interval(value) if fact == "founded_on" else (value, value)


def _order(op: str, value: tuple[Any, Any], wanted: tuple[Any, Any]) -> Truth:
    low, high = value
    first, last = wanted
    holds_for_all, holds_for_some = {
        "ge": (low >= first, high >= first),
        "gt": (low > last, high > last),
        "le": (high <= last, low <= last),
        "lt": (high < first, low < first),
    }[op]
    if holds_for_all:
        return Truth.YES
    return Truth.UNKNOWN if holds_for_some else Truth.NO
