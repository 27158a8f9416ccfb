"""Names that must agree across rooms: domain, rules, actions, vocabulary, question bank."""

import inspect
from pathlib import Path

import pytest
from rasa_sdk.executor import ActionExecutor
from ruamel.yaml import YAML

from knowledge.questions.bank import question_bank
from knowledge.terms.vocabulary import FACTS

ROOT = Path(__file__).parents[2]
INTENTS = set(
    [
        "greet",
        "goodbye",
        "thank",
        "bot_capabilities",
        "seek_recommendation",
        "inform",
        "ask_record",
        "search_catalog",
        "check_eligibility",
        "compare_records",
        "what_if",
        "estimate_benefit",
        "ask_expert",
        "human_handoff",
        "explain_term",
        "affirm",
        "deny",
        "dont_know",
        "skip",
        "why_ask",
        "show_profile",
        "delete_profile",
        "subscribe_updates",
        "feedback_positive",
        "feedback_negative",
        "restart",
        "out_of_scope",
        "nlu_fallback",
    ]
)


def load(folder: str) -> list[dict]:
    return [YAML(typ="safe").load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / folder).glob("*.yml"))]


def domain(key: str) -> list[str]:
    return [name for part in load("bot/domain") for name in part.get(key) or []]


@pytest.fixture(scope="module")
def registered() -> dict[str, object]:
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor.actions


def test_every_action_of_the_domain_has_a_class_and_every_class_is_in_the_domain(registered: dict) -> None:
    assert set(domain("actions")) == set(registered)


def test_the_domain_holds_exactly_the_intents_of_the_contract() -> None:
    assert set(domain("intents")) == INTENTS


def test_every_intent_has_a_rule_outside_the_form() -> None:
    steps = [step for part in load("data/rules") for rule in part["rules"] for step in rule["steps"]]
    assert {step["intent"] for step in steps if "intent" in step} == INTENTS


def test_every_fact_is_a_slot_and_an_entity() -> None:
    assert set(FACTS) <= set(domain("slots"))
    assert set(FACTS) <= set(domain("entities"))


def test_every_question_of_the_bank_can_be_asked() -> None:
    asked = {f"utter_ask_about_{fact}" for fact in question_bank().facts}
    assert asked == {name for name in domain("responses") if name.startswith("utter_ask_about_")}
    assert {f"action_ask_{fact}" for fact in question_bank().facts} <= set(domain("actions"))


def test_every_response_that_actions_say_exists_and_none_is_idle() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").glob("*.py"))
    idle = [name for name in domain("responses") if name not in code and not name.startswith("utter_ask_about_")]
    assert idle == []


def test_actions_stay_thin(registered: dict) -> None:
    lines = {
        name: len(inspect.getsource(type(action).answer).splitlines())
        for name, action in registered.items()
        if hasattr(type(action), "answer")
    }
    assert {name: count for name, count in lines.items() if count > 30} == {}
