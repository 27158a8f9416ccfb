"""The one door: a profile in, a recommendation and the next question out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from knowledge.advice.items import Item, item_of
from knowledge.advice.library import Library
from knowledge.advice.rank import Ranked, rank
from knowledge.advice.settings import weights
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import StageFinding, find_stage
from knowledge.questions.choose import Candidate, Question, next_question


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
    judged_by = profile.model_copy(update={"stage": stage.stage})
    ranked = rank(library, judged_by, stage=stage.stage, today=today, words=words)
    shown = _mix(ranked)
    others = sum(_serves(item) for item in ranked) - sum(_serves(item) for item in shown)
    question = next_question(_candidates(ranked), profile, closed={*closed, *_implied(profile)}, asked=asked)
    items = tuple(item_of(item, library, judged_by) for item in shown)
    return Advice(items, max(0, others), question, stage, library.number)


def _implied(profile: EnterpriseProfile) -> set[str]:
    """Facts that another answer already gives: listing and refinancing say what kind of money is wanted."""
    return {"need_kind"} if profile.need_purpose in ("上市", "转贷") else set()


def _serves(item: Ranked) -> bool:
    return item.status in ("eligible", "needs_info") and item.parts["need"] >= weights().list.serves_from


def _candidates(ranked: list[Ranked]) -> list[Candidate]:
    contenders = [item for item in ranked if item.status != "ineligible"][: weights().list.contenders]
    return [Candidate(item.record.title, item.judgement, item.score) for item in contenders]


def _mix(ranked: list[Ranked]) -> list[Ranked]:
    """The best items, no kind more than a few times, none that excludes another, near misses last."""
    limits = weights().list
    shown: list[Ranked] = []
    for item in ranked:
        if item.status in ("eligible", "needs_info") and len(shown) < limits.shown and _adds_something(item, shown):
            shown.append(item)
    near = [item for item in ranked if item.status == "near_miss"][: limits.near_miss]
    return shown + near


def _adds_something(item: Ranked, shown: list[Ranked]) -> bool:
    same_kind = sum(other.record.kind == item.record.kind for other in shown)
    excluded = any(
        other.record.id in item.record.exclusive_with or item.record.id in other.record.exclusive_with
        for other in shown
    )
    allowed = weights().list.per_kind
    return same_kind < allowed.get(item.record.kind, allowed["default"]) and not excluded
