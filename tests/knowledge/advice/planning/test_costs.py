"""Net cost of the funding stack: formula, inputs and every cap; nothing is made up where nothing is public."""

import datetime as dt
from typing import Any

import pytest
from builders import leaf, record
from hypothesis import given
from hypothesis import strategies as st
from library import library_of

from knowledge.advice.planning.model import Costs
from knowledge.advice.planning.plan import make_plan
from knowledge.eligibility.profile import EnterpriseProfile

TODAY = dt.date(2026, 11, 24)
LOCAL = leaf("district", "eq", "坪山区")


def loan(rate: float | None = None, **benefit: Any) -> Any:
    return record(LOCAL, id="loan", benefit={"summary": "贷", "amount_max_wan": 500, "rate_pct": rate, **benefit})


def relief(
    name: str, ratio: float | None, of: str, cost: str = "贷款利息", cap: float | None = None, **more: Any
) -> Any:
    benefit = {
        "summary": "补",
        "ratio_pct": ratio,
        "ratio_of": of if ratio else None,
        "cap_wan": cap,
        "offsets": [cost],
    }
    return record(LOCAL, id=name, title=name, kind="subsidy", needs=["补贴", "贷款"], benefit=benefit, **more)


def costs(*records: Any, need: Any = 300) -> Costs:
    profile = EnterpriseProfile.model_validate({"district": "坪山区", "need_kind": "贷款", "need_amount_wan": need})
    found = make_plan(library_of(records), profile, today=TODAY).costs
    assert found
    return found


def amounts(found: Costs) -> dict[str | None, float | None]:
    return {line.record: line.amount_wan for line in found.lines}


def test_interest_less_subsidy() -> None:
    found = costs(loan(4), relief("on-principal", 1.5, "贷款本金"))
    assert amounts(found) == {"loan": 12, "on-principal": 4.5}
    assert found.effective_pct == 2.5
    assert "（12 − 4.5）÷ 300 = 2.5%" in found.effective_formula
    assert found.cash_wan == 300 - 12 + 4.5


def test_a_share_of_the_interest() -> None:
    assert amounts(costs(loan(4), relief("half", 50, "贷款利息")))["half"] == 6


def test_the_cap_holds_and_is_shown() -> None:
    found = costs(loan(4), relief("half", 50, "贷款利息", cap=5))
    line = next(item for item in found.lines if item.record == "half")
    assert (line.amount_wan, line.cap_wan) == (5, 5)
    assert "最高5万元，取5万元" in line.formula


def test_one_cost_is_paid_back_once_by_the_best() -> None:
    found = costs(loan(4), relief("small", 1, "贷款本金"), relief("large", 50, "贷款利息"))
    assert amounts(found) == {"loan": 12, "large": 6, "small": None}
    assert found.effective_pct == 2


def test_a_rate_that_is_not_public_is_not_made_up() -> None:
    found = costs(loan(), relief("on-principal", 1.5, "贷款本金"), relief("half", 50, "贷款利息"))
    assert amounts(found) == {"loan": None, "on-principal": 4.5, "half": None}
    assert (found.effective_pct, found.cash_wan) == (None, None)
    assert "没有公开" in found.lines[0].note
    assert "银行报价的年利率 − 4.5 ÷ 300（1.5个百分点" in found.effective_formula


def test_a_loan_whose_rate_is_public_is_reckoned_with_before_a_better_one_without() -> None:
    better = record(LOCAL, id="better", level="区", benefit={"summary": "贷", "amount_max_wan": 500})
    assert costs(better, loan(4)).route == "loan"


def test_it_is_found_beyond_the_first_few_and_becomes_a_step() -> None:
    better = [
        record(LOCAL, id=f"better-{n}", level="区", benefit={"summary": "贷", "amount_max_wan": 500}) for n in range(5)
    ]
    assert costs(*better, loan(4)).route == "loan"


def test_a_guarantee_charges_a_fee_and_the_fee_subsidy_pays_it_back() -> None:
    guarantee = record(
        LOCAL, id="guarantee", kind="guarantee", needs=["贷款", "担保"], benefit={"summary": "担保", "rate_pct": 1}
    )
    found = costs(guarantee, relief("fee", 30, "担保费", cost="担保费", cap=50))
    assert {line.label: line.amount_wan for line in found.lines} == {
        "年利息": None,
        "年担保费": 3,
        "担保费补贴：fee": 0.9,
    }
    assert found.effective_pct is None  # the bank's rate is still unknown


@pytest.mark.parametrize("more", [{"availability": "unverified"}, {"conditions": leaf("employees", "lt", 9)}])
def test_what_is_not_sure_is_shown_but_not_counted(more: dict) -> None:
    unsure = relief("unsure", 1.5, "贷款本金").model_copy(
        update={"availability": more.get("availability", "available")}
    )
    if "conditions" in more:
        unsure = record(more["conditions"], **unsure.model_dump(exclude={"conditions"}, exclude_none=True))
    found = costs(loan(4), unsure)
    assert amounts(found)["unsure"] is None
    assert found.effective_pct == 4


def test_a_ceiling_below_the_need_bounds_the_principal() -> None:
    found = costs(loan(4), need=800)
    assert found.principal_wan == 500 and "缺口" in found.principal_note


def test_a_range_counts_by_its_low_end() -> None:
    assert costs(loan(4), need=(300, 400)).principal_wan == 300


@given(
    rate=st.floats(0.5, 12),
    ratio=st.floats(0.1, 100),
    of=st.sampled_from(["贷款本金", "贷款利息"]),
    cap=st.none() | st.floats(0.1, 50),
    need=st.integers(1, 900),
)
def test_subsidies_never_exceed_the_cost_or_their_cap(
    rate: float, ratio: float, of: str, cap: float, need: int
) -> None:
    found = costs(loan(rate), relief("relief", ratio, of, cap=cap), need=need)
    paid_back = amounts(found)["relief"] or 0
    assert paid_back <= (amounts(found)["loan"] or 0) + 1e-6
    assert cap is None or paid_back <= cap + 1e-3
    assert found.effective_pct is not None and -1e-6 <= found.effective_pct <= rate + 1e-3
