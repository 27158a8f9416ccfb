"""The advice form: which question comes next is knowledge's choice, made anew after every answer."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asks_plan import wants_plan
from actions.base import AdvisorAction, send
from actions.booking import draft_told_aside
from actions.common import asked_aside
from actions.conflicts import conflict_question, conflicts_of
from actions.counting import count
from actions.draft import Draft, draft_of, keep
from actions.live import library
from actions.plan import plan_button, plan_reply
from actions.records import about_record
from actions.render import render, with_notes
from actions.reply import Events, Message, Reply, Turn, button, say
from actions.situation import (
    ANSWERS,
    ASKED,
    CONFLICTS,
    CONSENT,
    DECLINED,
    FORM,
    PENDING,
    PLAN,
    REQUESTED,
    SHOWN,
    TICKET,
    TURN_FACTS,
    VIEW,
    answered_already,
    consented,
    intent_of,
    listed,
    merged,
    never_ask,
    opening_words,
    profile_of,
    show_list,
    today,
)
from actions.statuses import AnswerStatus
from actions.ticket_steps import take
from actions.words import facts_in_words, told_in_words
from knowledge.advice.advise import Advice, advise
from knowledge.advice.items import Item
from knowledge.questions.bank import question_bank
from knowledge.terms.normalise import normalise
from knowledge.terms.vocabulary import FACTS

RESULTS_NOW = re.compile(
    r"(?:先|直接)(?:给我?|[看睇出])[下吓一个]{0,2}(?:结果|清单)|[看睇][下吓]?结果|直接给|别再?问了|(?:不用|不使|别)再?问|(?:先|直接)推荐"
)
_MAX_ATTEMPTS = 2
_SHORT_ANSWER = 14
_QUESTION_MARKS = ("?", "？", "吗", "什么", "怎么", "多少", "哪")


def advice_for(tracker: Tracker) -> Advice:
    """What knowledge makes of the conversation so far."""
    return advise(
        library(),
        profile_of(tracker),
        today=today(),
        closed=never_ask(tracker),
        asked=len(FACTS.keys() & set(listed(tracker, ASKED))),
        words=opening_words(tracker),
    )


class ValidateAdviceForm(Action):
    """Called by Rasa after every message inside the form."""

    def name(self) -> str:
        """The name that Rasa looks for."""
        return f"validate_{FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Step aside for a question, stop when enough is known, else name the next fact to ask."""
        draft = draft_of(tracker)
        if draft is not None:
            return _booking(dispatcher, tracker, draft)
        if answered_already(tracker):
            return _next_question(tracker)
        if interrupts(tracker):
            return [ActionExecutionRejected(FORM)]
        aside = draft_told_aside(Turn(tracker, library(), profile_of(tracker), today()))
        return [keep(aside), SlotSet(REQUESTED, aside.step)] if aside else _next_question(tracker)


def _booking(dispatcher: CollectingDispatcher, tracker: Tracker, draft: Draft) -> Events:
    """What the message does to the booking under way; when that ends, the advice goes on or the form closes quietly."""
    turn = Turn(tracker, library(), profile_of(tracker), today())
    taken = take(turn, draft)
    if taken.aside:
        return [ActionExecutionRejected(FORM)]
    if taken.reply:
        send(dispatcher, taken.reply)
        count(turn, taken.reply)
    if taken.draft:
        return [keep(taken.draft), *taken.events, SlotSet(REQUESTED, taken.draft.step)]
    tracker.slots[TICKET] = None
    if taken.go_on or draft.resumes:
        return [keep(None), *_next_question(tracker)]
    return [keep(None), SlotSet(REQUESTED, None), FollowupAction("action_listen")]


def _next_question(tracker: Tracker) -> Events:
    if _opens_with_a_question(tracker):
        return [SlotSet(REQUESTED, None)]
    if not consented(tracker):
        return [SlotSet(PENDING, "consent"), SlotSet(REQUESTED, None)]
    if conflicts_of(tracker):
        return [SlotSet(CONSENT, True), SlotSet(REQUESTED, CONFLICTS)]
    given_up = _given_up(tracker)
    closed = merged(listed(tracker, DECLINED), given_up)
    tracker.slots[DECLINED] = closed
    question = None if _wants_results(tracker) else advice_for(tracker).question
    return [
        SlotSet(DECLINED, closed),
        SlotSet(CONSENT, True),
        SlotSet(REQUESTED, question.fact if question else None),
    ]


def _opens_with_a_question(tracker: Tracker) -> bool:
    """Whether the message that opens the form tells nothing and asks a common question: it is answered, not questioned."""
    if tracker.get_slot(REQUESTED) or listed(tracker, TURN_FACTS):
        return False
    return asked_aside(Turn(tracker, library(), profile_of(tracker), today())) is not None


def interrupts(tracker: Tracker) -> bool:
    """Whether the last message asks something instead of answering the pending question."""
    if tracker.active_loop.get("name") != FORM or not tracker.get_slot(REQUESTED):
        return False
    if intent_of(tracker) in ANSWERS:
        return False
    text = tracker.latest_message.get("text") or ""
    answered = tracker.get_slot(REQUESTED) in listed(tracker, TURN_FACTS)
    plain = len(text) <= _SHORT_ANSWER and not any(mark in text for mark in _QUESTION_MARKS)
    told = intent_of(tracker) == "nlu_fallback" and bool(listed(tracker, TURN_FACTS))
    return not (answered and plain) and not told


def _given_up(tracker: Tracker) -> list[str]:
    """The pending fact, once it was asked twice without an answer."""
    pending = tracker.get_slot(REQUESTED)
    if pending not in FACTS or pending in listed(tracker, TURN_FACTS) or answered_already(tracker):
        return []
    return [pending] if listed(tracker, ASKED).count(pending) >= _MAX_ATTEMPTS else []


def _wants_results(tracker: Tracker) -> bool:
    text = tracker.latest_message.get("text") or ""
    plan_now = wants_plan(tracker) and (text.startswith("/") or bool(listed(tracker, SHOWN)))
    return plan_now or bool(RESULTS_NOW.search(normalise(text))) or text == "/skip"


def _question(fact: str, turn: Turn) -> Reply:
    """Acknowledge what was just told, then ask for ``fact`` with the reason and tappable answers."""
    resumed = answered_already(turn.tracker)
    asked, told = listed(turn.tracker, ASKED), listed(turn.tracker, TURN_FACTS)
    spec = question_bank().facts[fact]
    buttons = [button(option.label, "inform", **{fact: option.value}) for option in spec.options]
    buttons += [button("不清楚，跳过", "dont_know"), button("先给结果", "skip")]
    again = asked[-1:] == [fact] and not told and not resumed
    lead = render("acknowledge", told=[] if resumed else told_in_words(turn), again=again)
    now_asked = asked if resumed else [*asked, fact]
    custom = {"type": "question", "fact": fact, "why": spec.why, "several": spec.several, "buttons": buttons}
    custom |= _progress({fact, *now_asked})
    lead = f"{lead}\n" if lead else ""
    message = say(f"utter_ask_about_{fact}", lead=lead, why=spec.why, custom=custom, buttons=buttons)
    return Reply(AnswerStatus.NEEDS_INFO, [message], [SlotSet(ASKED, now_asked), SlotSet(TURN_FACTS, [])])


def _progress(asked: set[str]) -> dict[str, int]:
    """``asked``: which question this is; ``at_most``: how many there will be at the very most. Often it is fewer."""
    return {"asked": len(FACTS.keys() & asked), "at_most": question_bank().max_questions}


def _asking(fact: str) -> type[AdvisorAction]:
    """The action that Rasa's form calls to ask for ``fact``."""

    def answer(self: AdvisorAction, turn: Turn) -> Reply:
        return _with_aside(turn, _question(fact, turn))

    body = {
        "action_name": f"action_ask_{fact}",
        "answer": answer,
        "__module__": __name__,
        "__doc__": f"Asks for {fact}.",
    }
    return type(f"Ask_{fact}", (AdvisorAction,), body)


def _aside(turn: Turn) -> Reply | None:
    """The answer to a common question, or about a record that a telling message asks about by name: 我们有5个发明专利，园区贷怎么申请."""
    if common := asked_aside(turn):
        return common
    asks = any(mark in turn.text for mark in _QUESTION_MARKS)
    if not asks or answered_already(turn.tracker) or not turn.library.retriever.resolve(turn.text).record:
        return None
    return about_record(turn)


def _with_aside(turn: Turn, reply: Reply) -> Reply:
    aside = _aside(turn)
    return _joined(aside, reply) if aside else reply


def _joined(aside: Reply, reply: Reply) -> Reply:
    return Reply(reply.status, [*aside.messages, *reply.messages], [*aside.events, *reply.events])


class AskAboutConflict(AdvisorAction):
    """Which of two statements is right."""

    action_name = f"action_ask_{CONFLICTS}"

    def answer(self, turn: Turn) -> Reply:
        """The question, after what the message told without doubt."""
        told = told_in_words(turn)
        lead = [say("utter_noted", facts="，".join(told))] if told and not answered_already(turn.tracker) else []
        question = conflict_question(turn.tracker)
        asked = [SlotSet(TURN_FACTS, []), SlotSet(ASKED, [*listed(turn.tracker, ASKED), CONFLICTS])]
        return Reply(AnswerStatus.NEEDS_INFO, [*lead, *([question] if question else [])], asked)


ASK_ACTIONS = [_asking(fact) for fact in FACTS if fact in question_bank().facts]


class Recommend(AdvisorAction):
    """The recommendation, once the form is done (or its refusal for want of consent)."""

    action_name = "action_recommend"

    def answer(self, turn: Turn) -> Reply:
        """Rank for what is known now; a common question is answered, before the list where the message told facts too."""
        aside = asked_aside(turn)
        if aside is None:
            return recommend(turn)
        return _joined(aside, recommend(turn)) if listed(turn.tracker, TURN_FACTS) else aside


def recommend(turn: Turn) -> Reply:
    """The recommendation for what is known now; a request for consent where facts may not be kept."""
    if not consented(turn.tracker):
        agree = [button("同意", "affirm"), button("先不同意", "deny")]
        return Reply(AnswerStatus.NEEDS_INFO, [say("utter_ask_consent", buttons=agree)], [SlotSet(PENDING, "consent")])
    if turn.tracker.get_slot(VIEW) == PLAN:
        return plan_reply(turn)
    advice = advice_for(turn.tracker)
    if not advice.items:
        return Reply(
            AnswerStatus.NOTHING_FOUND, [say("utter_nothing_suits", buttons=[button("找人咨询", "ask_expert")])]
        )
    if _only_told(turn) and [item.id for item in advice.items] == listed(turn.tracker, SHOWN):
        return Reply(AnswerStatus.ANSWERED, [_unchanged(advice, turn)], _shown(advice, turn))
    return Reply(AnswerStatus.ANSWERED, [_recommendation(advice, turn)], _shown(advice, turn))


def _only_told(turn: Turn) -> bool:
    """Whether the message told facts and asked for nothing: the list need not be read out again when it stays the same."""
    return turn.intent == "inform" and bool(listed(turn.tracker, TURN_FACTS)) and bool(turn.text)


def _unchanged(advice: Advice, turn: Turn) -> Message:
    text = render("unchanged", told=told_in_words(turn), items=advice.items)
    items = [{"id": item.id, "title": item.title, "status": item.status} for item in advice.items]
    buttons = [button("再列一遍", "seek_recommendation"), plan_button(), button("找人咨询", "ask_expert")]
    return Message(text=text, custom={"type": "notice", "items": items}, buttons=buttons)


def _shown(advice: Advice, turn: Turn) -> list[dict[str, Any]]:
    """第二个 points into the list; 它 stays with the product just answered about, when the list only follows that answer."""
    events = show_list(item.id for item in advice.items)
    return events[:1] if answered_already(turn.tracker) else events


def _recommendation(advice: Advice, turn: Turn) -> Message:
    facts = turn.profile.facts()
    custom = {
        "type": "recommendation",
        "items": [_public(item) for item in advice.items],
        "more": advice.more,
        "profile": facts,
        "stage": advice.stage.stage,
        "stage_basis": "stated" if advice.stage.stated else "inferred",
        "snapshot": advice.snapshot,
    }
    text = render(
        "recommendation",
        advice=advice,
        facts=facts_in_words(turn.profile, turn.today),
        profile=turn.profile,
        local=turn.profile.value("city", turn.today) == "深圳市",
    )
    buttons = [
        button(f"第{place}项怎么申请", "ask_record", record=item.id, aspect="apply")
        for place, item in enumerate(advice.items[:3], 1)
    ]
    buttons += [
        plan_button(),
        button("逐条看我符不符合", "check_eligibility", record=advice.items[0].id),
        button("找人咨询", "ask_expert"),
    ]
    return Message(text=text, custom=custom, buttons=buttons)


def _public(item: Item) -> dict[str, Any]:
    return with_notes(asdict(item))
