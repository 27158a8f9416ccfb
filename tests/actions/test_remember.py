import asyncio
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from talking import tracker

from actions.remember import Remember, facts_told


def stored(**said: Any) -> dict[str, Any]:
    events = asyncio.run(Remember().run(CollectingDispatcher(), tracker(**said), {}))
    return {event["name"]: event["value"] for event in events}


def entity(name: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"entity": name, "value": value, **more}


def test_facts_are_kept_only_with_consent() -> None:
    told = [entity("employees", 20)]
    assert stored(text="二十人", entities=told)["employees"] == 20
    assert stored(text="二十人", entities=told, consent=False) == {"turn_facts": []}


def test_a_value_outside_the_vocabulary_is_not_stored() -> None:
    assert "stage" not in stored(text="/inform", entities=[entity("stage", "x")])


def test_a_bare_answer_fills_the_pending_fact() -> None:
    assert stored(text="3个", requested_slot="invention_patents")["invention_patents"] == 3
    assert stored(text="没有", intent="deny", requested_slot="overdue")["overdue"] is False


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("园区贷最高500万怎么申请", "ask_record"),
        ("要是营收2000万呢", "nlu_fallback"),
        ("第二个是800万吗", "ask_record"),
    ],
)
def test_a_question_is_no_answer_to_the_pending_question(text: str, intent: str) -> None:
    assert "revenue_wan" not in stored(text=text, intent=intent, requested_slot="revenue_wan")


def test_a_tapped_list_arrives_whole_and_settles_the_list() -> None:
    kept = stored(text="/inform", entities=[entity("certifications", "[]")], requested_slot="certifications")
    assert (kept["certifications"], kept["complete_lists"]) == ([], ["certifications"])


def test_lists_grow_and_other_facts_are_replaced() -> None:
    told = [entity("certifications", ["专精特新中小企业"]), entity("need_amount_wan", 300)]
    kept = stored(text="还有专精特新，贷三百万", entities=told, certifications=["高新技术企业"], need_amount_wan=200)
    assert kept["certifications"] == ["高新技术企业", "专精特新中小企业"]
    assert kept["need_amount_wan"] == 300


@pytest.mark.parametrize("text", ["资质只有高企", "资质改成高企"])
def test_a_list_said_to_be_all_replaces(text: str) -> None:
    told = [entity("certifications", ["高新技术企业"])]
    kept = stored(text=text, entities=told, certifications=["高新技术企业", "专精特新中小企业"])
    assert kept["certifications"] == ["高新技术企业"]


def test_a_ticked_list_replaces() -> None:
    ticked = [entity("certifications", '["高新技术企业"]')]
    kept = stored(text='/inform{"certifications": …}', entities=ticked, certifications=["专精特新中小企业"])
    assert kept["certifications"] == ["高新技术企业"]


@pytest.mark.parametrize("text", ["第3个", "看第二个", "第3项呢"])
def test_pointing_into_a_list_answers_no_question(text: str) -> None:
    assert "revenue_wan" not in stored(text=text, requested_slot="revenue_wan")


@pytest.mark.parametrize("intent", ["dont_know", "skip"])
def test_what_is_not_known_is_not_asked_again(intent: str) -> None:
    assert stored(text="不清楚", intent=intent, requested_slot="tax_rating")["declined_facts"] == ["tax_rating"]


def test_no_preference_closes_the_question() -> None:
    kept = stored(text="/inform", entities=[entity("need_kind", "null")], requested_slot="need_kind")
    assert kept["declined_facts"] == ["need_kind"]
    assert "need_kind" not in kept


def test_a_correction_finds_the_fact_that_held_the_wrong_number() -> None:
    assert facts_told(tracker("不是500万，是800万", need_amount_wan=500)) == {"need_amount_wan": (800, False)}


def test_a_supposition_is_not_stored() -> None:
    assert "employees" not in stored(text="要是20个人呢", intent="what_if", entities=[entity("employees", 20)])


def test_hedges_are_remembered_and_dropped_by_an_exact_value() -> None:
    assert stored(text="二十来人", entities=[entity("employees", 20, approximate=True)])["approximate_facts"] == [
        "employees"
    ]
    exact = stored(text="22人", entities=[entity("employees", 22)], approximate_facts=["employees"])
    assert exact["approximate_facts"] == []
