"""What still works when the ticket database is away, and at which doors a wish for a person becomes a ticket."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from library import DESK
from talking import tracker

from actions import live, people
from actions.memory import DeleteProfile, ShowProfile
from actions.people import HumanHandoff
from actions.reply import Reply, Turn
from actions.statuses import AnswerStatus
from actions.ticket_state import follow_up_events
from knowledge.advice.desks import Desk
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.errors import TicketStoreFailed
from knowledge.tickets.store import TicketStore

LIBRARY = SimpleNamespace(institutions={DESK.id: DESK}, records={})


def away() -> TicketStore:
    raise TicketStoreFailed("away")


def turn(text: str, *, channel: str = "web", **said: Any) -> Turn:
    state = tracker(text, **said)
    state.events[-1]["input_channel"] = channel
    return Turn(state, LIBRARY, EnterpriseProfile(), dt.date(2026, 11, 24))  # type: ignore[arg-type]


@pytest.fixture
def no_store() -> None:
    live.use_tickets(away)


@pytest.fixture
def store(tmp_path: Any) -> TicketStore:
    opened = TicketStore.open(f"sqlite:///{tmp_path / 'advisor.db'}")
    live.use_tickets(lambda: opened)
    return opened


@pytest.mark.usefixtures("no_store")
def test_the_facts_can_still_be_seen() -> None:
    assert ShowProfile().answer(turn("查看我的资料")).status is AnswerStatus.ANSWERED


@pytest.mark.usefixtures("no_store")
def test_nothing_is_called_deleted_that_is_not() -> None:
    reply = DeleteProfile().answer(turn("删除我的全部资料"))
    assert reply.status is AnswerStatus.ERROR_KNOWLEDGE
    assert reply.messages[0].response == "utter_not_deleted"
    assert not any((message.custom or {}).get("forget") for message in reply.messages) and reply.events == []


@pytest.mark.usefixtures("no_store")
def test_no_follow_up_and_no_failure() -> None:
    assert follow_up_events(turn("你好"), Reply(AnswerStatus.ANSWERED, [])) == []


def test_an_unreachable_store_is_not_tried_at_every_turn() -> None:
    tries: list[int] = []

    def open_and_fail() -> TicketStore:
        tries.append(1)
        return away()

    live.use_tickets(open_and_fail)
    for _ in range(5):
        with pytest.raises(TicketStoreFailed):
            live.tickets()
    assert len(tries) == 1


@pytest.mark.parametrize(("channel", "files"), [("web", True), ("wechat", False)])
def test_a_wish_for_a_person_files_a_ticket_at_the_web_door_only(
    store: TicketStore, monkeypatch: pytest.MonkeyPatch, channel: str, files: bool
) -> None:
    monkeypatch.setattr(people, "desks_for", lambda _: (Desk(DESK, 1.0, ("管政策咨询",)),))
    reply = HumanHandoff().answer(turn("转人工", intent="human_handoff", channel=channel))
    assert bool([event for event in reply.events if event.get("name") == "ticket"]) is files
    assert reply.messages[0].custom["type"] == "contacts"  # type: ignore[index]


def test_at_the_wechat_door_the_conversation_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for desks in ((Desk(DESK, 1.0, ("管政策咨询",)),), ()):
        monkeypatch.setattr(people, "desks_for", lambda _, desks=desks: desks)
        (message,) = HumanHandoff().answer(turn("转人工", intent="human_handoff", channel="wechat")).messages
        assert message.custom is not None and message.custom["transfer"] is True
        web = HumanHandoff().answer(turn("转人工", intent="human_handoff", channel="terminal")).messages
        assert not any((each.custom or {}).get("transfer") for each in web)
