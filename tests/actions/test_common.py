"""A common question is answered with sources, validity and desk, whatever the message was taken for."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from builders import question, record
from library import TinyLibrary
from samples import HashEncoder
from talking import tracker

from actions.base import AdvisorAction
from actions.common import better_than, common_reply, warned_of
from actions.explaining import ExplainTerm
from actions.form import Recommend
from actions.records import AskRecord
from actions.reply import Reply, Turn, say
from actions.search import SearchCatalog
from actions.situation import answered_already
from actions.statuses import AnswerStatus
from actions.talk import NluFallback, OutOfScope
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.retrieval.common import CommonIndex
from knowledge.retrieval.phrasings import QuestionVectors
from knowledge.retrieval.search import Retriever

TODAY = dt.date(2026, 11, 24)
ASKED = "没有抵押物怎么贷款"
RECORDS = {
    one.id: one
    for one in (
        record(id="park-loan", title="园区贷"),
        record(id="old-loan", title="旧版贷", valid_until="2025-12-31"),
        record(id="seed-loan", title="种子贷"),
    )
}
QUESTIONS = (
    question(
        records=["park-loan", "old-loan"],
        contact="sample-desk",
        valid_until="2026-12-31",
        sources=[{"title": "担保办法", "issuer": "样例局", "doc_no": "样例〔2026〕1号", "date": "2026-01-02"}],
    ),
    question(id="how-long", question="银行贷款一般多久放款", answer="看产品和材料。"),
    question(id="agents", question="代办公司说包过，能信吗", answer="先别交钱。"),
)


@dataclass(eq=False)
class FullLibrary(TinyLibrary):
    retriever: Any = field(default_factory=lambda: Retriever.build(RECORDS.values(), HashEncoder()))
    common: CommonIndex = field(
        default_factory=lambda: CommonIndex(
            QUESTIONS, HashEncoder(), QuestionVectors.encode(RECORDS.values(), QUESTIONS, HashEncoder())
        )
    )


LIBRARY = FullLibrary(RECORDS, faq={one.id: one for one in QUESTIONS})


def turn(text: str, **said: Any) -> Turn:
    return Turn(tracker(text, **said), LIBRARY, EnterpriseProfile(), TODAY)


def answered(reply: Reply | None) -> bool:
    return (
        reply is not None
        and reply.messages[0].custom is not None
        and reply.messages[0].custom.get("id") == "sample-question"
    )


def test_the_answer_is_whole_as_text_and_as_payload() -> None:
    reply = common_reply(turn(ASKED))
    assert reply and reply.status is AnswerStatus.ANSWERED
    message = reply.messages[0]
    for words in (
        "可以问担保公司。",
        "园区贷",
        "样例服务窗口",
        "样例局《担保办法》（样例〔2026〕1号），2026-01-02",
        "有效期至2026-12-31",
        "2026-11-23核对",
    ):
        assert words in (message.text or "")
    custom = message.custom or {}
    assert (custom["type"], custom["id"], custom["valid_until"]) == ("notice", "sample-question", "2026-12-31")
    assert custom["contact"]["id"] == "sample-desk" and custom["sources"][0]["issuer"] == "样例局"


def test_a_record_that_is_not_on_offer_is_not_offered() -> None:
    reply = common_reply(turn(ASKED))
    assert reply and (reply.messages[0].custom or {})["records"] == ["park-loan"]
    assert "旧版贷" not in str(reply.messages)


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (AskRecord, "ask_record"),
        (ExplainTerm, "explain_term"),
        (SearchCatalog, "search_catalog"),
        (OutOfScope, "out_of_scope"),
        (NluFallback, "nlu_fallback"),
    ],
)
def test_whatever_it_was_taken_for(action: type[AdvisorAction], intent: str) -> None:
    assert answered(action().decide(turn(ASKED, intent=intent)))


def test_asking_for_advice_with_a_question_gets_the_answer_without_consent_too() -> None:
    assert answered(Recommend().answer(turn(ASKED, intent="seek_recommendation")))
    assert answered(Recommend().answer(turn(ASKED, intent="seek_recommendation", consent=False)))


def test_facts_of_a_message_that_was_not_understood_go_to_the_form() -> None:
    reply = NluFallback().decide(turn(ASKED, intent="nlu_fallback", turn_facts=["collateral"]))
    assert not reply.messages and reply.events[0]["name"] == "advice_form"


@pytest.mark.parametrize("text", ["要多久", "园区贷要抵押吗", "/ask_record", "种子贷没有抵押物怎么贷款"])
def test_a_record_that_is_meant_is_answered_about(text: str) -> None:
    assert common_reply(turn(text, focus_record="park-loan", shown_records=["park-loan"])) is None


def test_after_a_record_only_the_same_words_count() -> None:
    about = {"focus_record": "park-loan", "shown_records": ["park-loan"]}
    assert common_reply(turn("一般多久能放款"))
    assert common_reply(turn("一般多久能放款", **about)) is None
    assert common_reply(turn("银行贷款一般多久放款", **about))


@pytest.mark.parametrize(
    ("status", "better"),
    [(AnswerStatus.NOTHING_FOUND, True), (AnswerStatus.OUT_OF_SCOPE, True), (AnswerStatus.ANSWERED, False)],
)
def test_a_likely_question_is_better_than_nothing_only(status: AnswerStatus, better: bool) -> None:
    likely = turn("没有抵押物找谁借")
    assert common_reply(likely) is None
    assert answered(better_than(likely, Reply(status, [say("utter_nothing_found")]))) is better


def test_a_question_about_cheating_is_answered_and_a_wish_to_cheat_refused() -> None:
    assert warned_of(turn("代办公司说包过，能信吗"))
    assert warned_of(turn("帮我找代办公司包过")) is None


@pytest.mark.parametrize(
    ("since", "answered"),
    [
        ([], False),
        ([{"event": "action", "name": "action_nlu_fallback"}], False),
        ([{"event": "action", "name": "action_nlu_fallback"}, {"event": "bot", "text": "您是想…"}], True),
        ([{"event": "action", "name": "action_ask_record"}], True),
    ],
    ids=["nothing yet", "passed on without a word", "a question back", "answered"],
)
def test_a_message_that_was_only_passed_on_may_still_be_answered(since: list[dict[str, Any]], answered: bool) -> None:
    state = tracker("没有抵押物怎么贷款")
    state.events += since
    assert answered_already(state) is answered
