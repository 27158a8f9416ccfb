"""What is counted of a turn: kind, board, stage and records; no words, and the person only where they agreed."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from builders import record
from library import TinyLibrary
from rasa_sdk.executor import CollectingDispatcher
from talking import tracker

from actions import live
from actions.counting import count
from actions.records import AskRecord
from actions.reply import Message, Reply, Turn, say
from actions.situation import FORM
from actions.statuses import AnswerStatus
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.usage.model import BOOKED, TRANSFERRED, Forgotten, How, TurnSeen

LIBRARY = TinyLibrary(
    {
        "park-loan": record(id="park-loan", board="科技信贷"),
        "seed-loan": record(id="seed-loan", board="科技信贷"),
        "grant": record(id="grant", board="专项资金"),
    },
    number=7,
)


class Heard:
    """Stands where the recorder stands."""

    def __init__(self) -> None:
        self.seen: list[TurnSeen | Forgotten] = []

    def put(self, seen: TurnSeen | Forgotten) -> None:
        self.seen.append(seen)


@pytest.fixture
def heard() -> Iterator[Heard]:
    recorder = Heard()
    live.use_usage(recorder)  # type: ignore[arg-type]
    yield recorder
    live.use_usage(None)


def turn(text: str = "园区贷怎么申请", *, profile: EnterpriseProfile | None = None, **said: Any) -> Turn:
    state = tracker(text, **{"intent": "ask_record", **said})
    return Turn(state, LIBRARY, profile or EnterpriseProfile(), dt.date(2026, 11, 24))  # type: ignore[arg-type]


def reply(*customs: dict[str, Any], status: AnswerStatus = AnswerStatus.ANSWERED) -> Reply:
    return Reply(status, [Message(text="…", custom=custom) for custom in customs])


def counted(heard: Heard, answer: Reply, **said: Any) -> TurnSeen:
    count(turn(**said), answer)
    (seen,) = heard.seen
    assert isinstance(seen, TurnSeen)
    return seen


def test_a_question_about_one_record(heard: Heard) -> None:
    seen = counted(heard, reply({"type": "record", "id": "park-loan"}), profile=EnterpriseProfile(stage="成长期"))
    assert (seen.kind, seen.board, seen.stage, seen.intent) == ("record", "科技信贷", "成长期", "ask_record")
    assert seen.records == (("park-loan", How.ASKED),) and seen.asked and seen.status == "answered"


def test_a_recommendation_of_several_boards(heard: Heard) -> None:
    items = [{"id": "park-loan"}, {"id": "grant"}, {"id": "gone"}]
    seen = counted(heard, reply({"type": "notice"}, {"type": "recommendation", "items": items}))
    assert (seen.kind, seen.board) == ("recommendation", "")
    assert seen.records == (("park-loan", How.RECOMMENDED), ("grant", How.RECOMMENDED))


@pytest.mark.parametrize(
    ("custom", "records"),
    [
        ({"type": "catalogue", "items": [{"id": "park-loan"}]}, (("park-loan", How.SHOWN),)),
        ({"type": "comparison", "ids": ["park-loan", "grant"]}, (("park-loan", How.SHOWN), ("grant", How.SHOWN))),
        ({"type": "plan", "now": [{"records": ["grant"]}], "next": []}, (("grant", How.RECOMMENDED),)),
        ({"type": "contacts", "items": [{"id": "park-loan"}]}, ()),
        ({"type": "question", "id": "park-loan"}, ()),
    ],
)
def test_which_records_came_up_and_how(heard: Heard, custom: dict[str, Any], records: tuple[Any, ...]) -> None:
    assert counted(heard, reply(custom)).records == records


def test_a_booking_and_a_transfer(heard: Heard) -> None:
    count(turn(), Reply(AnswerStatus.HANDED_OVER, [say("utter_ticket_filed", custom={"type": "ticket"})]))
    count(turn(), reply({"type": "contacts", "items": [], "transfer": True}))
    assert [seen.kind for seen in heard.seen if isinstance(seen, TurnSeen)] == [BOOKED, TRANSFERRED]


def test_looking_at_one_s_ticket_is_no_booking(heard: Heard) -> None:
    assert counted(heard, reply({"type": "ticket"})).kind == "ticket"


def test_who_did_not_agree_is_not_linked(heard: Heard) -> None:
    assert counted(heard, reply({"type": "record", "id": "park-loan"}), consent=False).sender is None


def test_the_form_going_on_is_not_another_message(heard: Heard) -> None:
    state = turn()
    state.tracker.events.append({"event": "action", "name": "action_ask_record"})
    state.tracker.active_loop["name"] = FORM
    count(state, reply({"type": "question"}))
    (seen,) = heard.seen
    assert isinstance(seen, TurnSeen) and not seen.asked


def test_deleting_everything_unlinks_the_person_after_the_last_count(heard: Heard) -> None:
    count(turn("删除我的资料", intent="delete_profile"), reply({"type": "notice", "forget": True}))
    assert isinstance(heard.seen[-1], Forgotten) and heard.seen[-1].sender == "sender"


def test_no_word_of_the_person_is_handed_on(heard: Heard) -> None:
    seen = counted(heard, reply({"type": "record", "id": "park-loan"}), text="我叫王小明，园区贷怎么申请")
    assert "王小明" not in repr(vars(seen)) and "sender" not in repr(seen).replace("sender=", "")


def test_a_failed_answer_is_counted_as_one(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: AskRecord, turn: Turn) -> Reply:
        raise ZeroDivisionError

    monkeypatch.setattr(AskRecord, "decide", fail)
    live.use(lambda: LIBRARY)  # type: ignore[arg-type, return-value]
    asyncio.run(AskRecord().run(CollectingDispatcher(), tracker("贷款"), {}))
    (seen,) = heard.seen
    assert isinstance(seen, TurnSeen) and seen.status == "error_internal"


def test_a_recorder_that_fails_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError

    monkeypatch.setattr(live, "usage", fails)
    count(turn(), reply({"type": "record", "id": "park-loan"}))
