"""What another fact would change: every recommendable record judged before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.advice.about import eligibility_report
from knowledge.advice.fit import for_this_firm
from knowledge.advice.library import Library, on_offer
from knowledge.catalogue.model import Record
from knowledge.eligibility.judge import Judgement
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage
from knowledge.eligibility.truth import Truth

_RANK = {"ineligible": 0, "near_miss": 1, "needs_info": 2, "eligible": 3}
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}
_BACKGROUND = ("policy", "platform")
"""What one does not apply for."""
_LEVEL = {"区": 0, "市": 1, "省": 2, "国家": 3}


@dataclass(frozen=True)
class Change:
    """One record whose verdict moves; ``because``: the conditions that flip."""

    record: Record
    before: str
    after: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """``gained``: now open; ``nearer``: now one step away; ``lost``: no longer open. Best first. ``stage``: if it moves."""

    gained: tuple[Change, ...]
    nearer: tuple[Change, ...]
    lost: tuple[Change, ...]
    stage: tuple[str, str] | None

    @property
    def all(self) -> tuple[Change, ...]:
        """Every change."""
        return self.gained + self.nearer + self.lost


def changes(library: Library, now: EnterpriseProfile, then: EnterpriseProfile, today: dt.date) -> Changes:
    """Judge every recommendable record for ``now`` and for ``then``; only what moves."""
    moved = [change for record in on_offer(library, today).values() if (change := _change(record, now, then, today))]
    moved.sort(key=lambda change: _order(change, then))
    stages = find_stage(now, today).stage, find_stage(then, today).stage
    return Changes(
        tuple(change for change in moved if change.after == "eligible"),
        tuple(change for change in moved if change.after in ("near_miss", "needs_info") and _better(change)),
        tuple(change for change in moved if not _better(change) and not _had(change)),
        (stages[0], stages[1]) if stages[0] and stages[1] and stages[0] != stages[1] else None,
    )


def supposing(profile: EnterpriseProfile, supposed: Mapping[str, object]) -> EnterpriseProfile:
    """``profile`` with the supposed facts; what is supposed to be held adds to what is held already."""
    facts = type(profile).model_validate(dict(supposed)).facts()
    for name, value in facts.items():
        held = getattr(profile, name)
        if isinstance(value, tuple) and value and isinstance(value[0], str) and held:
            facts[name] = tuple(dict.fromkeys([*held, *value]))
    if "stage" not in facts and {"revenue_wan", "founded_on", "equity_round"} & set(facts):
        facts["stage"] = None
    return profile.model_copy(update=facts)


def _change(record: Record, now: EnterpriseProfile, then: EnterpriseProfile, today: dt.date) -> Change | None:
    before, after = _status(record, now, today), _status(record, then, today)
    if before[0] == after[0]:
        return None
    fits = "阶段和行业对上了" if _RANK[after[0]] > _RANK[before[0]] else "阶段或行业对不上了"
    return Change(record, before[0], after[0], tuple(_flipped(before[1], after[1])) or (fits,))


def _status(record: Record, profile: EnterpriseProfile, today: dt.date) -> tuple[str, Judgement]:
    status, judgement = eligibility_report(record, profile, today)
    suits = for_this_firm(record, profile, find_stage(profile, today).stage)
    return (status if suits else "ineligible"), judgement


def _flipped(before: Judgement, after: Judgement) -> list[str]:
    earlier = {leaf.text: leaf.verdict for leaf in before.leaves}
    return [
        f"{leaf.text}：{_VERDICT[leaf.verdict]}"
        for leaf in after.leaves
        if leaf.fact and leaf.must and earlier.get(leaf.text, Truth.UNKNOWN) is not leaf.verdict
    ]


_VERDICT = {Truth.YES: "符合了", Truth.NO: "不符合了", Truth.UNKNOWN: "说不准了"}


def _better(change: Change) -> bool:
    return _RANK[change.after] > _RANK[change.before]


def _had(change: Change) -> bool:
    """A title no longer to be applied for, because the supposition is to hold it."""
    return change.record.kind == "certification"


def _order(change: Change, profile: EnterpriseProfile) -> tuple[int, int, int, int, str]:
    record = change.record
    serves = 0 if profile.need_kind is None or profile.need_kind in record.needs else 1
    return serves, int(record.kind in _BACKGROUND), _CONFIDENCE[record.confidence], _LEVEL[record.level], record.id
