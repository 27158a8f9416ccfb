import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.eligibility.agreement import contradicts
from knowledge.terms.vocabulary import FACTS


@pytest.mark.parametrize(
    ("fact", "old", "new", "hedged", "expected"),
    [
        ("revenue_wan", 800, 2000, False, True),
        ("revenue_wan", 800, 801, False, True),
        ("revenue_wan", 800, 850, True, False),
        ("revenue_wan", 800, 2000, True, True),
        ("revenue_wan", [300, 500], 400, False, False),
        ("revenue_wan", 0, 300, False, True),
        ("net_profit_wan", -200, 200, True, True),
        ("employees", 50, 52, True, False),
        ("founded_on", "2023", "2023-10", False, False),
        ("founded_on", "2023-11", "2023-03", True, False),
        ("founded_on", "2019", "2021", False, True),
        ("district", "深圳市", "坪山区", False, False),
        ("district", "坪山区", "龙岗区", False, True),
        ("industry", "生物医药", "智能制造", False, True),
        ("overdue", False, True, False, True),
        ("collateral", [], ["房产"], False, True),
        ("certifications", ["高新技术企业"], ["科技型中小企业"], False, False),
        ("need_amount_wan", 300, 500, False, False),
        ("need_kind", "贷款", "股权", False, False),
    ],
)
def test_what_cannot_both_be_true(fact: str, old: object, new: object, hedged: bool, expected: bool) -> None:
    assert contradicts(fact, old, new, hedged=hedged) is expected


amounts = st.one_of(st.floats(-1e6, 1e6), st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)).map(sorted))
NUMBERS = [name for name, fact in FACTS.items() if fact.type == "range"]


@given(st.sampled_from(NUMBERS), amounts, amounts, st.booleans())
def test_it_does_not_matter_which_came_first(fact: str, one: object, other: object, hedged: bool) -> None:
    assert contradicts(fact, one, other, hedged=hedged) == contradicts(fact, other, one, hedged=hedged)


@given(st.sampled_from(NUMBERS), amounts)
def test_nothing_contradicts_itself(fact: str, value: object) -> None:
    assert not contradicts(fact, value, value, hedged=False)
