"""What stands on a plan, when, and in which order."""

import datetime as dt
from typing import Any

import pytest
from builders import leaf, record
from library import library_of

from knowledge.advice.planning.model import Plan, Step
from knowledge.advice.planning.plan import make_plan
from knowledge.eligibility.profile import EnterpriseProfile

TODAY = dt.date(2026, 11, 24)
LOCAL = leaf("district", "eq", "坪山区")
HI_TECH = {"grants": {"fact": "certifications", "value": "高新技术企业"}, "kind": "certification", "needs": ["补贴"]}
CERTIFIED = leaf("certifications", "has_any", ["高新技术企业"])
NOT_YET = leaf("certifications", "has_none", ["高新技术企业"])
LISTING = {"kind": "subsidy", "needs": ["补贴", "上市"], "purposes": ["上市"]}


def plan_for(records: list, **facts: Any) -> Plan:
    facts = {"district": "坪山区", "founded_on": "2022-01", "need_kind": "贷款", **facts}
    return make_plan(library_of(records), EnterpriseProfile.model_validate(facts), today=TODAY)


def ids(steps: tuple[Step, ...]) -> list[str]:
    return [name for step in steps for name in step.records]


def step(plan: Plan, name: str) -> Step:
    return next(item for item in plan.steps if item.records == (name,))


def test_what_is_met_can_be_done_now_and_numbers_run_through() -> None:
    plan = plan_for([record(LOCAL, id="loan"), record({**NOT_YET}, id="cert", **HI_TECH)])
    assert ids(plan.now) == ["loan"] and ids(plan.next) == ["cert"]
    assert [item.number for item in plan.steps] == [1, 2]


def test_one_open_fact_may_be_settled_by_a_call_two_may_not() -> None:
    one = record(leaf("employees", "lt", 300), id="one-open")
    two = record({"all": [leaf("employees", "lt", 300), leaf("tax_rating", "in", ["A"])]}, id="two-open")
    plan = plan_for([one, two])
    assert [(item.records[0], item.status, item.missing) for item in plan.now] == [
        ("one-open", "needs_info", ("员工人数",))
    ]
    assert {question.fact for question in plan.open_questions} == {"employees", "tax_rating"}


def test_what_surely_exists_comes_before_what_must_first_be_asked_about() -> None:
    records = [record(LOCAL, id="asked", level="区", availability="unverified"), record(LOCAL, id="sure", level="国家")]
    assert ids(plan_for(records).now) == ["sure", "asked"]


def test_a_certification_names_what_it_opens() -> None:
    records = [record(NOT_YET, id="cert", **HI_TECH), record(CERTIFIED, id="later-loan"), record(LOCAL, id="loan")]
    plan = plan_for(records, certifications=(), complete=["certifications"])
    assert [(item.id, item.status) for item in step(plan, "cert").opens] == [("later-loan", "eligible")]
    assert "later-loan" not in ids(plan.now)


def test_what_a_held_certification_opened_is_not_promised_again() -> None:
    records = [record(NOT_YET, id="cert", **HI_TECH), record(CERTIFIED, id="loan")]
    plan = plan_for(records, certifications=("高新技术企业",))
    assert ids(plan.now) == ["loan"] and plan.next == ()


def test_a_certification_that_needs_another_one_comes_a_year_out_and_after_it() -> None:
    second = record(
        {"all": [CERTIFIED, leaf("certifications", "has_none", ["专精特新中小企业"])]},
        id="second",
        kind="certification",
        needs=["补贴"],
        grants={"fact": "certifications", "value": "专精特新中小企业"},
    )
    plan = plan_for([record(NOT_YET, id="first", **HI_TECH), second])
    assert (ids(plan.next), ids(plan.later)) == (["first"], ["second"])
    assert step(plan, "second").after == (step(plan, "first").number,)


def test_a_grant_that_opens_a_loan_says_so() -> None:
    grant = record(LOCAL, id="grant", kind="subsidy", needs=["补贴"], grants={"fact": "district_grant", "value": True})
    loan = record(leaf("district_grant", "eq", True), id="matched-loan")
    assert [item.id for item in step(plan_for([grant, loan], district_grant=False), "grant").opens] == ["matched-loan"]


@pytest.mark.parametrize(
    ("facts", "condition", "horizon"),
    [
        ({"invention_patents": 2}, leaf("invention_patents", "ge", 3), "next"),
        ({"founded_on": "2026-04"}, leaf("age_months", "ge", 12), "next"),
        ({"founded_on": "2026-10"}, leaf("age_months", "ge", 12), "later"),
        ({"revenue_wan": 900}, leaf("revenue_wan", "ge", 1000), "later"),
    ],
)
def test_gaps_wait_as_long_as_they_must(facts: dict, condition: dict, horizon: str) -> None:
    plan = plan_for([record(condition, id="near")], **facts)
    waiting = next(item for item in plan.steps if item.role == "gap")
    assert (waiting.horizon, waiting.records, waiting.status) == (horizon, ("near",), "preparation")
    assert waiting.gaps and plan.now == ()


@pytest.mark.parametrize("stage", ["种子期", "初创期"])
def test_a_young_firm_gets_no_listing_step(stage: str) -> None:
    records = [
        record(LOCAL, id="ipo-grant", **LISTING),
        record(LOCAL, id="board", kind="equity-market", needs=["上市"]),
    ]
    assert plan_for(records, stage=stage).steps == ()
    assert plan_for(records, stage=stage, need_kind="上市").steps == ()


def test_a_firm_before_its_listing_does_and_the_reward_comes_after_the_board() -> None:
    records = [
        record(LOCAL, id="ipo-grant", **LISTING),
        record(LOCAL, id="exchange", kind="equity-market", needs=["上市"], level="国家"),
        record(LOCAL, id="nursery", kind="equity-market", needs=["上市"], level="市"),
    ]
    plan = plan_for(records, need_kind="上市", equity_round="Pre-IPO")
    assert (ids(plan.now), ids(plan.later)) == (["nursery"], ["exchange", "ipo-grant"])
    assert step(plan, "ipo-grant").after == (1, 2)


def test_a_fee_subsidy_follows_a_guarantee_and_is_no_step_without_one() -> None:
    fee = record(
        LOCAL, id="fee", kind="subsidy", needs=["补贴", "担保"], benefit={"summary": "补担保费", "offsets": ["担保费"]}
    )
    guarantee = record(LOCAL, id="guarantee", kind="guarantee", needs=["贷款", "担保"])
    assert step(plan_for([fee, guarantee]), "fee").after == (1,)
    assert ids(plan_for([fee, record(LOCAL, id="loan")]).steps) == ["loan"]


def test_papers_are_collected_once_over_the_longest_period() -> None:
    def papers(*names: str) -> dict:
        return {"how": "申请", "materials": list(names)}

    records = [
        record(LOCAL, id="one", apply=papers("营业执照", "近期财务报表")),
        record(LOCAL, id="two", apply=papers("近三年财务报表", "营业执照")),
        record(LOCAL, id="without"),
    ]
    plan = plan_for(records)
    assert {item.name: item.steps for item in plan.materials} == {
        "营业执照": tuple(n for n in (1, 2, 3) if plan.now[n - 1].materials),
        "近三年财务报表": tuple(n for n in (1, 2, 3) if plan.now[n - 1].materials),
    }
    assert plan.unstated_materials == ("样例贷",)


def test_desks_are_named_once_with_their_steps() -> None:
    plan = plan_for([record(LOCAL, id="one"), record(LOCAL, id="two")])
    assert [(desk.card["id"], desk.steps) for desk in plan.desks] == [("sample-desk", (1, 2))]


def test_deadlines_within_half_a_year_and_windows_without_a_date() -> None:
    records = [
        record(LOCAL, id="soon", valid_until="2026-12-31"),
        record(LOCAL, id="far", valid_until="2027-12-31"),
        record(LOCAL, id="window", apply={"how": "申请", "window": "2025年度为2024-11-11至2024-11-22，以当年通知为准"}),
    ]
    found = plan_for(records).deadlines
    assert [(item.id, item.on) for item in found] == [("soon", dt.date(2026, 12, 31)), ("window", None)]


def test_of_two_subsidies_that_exclude_each_other_the_greater_is_a_step_and_the_other_is_explained() -> None:
    def subsidy(name: str, factor: str, **more: Any) -> Any:
        benefit = {"summary": "贴", "formula": {"expression": f"need_amount_wan * {factor}", "text": f"× {factor}"}}
        return record(LOCAL, id=name, title=name, kind="subsidy", needs=["补贴"], benefit=benefit, **more)

    plan = plan_for(
        [subsidy("small", "0.01", level="区", exclusive_with=["large"]), subsidy("large", "0.02")], need_amount_wan=300
    )
    assert ids(plan.now) == ["large"]
    (out,) = plan.left_out
    assert (out.id, out.instead) == ("small", ("large",)) and "6万元" in out.why and "3万元" in out.why
