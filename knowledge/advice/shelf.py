"""The recommendable records of one day, ready to be scored; made once for a snapshot."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.library import Library, on_offer
from knowledge.advice.mix import Mixer
from knowledge.advice.scores import ScoreTable
from knowledge.advice.settings import weights
from knowledge.catalogue.conditions import Leaf
from knowledge.catalogue.model import Record
from knowledge.catalogue.precedence import current
from knowledge.eligibility.stage import AGE_LIMITS_MONTHS, REVENUE_LIMITS_WAN
from knowledge.terms.vocabulary import FACTS


class Shelf:
    """``records`` in order of their ids, with their scores, the limits of a list, and where answers make a difference."""

    def __init__(self, records: Sequence[Record], today: dt.date) -> None:
        settings = weights()
        self.records = tuple(records)
        self.table = ScoreTable(self.records, today, settings)
        self.mixer = Mixer(self.records, settings.list)
        self.thresholds = thresholds_of(self.table.conditions.leaves, today)
        self._today = today

    def narrowed(self, rows: NDArray[np.intp]) -> Shelf:
        """Only the records in ``rows``."""
        return Shelf([self.records[row] for row in np.sort(rows)], self._today)


@lru_cache(maxsize=2)
def shelf_of(library: Library, today: dt.date) -> Shelf:
    """The shelf of a library on a day."""
    return Shelf(_by_id(on_offer(library, today)), today)


def shelf_of_records(records: Mapping[str, Record], today: dt.date) -> Shelf:
    """What of ``records`` may be recommended on a day."""
    return Shelf(_by_id(current(records, today)), today)


def _by_id(records: Mapping[str, Record]) -> list[Record]:
    return [records[name] for name in sorted(records)]


def thresholds_of(leaves: Sequence[Leaf], today: dt.date) -> Mapping[str, Sequence[float]]:
    """fact -> values at which a condition or the stage flips, in the units of `Firms`."""
    now = today.year * 12 + today.month
    found: dict[str, set[float]] = defaultdict(set)
    found["revenue_wan"].update(REVENUE_LIMITS_WAN)
    found["founded_on"].update(now - months for months in AGE_LIMITS_MONTHS)
    for leaf in leaves:
        if isinstance(leaf.value, bool) or not isinstance(leaf.value, int | float):
            continue
        if leaf.fact == "age_months":
            found["founded_on"].add(now - leaf.value)
        elif leaf.fact in FACTS:
            found[leaf.fact].add(float(leaf.value))
    return {fact: sorted(values) for fact, values in found.items()}
