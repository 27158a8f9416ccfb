"""The founder's own tickets: how far they are, taking one back, and what became of it."""

from __future__ import annotations

import logging
import re

from rasa_sdk.events import FollowupAction

from actions import live
from actions.draft import OUTCOME, Draft, draft_of, keep
from actions.mention import entity
from actions.reply import Events, Reply, Turn, button, say
from actions.situation import FORM, answered_already
from actions.statuses import AnswerStatus
from actions.ticket_words import MASK_CONTACTS, payload, states_message
from knowledge.errors import TicketError, TicketRefused
from knowledge.tickets.clock import now
from knowledge.tickets.contact import read_contact
from knowledge.tickets.model import Ticket

log = logging.getLogger(__name__)
_NUMBER = re.compile(r"(?<![A-Z0-9])PS\s*[-—–－]?\s*(\d{8})\s*[-—–－]?\s*(\d{4})(?!\d)", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:预约|工单|登记的?|约的|上次(?:找|约)的?人)[^，。？]{0,10}(?:怎么?样|怎么还|到哪|进度|进展|状态|情况|受理|处理|办[得好]|结果|回音|消息|下文|有人|没人|还没|查)"
    r"|(?<![大节])约(?:到哪|得怎么?样|上了没)"
    r"|我们?(?:的|那[个张单]?|这[个张单]?)(?:预约|工单)|查[^，。]{0,6}(?:预约|工单)|(?:进度|进展)[^，。]{0,6}(?:预约|工单)"
    r"|(?:什么时候|啥时候|几时|多久|怎么还没|怎么没|咋还没|为什么没|还没)[^，。]{0,6}(?:联系我|打给我|回我|回电|打电话|找我)"
)
_WITHDRAWS = re.compile(
    r"(?:不用|不要|不必|无需|别)(?:再|来)?(?:联系|打电?话?|找|回电)(?:给?我|了|$)|(?:取消|撤回|撤销|撤掉|退掉|不要|不想要)[^，。]{0,8}(?:预约|工单)|(?:预约|工单)[^，。]{0,6}(?:取消|撤|不要了|不用了|算了)"
)
_CORRECTS = re.compile(
    r"(?:电话|手机|号码|微信|联系方式|打|写|发|填)[^，。]{0,6}(?:错|不对|换|改)|(?:换|改)[^，。]{0,4}(?:电话|手机|号码|微信|联系方式|号)"
)
_BOOK = [button("预约咨询", "ask_expert", book=True)]
_MOST_SHOWN = 3


def asks_about_ticket(text: str) -> bool:
    """Whether the words ask how a booking stands, or take it back."""
    return bool(_NUMBER.search(text) or _ASKS.search(text) or _WITHDRAWS.search(text))


def own_ticket_reply(turn: Turn) -> Reply | None:
    """The answer about the sender's tickets; None when the message is not about them or there are none."""
    tapped = entity(turn.tracker, "withdraw")
    if turn.intent == "delete_profile":
        return None
    about = tapped or asks_about_ticket(turn.said) or _CORRECTS.search(turn.said)
    if answered_already(turn.tracker) or not about:
        return None
    mine = live.tickets().of(turn.sender)
    if contact := _corrected_contact(turn, mine):
        return contact
    number = tapped or _number_in(turn.text)
    if number:
        mine = [ticket for ticket in mine if ticket.number == number]
        if not mine:
            return Reply(AnswerStatus.NOTHING_FOUND, [say("utter_ticket_not_yours", number=number)])
    if not mine:
        named = re.search("预约|工单", turn.said)
        return Reply(AnswerStatus.NOTHING_FOUND, [say("utter_no_ticket", buttons=_BOOK)]) if named else None
    if not asks_about_ticket(turn.said) and not tapped:
        return None
    if tapped or _WITHDRAWS.search(turn.said):
        return _withdraw(turn, mine)
    shown = [ticket for ticket in mine if ticket.is_open][:_MOST_SHOWN] or mine[:1]
    return Reply(AnswerStatus.ANSWERED, [states_message(shown, turn.library)])


def _corrected_contact(turn: Turn, tickets: list[Ticket]) -> Reply | None:
    """号码写错了，是139…: the newest open ticket gets the new contact."""
    contact = read_contact(turn.text) if _CORRECTS.search(turn.said) else None
    newest = next((ticket for ticket in tickets if ticket.is_open), None)
    if contact is None or newest is None:
        return None
    try:
        ticket = live.tickets().change_contact(newest.number, turn.sender, contact, now=now())
    except TicketRefused:
        return None
    message = say(
        "utter_ticket_contact_changed",
        custom=payload(ticket, turn.library) | MASK_CONTACTS,
        number=ticket.number,
        contact=contact.masked(),
    )
    return Reply(AnswerStatus.HANDED_OVER, [message])


def _number_in(text: str) -> str | None:
    found = _NUMBER.search(text)
    return f"PS-{found.group(1)}-{found.group(2)}" if found else None


def _withdraw(turn: Turn, tickets: list[Ticket]) -> Reply:
    """Take back the one open ticket; of several, ask which."""
    still_open = [ticket for ticket in tickets if ticket.is_open]
    if len(still_open) != 1:
        return Reply(AnswerStatus.CLARIFIED, [states_message(still_open or tickets[:1], turn.library)])
    try:
        ticket = live.tickets().withdraw(still_open[0].number, turn.sender, now=now())
    except TicketRefused:
        return Reply(AnswerStatus.ANSWERED, [states_message(live.tickets().of(turn.sender)[:1], turn.library)])
    message = say("utter_ticket_withdrawn", number=ticket.number, custom=payload(ticket, turn.library))
    return Reply(AnswerStatus.ANSWERED, [message])


def follow_up_events(turn: Turn, reply: Reply) -> Events:
    """Events that ask 后来办成了吗 after this reply, once, when a ticket of the sender's was closed meanwhile."""
    busy = turn.tracker.active_loop.get("name") or draft_of(turn.tracker) or reply.status not in _CALM
    if busy or any(event["event"] in ("followup", "active_loop") for event in reply.events):
        return []
    try:
        ticket = live.tickets().next_to_ask(turn.sender, now=now())
    except TicketError:
        log.exception("the follow-up could not be looked up")
        return []
    if ticket is None:
        return []
    return [keep(Draft(OUTCOME, ticket.desk_id, ticket.desk_name, ticket.topic, ticket.number)), FollowupAction(FORM)]


_CALM = (AnswerStatus.ANSWERED, AnswerStatus.NOTHING_FOUND, AnswerStatus.HANDED_OVER)
