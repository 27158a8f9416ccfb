import datetime as dt
from typing import Any

import pytest
from builders import leaf, record
from hypothesis import given
from hypothesis import strategies as st
from library import library_of

from knowledge.advice.advise import advise
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.terms.vocabulary import AVAILABILITY, FACTS, KINDS

TODAY = dt.date(2026, 11, 23)
LOCAL = leaf("district", "eq", "坪山区")


def titles(advice: Any) -> list[str]:
    return [item.id for item in advice.items]


def recommend(records: list, **facts: Any) -> Any:
    return advise(library_of(records), EnterpriseProfile.model_validate(facts), today=TODAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"availability": "proposed"},
        {"availability": "reference"},
        {"availability": "closed"},
        {"valid_until": "2026-11-22"},
        {"valid_from": "2026-11-24"},
    ],
)
def test_what_is_not_on_offer_today_is_never_recommended(changes: dict) -> None:
    assert recommend([record(LOCAL, **changes)], district="坪山区").items == ()


def test_the_last_valid_day_still_counts() -> None:
    assert titles(recommend([record(LOCAL, valid_until="2026-11-23")], district="坪山区")) == ["sample-loan"]


def test_statuses_follow_the_judgement() -> None:
    records = [
        record(LOCAL, id="met"),
        record(leaf("employees", "lt", 300), id="open"),
        record(leaf("invention_patents", "ge", 3), id="near", kind="ip-finance"),
        record(leaf("district", "eq", "龙岗区"), id="far", region=["全国"]),
    ]
    advice = recommend(records, district="坪山区", invention_patents=2)
    assert {item.id: item.status for item in advice.items} == {
        "met": "eligible",
        "open": "needs_info",
        "near": "near_miss",
    }
    near = next(item for item in advice.items if item.id == "near")
    assert near.gaps == ("再有1件发明专利",)


def test_near_misses_come_last() -> None:
    near = record(leaf("invention_patents", "ge", 3), id="near", level="区", benefit={"summary": "好"})
    weak = record(leaf("employees", "lt", 300), id="weak", level="国家", confidence="low", needs=["保险"])
    assert titles(recommend([near, weak], invention_patents=2, need_kind="贷款")) == ["weak", "near"]


def test_a_firm_elsewhere_is_not_shown_district_money() -> None:
    records = [record(None, id="district-only", region=["坪山区"]), record(None, id="national", region=["全国"])]
    assert titles(recommend(records, district="东莞市")) == ["national"]


def test_a_young_firm_is_not_shown_listing_support() -> None:
    listing = record(None, id="listing", kind="equity-market", stages=["成长期", "成熟期"], needs=["上市"])
    assert titles(recommend([listing, record(LOCAL)], founded_on="2026-05")) == ["sample-loan"]


def test_refinancing_products_only_for_refinancing() -> None:
    bridge = record(None, id="bridge", kind="bridge-loan", purposes=["转贷"])
    assert titles(recommend([bridge], need_purpose="研发")) == []
    assert titles(recommend([bridge], need_purpose="转贷")) == ["bridge"]


def test_the_list_mixes_kinds() -> None:
    loans = [record(LOCAL, id=f"loan-{number}") for number in range(8)]
    grants = [record(LOCAL, id="grant", kind="subsidy", needs=["补贴"])]
    advice = recommend([*loans, *grants], district="坪山区", need_kind="贷款")
    assert "grant" in titles(advice)
    assert advice.more > 0


def test_of_two_that_exclude_each_other_one_is_shown() -> None:
    records = [record(LOCAL, id="one", exclusive_with=["two"]), record(LOCAL, id="two")]
    assert len(recommend(records, district="坪山区").items) == 1


def test_the_need_leads() -> None:
    records = [record(LOCAL, id="loan"), record(LOCAL, id="fund", kind="equity-fund", needs=["股权"])]
    assert titles(recommend(records, district="坪山区", need_kind="股权"))[0] == "fund"
    assert titles(recommend(records, district="坪山区", need_kind="贷款"))[0] == "loan"


def test_every_reason_names_the_founders_own_fact() -> None:
    item = recommend([record(LOCAL)], district="坪山区", need_amount_wan=300, need_kind="贷款").items[0]
    assert item.reasons[0] == "最高500万元，够得上您要的300万元"
    assert "（您：坪山区）" in item.reasons[1]


kinds = st.sampled_from(sorted(KINDS))
some_records = st.lists(
    st.builds(
        lambda number, kind, availability, until, tree: record(
            tree, id=f"r-{number}", kind=kind, availability=availability, valid_until=until
        ),
        st.integers(0, 200),
        kinds,
        st.sampled_from(AVAILABILITY),
        st.sampled_from([None, "2026-11-22", "2026-12-31"]),
        st.sampled_from([None, LOCAL, leaf("overdue", "eq", False), leaf("employees", "lt", 20)]),
    ),
    max_size=12,
    unique_by=lambda made: made.id,
)
some_facts = st.fixed_dictionaries(
    {},
    optional={
        "district": st.sampled_from(["坪山区", "东莞市"]),
        "overdue": st.booleans(),
        "employees": st.integers(0, 50),
        "need_kind": st.sampled_from(FACTS["need_kind"].choices),
        "need_amount_wan": st.integers(0, 5000),
    },
)


@given(some_records, some_facts)
def test_promises_hold_for_any_catalogue_and_any_firm(records: list, facts: dict) -> None:
    advice = recommend(records, **facts)
    by_id = {made.id: made for made in records}
    for item in advice.items:
        assert by_id[item.id].recommendable(TODAY)
        assert item.status != "ineligible"
        assert item.sources and item.contact["name"]
        if item.status == "eligible":
            assert not item.missing
    assert len(set(titles(advice))) == len(advice.items)
    again = recommend(records[::-1], **facts)
    assert titles(again) == titles(advice)
