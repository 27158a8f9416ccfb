"""What the founder's answer to a booking question does: file, attach, correct, drop, record the outcome."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from rasa_sdk.events import SlotSet

from actions import live
from actions.conflicts import Told, conflicts_of
from actions.draft import CONTACT, OUTCOME, REASON, REQUEST, Draft
from actions.mention import entity
from actions.remember import kept
from actions.reply import Events, Reply, Turn, button, say
from actions.situation import ANSWERS, CONFLICTS, TURN_FACTS, answered_already, listed
from actions.statuses import AnswerStatus
from actions.ticket_words import MASK_CONTACTS, financing_request, how_to_call, payload
from knowledge.errors import TicketError, TicketStoreFailed, TooManyTickets
from knowledge.terms.answers import parse_answer
from knowledge.tickets.clock import in_words, now
from knowledge.tickets.contact import looks_like_number, read_contact, without_contact
from knowledge.tickets.model import Contact, Outcome, Ticket

log = logging.getLogger(__name__)
_MOST_ASKED = {CONTACT: 2, REQUEST: 2, OUTCOME: 1, REASON: 1}
_EARLIER_MESSAGES = 4
_SHORT_REPLY = 6
_COMMANDS = ("show_profile", "delete_profile", "restart", "ask_expert", "human_handoff", "why_ask")
_ASKING = re.compile(r"[?？]|吗|什么|怎么|多少|哪|为啥|如何")
_CANCELS = re.compile(
    r"算了|取消|不约|别约|不用约|先不|不用了|不要了|不留|不想留|不想给|不给|不方便|不登记|别登记|不打扰|下次再|回头再|再说吧|改天"
)
_WITHDRAWS = re.compile(r"不约了|取消预约|取消工单|撤回|撤销|不用联系|别联系|不要联系")
_AMOUNT = re.compile(r"(?:金额|额度|钱|资金|需求).{0,8}\d")
_SAME_CONTACT = re.compile(
    r"(?:刚才|上次|之前|原来|前面|还是)[^，。]{0,4}(?:号|电话|微信)|同上|同一个[号电微]|[跟和同](?:上次|刚才|之前)一样|老号码"
)
_NO_SHEET = re.compile(r"不附|别附|不用附|不带|不用带|不发|不要发|不用了|不用|算了|先不")
_SHEET = re.compile(r"附上|附吧|带上|一起发|发过去|发给他|可以附|附一下")
_STILL_WAITING = re.compile(r"在审|审核|还在|还没(?:批|下来|结果|消息|到)|等(?:结果|通知|批)|排队|材料(?:交|递)")
_FAILED = re.compile(r"没|未|不行|被拒|拒了|驳回|黄了|放弃|泡汤|不批|不符合|失败")
_ENJOYED = re.compile(r"成了|批了|批下|下来了|到账|拿到|享受|办好|办成|放款|办下")
_APPLIED = re.compile(r"申请|提交|递交|报了|报上去")


@dataclass(frozen=True)
class Taken:
    """``draft``: the booking from here on, None when it is over.

    ``aside``: the message is a question of its own, to be answered before this one is put again; ``go_on``: it was
    not about the booking, which is dropped.
    """

    draft: Draft | None
    reply: Reply | None = None
    aside: bool = False
    go_on: bool = False
    events: Events = field(default_factory=list)


def take(turn: Turn, draft: Draft) -> Taken:
    """What the last message does to the booking under way."""
    if answered_already(turn.tracker):
        return Taken(draft if draft.asked < _MOST_ASKED[draft.step] else None)
    try:
        return _STEPS[draft.step](turn, draft)
    except TicketStoreFailed:
        log.exception("a ticket could not be stored")
        call = how_to_call(turn.library, draft.desk)
        return Taken(None, Reply(AnswerStatus.ERROR_KNOWLEDGE, [say("utter_ticket_failed", call=call)]))
    except TicketError:
        return Taken(None, Reply(AnswerStatus.ANSWERED, [say("utter_ticket_too_late", number=draft.number)]))


def _contact(turn: Turn, draft: Draft) -> Taken:
    if contact := read_contact(turn.text):
        return _file(turn, draft, contact)
    if looks_like_number(turn.text):
        return _unclear(turn, replace(draft, wrong_number=True))
    if turn.intent in ("deny", "skip") or (_CANCELS.search(turn.said) and not _is_aside(turn)):
        return Taken(
            None,
            Reply(
                AnswerStatus.ANSWERED,
                [say("utter_ticket_dropped", custom=dict(MASK_CONTACTS), buttons=_ways_on(draft))],
            ),
        )
    if (turn.intent == "affirm" or _SAME_CONTACT.search(turn.said)) and (known := known_contact(turn)):
        return _file(turn, draft, known)
    if turn.intent == "human_handoff":  # said again while it is being arranged
        return _unclear(turn, draft)
    return _other(turn, draft)


def _file(turn: Turn, draft: Draft, contact: Contact) -> Taken:
    try:
        ticket = live.tickets().file(
            turn.sender, desk_id=draft.desk, desk_name=draft.desk_name, topic=draft.topic, contact=contact, now=now()
        )
    except TooManyTickets:
        return Taken(None, Reply(AnswerStatus.REFUSED, [say("utter_ticket_too_many")]))
    called = f"（{contact.name}）" if contact.name else ""
    message = say(
        "utter_ticket_filed",
        number=ticket.number,
        topic=ticket.topic,
        desk=ticket.desk_name,
        accept_by=in_words(ticket.accept_by),
        contact=f"{contact.masked()}{called}",
        call=how_to_call(turn.library, draft.desk),
        custom=payload(ticket, turn.library) | MASK_CONTACTS,
        buttons=None if turn.profile.facts() else _ways_on(draft),
    )
    next_draft = draft.next(REQUEST, number=ticket.number) if turn.profile.facts() else None
    return Taken(next_draft, Reply(AnswerStatus.HANDED_OVER, [message]))


def _request(turn: Turn, draft: Draft) -> Taken:
    store = live.tickets()
    if contact := read_contact(turn.text):
        ticket = store.change_contact(draft.number, turn.sender, contact, now=now())
        return Taken(replace(draft, wrong_number=False), _told(turn, ticket, "utter_ticket_contact_changed", contact))
    if looks_like_number(turn.text):
        return _unclear(turn, replace(draft, wrong_number=True))
    if _WITHDRAWS.search(turn.said):
        ticket = store.withdraw(draft.number, turn.sender, now=now())
        return Taken(None, _told(turn, ticket, "utter_ticket_withdrawn"))
    told = _corrected(turn)
    if told or (listed(turn.tracker, TURN_FACTS) and not _is_aside(turn)):  # the sheet is shown anew before it is sent
        return Taken(replace(draft, asked=0), events=_stored(turn, told))
    if turn.intent in ("deny", "skip", "dont_know") or _NO_SHEET.search(turn.said):
        return Taken(None, Reply(AnswerStatus.ANSWERED, [say("utter_request_left_out", buttons=_ways_on(draft))]))
    if turn.intent == "affirm" or _SHEET.search(turn.said):
        sheet = financing_request(turn, draft)
        ticket = store.attach(draft.number, turn.sender, sheet, now=now())
        return Taken(None, _told(turn, ticket, "utter_request_attached", buttons=_ways_on(draft)))
    return _other(turn, draft)


def _corrected(turn: Turn) -> Told:
    """What the words put right on the sheet: a statement against an earlier one, or another amount."""
    told = {doubt["fact"]: (doubt["value"], bool(doubt["approximate"])) for doubt in conflicts_of(turn.tracker)}
    amount = parse_answer(turn.text, "need_amount_wan", today=turn.today) if _AMOUNT.search(turn.said) else None
    return {**told, "need_amount_wan": (amount.value, amount.approximate)} if amount else told


def _stored(turn: Turn, told: Told) -> Events:
    """What was said last stands: the sheet shows it before anything is sent."""
    return [*kept(turn.tracker, told), SlotSet(CONFLICTS, None)] if told else []


def _outcome(turn: Turn, draft: Draft) -> Taken:
    outcome = outcome_in(turn)
    if outcome is None:
        if turn.intent in ("skip", "dont_know"):
            return Taken(None, Reply(AnswerStatus.ANSWERED, [say("utter_outcome_left_open", buttons=_ways_on(draft))]))
        return Taken(draft, aside=True) if _is_aside(turn) else Taken(None, go_on=True)
    reason = without_contact(turn.text) if len(turn.text) > _SHORT_REPLY else ""
    live.tickets().follow_up(draft.number, outcome, reason, now=now(), sender_id=turn.sender)
    if outcome is Outcome.FAILED and not reason:
        return Taken(draft.next(REASON))
    return Taken(None, _thanks(outcome, draft))


def outcome_in(turn: Turn) -> Outcome | None:
    """What the words, or the tapped button, say became of it."""
    tapped = entity(turn.tracker, "ticket_outcome")
    if tapped in tuple(Outcome):
        return Outcome(tapped)
    if _asks(turn):
        return None
    for pattern, outcome in (
        (_STILL_WAITING, Outcome.APPLIED),
        (_FAILED, Outcome.FAILED),
        (_ENJOYED, Outcome.ENJOYED),
        (_APPLIED, Outcome.APPLIED),
    ):
        if pattern.search(turn.said):
            return outcome
    return {"affirm": Outcome.ENJOYED, "deny": Outcome.FAILED}.get(turn.intent)


def _reason(turn: Turn, draft: Draft) -> Taken:
    if _asks(turn):
        return Taken(draft, aside=True)
    if turn.text and turn.intent not in ("skip", "dont_know"):
        words = without_contact(turn.text)
        live.tickets().follow_up(draft.number, Outcome.FAILED, words, now=now(), sender_id=turn.sender)
    return Taken(None, _thanks(Outcome.FAILED, draft))


def _other(turn: Turn, draft: Draft) -> Taken:
    """Not an answer: a question of its own, a wish for advice, or unclear."""
    if turn.intent == "seek_recommendation":
        return Taken(None, go_on=True)
    return Taken(draft, aside=True) if _is_aside(turn) else _unclear(turn, draft)


def _unclear(turn: Turn, draft: Draft) -> Taken:
    if draft.asked <= _MOST_ASKED[draft.step]:
        return Taken(draft)
    said = "utter_ticket_given_up" if draft.step == CONTACT else "utter_request_left_out"
    return Taken(None, Reply(AnswerStatus.CLARIFIED, [say(said, custom=dict(MASK_CONTACTS), buttons=_ways_on(draft))]))


def _is_aside(turn: Turn) -> bool:
    """Whether an action of its own answers the message (every rule inside the form but the answering intents)."""
    return turn.intent not in (*ANSWERS, "nlu_fallback")


def _asks(turn: Turn) -> bool:
    """Whether the words ask or order something, where any plain statement is an answer."""
    return turn.intent in _COMMANDS or (_is_aside(turn) and bool(_ASKING.search(turn.said)))


def known_contact(turn: Turn) -> Contact | None:
    """A contact given before the notice was read, or with an earlier ticket: to be used again once the founder agrees."""
    filed = (ticket.contact for ticket in live.tickets().of(turn.sender))
    return _contact_said_before(turn) or next(filter(None, filed), None)


def _contact_said_before(turn: Turn) -> Contact | None:
    """A contact of the founder's last few messages."""
    said = [event for event in turn.tracker.events if event["event"] == "user"]
    for event in reversed(said[-_EARLIER_MESSAGES:]):
        if ((event.get("parse_data") or {}).get("intent") or {}).get("name") == "delete_profile":
            return None
        text = event.get("text") or ""
        if contact := None if text.startswith("/") else read_contact(text):
            return contact
    return None


def _told(
    turn: Turn,
    ticket: Ticket,
    response: str,
    contact: Contact | None = None,
    buttons: list[dict[str, str]] | None = None,
) -> Reply:
    known = {"contact": contact.masked()} if contact else {}
    custom = payload(ticket, turn.library) | (MASK_CONTACTS if contact else {})
    message = say(response, number=ticket.number, custom=custom, buttons=buttons, **known)
    return Reply(AnswerStatus.HANDED_OVER if ticket.is_open else AnswerStatus.ANSWERED, [message])


def _thanks(outcome: Outcome, draft: Draft) -> Reply:
    said = "utter_outcome_failed" if outcome is Outcome.FAILED else "utter_outcome_noted"
    return Reply(AnswerStatus.ANSWERED, [say(said, outcome=str(outcome), buttons=_ways_on(draft))])


def _ways_on(draft: Draft) -> list[dict[str, str]] | None:
    return None if draft.resumes else [button("按我的情况推荐", "seek_recommendation")]


_STEPS: dict[str, Callable[[Turn, Draft], Taken]] = {
    CONTACT: _contact,
    REQUEST: _request,
    OUTCOME: _outcome,
    REASON: _reason,
}
