"""Answers about one record that the founder names: its details, and whether the firm meets its conditions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rasa_sdk.events import FollowupAction

from actions.base import AdvisorAction
from actions.mention import entity, mention_of, name_one, which_one
from actions.render import notes_on, render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import FORM, TURN_FACTS, consented, listed, show_one, wait_for, wait_no_more
from actions.statuses import AnswerStatus
from actions.term_reply import term_reply
from knowledge.advice.about import alternatives, eligibility_report, only_way, public_view, standing
from knowledge.advice.aspects import OVERVIEW, aspects, aspects_of
from knowledge.advice.details import detail
from knowledge.advice.faq import answer_from
from knowledge.advice.find import named_term
from knowledge.catalogue.model import Record
from knowledge.eligibility.judge import Judgement
from knowledge.questions.bank import question_bank
from knowledge.terms.vocabulary import fact_label


class AskRecord(AdvisorAction):
    """A detail of one record."""

    action_name = "action_ask_record"
    notes_facts = True
    yields = True

    def answer(self, turn: Turn) -> Reply:
        """The aspects asked for, with source and validity."""
        return about_record(turn)


def about_record(turn: Turn) -> Reply:
    """The details asked for of the record that the message names or points at."""
    mention = mention_of(turn)
    if mention.records:
        return record_reply(turn, mention.records[0])
    if term := named_term(turn.library, turn.text):
        return term_reply(turn, term)
    if _tells_a_need(turn):
        return Reply(AnswerStatus.ANSWERED, [], [FollowupAction(FORM)])
    return which_one(mention.candidates, "ask_record") if mention.candidates else name_one()


def _tells_a_need(turn: Turn) -> bool:
    """这周五要发工资，来得及吗 names no record: it asks for advice, which the form gives (and inside it, goes on to give)."""
    told = set(listed(turn.tracker, TURN_FACTS)) & {"need_purpose", "need_amount_wan"}
    return bool(told) and consented(turn.tracker) and not turn.tracker.active_loop.get("name")


def record_reply(turn: Turn, record: Record) -> Reply:
    """The record's own answer to the question, else the aspects asked for, else what it is."""
    tapped = entity(turn.tracker, "aspect")
    faq = None if tapped else answer_from(record, turn.text, turn.library)
    asked = (tapped,) if tapped in aspects() else aspects_of(_without_names(turn.text, record))
    view = public_view(record, turn.library, turn.today)
    text = render(
        "record",
        item=view,
        faq=faq,
        details=() if faq else [detail(record, aspect) for aspect in asked],
        overview=not (faq or asked),
    )
    aspect = "faq" if faq else next(iter(asked), OVERVIEW)
    payload = {"type": "record", "aspect": aspect, "aspects": list(asked), **view, "notes": notes_on(view)}
    message = Message(text=text, custom=payload, buttons=_ways_on(record, asked))
    return Reply(AnswerStatus.ANSWERED, [message], show_one(turn.tracker, record.id))


def faq_reply(turn: Turn) -> Reply | None:
    """The answer that the record named has ready for just this question, or whether it still holds, whatever the message was taken for."""
    record = turn.library.retriever.resolve(turn.text).record if turn.text else None
    if record is None:
        return None
    still = "deadline" in aspects_of(_without_names(turn.text, record))
    return record_reply(turn, record) if still or answer_from(record, turn.text, turn.library) else None


def _without_names(text: str, record: Record) -> str:
    for name in sorted([record.title, *record.aliases], key=len, reverse=True):
        text = text.replace(name, "")
    return text


def _ways_on(record: Record, asked: Collection[str]) -> list[dict[str, str]]:
    offers = [button("我符不符合", "check_eligibility", record=record.id)]
    offers += [
        button(title, "ask_record", record=record.id, aspect=aspect)
        for aspect, title in (("apply", "怎么申请"), ("amount", "额度多少"), ("contact", "找谁问"))
        if aspect not in asked
    ]
    return offers[:4]


class CheckEligibility(AdvisorAction):
    """Can my company get it: condition by condition with the founder's own values."""

    action_name = "action_check_eligibility"
    notes_facts = True
    yields = True

    def answer(self, turn: Turn) -> Reply:
        """Judge the named record; ask for the answer that would settle what is open."""
        mention = mention_of(turn)
        if not mention.records:
            return which_one(mention.candidates, "check_eligibility") if mention.candidates else name_one()
        record = mention.records[0]
        if turn.text and answer_from(record, turn.text, turn.library):
            return record_reply(turn, record)
        return eligibility_reply(turn, record)


def eligibility_reply(turn: Turn, record: Record, closed: Collection[str] = ()) -> Reply:
    """The verdict on every condition; ``closed`` names facts that the founder does not know."""
    record = only_way(record, turn.text)
    status, judgement = eligibility_report(record, turn.profile, turn.today)
    why_not = standing(record, turn.library, turn.today)
    status = "ineligible" if why_not else status
    missing = [fact for fact in judgement.missing if not why_not]
    either, closed_ways = alternatives(record, judgement)
    message = Message(
        text=render(
            "eligibility",
            title=record.title,
            status=status,
            judgement=judgement,
            either=either,
            closed_ways=closed_ways,
            missing=[fact_label(fact) for fact in missing],
            standing=why_not,
            item=public_view(record, turn.library, turn.today),
        ),
        custom={
            "type": "eligibility",
            "id": record.id,
            "title": record.title,
            "status": status,
            "standing": why_not,
            "conditions": _conditions(judgement, either, closed_ways),
        },
        buttons=[
            button("怎么申请", "ask_record", record=record.id, aspect="apply"),
            button("推荐适合我的", "seek_recommendation"),
        ],
    )
    asked = _next_fact(turn, status, missing, closed)
    outcome = AnswerStatus.NEEDS_INFO if status == "needs_info" and missing else AnswerStatus.ANSWERED
    shown = show_one(turn.tracker, record.id)
    if asked is None:
        return Reply(outcome, [message], [*shown, *wait_no_more(turn.tracker)])
    waiting = wait_for(kind="eligibility", record=record.id, asks=asked, closed=sorted(closed))
    return Reply(outcome, [message, _question(asked, record)], [*shown, *waiting])


def _next_fact(turn: Turn, status: str, missing: list[str], closed: Collection[str]) -> str | None:
    """The easiest fact that would help to settle the verdict; none while the form asks its own questions."""
    if status != "needs_info" or not consented(turn.tracker) or turn.tracker.active_loop.get("name"):
        return None
    bank = question_bank().facts
    open_ones = [fact for fact in missing if fact in bank and fact not in closed]
    return min(open_ones, key=lambda fact: (bank[fact].cost, fact), default=None)


def _question(fact: str, record: Record) -> Message:
    why = f"知道这个，就能接着判断{record.title}"
    options = [button(option.label, "inform", **{fact: option.value}) for option in question_bank().facts[fact].options]
    buttons = [*options, button("不清楚", "dont_know")]
    custom = {"type": "question", "fact": fact, "why": why, "buttons": buttons, "id": record.id}
    return say(f"utter_ask_about_{fact}", lead="", why=why, custom=custom, buttons=buttons)


def _conditions(judgement: Judgement, either: Collection[str], closed: Collection[str]) -> list[dict[str, Any]]:
    """``either``: one of several is enough; ``closed``: belongs to a way that the firm cannot go while another is left."""
    return [
        {
            "text": leaf.text,
            "fact": leaf.fact,
            "verdict": leaf.verdict.value,
            "yours": leaf.yours,
            "clause": leaf.clause,
            "must": leaf.must,
            "either": leaf.text in either,
            "closed": leaf.text in closed,
        }
        for leaf in judgement.leaves
    ]
