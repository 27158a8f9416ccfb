"""Statements that contradict an earlier one: kept apart, asked about, settled by any plain answer."""

import asyncio
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from talking import tracker

from actions.conflicts import conflict_question
from actions.remember import Remember

DOUBT = {"fact": "revenue_wan", "value": 2000, "approximate": False}


def slots_after(**said: Any) -> dict[str, Any]:
    events = asyncio.run(Remember().run(CollectingDispatcher(), tracker(**said), {}))
    return {event["name"]: event["value"] for event in events}


def revenue(value: Any, **more: Any) -> list[dict[str, Any]]:
    return [{"entity": "revenue_wan", "value": value, **more}]


def test_a_contradiction_is_kept_apart_and_the_earlier_value_stays() -> None:
    after = slots_after(text="营收两千万", entities=revenue(2000), revenue_wan=800)
    assert after["conflicts"] == [DOUBT]
    assert "revenue_wan" not in after


@pytest.mark.parametrize(
    ("text", "entities", "held"),
    [
        ("说错了，营收两千万", revenue(2000), 800),
        ("营收两千万", revenue(2000), None),
        ("营收大概850万", revenue(850, approximate=True), 800),
        ("营收500万", revenue(500), [300, 500]),
    ],
)
def test_corrections_first_tellings_and_refinements_are_taken(text: str, entities: list, held: Any) -> None:
    after = slots_after(text=text, entities=entities, revenue_wan=held)
    assert after["revenue_wan"] == entities[0]["value"]
    assert after["conflicts"] is None


@pytest.mark.parametrize(
    ("text", "intent", "value"),
    [
        ("前面那个", "ask_record", 800),
        ("后面那个对", "inform", 2000),
        ("嗯", "affirm", 2000),
        ("1500万", "inform", 1500),
    ],
)
def test_an_answer_settles_it(text: str, intent: str, value: int) -> None:
    after = slots_after(text=text, intent=intent, revenue_wan=800, conflicts=[DOUBT], requested_slot="conflicts")
    assert after["revenue_wan"] == value
    assert after["conflicts"] is None


def test_not_knowing_keeps_the_earlier_value_and_closes_the_question() -> None:
    after = slots_after(
        text="不清楚", intent="dont_know", revenue_wan=800, conflicts=[DOUBT], requested_slot="conflicts"
    )
    assert "revenue_wan" not in after
    assert after["conflicts"] is None


def test_a_question_of_the_founder_leaves_it_open() -> None:
    after = slots_after(
        text="园区贷怎么申请", intent="ask_record", revenue_wan=800, conflicts=[DOUBT], requested_slot="conflicts"
    )
    assert after["conflicts"] == [DOUBT]


def test_the_question_names_both_values_and_offers_them() -> None:
    message = conflict_question(tracker(revenue_wan=800, conflicts=[DOUBT], approximate_facts=["revenue_wan"]))
    assert message and (message.arguments["old"], message.arguments["new"]) == ("约800万元", "2000万元")
    assert [button["title"] for button in message.buttons or []] == ["约800万元", "2000万元"]
