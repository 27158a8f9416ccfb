"""Promises that hold for any catalogue and any firm."""

import datetime as dt
import json
import re
from itertools import combinations
from typing import Any

from builders import leaf, record
from hypothesis import given, settings
from hypothesis import strategies as st
from library import library_of

from knowledge.advice.planning.exclusions import excludes
from knowledge.advice.planning.model import Plan
from knowledge.advice.planning.plan import make_plan
from knowledge.catalogue.model import Record
from knowledge.eligibility.judge import judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage
from knowledge.eligibility.truth import Truth
from knowledge.terms.vocabulary import AVAILABILITY, FACTS

TODAY = dt.date(2026, 11, 24)
NAMES = [f"r-{letter}" for letter in "abcdefghij"]
NUMBER = re.compile(r"\d+(?:\.\d+)?")
KINDS = ["bank-loan", "guarantee", "subsidy", "tax", "certification", "equity-fund", "equity-market", "platform"]
TREES = [
    None,
    leaf("district", "eq", "坪山区"),
    leaf("employees", "lt", 20),
    leaf("certifications", "has_any", ["高新技术企业"]),
    leaf("age_months", "ge", 24),
    {"all": [leaf("invention_patents", "ge", 3), leaf("tax_rating", "in", ["A", "B"])]},
]
BENEFITS = [
    {"summary": "甲", "amount_max_wan": 200, "rate_pct": 3.7},
    {"summary": "乙", "cap_wan": 7},
    {"summary": "丙", "ratio_pct": 1.5, "ratio_of": "贷款本金", "cap_wan": 6, "offsets": ["贷款利息"]},
    {"summary": "丁", "ratio_pct": 30, "ratio_of": "担保费", "offsets": ["担保费"]},
    {"summary": "戊", "formula": {"expression": "need_amount_wan * 0.02", "text": "贷款金额 × 2%"}, "cap_wan": 9},
]


@st.composite
def catalogues(draw: Any) -> list[Record]:
    names = draw(st.lists(st.sampled_from(NAMES), max_size=9, unique=True))
    made = []
    for name in names:
        kind = draw(st.sampled_from(KINDS))
        changes = {
            "kind": kind,
            "availability": draw(st.sampled_from(AVAILABILITY)),
            "valid_until": draw(st.sampled_from([None, "2026-11-23", "2026-11-24", "2027-01-31"])),
            "valid_from": draw(st.sampled_from([None, None, "2026-11-25"])),
            "needs": draw(st.sampled_from([["贷款"], ["补贴"], ["贷款", "担保"], ["补贴", "上市"], ["股权"]])),
            "stages": draw(st.sampled_from([["种子期", "初创期"], ["成长期", "成熟期"], list(FACTS["stage"].choices)])),
            "benefit": draw(st.sampled_from(BENEFITS)),
            "exclusive_with": draw(st.lists(st.sampled_from(NAMES), max_size=2)),
            "grants": {"fact": "certifications", "value": "高新技术企业"} if kind == "certification" else None,
        }
        if changes["valid_from"] and changes["valid_until"]:
            changes["valid_from"] = None
        made.append(record(draw(st.sampled_from(TREES)), id=name, **changes))
    return made


firms = st.fixed_dictionaries(
    {},
    optional={
        "district": st.sampled_from(["坪山区", "深圳市", "东莞市"]),
        "employees": st.integers(0, 50),
        "founded_on": st.sampled_from(["2026-06", "2024-12", "2019"]),
        "invention_patents": st.integers(0, 4),
        "certifications": st.sampled_from([(), ("高新技术企业",)]),
        "tax_rating": st.sampled_from(["A", "D"]),
        "need_kind": st.sampled_from(FACTS["need_kind"].choices),
        "need_amount_wan": st.sampled_from([0, 80, 300, (300, 500)]),
        "stage": st.sampled_from(FACTS["stage"].choices),
    },
)


def plan_of(records: list[Record], facts: dict) -> Plan:
    return make_plan(library_of(records), EnterpriseProfile.model_validate(facts), today=TODAY)


@settings(max_examples=80, deadline=None)
@given(catalogues(), firms)
def test_only_what_is_on_offer_is_on_a_plan(records: list[Record], facts: dict) -> None:
    by_id, plan = {item.id: item for item in records}, plan_of(records, facts)
    named = {name for step in plan.steps for name in step.records}
    named |= {item.id for step in plan.steps for item in step.opens} | {out.id for out in plan.left_out}
    assert all(by_id[name].recommendable(TODAY) for name in named)
    assert all(step.records for step in plan.steps)


@settings(max_examples=80, deadline=None)
@given(catalogues(), firms)
def test_no_two_steps_exclude_each_other(records: list[Record], facts: dict) -> None:
    by_id, plan = {item.id: item for item in records}, plan_of(records, facts)
    steps = [by_id[name] for step in plan.steps for name in step.records]
    assert not any(excludes(one, other) for one, other in combinations(steps, 2))


@settings(max_examples=80, deadline=None)
@given(catalogues(), firms)
def test_an_unknown_fact_never_makes_a_step_eligible(records: list[Record], facts: dict) -> None:
    profile = EnterpriseProfile.model_validate(facts)
    profile = profile.model_copy(update={"stage": find_stage(profile, TODAY).stage})
    by_id = {item.id: item for item in records}
    for step in plan_of(records, facts).steps:
        if step.status == "eligible":
            assert judge(by_id[step.records[0]], profile, today=TODAY).truth is Truth.YES
            assert not step.missing


@settings(max_examples=80, deadline=None)
@given(catalogues(), firms)
def test_a_step_comes_after_what_it_needs(records: list[Record], facts: dict) -> None:
    plan = plan_of(records, facts)
    assert [step.number for step in plan.steps] == list(range(1, len(plan.steps) + 1))
    assert all(earlier < step.number for step in plan.steps for earlier in step.after)


@settings(max_examples=80, deadline=None)
@given(catalogues(), firms)
def test_a_young_firm_never_gets_a_listing_step(records: list[Record], facts: dict) -> None:
    by_id, plan = {item.id: item for item in records}, plan_of(records, facts)
    if plan.stage.stage in (None, "种子期", "初创期"):
        for step in plan.steps:
            assert not any("上市" in by_id[name].needs for name in step.records)


@settings(max_examples=80, deadline=None)
@given(catalogues(), firms)
def test_every_figure_comes_from_a_record_a_fact_or_a_shown_sum(records: list[Record], facts: dict) -> None:
    plan = plan_of(records, facts)
    if not plan.costs:
        return
    allowed = numbers(json.dumps([facts, *(item.model_dump(mode="json") for item in records)])) | {0, 1}
    for line in plan.costs.lines:
        allowed |= _sums(line.formula) | _shown(line.amount_wan)
    allowed |= _shown(plan.costs.principal_wan) | _shown((plan.costs.principal_wan or 0) / 100)
    for line in plan.costs.lines:
        assert numbers(line.formula + line.note) <= allowed, line
    assert numbers(plan.costs.principal_note) <= allowed


def numbers(text: str) -> set[float]:
    """Every number that ``text`` shows."""
    return {float(found) for found in NUMBER.findall(text)}


def _sums(formula: str) -> set[float]:
    """The result of each product that ``formula`` shows, computed anew, and of a record's own formula."""
    found = {float(result) for result in re.findall(r"约(\d+(?:\.\d+)?)万元", formula)}
    for base, ratio, result in re.findall(r"(\d+(?:\.\d+)?)万元 × (\d+(?:\.\d+)?)% = (\d+(?:\.\d+)?)万元", formula):
        assert abs(float(base) * float(ratio) / 100 - float(result)) < 0.006
        found.add(float(result))
    return found


def _shown(value: float | None) -> set[float]:
    return set() if value is None else {float(f"{value:.2f}")}
