"""Many fully described enterprises as columns, so that one condition is judged for all of them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.terms.vocabulary import ANYWHERE_IN_SHENZHEN, ELSEWHERE_IN_SHENZHEN, FACTS, SHENZHEN_DISTRICTS

Column = NDArray[Any]
_SHENZHEN = (*SHENZHEN_DISTRICTS, ANYWHERE_IN_SHENZHEN, ELSEWHERE_IN_SHENZHEN)


@dataclass(frozen=True)
class Firms:
    """``columns``: fact -> array of length ``count``, everything known.

    Numbers are float64; ``founded_on`` counts months (year * 12 + month); a choice is its place in the vocabulary;
    a list fact is a bit mask over its choices; a flag is bool; ``district`` is text.
    """

    columns: Mapping[str, Column]
    today: dt.date

    @property
    def count(self) -> int:
        """How many enterprises."""
        return len(self.columns["founded_on"])

    def column(self, fact: str) -> Column:
        """The values of a stated or derived fact.

        Raises KeyError for a name outside the vocabulary.
        """
        if fact == "age_months":
            return np.maximum(0, self.today.year * 12 + self.today.month - self.columns["founded_on"])
        if fact == "city":
            return self._city
        if fact == "patents_total":
            return self.columns["invention_patents"] + self.columns["utility_patents"]
        return self.columns[fact]

    @cached_property
    def _city(self) -> Column:
        names, places = np.unique(self.columns["district"], return_inverse=True)
        return np.where(np.isin(names, _SHENZHEN), "深圳市", names)[places]

    def taken(self, rows: NDArray[np.intp]) -> Firms:
        """The enterprises in ``rows``, in that order; repeats allowed."""
        return Firms({fact: values[rows] for fact, values in self.columns.items()}, self.today)

    def stated(self, row: int, facts: Iterable[str]) -> dict[str, Any]:
        """``facts`` of the enterprise in ``row`` as `EnterpriseProfile` takes them."""
        return {fact: _stated(fact, self.columns[fact][row]) for fact in facts}

    def changed(self, columns: Mapping[str, Column]) -> Firms:
        """The same enterprises with some columns replaced."""
        return Firms({**self.columns, **columns}, self.today)


def _stated(fact: str, value: Any) -> Any:
    kind, choices = FACTS[fact].type, FACTS[fact].choices
    if kind == "choice":
        return choices[int(value)]
    if kind == "choices":
        return [name for place, name in enumerate(choices) if int(value) >> place & 1]
    if kind == "month":
        year, month = divmod(int(value) - 1, 12)
        return f"{year}-{month + 1:02d}"
    return {"flag": bool, "text": str, "count": int}.get(kind, float)(value)


def month_number(month: str) -> int:
    """'2024-03' -> months since year 0."""
    year, number = month.split("-")
    return int(year) * 12 + int(number)


def code(fact: str, value: str) -> int:
    """A choice's place in the vocabulary."""
    return FACTS[fact].choices.index(value)


def mask(fact: str, values: list[str] | tuple[str, ...]) -> int:
    """A list fact as bits."""
    return sum(1 << code(fact, value) for value in set(values))
