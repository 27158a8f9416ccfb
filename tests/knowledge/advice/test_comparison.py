import datetime as dt
from typing import Any

from builders import leaf, record
from library import library_of

from knowledge.advice.comparison import UNSTATED, compare
from knowledge.eligibility.profile import EnterpriseProfile

TODAY = dt.date(2026, 11, 24)
BIG = record(
    leaf("district", "eq", "坪山区"),
    id="big",
    benefit={"summary": "贷", "amount_max_wan": 1000, "term_months_max": 12},
)
LONG = record(
    leaf("invention_patents", "ge", 3),
    id="long",
    benefit={"summary": "贷", "amount_max_wan": 500, "term_months_max": 36, "rate_pct": 3.5},
)


def compared(*records: Any, **facts: Any) -> Any:
    return compare(list(records), library_of(records), EnterpriseProfile.model_validate(facts), TODAY)


def rows(found: Any) -> dict[str, list[str]]:
    return {row["label"]: row["values"] for row in found.rows}


def test_rows_are_aligned_and_say_what_is_not_stated() -> None:
    found = rows(compared(BIG, LONG))
    assert found["额度"] == ["最高1000万元", "最高500万元"]
    assert found["利率"] == [UNSTATED, "3.5%"]
    assert found["期限"] == ["最长1年", "最长3年"]
    assert {len(values) for values in found.values()} == {2}


def test_a_detail_that_none_states_and_a_kind_that_all_share_make_no_row() -> None:
    assert {"多久办下来", "费用", "类型"} & set(rows(compared(BIG, LONG))) == set()


def test_what_stands_out() -> None:
    found = compared(BIG, LONG)
    assert (found.most_money, found.longest) == (0, 1)
    twin = BIG.model_copy(update={"id": "twin"})
    assert compared(BIG, twin).most_money is None


def test_the_founders_own_verdict_for_each() -> None:
    found = compared(BIG, LONG, district="坪山区", invention_patents=2)
    assert [own.status for own in found.own] == ["eligible", "near_miss"]
    assert found.own[1].why == ("再有1件发明专利",)
    assert compared(BIG, LONG, district="龙岗区").own[0].why == ("district eq 坪山区",)
    assert compared(BIG, LONG).own[0].why == ("还不知道注册地",)
