"""Which words book, ask how a booking stands, take it back, or say what became of it."""

from types import SimpleNamespace
from typing import Any

import pytest
from talking import tracker

from actions.booking import wants_booking
from actions.reply import Turn
from actions.ticket_state import asks_about_ticket
from actions.ticket_steps import outcome_in
from knowledge.tickets.model import Outcome


def turn(text: str, **said: Any) -> Turn:
    return Turn(tracker(text, **said), SimpleNamespace(), None, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "帮我预约",
        "能帮我约一下科创局的人吗",
        "找人联系我",
        "你们给我打个电话吧",
        "让人给我回电",
        "留个电话你们联系我吧",
        "加我微信聊",
        "第一家也约一下",
        "约个时间当面聊",
    ],
)
def test_words_that_book(text: str) -> None:
    assert wants_booking(turn(text, intent="ask_expert"))


@pytest.mark.parametrize(
    "text",
    [
        "担保公司的电话",
        "科创局怎么走",
        "有没有靠谱的律师",
        "园区贷需要预约吗",
        "怎么联系我们区的科创局",
        "营收大约一个亿",
        "合约签了想融资聊聊",
        "我不想留电话",
        "不用联系我了",
        "你们别打了",
    ],
)
def test_words_that_only_ask_for_a_desk(text: str) -> None:
    assert not wants_booking(turn(text, intent="ask_expert"))


@pytest.mark.parametrize(
    "text",
    [
        "我的预约到哪了",
        "我的预约办得怎么样了",
        "工单PS-20261124-0007到哪了",
        "ps 20261124 0007",
        "我的工单",
        "查一下工单",
        "怎么还没人联系我",
        "取消我的预约",
        "那个预约不要了",
        "不用联系我了",
        "算了你们别打了",
    ],
)
def test_words_about_a_ticket(text: str) -> None:
    assert asks_about_ticket(text)


@pytest.mark.parametrize("text", ["帮我预约", "预约第二家", "园区贷利率多少", "营收PS2000万", "怎么联系科创局"])
def test_words_about_no_ticket(text: str) -> None:
    assert not asks_about_ticket(text)


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("已经批下来了", "inform", Outcome.ENJOYED),
        ("成了，钱到账了", "feedback_positive", Outcome.ENJOYED),
        ("嗯", "affirm", Outcome.ENJOYED),
        ("申请了", "inform", Outcome.APPLIED),
        ("材料交了，还没批下来", "inform", Outcome.APPLIED),
        ("还在审", "dont_know", Outcome.APPLIED),
        ("没成，银行嫌流水少", "feedback_negative", Outcome.FAILED),
        ("被拒了", "inform", Outcome.FAILED),
        ("没有", "deny", Outcome.FAILED),
        ("园区贷怎么申请", "ask_record", None),
        ("想贷300万", "inform", None),
    ],
)
def test_what_became_of_it(text: str, intent: str, outcome: Outcome | None) -> None:
    assert outcome_in(turn(text, intent=intent)) == outcome


def test_a_tapped_outcome() -> None:
    tapped = turn("/inform", entities=[{"entity": "ticket_outcome", "value": "没成"}])
    assert outcome_in(tapped) is Outcome.FAILED
