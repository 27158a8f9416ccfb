import datetime as dt
from pathlib import Path

import pytest
from builders import leaf, record
from ruamel.yaml import YAML

from knowledge.eligibility.judge import judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth

TODAY = dt.date(2026, 11, 23)
CASES = YAML(typ="safe").load(Path(__file__).with_name("leaves.yml").read_text(encoding="utf-8"))


def as_text(facts: dict) -> dict:
    return {name: str(value)[:7] if name == "founded_on" else value for name, value in facts.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['fact']} {case['op']} {case['value']} | {case['has']}")
def test_leaf(case: dict) -> None:
    conditions = leaf(case["fact"], case["op"], case["value"])
    judgement = judge(record(conditions), EnterpriseProfile.model_validate(as_text(case["has"])), today=TODAY)
    assert judgement.truth is Truth(case["verdict"])


def test_unknown_names_the_facts_that_would_settle_it() -> None:
    tree = {
        "all": [
            leaf("district", "eq", "坪山区"),
            {"any": [leaf("employees", "lt", 1000), leaf("revenue_wan", "lt", 40000)]},
        ]
    }
    judgement = judge(record(tree), EnterpriseProfile(district="坪山区"), today=TODAY)
    assert judgement.truth is Truth.UNKNOWN
    assert judgement.missing == ("employees", "revenue_wan")


def test_a_settled_no_misses_nothing() -> None:
    tree = {"all": [leaf("district", "eq", "坪山区"), leaf("employees", "lt", 1000)]}
    judgement = judge(record(tree), EnterpriseProfile(district="龙岗区"), today=TODAY)
    assert (judgement.truth, judgement.missing) == (Truth.NO, ())


def test_a_record_without_typed_conditions_is_unknown_and_says_so() -> None:
    judgement = judge(record({"all": [{"text": "符合产业导向"}]}), EnterpriseProfile(), today=TODAY)
    assert (judgement.truth, judgement.typed, judgement.to_confirm) == (Truth.UNKNOWN, False, ("符合产业导向",))


def test_a_condition_only_a_person_can_confirm_is_never_counted_as_met() -> None:
    tree = {"any": [leaf("employees", "lt", 10), {"text": "经主管部门推荐"}]}
    assert judge(record(tree), EnterpriseProfile(employees=50), today=TODAY).truth is Truth.UNKNOWN


def test_a_preference_never_decides() -> None:
    tree = {"all": [leaf("district", "eq", "坪山区"), leaf("employees", "lt", 10, must=False)]}
    assert judge(record(tree), EnterpriseProfile(district="坪山区", employees=50), today=TODAY).truth is Truth.YES


def test_not_turns_a_verdict_round_and_keeps_unknown() -> None:
    tree = {"not": leaf("overdue", "eq", True)}
    assert judge(record(tree), EnterpriseProfile(overdue=False), today=TODAY).truth is Truth.YES
    assert judge(record(tree), EnterpriseProfile(), today=TODAY).missing == ("overdue",)


def test_a_condition_counts_only_while_in_force() -> None:
    tree = {"all": [leaf("district", "eq", "坪山区"), leaf("employees", "lt", 10, valid_until="2026-06-30")]}
    firm = EnterpriseProfile(district="坪山区", employees=50)
    assert judge(record(tree), firm, today=dt.date(2026, 6, 30)).truth is Truth.NO
    assert judge(record(tree), firm, today=dt.date(2026, 7, 1)).truth is Truth.YES


def test_once_one_alternative_holds_the_others_are_not_shown() -> None:
    tree = {"any": [leaf("invention_patents", "ge", 1), leaf("software_copyrights", "ge", 1)]}
    shown = judge(record(tree), EnterpriseProfile(invention_patents=2), today=TODAY).leaves
    assert [item.fact for item in shown] == ["invention_patents"]
    assert len(judge(record(tree), EnterpriseProfile(), today=TODAY).leaves) == 2


def test_of_alternatives_a_lapsed_one_no_longer_counts() -> None:
    tree = {"any": [leaf("employees", "lt", 300), leaf("employees", "lt", 1000, valid_until="2027-09-30")]}
    firm = EnterpriseProfile(employees=500)
    assert judge(record(tree), firm, today=dt.date(2027, 9, 30)).truth is Truth.YES
    assert judge(record(tree), firm, today=dt.date(2027, 10, 1)).truth is Truth.NO


@pytest.mark.parametrize(
    ("condition", "firm", "closable", "words"),
    [
        (leaf("invention_patents", "ge", 3), {"invention_patents": 2}, True, "再有1件发明专利"),
        (leaf("invention_patents", "ge", 10), {"invention_patents": 2}, False, "再有8件发明专利"),
        (leaf("revenue_wan", "ge", 500), {"revenue_wan": 420}, True, "年营收再增80万元"),
        (leaf("revenue_wan", "ge", 5000), {"revenue_wan": 420}, False, "年营收再增4580万元"),
        (leaf("age_months", "ge", 24), {"founded_on": "2025-03"}, True, "再过4个月，成立就满2年"),
        (
            leaf("certifications", "has_any", ["科技型中小企业"]),
            {"certifications": []},
            True,
            "先取得科技型中小企业资质",
        ),
        (
            leaf("certifications", "has_any", ["专精特新小巨人"]),
            {"certifications": []},
            False,
            "先取得专精特新小巨人资质",
        ),
        (leaf("district", "eq", "坪山区"), {"district": "东莞市"}, False, "不符合：district eq 坪山区"),
    ],
)
def test_gaps_say_what_is_lacking(condition: dict, firm: dict, closable: bool, words: str) -> None:
    gaps = judge(record(condition), EnterpriseProfile.model_validate(firm), today=TODAY).gaps
    assert [(gap.text, gap.closable) for gap in gaps] == [(words, closable)]


def test_of_several_ways_the_easiest_gap_is_named() -> None:
    tree = {"any": [leaf("revenue_wan", "ge", 5000), leaf("invention_patents", "ge", 2)]}
    gaps = judge(record(tree), EnterpriseProfile(revenue_wan=100, invention_patents=1), today=TODAY).gaps
    assert [gap.text for gap in gaps] == ["再有1件发明专利"]
