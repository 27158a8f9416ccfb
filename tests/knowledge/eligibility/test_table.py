"""The table judges many firms at once exactly as `judge` judges one."""

import datetime as dt

import numpy as np
from builders import leaf, record
from hypothesis import given, settings
from hypothesis import strategies as st
from test_judge_properties import TODAY, facts, trees

from knowledge.catalogue.load import load_catalogue
from knowledge.eligibility.judge import judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage
from knowledge.eligibility.table import ConditionTable
from knowledge.eligibility.truth import Truth
from knowledge.questions.population import population
from knowledge.terms.vocabulary import FACTS

CODES = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}
FIRMS = 60


def profile_of(firms, place: int) -> EnterpriseProfile:
    """One row of the columns as a profile in which everything is known."""
    values = firms.stated(place, firms.columns)
    return EnterpriseProfile.model_validate({**values, "complete": ["certifications", "collateral"]})


@given(st.lists(trees, max_size=4), facts)
def test_one_firm_of_which_some_is_unknown(conditions: list, stated: dict) -> None:
    records = [record(tree) for tree in conditions]
    profile = EnterpriseProfile.model_validate(stated)
    table = ConditionTable(records, TODAY)
    found = table.truths(table.known(profile))[:, 0]
    assert found.tolist() == [CODES[judge(made, profile, today=TODAY).truth] for made in records]


@settings(max_examples=40)
@given(st.lists(trees, min_size=1, max_size=3), st.integers(0, 5))
def test_many_firms_of_which_all_is_known(conditions: list, seed: int) -> None:
    records = [record(tree) for tree in conditions]
    firms = population(8, seed, TODAY)
    table = ConditionTable(records, TODAY)
    found = table.truths(table.certain(firms))
    for place in range(firms.count):
        profile = profile_of(firms, place)
        assert found[:, place].tolist() == [CODES[judge(made, profile, today=TODAY).truth] for made in records]


def test_the_whole_catalogue_for_many_firms() -> None:
    records = list(load_catalogue().records.values())
    firms = population(FIRMS, 3, TODAY)
    table = ConditionTable(records, TODAY)
    found = table.truths(table.certain(firms))
    for place in range(FIRMS):
        profile = profile_of(firms, place)
        told = [CODES[judge(made, profile, today=TODAY).truth] for made in records]
        wrong = [made.id for made, one, other in zip(records, found[:, place], told, strict=True) if one != other]
        assert not wrong, (wrong, profile)


def test_the_stage_of_many_firms_is_the_stage_of_each() -> None:
    firms = population(300, 5, TODAY)
    for place in range(firms.count):
        profile = profile_of(firms, place).model_copy(update={"stage": None})
        assert FACTS["stage"].choices[int(firms.columns["stage"][place])] == find_stage(profile, TODAY).stage


def test_a_lapsed_alternative_is_no_alternative() -> None:
    tree = {"any": [leaf("employees", "lt", 10, valid_until="2026-01-01"), leaf("employees", "gt", 1000)]}
    table = ConditionTable([record(tree)], dt.date(2026, 11, 23))
    assert table.truths(table.known(EnterpriseProfile(employees=5)))[0, 0] == 0


def test_no_record_and_no_condition() -> None:
    assert ConditionTable([], TODAY).truths(np.zeros((0, 3), dtype=np.int8)).shape == (0, 3)
    table = ConditionTable([record(None)], TODAY)
    assert table.truths(table.certain(population(4, 0, TODAY))).tolist() == [[1, 1, 1, 1]]
