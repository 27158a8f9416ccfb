"""How tickets are told: the state of the founder's own, the financing request, the payload."""

from __future__ import annotations

from typing import Any

from actions.draft import Draft
from actions.render import render
from actions.reply import Message, Turn, button
from actions.words import facts_in_words
from knowledge.advice.library import Library
from knowledge.tickets.clock import in_words, now
from knowledge.tickets.model import State, Ticket

MASK_CONTACTS = {"mask_contacts": True}
"""Tells the door (bot/channels/turn.py) to make contacts in the conversation unreadable: only the ticket keeps them."""
_NO_PHONE = "先打12345问问（公开页面上没有查到这家的电话）"


def desk_phone(library: Library, desk_id: str) -> str | None:
    """The desk's public telephone, if one is known."""
    desk = library.institutions.get(desk_id)
    return desk.phone if desk else None


def how_to_call(library: Library, desk_id: str) -> str:
    """What someone who cannot wait may do: 直接打0755-…"""
    phone = desk_phone(library, desk_id)
    return f"直接打{phone}" if phone else _NO_PHONE


def payload(ticket: Ticket, library: Library) -> dict[str, Any]:
    """DESIGN section 6, `ticket`."""
    return {
        "type": "ticket",
        "number": ticket.number,
        "state": str(ticket.state),
        "topic": ticket.topic,
        "desk": {"id": ticket.desk_id, "name": ticket.desk_name, "phone": desk_phone(library, ticket.desk_id)},
        "accept_by": ticket.accept_by.isoformat(),
        "request_attached": ticket.request is not None,
    }


def state_lines(tickets: list[Ticket], library: Library) -> list[dict[str, Any]]:
    """What the template needs of each ticket."""
    moment = now()
    return [
        {
            "number": ticket.number,
            "state": str(ticket.state),
            "topic": ticket.topic,
            "desk": ticket.desk_name,
            "call": how_to_call(library, ticket.desk_id),
            "contact": ticket.contact.masked() if ticket.contact else "",
            "accept_by": in_words(ticket.accept_by),
            "overdue": ticket.overdue(moment),
            "refusal": ticket.refusal,
            "outcome": str(ticket.outcome) if ticket.outcome else "",
            "request": ticket.request is not None,
        }
        for ticket in tickets
    ]


def states_message(tickets: list[Ticket], library: Library) -> Message:
    """How far each ticket is; open ones may be withdrawn by a tap."""
    text = render("ticket_states", tickets=state_lines(tickets, library))
    custom = payload(tickets[0], library) | {"items": [payload(ticket, library) for ticket in tickets]}
    waiting = [ticket for ticket in tickets if ticket.state is State.WAITING]
    buttons = [button(f"撤回{ticket.number}", "ask_expert", withdraw=ticket.number) for ticket in waiting[:2]]
    return Message(text=text, custom=custom, buttons=buttons)


def financing_request(turn: Turn, draft: Draft) -> str:
    """融资需求单: one page of what the founder has told, for the desk."""
    wishes = [name for name in turn.profile.facts() if name.startswith("need_")]
    firm = [name for name in turn.profile.facts() if not name.startswith("need_")]
    return render(
        "financing_request",
        number=draft.number,
        topic=draft.topic,
        desk=draft.desk_name,
        today=turn.today,
        wishes=facts_in_words(turn.profile, turn.today, only=wishes),
        firm=facts_in_words(turn.profile, turn.today, only=firm),
    )
