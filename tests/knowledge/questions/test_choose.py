import datetime as dt
from typing import Any

import pytest
from builders import leaf, record
from hypothesis import given
from hypothesis import strategies as st

from knowledge.advice.shelf import Shelf
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.questions.bank import QuestionBank, question_bank
from knowledge.questions.belief import belief
from knowledge.questions.choose import TOP, Prospect, Question, next_question, worth_of_questions
from knowledge.terms.vocabulary import FACTS

TODAY = dt.date(2026, 11, 23)
ASKABLE = ("district", "employees", "overdue", "certifications", "need_kind", "need_purpose")
FLAT = QuestionBank.model_validate(
    {
        "max_questions": 3,
        "min_value": 0.01,
        "patience": 0,
        "doubt": 0.1,
        "facts": {name: {"cost": 1, "why": "因为"} for name in ASKABLE},
    }
)
WISH = {"need_kind": "贷款", "need_purpose": "流动资金"}
LOCAL = leaf("district", "eq", "坪山区")
SMALL = leaf("employees", "lt", 40)


def loans(*conditions: Any) -> list[Record]:
    """Loans that differ in their conditions only, and one open to all that is worth less."""
    made = [record(condition, id=f"loan-{place}") for place, condition in enumerate(conditions)]
    return [*made, *(record(None, id=f"open-{place}", confidence="low") for place in range(3))]


def prospect(records: list[Record], profile: EnterpriseProfile) -> Prospect:
    shelf = Shelf(sorted(records, key=lambda made: made.id), TODAY)
    firms = belief(profile, TODAY, 256)
    values = shelf.table.worth(firms, {}).value
    return Prospect(firms, values, shelf.mixer.pick(values, TOP), shelf.thresholds)


def ask(records: list[Record], bank: QuestionBank = FLAT, **options: Any) -> Question | None:
    profile = EnterpriseProfile.model_validate({**WISH, **options.pop("facts", {})})
    return next_question(prospect(records, profile), profile, **{"closed": (), "asked": 0, "bank": bank, **options})


def test_the_fact_that_decides_the_list_is_asked() -> None:
    asked = ask(loans(SMALL, leaf("employees", "ge", 40)))
    assert asked and asked.fact == "employees"


def test_an_answer_that_is_nearly_certain_is_not_worth_a_question() -> None:
    likely, open_ = leaf("overdue", "eq", False), leaf("employees", "lt", 40)
    asked = ask(loans({"all": [likely, open_]}))
    assert asked and asked.fact == "employees"


def test_trouble_counts() -> None:
    hard = FLAT.model_copy(
        update={"facts": {**FLAT.facts, "employees": FLAT.facts["employees"].model_copy(update={"cost": 5.0})}}
    )
    records = loans(SMALL, leaf("employees", "ge", 40), leaf("certifications", "has_any", ["高新技术企业"]))
    first, second = ask(records), ask(records, bank=hard)
    assert first and first.fact == "employees"
    assert second and second.fact == "certifications"


def test_no_question_when_no_answer_changes_anything() -> None:
    assert ask(loans(None, None, None), facts={"district": "坪山区"}) is None


def test_nothing_is_asked_about_an_empty_shelf() -> None:
    assert ask([]) is None


def test_a_known_fact_is_not_asked() -> None:
    asked = ask(loans(SMALL, leaf("employees", "ge", 40)), facts={"employees": 12})
    assert asked is None or asked.fact != "employees"


def test_a_closed_fact_is_never_asked() -> None:
    asked = ask(loans(SMALL, leaf("employees", "ge", 40)), closed={"employees"})
    assert asked is None or asked.fact != "employees"


def test_no_question_after_the_last_allowed_one() -> None:
    assert ask(loans(SMALL, leaf("employees", "ge", 40)), asked=3) is None


def test_patience_runs_out() -> None:
    impatient = FLAT.model_copy(update={"patience": 10.0})
    records = loans(SMALL, leaf("employees", "ge", 40))
    assert ask(records, bank=impatient, asked=0) is not None
    assert ask(records, bank=impatient, asked=1) is None


def test_a_list_mentioned_in_passing_is_not_asked_again() -> None:
    records = loans(leaf("certifications", "has_any", ["专精特新中小企业"]))
    asked = ask(records, facts={"certifications": ["高新技术企业"]})
    assert asked is None or asked.fact != "certifications"


def test_shenzhen_alone_leaves_the_district_open() -> None:
    asked = ask(loans(LOCAL, leaf("district", "ne", "坪山区")), facts={"district": "深圳市"})
    assert asked and asked.fact == "district"


def test_the_gain_is_what_the_answer_puts_right() -> None:
    """Two good loans for two kinds of firms: knowing the kind puts the first record right for the rarer kind."""
    profile = EnterpriseProfile.model_validate({**WISH, "district": "坪山区"})
    found = prospect(loans(SMALL, leaf("employees", "ge", 40)), profile)
    worth = {one.fact: one for one in worth_of_questions(found, profile, closed=(), bank=FLAT)}
    small = sum(found.firms.columns["employees"] < 40) / found.firms.count
    assert worth["employees"].right == pytest.approx(min(small, 1 - small) / 3, abs=0.03)
    assert worth["employees"].settles > worth["certifications"].settles > 0


def test_the_bank_holds_only_facts_and_allowed_answers() -> None:
    bank = question_bank()
    assert set(bank.facts) <= set(FACTS)
    for fact, spec in bank.facts.items():
        assert not spec.several or FACTS[fact].type == "choices"
        for option in spec.options:
            if option.value is not None:
                assert EnterpriseProfile.model_validate({fact: option.value}).knows(fact)


@given(st.sets(st.sampled_from(sorted(ASKABLE))), st.integers(0, 5))
def test_same_input_same_question(closed: set[str], asked: int) -> None:
    records = loans(LOCAL, SMALL, leaf("overdue", "eq", False))
    first = ask(records, closed=closed, asked=asked)
    second = ask(records[::-1], closed=closed, asked=asked)
    assert (first and first.fact) == (second and second.fact)
    assert first is None or first.fact not in closed
