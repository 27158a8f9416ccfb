"""What becomes possible once something is done: judge again with the fact supposed, and compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from knowledge.advice.planning.model import Opening
from knowledge.advice.rank import Ranked
from knowledge.catalogue.model import Grant
from knowledge.eligibility.judge import judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth
from knowledge.terms.vocabulary import FACTS


def having(profile: EnterpriseProfile, grant: Grant) -> EnterpriseProfile:
    """The profile of the firm once it holds what ``grant`` says."""
    value: Any = grant.value
    if FACTS[grant.fact].type == "choices":
        value = tuple(dict.fromkeys([*(getattr(profile, grant.fact) or ()), grant.value]))
    return profile.model_copy(update={grant.fact: value})


def unspoken_not_held(profile: EnterpriseProfile) -> EnterpriseProfile:
    """The profile if what was not said to be held is not: what a certification would add is counted from here."""
    held = {"certifications": profile.certifications or (), "district_grant": bool(profile.district_grant)}
    return profile.model_copy(update={**held, "complete": profile.complete | {"certifications"}})


def opened(
    candidates: Iterable[Ranked], profile: EnterpriseProfile, supposed: EnterpriseProfile, *, today: dt.date
) -> tuple[Ranked, ...]:
    """Candidates that ``supposed`` opens beside ``profile``: not met before, met then; or ruled out before and no longer."""
    return tuple(
        item
        for item in candidates
        if _opens(judge(item.record, profile, today=today).truth, judge(item.record, supposed, today=today).truth)
    )


def opening(item: Ranked, supposed: EnterpriseProfile, today: dt.date) -> Opening:
    """The opened record with the status it would then have."""
    met = judge(item.record, supposed, today=today).truth is Truth.YES
    return Opening(item.record.id, item.record.title, "eligible" if met else "needs_info")


def _opens(before: Truth, after: Truth) -> bool:
    return after is not before and (after is Truth.YES or (before is Truth.NO and after is Truth.UNKNOWN))
