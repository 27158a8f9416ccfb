"""The one door: a profile in, a recommendation and the next question out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from knowledge.advice.fit import wanted_need
from knowledge.advice.items import Item, item_of
from knowledge.advice.library import Library
from knowledge.advice.rank import Assessment, Ranked, assess
from knowledge.advice.settings import ListSettings, weights
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import StageFinding, find_stage
from knowledge.questions.choose import Prospect, Question, next_question


@dataclass(frozen=True)
class Advice:
    """``items``: what to show, best first; ``more``: how many others may suit; ``question``: what to ask next, if worth it."""

    items: tuple[Item, ...]
    more: int
    question: Question | None
    stage: StageFinding
    snapshot: int


def advise(
    library: Library,
    profile: EnterpriseProfile,
    *,
    today: dt.date,
    closed: Collection[str] = (),
    asked: int = 0,
    words: str = "",
) -> Advice:
    """Judge all records, rank them, mix the list and choose the next question.

    ``closed``: facts never to ask (again); ``asked``: how many questions were asked so far; ``words``: what the
    founder wrote, which may name what no fact holds (北交所, 贴息).
    """
    stage = find_stage(profile, today)
    found = assess(library, profile, stage=stage.stage, today=today, words=words)
    limits = weights().list
    rows = [int(row) for row in found.shelf.mixer.pick(found.expected[:, None], limits.shown)[:, 0] if row >= 0]
    shown = [*map(found.ranked, rows), *_near(found, limits)]
    question = next_question(prospect_of(found), profile, closed={*closed, *implied(profile)}, asked=asked)
    items = tuple(item_of(item, library, found.profile) for item in shown)
    return Advice(items, _others(found, rows), question, stage, library.number)


def prospect_of(found: Assessment) -> Prospect:
    """What the choice of a question needs of an assessment."""
    return Prospect(found.firms, found.value, found.first, found.shelf.thresholds)


def implied(profile: EnterpriseProfile) -> set[str]:
    """Facts that another answer already gives: listing and refinancing say what kind of money is wanted."""
    return {"need_kind"} if profile.need_purpose in ("上市", "转贷") else set()


def _near(found: Assessment, limits: ListSettings) -> list[Ranked]:
    """The best near misses, each for another step."""
    refused = np.flatnonzero(found.refused & (found.fit >= limits.near_from))
    best = sorted(refused, key=lambda row: (-found.fit[row], row))[:_CONSIDERED]
    near: dict[tuple[str, ...], Ranked] = {}
    for item in map(found.ranked, map(int, best)):
        if len(near) == limits.near_miss:
            break
        if item.status == "near_miss":
            near.setdefault(tuple(gap.text for gap in item.judgement.gaps), item)
    return list(near.values())


_CONSIDERED = 100
"""How many of the best refused records are looked at for near misses."""


def _others(found: Assessment, rows: list[int]) -> int:
    """How many records beside those in ``rows`` may suit and serve what is wanted."""
    serves = found.shelf.table.serves(wanted_need(found.profile)) >= weights().list.serves_from
    serving = serves & (found.expected > 0)
    serving[rows] = False
    return int(np.count_nonzero(serving))
