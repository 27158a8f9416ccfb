import datetime as dt

from builders import leaf, record
from hypothesis import given
from hypothesis import strategies as st

from knowledge.eligibility.judge import judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.questions.bank import QuestionBank, question_bank
from knowledge.questions.choose import Candidate, next_question
from knowledge.terms.vocabulary import FACTS

TODAY = dt.date(2026, 11, 23)
FLAT = QuestionBank.model_validate(
    {
        "max_questions": 3,
        "min_value": 0.1,
        "patience": 0,
        "facts": {
            name: {"cost": 1, "base": 0, "why": "因为"}
            for name in ("district", "employees", "overdue", "certifications")
        },
    }
)


def candidate(condition: dict, weight: float, profile: EnterpriseProfile, title: str = "样例贷") -> Candidate:
    return Candidate(title, judge(record(condition), profile, today=TODAY), weight)


def ask(conditions: list[tuple[dict, float]], profile: EnterpriseProfile, **options: object):
    candidates = [candidate(condition, weight, profile) for condition, weight in conditions]
    return next_question(candidates, profile, **{"closed": (), "asked": 0, "bank": FLAT, **options})


def test_the_fact_that_most_good_records_wait_for_is_asked_first() -> None:
    waits = [
        (leaf("district", "eq", "坪山区"), 0.9),
        (leaf("employees", "lt", 300), 0.5),
        (leaf("employees", "lt", 10), 0.5),
    ]
    assert ask(waits, EnterpriseProfile()).fact == "employees"


def test_a_fact_is_worth_less_where_others_are_missing_too() -> None:
    both = {"all": [leaf("district", "eq", "坪山区"), leaf("employees", "lt", 300)]}
    assert ask([(both, 0.9), (leaf("overdue", "eq", False), 0.5)], EnterpriseProfile()).fact == "overdue"


def test_no_question_when_no_record_waits() -> None:
    assert ask([(leaf("overdue", "eq", False), 0.9)], EnterpriseProfile(overdue=True)) is None


def test_a_closed_fact_is_never_asked() -> None:
    assert ask([(leaf("overdue", "eq", False), 0.9)], EnterpriseProfile(), closed={"overdue"}) is None


def test_no_question_after_the_last_allowed_one() -> None:
    assert ask([(leaf("overdue", "eq", False), 0.9)], EnterpriseProfile(), asked=3) is None


def test_a_list_mentioned_in_passing_is_not_asked_again() -> None:
    waits = [(leaf("certifications", "has_any", ["专精特新中小企业"]), 0.9)]
    assert ask(waits, EnterpriseProfile()).fact == "certifications"
    assert ask(waits, EnterpriseProfile(certifications=("高新技术企业",))) is None


def test_shenzhen_alone_leaves_the_district_open() -> None:
    assert ask([(leaf("district", "eq", "坪山区"), 0.9)], EnterpriseProfile(district="深圳市")).fact == "district"


def test_the_question_names_the_records_that_wait_best_first() -> None:
    profile = EnterpriseProfile()
    candidates = [
        candidate(leaf("overdue", "eq", False), 0.3, profile, "乙"),
        candidate(leaf("overdue", "eq", False), 0.8, profile, "甲"),
    ]
    assert next_question(candidates, profile, closed=(), asked=0, bank=FLAT).waiting == ("甲", "乙")


def test_the_bank_holds_only_facts_and_allowed_answers() -> None:
    bank = question_bank()
    assert set(bank.facts) <= set(FACTS)
    for fact, spec in bank.facts.items():
        for option in spec.options:
            if option.value is not None:
                assert EnterpriseProfile.model_validate({fact: option.value}).knows(fact)


@given(st.sets(st.sampled_from(sorted(FLAT.facts))), st.integers(0, 5))
def test_same_input_same_question(closed: set[str], asked: int) -> None:
    waits = [
        (leaf("district", "eq", "坪山区"), 0.5),
        (leaf("employees", "lt", 300), 0.5),
        (leaf("overdue", "eq", False), 0.5),
    ]
    first = ask(waits, EnterpriseProfile(), closed=closed, asked=asked)
    second = ask(waits[::-1], EnterpriseProfile(), closed=closed, asked=asked)
    assert (first and first.fact) == (second and second.fact)
    assert first is None or first.fact not in closed
