"""有用 and 没用 are kept with the answer that they are about; open questions only of who agreed."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import record
from library import TinyLibrary
from talking import tracker

from actions import live
from actions.memory import DeleteProfile
from actions.opinions import FeedbackNegative, FeedbackPositive
from actions.reply import Reply, Turn
from actions.statuses import AnswerStatus
from actions.unanswered import leave_open
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.errors import StoreFailed
from knowledge.opinions.store import Opinion, OpinionStore
from knowledge.storage.columns import SHENZHEN
from knowledge.subscriptions.store import SubscriptionStore
from knowledge.tickets.store import TicketStore

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=SHENZHEN)
LIBRARY = TinyLibrary({one.id: one for one in (record(id="park-loan"), record(id="seed-loan"))}, number=7)


@pytest.fixture
def store(tmp_path: Path) -> OpinionStore:
    url = f"sqlite:///{tmp_path / 'advisor.db'}"
    opened = OpinionStore.open(url)
    live.use_opinions(lambda: opened)
    live.use_tickets(lambda: TicketStore.open(url))
    live.use_subscriptions(lambda: SubscriptionStore.open(url))
    return opened


def turn(text: str = "", *, entities: dict[str, str] | None = None, **said: Any) -> Turn:
    named = [{"entity": name, "value": value} for name, value in (entities or {}).items()]
    state = tracker(text, entities=named, **said)
    state.events[:0] = [
        {"event": "user", "text": "推荐", "message_id": "m1"},
        _bot({"type": "recommendation", "items": [{"id": "park-loan"}, {"id": "elsewhere"}]}),
        {"event": "user", "text": "种子贷", "message_id": "m2"},
        _bot({"type": "record", "id": "seed-loan"}),
    ]
    return Turn(state, LIBRARY, EnterpriseProfile(), dt.date(2026, 11, 24))  # type: ignore[arg-type]


def _bot(custom: dict[str, Any]) -> dict[str, Any]:
    return {"event": "bot", "text": "…", "data": {"custom": custom}}


def kept(store: OpinionStore) -> list[Opinion]:
    return store.opinions(since=LONG_AGO)


def test_the_last_answer_is_meant_unless_another_is_named(store: OpinionStore) -> None:
    FeedbackPositive().answer(turn("有用", intent="feedback_positive"))
    FeedbackNegative().answer(turn(intent="feedback_negative", entities={"about": "m1", "reason": "看不明白"}))
    named, last = kept(store)
    assert (last.useful, last.answer.kind, last.answer.records) == (True, "record", ("seed-loan",))
    assert (named.useful, named.reason, named.answer.records) == (False, "看不明白", ("park-loan",))
    assert named.answer.snapshot == 7


def test_a_bare_complaint_is_asked_why_and_the_tapped_reason_joins_it(store: OpinionStore) -> None:
    asked = FeedbackNegative().answer(turn(intent="feedback_negative"))
    assert asked.messages[0].response == "utter_feedback_why" and asked.messages[0].buttons
    FeedbackNegative().answer(
        turn(intent="feedback_negative", entities={"reason": "没有想要的"}, pending_topic="feedback")
    )
    (found,) = kept(store)
    assert found.reason == "没有想要的"


def test_words_after_the_question_why_join_it_however_few(store: OpinionStore) -> None:
    FeedbackNegative().answer(turn("没用", intent="feedback_negative"))
    FeedbackNegative().answer(turn("看不懂", intent="feedback_negative", pending_topic="feedback"))
    assert [found.reason for found in kept(store)] == ["看不懂"]


def test_words_of_a_complaint_are_its_reason(store: OpinionStore) -> None:
    FeedbackNegative().answer(turn("利率写错了吧", intent="feedback_negative"))
    assert kept(store)[0].reason == "利率写错了吧"


def test_a_database_that_is_away_costs_only_the_opinion() -> None:
    def away() -> OpinionStore:
        raise StoreFailed("away")

    live.use_opinions(away)
    assert FeedbackPositive().answer(turn("有用")).status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    ("intent", "status", "consent", "left"),
    [
        ("ask_record", AnswerStatus.NOTHING_FOUND, True, True),
        ("out_of_scope", AnswerStatus.OUT_OF_SCOPE, True, True),
        ("nlu_fallback", AnswerStatus.CLARIFIED, True, True),
        ("ask_record", AnswerStatus.CLARIFIED, True, False),
        ("ask_record", AnswerStatus.ANSWERED, True, False),
        ("ask_record", AnswerStatus.NOTHING_FOUND, False, False),
    ],
)
def test_what_was_not_answered_is_left_open(
    store: OpinionStore, intent: str, status: AnswerStatus, consent: bool, left: bool
) -> None:
    leave_open(turn("飞地贷怎么办", intent=intent, consent=consent), Reply(status, []))
    assert bool(store.open_questions(since=LONG_AGO)) is left


def test_deleting_everything_deletes_opinions_and_questions(store: OpinionStore) -> None:
    FeedbackPositive().answer(turn("有用"))
    leave_open(turn("飞地贷怎么办", intent="nlu_fallback"), Reply(AnswerStatus.CLARIFIED, []))
    DeleteProfile().answer(turn("删除我的全部资料", intent="delete_profile"))
    assert kept(store) == [] and store.open_questions(since=LONG_AGO) == []
