import datetime as dt
from typing import Any

import pytest
from builders import record
from hypothesis import given
from hypothesis import strategies as st
from library import library_of
from pydantic import ValidationError

from knowledge.advice.estimate import estimate, label_of, numbers_given
from knowledge.advice.worth import computable, estimable, lenders
from knowledge.catalogue.inputs import inputs
from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.errors import EstimateImpossible

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return load_catalogue()


def profile(**facts: Any) -> EnterpriseProfile:
    return EnterpriseProfile.model_validate(facts)


def with_formula(expression: str, cap: float | None = None) -> Record:
    return record(benefit={"summary": "补", "cap_wan": cap, "formula": {"expression": expression, "text": "公式"}})


@pytest.mark.parametrize(
    ("name", "facts", "given", "amount", "capped"),
    [
        ("pingshan-loan-interest-subsidy", {}, {"interest_paid_wan": 20}, 10, False),
        ("pingshan-loan-interest-subsidy", {}, {"interest_paid_wan": 300}, 100, True),
        ("pingshan-guarantee-fee-subsidy", {}, {"guarantee_fee_wan": 6}, 1.8, False),
        ("sz-ip-insurance-subsidy", {}, {"premium_wan": 100}, 20, True),
        ("pingshan-spdb-tech-subsidy-loan", {}, {"grant_received_wan": 80}, 80, False),
        ("sme-loan-interest-subsidy-2026", {"need_amount_wan": 800}, {}, 12, False),
        ("sme-loan-interest-subsidy-2026", {"need_amount_wan": 8000}, {}, 75, True),
        ("equip-renewal-interest-subsidy", {"need_amount_wan": [400, 800]}, {}, 6, False),
        ("tax-rd-super-deduction", {"rd_expense_wan": 200, "net_profit_wan": 80}, {}, 4, False),
        ("tax-rd-super-deduction", {"rd_expense_wan": 400, "net_profit_wan": 1000}, {}, 60, False),
        ("tax-rd-super-deduction", {"rd_expense_wan": 400, "net_profit_wan": -50}, {}, 0, False),
        ("tax-small-profit", {"net_profit_wan": 300}, {}, 60, False),
        ("cert-hi-tech", {"net_profit_wan": 500}, {}, 50, False),
        ("cert-hi-tech", {"net_profit_wan": 300}, {}, 0, False),
        ("tax-tech-transfer", {}, {"transfer_income_wan": 700}, 600, False),
        ("tax-vat-small", {"revenue_wan": 120}, {}, 3.6, False),
        ("tax-vat-small", {"revenue_wan": 400}, {}, 8, False),
        ("tax-vat-small", {"revenue_wan": 900}, {}, 0, False),
        ("tax-advanced-manufacturing-vat", {}, {"input_tax_wan": 200}, 10, False),
        ("pingshan-bond-issue-subsidy", {}, {"bond_size_wan": 20000}, 200, True),
        ("tech-ma-loan-pilot", {}, {"deal_price_wan": 5000}, 4000, False),
        ("tax-vc-angel-deduction", {}, {"invested_wan": 1000}, 700, False),
        ("sz-startup-guarantee-loan", {}, {"interest_paid_wan": 10}, 5, False),
    ],
)
def test_the_published_rules(
    content: Catalogue, name: str, facts: dict, given: dict, amount: float, capped: bool
) -> None:
    found = estimate(content.records[name], profile(**facts), given)
    assert (found.amount_wan, found.capped) == (amount, capped)


def test_every_formula_of_the_catalogue_is_covered_above(content: Catalogue) -> None:
    tested = {case[0] for case in test_the_published_rules.pytestmark[0].args[1]}  # type: ignore[attr-defined]
    assert tested == {one.id for one in content.records.values() if one.benefit.formula}


def test_percentages_of_an_expression_stand_in_the_record_s_text(content: Catalogue) -> None:
    for name, percent in (("pingshan-guarantee-fee-subsidy", "30%"), ("sz-ip-insurance-subsidy", "50%")):
        assert percent in content.records[name].benefit.summary
        assert percent in content.records[name].benefit.formula.text  # type: ignore[union-attr]


def test_what_is_missing_is_named_and_has_a_question(content: Catalogue) -> None:
    with pytest.raises(EstimateImpossible) as failed:
        estimate(content.records["pingshan-guarantee-fee-subsidy"], profile())
    assert failed.value.missing == ("guarantee_fee_wan",)
    assert label_of("guarantee_fee_wan") and inputs()["guarantee_fee_wan"].ask.endswith("？")


def test_no_formula_no_figure() -> None:
    with pytest.raises(EstimateImpossible) as failed:
        estimate(record(), profile(need_amount_wan=300))
    assert failed.value.missing == ()


def test_a_formula_over_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValidationError, match="不在词表中"):
        with_formula("luck_wan * 2")


@pytest.mark.parametrize(
    ("text", "names", "asked", "found"),
    [
        ("利息一年20万", ["interest_paid_wan"], None, {"interest_paid_wan": 20}),
        ("付了大概二十来万利息", ["interest_paid_wan"], None, {"interest_paid_wan": 20}),
        ("贷了500万，利息一年20万", ["interest_paid_wan"], None, {"interest_paid_wan": 20}),
        ("交了6万担保费能补多少", ["guarantee_fee_wan"], None, {"guarantee_fee_wan": 6}),
        ("贷款500万，贴息能补多少", ["interest_paid_wan"], None, {}),
        ("贴息能拿多少我贷了500万", ["need_amount_wan"], None, {"need_amount_wan": 500}),
        ("20万", ["premium_wan"], "premium_wan", {"premium_wan": 20}),
        ("差不多15万8千吧", ["premium_wan"], "premium_wan", {"premium_wan": 15.8}),
        ("200000", ["premium_wan"], "premium_wan", {"premium_wan": 20}),
        ("30", ["premium_wan"], "premium_wan", {"premium_wan": 30}),
        ("20万", ["premium_wan"], None, {}),
        ("不清楚", ["premium_wan"], "premium_wan", {}),
    ],
)
def test_numbers_beside_their_words(text: str, names: list[str], asked: str | None, found: dict) -> None:
    assert numbers_given(text, names, asked=asked) == found


@given(st.floats(0, 1e6), st.floats(1, 1e4))
def test_the_cap_is_never_passed(paid: float, cap: float) -> None:
    found = estimate(with_formula("interest_paid_wan * 0.5", cap), profile(), {"interest_paid_wan": paid})
    assert found.amount_wan <= round(cap, 2)
    assert found.capped == (round(paid * 0.5, 2) > found.amount_wan) or abs(paid * 0.5 - cap) < 0.01


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("加计扣除能省多少", ["tax-rd-super-deduction"]),
        ("担保费能补多少", ["pingshan-guarantee-fee-subsidy"]),
        ("保费交了18万能补多少", ["sz-ip-insurance-subsidy"]),
        ("今天天气", []),
    ],
)
def test_the_record_that_a_money_question_is_about(content: Catalogue, text: str, ids: list[str]) -> None:
    assert [one.id for one in estimable(content, text, profile(), TODAY)] == ids  # type: ignore[arg-type]


def test_computable_leaves_out_what_the_firm_cannot_have(content: Catalogue) -> None:
    found = computable(content, profile(net_profit_wan=200, rd_expense_wan=100, employees=500), TODAY)  # type: ignore[arg-type]
    ids = [one.id for one, _ in found]
    assert "tax-rd-super-deduction" in ids
    assert "tax-small-profit" not in ids  # 300 people at most


def test_loans_are_listed_by_their_own_ceilings() -> None:
    local = {"fact": "district", "op": "eq", "value": "坪山区", "text": "在坪山"}
    made = [
        record(local, id="sure", benefit={"summary": "贷", "amount_max_wan": 300}),
        record(local, id="silent", benefit={"summary": "贷"}),
        record(local, id="gone", valid_until="2026-01-01", benefit={"summary": "贷", "amount_max_wan": 900}),
        record(local, id="grant", kind="subsidy", benefit={"summary": "补", "amount_max_wan": 900}),
    ]
    found = lenders(library_of(made), profile(district="坪山区"), TODAY)
    assert [(one.id, status) for one, status in found.shown] == [("sure", "eligible")]
    assert found.unstated == 1
