"""One condition for many fully described firms: met or not, nothing is unknown."""

from __future__ import annotations

import operator

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue.conditions import Leaf
from knowledge.eligibility.compare import IMPLIED
from knowledge.eligibility.firms import Firms, code, mask, month_number
from knowledge.eligibility.profile import month_interval
from knowledge.terms.vocabulary import FACTS

_ORDERS = {"ge": operator.ge, "gt": operator.gt, "le": operator.le, "lt": operator.lt}


def met(leaf: Leaf, firms: Firms) -> NDArray[np.bool_]:
    """Whether each firm meets a typed leaf: shape (firms,)."""
    assert leaf.fact and leaf.op
    column = firms.column(leaf.fact)
    if leaf.op in _ORDERS:
        found: NDArray[np.bool_] = _ORDERS[leaf.op](column, _threshold(leaf))
        return found
    if leaf.op.startswith("has_"):
        return _list(leaf, column)
    wanted = leaf.value if isinstance(leaf.value, list) else [leaf.value]
    choices = leaf.fact in FACTS and FACTS[leaf.fact].type == "choice"
    within = np.zeros(len(column), dtype=bool)
    for value in wanted:
        within |= column == (code(leaf.fact, value) if choices else value)
    return ~within if leaf.op in ("ne", "not_in") else within


def _threshold(leaf: Leaf) -> float:
    if leaf.fact != "founded_on":
        return float(leaf.value)
    first, last = month_interval(leaf.value)
    return month_number(last if leaf.op in ("gt", "le") else first)


def _list(leaf: Leaf, held: NDArray[np.generic]) -> NDArray[np.bool_]:
    assert leaf.fact
    bits = held.astype(np.int64)
    for item, others in IMPLIED.items():
        if item in FACTS[leaf.fact].choices:
            bits = np.where(bits & mask(leaf.fact, [item]), bits | mask(leaf.fact, others), bits)
    wanted = mask(leaf.fact, leaf.value)
    if leaf.op == "has_all":
        return (bits & wanted) == wanted
    found = (bits & wanted) != 0
    return ~found if leaf.op == "has_none" else found
