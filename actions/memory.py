"""What is remembered about the founder's company: consent, view, delete, start over."""

from __future__ import annotations

import logging
import re
from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions import live
from actions.base import AdvisorAction
from actions.plans.shelf import forget_plans
from actions.remember import facts_in, kept
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import CONSENT, FORM, PENDING, SUBSCRIBED, consented, forget_everything, remember
from actions.statuses import AnswerStatus
from actions.ticket_words import MASK_CONTACTS, state_lines
from actions.ticket_words import payload as ticket_payload
from actions.words import facts_in_words
from knowledge.eligibility.stage import find_stage
from knowledge.errors import StoreFailed, TicketError
from knowledge.terms.vocabulary import FACTS
from knowledge.tickets.clock import now
from knowledge.tickets.model import Ticket

log = logging.getLogger(__name__)
_EARLIER_MESSAGES = 10
_EVERYTHING = re.compile(
    r"(?:删|清|抹|忘|注销)[^，。]{0,8}(?:资料|信息|数据|档案|记录|全部|所有|一切|干净|我说的)|(?:资料|信息|数据|全部|所有)[^，。]{0,6}(?:删|清|忘)"
)
_AGREED = re.compile(r"^(?:好的?|行|嗯|我)?[，, ]*同意")
_CONTACT_WORDS = re.compile(r"电话|手机|微信|联系方式|号码|工单|预约")
_DELETE_AGAIN = [button("删除我的资料", "delete_profile")]
_FACT_WORDS = {
    "revenue_wan": ("营收", "收入", "流水"),
    "employees": ("人数", "员工"),
    "net_profit_wan": ("利润",),
    "need_amount_wan": ("金额", "贷多少", "需求金额"),
    "founded_on": ("成立时间",),
    "district": ("注册地",),
    "industry": ("行业",),
    "certifications": ("资质",),
    "invention_patents": ("发明专利", "专利数"),
    "overdue": ("逾期",),
}


class ShowProfile(AdvisorAction):
    """Everything that is remembered."""

    action_name = "action_show_profile"

    def answer(self, turn: Turn) -> Reply:
        """The facts exactly as stored, and the stage with its basis."""
        facts = turn.profile.facts()
        stage = find_stage(turn.profile, turn.today)
        basis = "stated" if stage.stated else "inferred"
        tickets = _own_tickets(turn)
        told = facts_in_words(turn.profile, turn.today)
        text = render("profile", facts=told, stage=stage, tickets=state_lines(tickets, turn.library))
        payload: dict[str, Any] = {"type": "profile", "facts": facts, "stage": stage.stage, "stage_basis": basis}
        payload["tickets"] = [ticket_payload(ticket, turn.library) for ticket in tickets]
        buttons = (
            [button("删除我的资料", "delete_profile"), button("按这些推荐", "seek_recommendation")]
            if facts or tickets
            else None
        )
        return Reply(AnswerStatus.ANSWERED, [Message(text=text, custom=payload, buttons=buttons)])


class DeleteProfile(AdvisorAction):
    """Forget everything; the channel then removes the conversation from its store."""

    action_name = "action_delete_profile"

    def answer(self, turn: Turn) -> Reply:
        """Clear the facts that are named; else everything, once that is plainly what is wanted."""
        if _CONTACT_WORDS.search(turn.text):
            said = "utter_contact_deleted" if _tickets_erased(turn) else "utter_not_deleted"
            return Reply(AnswerStatus.ANSWERED, [say(said, custom=dict(MASK_CONTACTS), buttons=_DELETE_AGAIN)])
        if named := _facts_named(turn.text):
            words = "、".join(FACTS[fact].label for fact in named)
            return Reply(
                AnswerStatus.ANSWERED, [say("utter_fact_deleted", words=words)], remember(dict.fromkeys(named))
            )
        if turn.text and not _EVERYTHING.search(turn.text):
            confirm = [button("全部删除", "delete_profile"), button("先不删，看看记了什么", "show_profile")]
            return Reply(AnswerStatus.CLARIFIED, [say("utter_confirm_delete", buttons=confirm)])
        if not (_tickets_erased(turn) and _forgotten(turn)):
            return Reply(AnswerStatus.ERROR_KNOWLEDGE, [say("utter_not_deleted", buttons=_DELETE_AGAIN)])
        forget_plans(turn.tracker.sender_id)
        message = say("utter_deleted", custom={"type": "notice", "forget": True})
        return Reply(
            AnswerStatus.ANSWERED,
            [message],
            [*forget_everything(), SlotSet(CONSENT, None), SlotSet(SUBSCRIBED, None), ActiveLoop(None)],
        )


class Restart(AdvisorAction):
    """Start over with an empty profile; consent stays."""

    action_name = "action_restart"

    def answer(self, turn: Turn) -> Reply:
        """Empty every slot but consent."""
        return Reply(AnswerStatus.ANSWERED, [say("utter_restarted")], [*forget_everything(), ActiveLoop(None)])


class Affirm(AdvisorAction):
    """A yes outside the form: consent when it was asked for or is plainly given, else an offer of what to do next."""

    action_name = "action_affirm"

    def answer(self, turn: Turn) -> Reply:
        """Record consent and take up what was said before it."""
        agreed = bool(_AGREED.match(turn.said)) and not consented(turn.tracker)
        if turn.tracker.get_slot(PENDING) != "consent" and not agreed:
            return Reply(AnswerStatus.CLARIFIED, [say("utter_what_next", buttons=openings())])
        events = [SlotSet(CONSENT, True), SlotSet(PENDING, None), *_said_before(turn), FollowupAction(FORM)]
        return Reply(AnswerStatus.ANSWERED, [say("utter_consent_thanks")], events)


class Deny(AdvisorAction):
    """A bare no outside the form."""

    action_name = "action_deny"

    def answer(self, turn: Turn) -> Reply:
        """Respect a refused consent; else offer what to do next."""
        refused = turn.tracker.get_slot(PENDING) == "consent" or "同意" in turn.text
        response = "utter_consent_refused" if refused else "utter_what_next"
        status = AnswerStatus.ANSWERED if refused else AnswerStatus.CLARIFIED
        return Reply(status, [say(response, buttons=openings())], [SlotSet(PENDING, None)])


def _own_tickets(turn: Turn) -> list[Ticket]:
    """The founder's tickets; none when their database is away, so that the facts can still be seen."""
    try:
        return live.tickets().of(turn.sender)
    except TicketError:
        log.exception("the tickets could not be looked up")
        return []


def _tickets_erased(turn: Turn) -> bool:
    """Whether contact and request are gone from the founder's tickets."""
    try:
        live.tickets().erase(turn.sender, now=now())
    except TicketError:
        log.exception("tickets could not be erased")
        return False
    return True


def _forgotten(turn: Turn) -> bool:
    """Whether opinions, open questions and the subscription are gone."""
    try:
        live.opinions().erase(turn.sender)
        live.subscriptions().unsubscribe(turn.sender)
    except StoreFailed:
        log.exception("opinions or the subscription could not be erased")
        return False
    return True


def _facts_named(text: str) -> list[str]:
    return [fact for fact, words in _FACT_WORDS.items() if any(word in text for word in words)]


def openings() -> list[dict[str, str]]:
    """Ways to go on."""
    return [
        button("按我的情况推荐", "seek_recommendation"),
        button("看看有哪些贷款", "search_catalog", topic="贷款"),
        button("看看有哪些补贴", "search_catalog", topic="补贴资助"),
        button("找人咨询", "ask_expert"),
    ]


def _said_before(turn: Turn) -> list[dict[str, Any]]:
    """Facts of the messages that the founder sent before agreeing, newest last."""
    texts = [event.get("text") or "" for event in turn.tracker.events if event["event"] == "user"][-_EARLIER_MESSAGES:]
    told: dict[str, Any] = {}
    for text in texts:
        if not text.startswith("/"):
            told.update(facts_in(text))
    return kept(turn.tracker, told) if told else []
