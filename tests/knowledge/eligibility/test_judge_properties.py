import datetime as dt
from typing import Any

from builders import leaf, record
from hypothesis import given
from hypothesis import strategies as st

from knowledge.eligibility.judge import judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth
from knowledge.terms.vocabulary import FACTS

TODAY = dt.date(2026, 11, 23)
CERTIFICATIONS = FACTS["certifications"].choices
numbers = st.integers(0, 60)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "district": st.sampled_from(["坪山区", "龙岗区", "东莞市", "深圳市"]),
    "founded_on": st.sampled_from(["2020", "2021-03", "2024-11", "2025-06", "2026"]),
    "employees": numbers,
    "invention_patents": numbers,
    "utility_patents": numbers,
    "revenue_wan": st.one_of(numbers, st.tuples(numbers, numbers)),
    "overdue": st.booleans(),
    "certifications": st.lists(st.sampled_from(CERTIFICATIONS), unique=True),
    "equity_round": st.sampled_from(FACTS["equity_round"].choices),
}
leaves = st.one_of(
    st.builds(
        leaf,
        st.sampled_from(["employees", "invention_patents", "revenue_wan", "patents_total", "age_months"]),
        st.sampled_from(["ge", "gt", "le", "lt"]),
        numbers,
    ),
    st.builds(
        leaf,
        st.just("founded_on"),
        st.sampled_from(["ge", "gt", "le", "lt"]),
        st.sampled_from(["2021", "2024-11", "2025"]),
    ),
    st.builds(
        leaf,
        st.sampled_from(["district", "city"]),
        st.sampled_from(["eq", "ne"]),
        st.sampled_from(["坪山区", "深圳市"]),
    ),
    st.builds(leaf, st.just("overdue"), st.sampled_from(["eq", "ne"]), st.booleans()),
    st.builds(
        leaf,
        st.just("equity_round"),
        st.sampled_from(["in", "not_in"]),
        st.lists(st.sampled_from(FACTS["equity_round"].choices), min_size=1),
    ),
    st.builds(
        leaf,
        st.just("certifications"),
        st.sampled_from(["has_any", "has_all", "has_none"]),
        st.lists(st.sampled_from(CERTIFICATIONS), min_size=1),
    ),
    st.just({"text": "由机构确认"}),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=6,
)
facts = st.fixed_dictionaries({}, optional=VALUES)


@given(trees, facts, facts)
def test_adding_facts_may_settle_unknown_and_never_flips_a_verdict(tree: dict, known: dict, more: dict) -> None:
    before = judge(record(tree), EnterpriseProfile.model_validate(known), today=TODAY)
    after = judge(record(tree), EnterpriseProfile.model_validate({**more, **known}), today=TODAY)
    if before.truth is not Truth.UNKNOWN:
        assert after.truth is before.truth


@given(trees, facts, st.data())
def test_a_longer_list_or_a_narrower_range_never_flips_a_verdict(tree: dict, known: dict, data: st.DataObject) -> None:
    finer = dict(known)
    if isinstance(known.get("revenue_wan"), tuple):
        low, high = sorted(known["revenue_wan"])
        finer["revenue_wan"] = data.draw(st.integers(low, high))
    if known.get("certifications"):
        finer["certifications"] = list({*known["certifications"], data.draw(st.sampled_from(CERTIFICATIONS))})
    if known.get("district") == "深圳市":
        finer["district"] = "坪山区"
    before = judge(record(tree), EnterpriseProfile.model_validate(known), today=TODAY)
    after = judge(record(tree), EnterpriseProfile.model_validate(finer), today=TODAY)
    if before.truth is not Truth.UNKNOWN:
        assert after.truth is before.truth


@given(st.lists(trees, min_size=2, max_size=4), st.sampled_from(["all", "any"]), facts)
def test_the_order_of_conditions_never_matters(children: list, group: str, known: dict) -> None:
    firm = EnterpriseProfile.model_validate(known)
    one = judge(record({group: children}), firm, today=TODAY)
    other = judge(record({group: children[::-1]}), firm, today=TODAY)
    assert (one.truth, one.missing) == (other.truth, other.missing)


@given(trees, facts)
def test_unknown_says_what_is_missing_or_that_a_person_must_confirm(tree: dict, known: dict) -> None:
    judgement = judge(record(tree), EnterpriseProfile.model_validate(known), today=TODAY)
    if judgement.truth is Truth.UNKNOWN:
        assert judgement.missing or judgement.to_confirm
    else:
        assert judgement.missing == ()


@given(trees, facts)
def test_missing_facts_are_stated_facts_that_can_be_asked(tree: dict, known: dict) -> None:
    judgement = judge(record(tree), EnterpriseProfile.model_validate(known), today=TODAY)
    assert set(judgement.missing) <= set(FACTS)
