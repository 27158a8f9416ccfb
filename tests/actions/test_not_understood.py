"""What was not understood, or is not the advisor's affair: nobody in need is sent away, nothing is erased by one tap."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from library import TinyLibrary
from talking import tracker

from actions.reply import Reply, Turn
from actions.situation import FORM
from actions.talk import NluFallback, OutOfScope
from knowledge.eligibility.profile import EnterpriseProfile


def answered(action: Any, text: str, ranking: tuple[str, ...] = (), **slots: Any) -> Reply:
    said = tracker(text, **slots)
    said.latest_message["intent_ranking"] = [{"name": name} for name in ranking]
    library = TinyLibrary({})
    library.retriever = SimpleNamespace(resolve=lambda _: SimpleNamespace(record=None))  # type: ignore[assignment]
    return action.answer(Turn(said, library, EnterpriseProfile(), dt.date(2026, 11, 24)))  # type: ignore[arg-type,no-any-return]


def test_whose_loan_is_due_is_helped_whatever_it_was_taken_for() -> None:
    told = {"need_purpose": "转贷", "turn_facts": ["need_purpose"]}
    reply = answered(OutOfScope(), "银行把我贷款抽了下周到期怎么办", **told)
    assert reply.messages == [] and reply.events[0]["name"] == FORM


@pytest.mark.parametrize(
    "slots", [{}, {"need_purpose": "转贷"}, {"need_purpose": "研发", "turn_facts": ["need_purpose"]}]
)
def test_what_is_not_the_advisor_s_affair_stays_so(slots: dict[str, Any]) -> None:
    (message,) = answered(OutOfScope(), "今天天气怎么样啊你知道吗", **slots).messages
    assert message.response == "utter_out_of_scope"


@pytest.mark.parametrize(("text", "offered"), [("都不要，有没有股权的", False), ("把我说的都清了", True)])
def test_erasing_is_offered_only_to_who_speaks_of_it(text: str, offered: bool) -> None:
    (message,) = answered(NluFallback(), text, ("delete_profile", "search_catalog")).messages
    assert ("删除我的资料" in [one["title"] for one in message.buttons or []]) is offered
