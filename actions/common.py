"""The answer to a common question, whatever the message was taken for."""

from __future__ import annotations

import re
from collections.abc import Collection

from actions.mention import mention_of
from actions.refusals import asks_to_cheat
from actions.render import render
from actions.reply import Message, Reply, Turn, button
from actions.situation import FOCUS, answered_already, show_list
from actions.statuses import AnswerStatus
from knowledge.advice.common import Need, common_question
from knowledge.advice.items import contact_card, public_sources
from knowledge.advice.library import on_offer
from knowledge.catalogue.model import CommonQuestion
from knowledge.retrieval.phrasings import asking_of

_MOST_BUTTONS = 4
_ASKS = re.compile(r"[?？吗么呢]|什么|怎么|多少|哪|还是|几|能不能|可不可以|是不是|会不会|要不要|有没有")
_EMPTY_HANDED = (AnswerStatus.NOTHING_FOUND, AnswerStatus.OUT_OF_SCOPE, AnswerStatus.CLARIFIED)


def common_reply(turn: Turn, *, need: Need = "sure") -> Reply | None:
    """The answer to the common question that the words ask; None for a tapped button or words that ask another thing.

    Words that may go on about the record last talked about (要多久才放款) have to be the question's own.
    """
    if not turn.text or answered_already(turn.tracker):
        return None
    goes_on = bool(turn.tracker.get_slot(FOCUS)) and bool(mention_of(turn).records)
    question = common_question(turn.library, turn.text, turn.today, need="certain" if goes_on else need)
    return question_reply(turn, question) if question else None


def asked_aside(turn: Turn) -> Reply | None:
    """The answer to the common question that a message to the form asks; None for one that only tells."""
    return common_reply(turn) if _ASKS.search(turn.text) else None


def warned_of(turn: Turn) -> Reply | None:
    """The answer to a question about cheating, such as whether an agent's promise holds; None for a wish to cheat."""
    question = common_question(turn.library, turn.text, turn.today) if _ASKS.search(turn.text) else None
    if question is None or not any(asks_to_cheat(said) for said in asking_of(question).asked):
        return None
    return question_reply(turn, question)


def better_than(turn: Turn, reply: Reply) -> Reply:
    """``reply``, or the answer to a common question that the words likely ask, where ``reply`` has nothing to say."""
    return (common_reply(turn, need="likely") if reply.status in _EMPTY_HANDED else None) or reply


def question_reply(turn: Turn, question: CommonQuestion) -> Reply:
    """The answer with its sources, validity and desk, and ways to the records that it names and that are on offer."""
    offered = on_offer(turn.library, turn.today)
    records = [offered[name] for name in question.records if name in offered]
    desk = contact_card(turn.library.institutions[question.contact]) if question.contact else None
    payload = {
        "type": "notice",
        "id": question.id,
        "question": question.question,
        "records": [record.id for record in records],
        "sources": list(public_sources(question)),
        "valid_until": question.valid_until.isoformat() if question.valid_until else None,
        "reviewed_on": question.reviewed_on.isoformat(),
        "contact": desk,
    }
    text = render("common", answer=question.answer, titles=[record.title for record in records], item=payload)
    message = Message(text=text, custom=payload, buttons=_ways_on(question, [(r.title, r.id) for r in records]))
    return Reply(AnswerStatus.ANSWERED, [message], show_list(record.id for record in records))


def _ways_on(question: CommonQuestion, records: Collection[tuple[str, str]]) -> list[dict[str, str]]:
    offers = [button(title, "ask_record", record=name) for title, name in records]
    return [*offers[:_MOST_BUTTONS], button("按我的情况推荐", "seek_recommendation")]
