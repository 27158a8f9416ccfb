"""Whether two statements about one fact can both be true: a refinement is taken, a contradiction is asked about."""

from __future__ import annotations

from typing import Any

from knowledge.eligibility.profile import interval, month_interval
from knowledge.terms.vocabulary import ANYWHERE_IN_SHENZHEN, FACTS

_SLACK = 0.15
"""How far a hedged number may lie off, as a share of it."""
_MONTHS_OF_SLACK = 12
"""How far a founding date that was counted back from an age may lie off."""
_WISHES = ("need_amount_wan", "need_term_months", "need_purpose", "need_kind", "stage")
"""What a founder may change at will: another wish is no contradiction."""


def contradicts(fact: str, old: Any, new: Any, *, hedged: bool) -> bool:
    """Whether ``new`` cannot be true beside ``old``; ``hedged`` when either was said to be approximate.

    Raises KeyError for a fact outside the vocabulary.
    """
    kind = FACTS[fact].type
    if fact in _WISHES or old == new:
        return False
    if kind in ("range", "count", "number"):
        return _numbers_apart(old, new, _SLACK if hedged else 0.0)
    if kind == "month":
        return _months_apart(old, new, _MONTHS_OF_SLACK if hedged else 0)
    if kind == "choices":
        return not old or not new
    return not (fact == "district" and ANYWHERE_IN_SHENZHEN in (old, new))


def _numbers_apart(old: Any, new: Any, slack: float) -> bool:
    first, second = (interval(tuple(value) if isinstance(value, list) else value) for value in (old, new))
    if first is None or second is None:
        return False
    room = slack * max(abs(edge) for edge in (*first, *second))
    return first[1] + room < second[0] or second[1] + room < first[0]


def _months_apart(old: str, new: str, slack: int) -> bool:
    (old_first, old_last), (new_first, new_last) = (tuple(map(_count, month_interval(value))) for value in (old, new))
    return old_last + slack < new_first or new_last + slack < old_first


def _count(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number)
