"""What is new for one firm since it last looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from knowledge.advice.library import Library, on_offer
from knowledge.advice.rank import rank
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage

_MOST = 3


@dataclass(frozen=True)
class News:
    """``items``: new records that the firm may get, best first; ``seen``: every new id, also of those that do not fit."""

    items: tuple[Record, ...]
    seen: frozenset[str]


def news_for(library: Library, profile: EnterpriseProfile, *, known: Collection[str], today: dt.date) -> News:
    """The records on offer that are not ``known`` and suit the firm, at most three."""
    new = frozenset(on_offer(library, today)) - frozenset(known)
    if not new:
        return News((), new)
    ranked = rank(library, profile, stage=find_stage(profile, today).stage, today=today)
    fitting = [
        item.record
        for item in ranked
        if item.record.id in new and item.score > 0 and item.status in ("eligible", "needs_info")
    ]
    return News(tuple(fitting[:_MOST]), new)
