"""Questions that answers outside the form ask, and bare replies to them."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from builders import leaf, record
from library import library_of
from talking import tracker

from actions.estimating import EstimateBenefit
from actions.following import FollowUp
from actions.records import CheckEligibility
from actions.reply import Reply, Turn
from actions.situation import profile_of
from knowledge.catalogue.model import Record

TODAY = dt.date(2026, 11, 24)
PAID = record(
    leaf("district", "eq", "坪山区"),
    id="paid-back",
    title="样例贴息",
    benefit={
        "summary": "补一半",
        "cap_wan": 15,
        "formula": {"expression": "interest_paid_wan * 0.5", "text": "利息 × 50%", "result": "贴息"},
    },
)
LOAN = record({"all": [leaf("district", "eq", "坪山区"), leaf("employees", "lt", 300)]}, id="loan", title="样例贷")


class Names:
    """Finds a record by its title in the text."""

    def __init__(self, records: dict[str, Record]) -> None:
        self.records = records

    def resolve(self, text: str) -> Any:
        found = next((one for one in self.records.values() if one.title in text), None)
        return SimpleNamespace(record=found, candidates=())


def turn(text: str, *, intent: str, **slots: Any) -> Turn:
    library = library_of([PAID, LOAN])
    library.retriever = Names(library.records)  # type: ignore[assignment]
    said = tracker(text, intent=intent, **slots)
    return Turn(said, library, profile_of(said), TODAY)  # type: ignore[arg-type]


def slots(reply: Reply) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in reply.events if event["event"] == "slot"}


def follows(reply: Reply) -> list[str]:
    return [event["name"] for event in reply.events if event["event"] == "followup"]


WAITING = {"kind": "estimate", "record": "paid-back", "asks": "interest_paid_wan", "given": {}, "resume": False}


def test_a_missing_number_is_asked_for() -> None:
    reply = EstimateBenefit().answer(turn("样例贴息能补多少", intent="estimate_benefit"))
    assert slots(reply)["follow_up"] == WAITING and slots(reply)["awaiting"] is True
    assert reply.messages[0].custom["fact"] == "interest_paid_wan"  # type: ignore[index]


@pytest.mark.parametrize(("text", "amount"), [("20万", 10), ("一年利息二十万", 10), ("50万", 15)])
def test_the_reply_is_computed_and_the_question_closed(text: str, amount: float) -> None:
    reply = FollowUp().answer(turn(text, intent="inform", follow_up=WAITING, awaiting=True))
    assert reply.messages[0].custom["amount_wan"] == amount  # type: ignore[index]
    assert slots(reply)["awaiting"] is None
    assert follows(reply) == ["action_listen"]


def test_the_form_goes_on_after_the_number_it_waited_for() -> None:
    waiting = {**WAITING, "resume": True}
    assert follows(FollowUp().answer(turn("20万", intent="inform", follow_up=waiting, awaiting=True))) == [
        "advice_form"
    ]


def test_inside_the_form_the_form_pauses() -> None:
    reply = EstimateBenefit().answer(turn("样例贴息能补多少", intent="estimate_benefit", requested_slot="employees"))
    assert slots(reply)["follow_up"]["resume"] is True
    assert [event["name"] for event in reply.events if event["event"] == "active_loop"] == [None]


def test_not_knowing_ends_it_without_a_figure() -> None:
    reply = FollowUp().answer(turn("不清楚", intent="dont_know", follow_up=WAITING, awaiting=True))
    assert reply.messages[0].response == "utter_estimate_without"
    assert slots(reply)["awaiting"] is None


def test_another_telling_goes_to_the_form() -> None:
    reply = FollowUp().answer(turn("我们在坪山", intent="inform", follow_up=WAITING, awaiting=True))
    assert follows(reply) == ["advice_form"] and slots(reply)["awaiting"] is None


def test_an_open_condition_is_asked_for_and_its_answer_judged() -> None:
    first = CheckEligibility().answer(turn("样例贷我们符合吗", intent="check_eligibility", district="坪山区"))
    assert slots(first)["requested_slot"] == "employees"
    waiting = slots(first)["follow_up"]
    second = FollowUp().answer(
        turn(
            "30人",
            intent="inform",
            follow_up=waiting,
            awaiting=True,
            district="坪山区",
            employees=30,
            turn_facts=["employees"],
        )
    )
    assert second.messages[0].custom["status"] == "eligible"  # type: ignore[index]
    assert slots(second)["awaiting"] is None


def test_what_the_founder_does_not_know_is_not_asked_again() -> None:
    waiting = {"kind": "eligibility", "record": "loan", "asks": "employees", "closed": []}
    reply = FollowUp().answer(turn("不清楚", intent="dont_know", follow_up=waiting, awaiting=True, district="坪山区"))
    assert len(reply.messages) == 1 and slots(reply)["awaiting"] is None


def test_without_consent_no_fact_is_asked_for() -> None:
    library = library_of([LOAN])
    library.retriever = Names(library.records)  # type: ignore[assignment]
    said = tracker("样例贷我们符合吗", intent="check_eligibility", consent=False)
    reply = CheckEligibility().answer(Turn(said, library, profile_of(said), TODAY))  # type: ignore[arg-type]
    assert len(reply.messages) == 1
