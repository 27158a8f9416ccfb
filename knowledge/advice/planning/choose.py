"""Which ranked records become steps, and when: now, within half a year, within a year."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.advice.planning.deadlines import months_later
from knowledge.advice.planning.draft import Draft
from knowledge.advice.planning.exclusions import Worth, best_combination, excludes, left_out
from knowledge.advice.planning.model import LeftOut
from knowledge.advice.planning.opens import having, opened, opening, unspoken_not_held
from knowledge.advice.planning.roles import LENDING, about_listing, charges_a_fee, prepares_listing, role_of
from knowledge.advice.planning.settings import PlanSettings, plan_settings
from knowledge.advice.planning.worth import money_of
from knowledge.advice.rank import Ranked
from knowledge.catalogue.model import Record
from knowledge.eligibility.judge import judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth

_ORDER = ("funding", "offset", "grant", "tax", "platform")
_CLOSED_BY_A_STEP = ("certifications", "district_grant")


@dataclass(frozen=True)
class Case:
    """One firm on one day; ``profile`` holds the stage to judge by, ``ranked`` is best first."""

    ranked: Sequence[Ranked]
    profile: EnterpriseProfile
    today: dt.date
    settings: PlanSettings

    @classmethod
    def of(cls, ranked: Sequence[Ranked], profile: EnterpriseProfile, today: dt.date) -> Case:
        """With the settings as written."""
        return cls(ranked, profile, today, plan_settings())

    def role(self, item: Ranked) -> str:
        """The record's part for this firm."""
        return role_of(item.record, self.profile)


@dataclass(frozen=True)
class Now:
    """What can be acted on now, the loan that is taken first, and what gave way to something better."""

    drafts: tuple[Draft, ...]
    route: Ranked | None
    left_out: tuple[LeftOut, ...]


def choose_now(case: Case) -> Now:
    """Records that are met, or nearly settled, at most a few of each role, without a conflict."""
    ready = [item for item in case.ranked if _ready(item, case) and case.role(item) in _ORDER]
    ready = [item for item in ready if not (item.record.kind == "subsidy" and about_listing(item.record))]
    first = case.ranked[:1]
    ready.sort(key=lambda item: (item not in first, *_doubt(item)))  # stable
    kept, gave_way = _without_conflicts(ready, case)
    route = _route([item for item in kept if case.role(item) == "funding"])
    funding = _with_route(_first(kept, "funding", case), route)
    taken = [*funding, *_offsets(kept, funding, route, case)]
    for role in ("grant", "tax", "platform"):
        taken += _first(kept, role, case)
    drafts = tuple(_draft(item, case, after=_loan_first(item, funding, route)) for item in taken)
    chosen = {item.record.id for item in taken}
    return Now(drafts, route, tuple(out for out in gave_way if chosen & set(out.instead)))


def choose_next(case: Case, planned: set[str]) -> list[Draft]:
    """Certifications that open most, and gaps that a few months can close."""
    certifications = _certifications(case, planned)[: case.settings.next["certification"]]
    known = planned | {name for draft in certifications for name in draft.ids}
    gaps = [draft for draft in _gaps(case, known) if _closes_soon(draft, case)]
    return [*certifications, *gaps[: case.settings.next["gap"]]]


def choose_later(case: Case, planned: set[str], certifications: Sequence[Draft]) -> list[Draft]:
    """Certifications that the earlier ones open, gaps that take a year, and goals by stage."""
    drafts = _second_certifications(case, planned, certifications)
    known = planned | {name for draft in drafts for name in draft.ids}
    drafts += [draft for draft in _gaps(case, known) if not _closes_soon(draft, case)][:1]
    drafts += _goals(case, known)
    return drafts[: case.settings.later]


def _doubt(item: Ranked) -> tuple[bool, bool]:
    return item.status != "eligible", item.record.availability == "unverified"


def _ready(item: Ranked, case: Case) -> bool:
    """Met, nearly settled, or first on the founder's list and not ruled out: what was shown first must not vanish."""
    if item.status == "eligible" or (item is case.ranked[0] and item.status == "needs_info"):
        return True
    if case.role(item) in ("tax", "platform") and not item.judgement.missing:
        return False  # nothing speaks for it but that nobody can tell
    return item.status == "needs_info" and len(item.judgement.missing) <= case.settings.nearly_settled


def _without_conflicts(items: list[Ranked], case: Case) -> tuple[list[Ranked], tuple[LeftOut, ...]]:
    by_id = {item.record.id: item for item in items}
    loans = [item.record for item in items if case.role(item) == "funding"]
    taken: list[Record] = []
    for loan in loans:  # of loans alike the most fitting one, not as many as go together
        taken += [] if any(excludes(loan, other) for other in taken) else [loan]

    def money(record: Record) -> float | None:
        return money_of(record, case.profile) if record.kind in ("subsidy", "tax") else None

    def worth(record: Record) -> Worth:
        item = by_id[record.id]
        sure = item.status == "eligible"
        return ((money(record) or 0.0) if sure else 0.0, item.score + sure)

    records = [item.record for item in items if item.record not in loans or item.record in taken]
    best = best_combination(records, worth)
    return [by_id[record.id] for record in best], left_out((item.record for item in items), best, money)


def _first(items: Sequence[Ranked], role: str, case: Case) -> list[Ranked]:
    """The best of a role in the order given; of those as sure, rather one of another kind than a third of the same."""
    left = [item for item in items if case.role(item) == role]
    found: list[Ranked] = []
    while left and len(found) < case.settings.now[role]:
        kinds = Counter(item.record.kind for item in found)
        as_sure = [item for item in left if _doubt(item) == _doubt(left[0])] if found else left[:1]
        found.append(max(as_sure, key=lambda item: item.score * case.settings.same_kind ** kinds[item.record.kind]))
        left.remove(found[-1])
    return found


def _route(funding: Sequence[Ranked]) -> Ranked | None:
    """The loan to reckon with: the best one that is met and whose rate is public, else the best one."""
    loans = [item for item in funding if item.record.kind in LENDING]
    return next((item for item in loans if _rate_is_public(item)), next(iter(loans), None))


def _rate_is_public(item: Ranked) -> bool:
    """A guarantee's rate is its fee: the bank's is still unknown."""
    known = item.record.benefit.rate_pct is not None and not charges_a_fee(item.record)
    return known and item.status == "eligible"


def _with_route(funding: list[Ranked], route: Ranked | None) -> list[Ranked]:
    """The loan to reckon with first, in the place of the last one where it was not among the best."""
    if route is None or route in funding:
        return funding
    return [*funding[:-1], route]


def _offsets(kept: Sequence[Ranked], funding: Sequence[Ranked], route: Ranked | None, case: Case) -> list[Ranked]:
    """Subsidies on what the chosen loans cost; on guarantee fees only where a guarantee is taken."""
    if route is None:
        return []
    costs = {"贷款利息"} | ({"担保费"} if any(charges_a_fee(item.record) for item in funding) else set())
    fitting = [item for item in kept if costs & set(item.record.benefit.offsets)]
    return _first(fitting, "offset", case)


def _loan_first(item: Ranked, funding: Sequence[Ranked], route: Ranked | None) -> tuple[str, ...]:
    """The loan whose cost the subsidy pays back, which must be taken before."""
    offsets = item.record.benefit.offsets
    if item in funding or not offsets or route is None:
        return ()
    guarantees = [other.record.id for other in funding if charges_a_fee(other.record)]
    return (route.record.id,) if "贷款利息" in offsets or not guarantees else tuple(guarantees)


def _draft(item: Ranked, case: Case, after: tuple[str, ...] = ()) -> Draft:
    return Draft(case.role(item), item, opens=_openings(item, case), after=after)


def _openings(item: Ranked, case: Case) -> tuple:
    """What becomes possible once the firm holds what this record grants."""
    if item.record.grants is None:
        return ()
    without = unspoken_not_held(case.profile)
    supposed = having(without, item.record.grants)
    others = [other for other in _useful(case) if other.record.id != item.record.id]
    found = opened(others, without, supposed, today=case.today)
    return tuple(opening(other, supposed, case.today) for other in found)


def _useful(case: Case) -> list[Ranked]:
    """Records that are worth opening for this firm: the wanted money first."""
    order = {"funding": 0, "offset": 1, "grant": 1, "tax": 2, "certification": 3}
    useful = [item for item in case.ranked if case.role(item) in order]
    return sorted(useful, key=lambda item: order[case.role(item)])


def _certifications(case: Case, planned: set[str]) -> list[Draft]:
    """Certifications within reach that need no other one first; those that open most come first."""
    found = [
        _draft(item, case)
        for item in case.ranked
        if case.role(item) == "certification" and item.record.id not in planned and _within_reach(item, case)
    ]
    return sorted(found, key=lambda draft: -len(draft.opens))


def _within_reach(item: Ranked, case: Case) -> bool:
    """Whether nothing but what a firm can do by itself stands before the certification."""
    found = judge(item.record, unspoken_not_held(case.profile), today=case.today)
    closable = all(gap.closable and gap.fact not in _CLOSED_BY_A_STEP for gap in found.gaps)
    return item.status != "ineligible" and closable


def _second_certifications(case: Case, planned: set[str], first: Sequence[Draft]) -> list[Draft]:
    """Certifications that only the earlier ones open, each after the one that opens it."""
    by_id = {item.record.id: item for item in case.ranked}
    opener: dict[str, list[str]] = defaultdict(list)
    for draft in first:
        for item in draft.opens:
            opener[item.id] += draft.ids
    waiting = [by_id[name] for name in opener if name not in planned and case.role(by_id[name]) == "certification"]
    waiting = [item for item in waiting if not _within_reach(item, case)]
    return [_draft(item, case, after=tuple(opener[item.record.id])) for item in waiting]


def _gaps(case: Case, planned: set[str]) -> list[Draft]:
    """Near misses that no certification closes, gathered by what they lack; those that open most first."""
    groups: dict[tuple[str, ...], list[Ranked]] = defaultdict(list)
    for item in _useful(case):
        gaps = item.judgement.gaps
        closed_by_a_step = any(gap.fact in _CLOSED_BY_A_STEP for gap in gaps)
        if item.status == "near_miss" and not closed_by_a_step and item.record.id not in planned:
            groups[tuple(gap.text for gap in gaps)].append(item)
    drafts = [
        Draft("gap", gaps=texts, opens=tuple(opening(item, case.profile, case.today) for item in items))
        for texts, items in groups.items()
    ]
    return sorted(drafts, key=lambda draft: -len(draft.opens))


def _closes_soon(draft: Draft, case: Case) -> bool:
    """Whether a few months are enough: an age by the calendar, a year's figures never."""
    soon = months_later(case.today, case.settings.next_months)
    waiting = [item for item in case.ranked if item.record.id in draft.ids]
    facts = {gap.fact for item in waiting for gap in item.judgement.gaps}
    if facts & set(case.settings.slow_gaps):
        return False
    if "age_months" not in facts:
        return True
    return any(judge(item.record, case.profile, today=soon).truth is not Truth.NO for item in waiting)


def _goals(case: Case, planned: set[str]) -> list[Draft]:
    """The best record of each kind that the stage aims at, and what rewards going public."""
    kinds = case.settings.goals.get(case.profile.stage or "", [])
    open_ones = [item for item in case.ranked if item.status != "ineligible" and item.record.id not in planned]
    by_kind = {
        kind: iter([item for item in open_ones if item.record.kind == kind and case.role(item)]) for kind in kinds
    }
    aims = [next(by_kind[kind], None) for kind in kinds]
    rewards = [item for item in open_ones if item.record.kind == "subsidy" and about_listing(item.record)]
    listing = tuple(item.record.id for item in case.ranked if item.record.kind == "equity-market")
    drafts = [Draft("goal", item) for item in aims if item]
    if prepares_listing(case.profile):
        drafts += [Draft("grant", item, after=listing) for item in rewards if case.role(item)][:1]
    return drafts


def compatible(case: Case, drafts: Iterable[Draft], planned: Iterable[Draft]) -> list[Draft]:
    """``drafts`` in order without what an earlier step excludes; a preparation loses only the records that clash."""
    by_id = {item.record.id: item.record for item in case.ranked}
    taken = [by_id[name] for draft in planned for name in draft.ids]
    kept = []
    for draft in drafts:
        free: list[Record] = []
        for name in draft.ids:
            if not any(excludes(by_id[name], other) for other in [*taken, *free]):
                free.append(by_id[name])
        if free:
            names = {record.id for record in free}
            opens = draft.opens if draft.ranked else tuple(item for item in draft.opens if item.id in names)
            kept.append(replace(draft, opens=opens))
            taken += free
    return kept


def unplanned(case: Case, drafts: Iterable[Draft]) -> list[Ranked]:
    """Useful records that are no step, best first."""
    planned = {name for draft in drafts for name in draft.ids}
    return [item for item in _useful(case) if item.record.id not in planned]
