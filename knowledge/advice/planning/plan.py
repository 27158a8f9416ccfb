"""The plan of one firm on one day: a pure function of the library, the profile, the day and the founder's words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from knowledge.advice.fit import wanted_need
from knowledge.advice.library import Library
from knowledge.advice.planning.choose import Case, Now, choose_later, choose_next, choose_now, compatible, unplanned
from knowledge.advice.planning.costs import costs_of
from knowledge.advice.planning.deadlines import deadlines_of
from knowledge.advice.planning.draft import Draft, step_of
from knowledge.advice.planning.materials import merged_materials, without_materials
from knowledge.advice.planning.model import Costs, Desk, OpenQuestion, Plan, Step
from knowledge.advice.rank import Ranked, rank
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage
from knowledge.terms.vocabulary import fact_label

_WAITING_SHOWN = 3


def make_plan(library: Library, profile: EnterpriseProfile, *, today: dt.date, words: str = "") -> Plan:
    """Steps now, next and later, with what each needs, opens, costs and whom to call.

    ``words``: what the founder wrote, which may name what no fact holds.
    """
    stage = find_stage(profile, today)
    judged_by = profile.model_copy(update={"stage": stage.stage})
    ranked = rank(library, judged_by, stage=stage.stage, today=today, words=words)
    case = Case.of(ranked, judged_by, today)
    now = choose_now(case)
    soon = compatible(case, choose_next(case, _ids(now.drafts)), now.drafts)
    planned, certifications = [*now.drafts, *soon], [draft for draft in soon if draft.role == "certification"]
    later = compatible(case, choose_later(case, _ids(planned), certifications), planned)
    steps = _numbered({"now": now.drafts, "next": soon, "later": later}, library, case)
    by_horizon = {name: tuple(step for step in steps if step.horizon == name) for name in ("now", "next", "later")}
    collected = (*by_horizon["now"], *by_horizon["next"])
    named = [library.records[name] for step in steps for name in step.records if name in library.records]
    return Plan(
        made_on=today,
        snapshot=library.number,
        stage=stage,
        wanted=wanted_need(judged_by),
        **by_horizon,
        materials=merged_materials(collected),
        unstated_materials=without_materials(by_horizon["now"]),
        left_out=now.left_out,
        costs=_costs(now, judged_by),
        deadlines=deadlines_of({record.id: record for record in named}.values(), today, case.settings.deadline_months),
        desks=_desks(steps),
        open_questions=_open_questions(case, [*now.drafts, *soon, *later]),
    )


def _ids(drafts: Sequence[Draft]) -> set[str]:
    return {name for draft in drafts for name in draft.ids}


def _numbered(parts: Mapping[str, Sequence[Draft]], library: Library, case: Case) -> list[Step]:
    ordered = [(horizon, draft) for horizon, drafts in parts.items() for draft in drafts]
    numbers: dict[str, int] = {}
    for number, (_, draft) in enumerate(ordered, 1):
        for name in draft.ids:
            numbers.setdefault(name, number)
    return [
        step_of(draft, number, horizon, numbers, library, case.profile, case.settings.shown_openings)
        for number, (horizon, draft) in enumerate(ordered, 1)
    ]


def _costs(now: Now, profile: EnterpriseProfile) -> Costs | None:
    def of_role(role: str) -> list[Ranked]:
        return [draft.ranked for draft in now.drafts if draft.role == role and draft.ranked]

    return costs_of(now.route, of_role("offset"), of_role("grant"), profile)


def _desks(steps: Sequence[Step]) -> tuple[Desk, ...]:
    cards, uses = {}, defaultdict(list)
    for step in steps:
        if step.contact:
            cards[step.contact["id"]] = step.contact
            uses[step.contact["id"]].append(step.number)
    return tuple(Desk(card, tuple(uses[name])) for name, card in cards.items())


def _open_questions(case: Case, drafts: Sequence[Draft]) -> tuple[OpenQuestion, ...]:
    """Unknown facts that would settle most, with what waits for them."""
    planned = [draft.ranked for draft in drafts if draft.ranked]
    waiting: dict[str, list[str]] = defaultdict(list)
    for item in [*planned, *unplanned(case, drafts)]:
        if item.status == "needs_info":
            for fact in item.judgement.missing:
                waiting[fact].append(item.record.title)
    most = sorted(waiting, key=lambda fact: (-len(waiting[fact]), fact))[: case.settings.open_questions]
    return tuple(OpenQuestion(fact, fact_label(fact), tuple(waiting[fact][:_WAITING_SHOWN])) for fact in most)
