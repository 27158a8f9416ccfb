"""Desks and experts to call or to be called by, and the wish to talk to a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import AdvisorAction
from actions.booking import (
    CALLED_BACK,
    HOTLINE,
    TICKET_CHANNELS,
    TRANSFER_CHANNELS,
    begin,
    chosen_desk,
    desks_for,
    first_bookable,
    leaves_open_where,
    topic_of,
    wants_booking,
)
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import DESKS
from actions.statuses import AnswerStatus
from knowledge.advice.desks import Desk
from knowledge.advice.items import contact_card

_MOST_BOOKABLE = 3
_MOST_BESIDE_A_TICKET = 2


class AskExpert(AdvisorAction):
    """Institutions whose expertise fits the question, or a booking with one of them."""

    action_name = "action_ask_expert"
    notes_facts = True
    yields = True

    def answer(self, turn: Turn) -> Reply:
        """Matching desks with their public contact and its source; the booking, when that is asked for."""
        desks = desks_for(turn)
        if not wants_booking(turn):
            return _shown(turn, desks, "utter_desks_lead")
        desk = chosen_desk(turn, desks)
        if desk is None or (desk is first_bookable(desks) and leaves_open_where(turn)):
            return _shown(turn, desks, "utter_which_desk")
        return begin(turn, desk, topic_of(turn, desk), [])


class HumanHandoff(AdvisorAction):
    """The founder wants a live person: passed on or called back, by door; public telephones answer now."""

    action_name = "action_human_handoff"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """Public hotlines and desks to reach now, and a person or a ticket."""
        desks = desks_for(turn)
        if turn.channel in TRANSFER_CHANNELS:
            return _passed_on(desks[:_MOST_BESIDE_A_TICKET])
        desk = chosen_desk(turn, desks)
        if desk is None or turn.channel not in TICKET_CHANNELS:
            return _shown(turn, desks, "utter_handoff_lead")
        shown = _shown(turn, desks[:_MOST_BESIDE_A_TICKET], "utter_handoff_ticket_lead")
        started = begin(turn, desk, CALLED_BACK, shown.messages)
        return Reply(started.status, started.messages, [*shown.events, *started.events])


def _passed_on(desks: tuple[Desk, ...]) -> Reply:
    """The door does the passing on: ``transfer`` tells it to. No desk's telephone is no reason not to."""
    cards = _cards(desks)
    custom = {"type": "contacts", "items": cards, "transfer": True}
    message = say("utter_handoff_transfer_lead", contacts=render("contacts", items=cards), custom=custom)
    return Reply(AnswerStatus.HANDED_OVER, [message], [SlotSet(DESKS, [card["id"] for card in cards] or None)])


def _cards(desks: tuple[Desk, ...]) -> list[dict[str, Any]]:
    return [contact_card(desk.institution, desk.reasons) for desk in desks]


def _shown(turn: Turn, desks: tuple[Desk, ...], lead: str) -> Reply:
    cards = _cards(desks)
    if not cards:
        return Reply(AnswerStatus.NOTHING_FOUND, [say("utter_no_desk")])
    return Reply(
        AnswerStatus.HANDED_OVER, [_contacts(turn, cards, lead)], [SlotSet(DESKS, [card["id"] for card in cards])]
    )


def _contacts(turn: Turn, cards: list[dict[str, Any]], lead: str) -> Message:
    bookable = [card for card in cards if turn.library.institutions[card["id"]].type != HOTLINE]
    buttons = [button(f"预约{card['name']}", "ask_expert", desk=card["id"]) for card in bookable[:_MOST_BOOKABLE]]
    return say(
        lead,
        contacts=render("contacts", items=cards),
        custom={"type": "contacts", "items": cards},
        buttons=[*buttons, button("按我的情况推荐", "seek_recommendation")],
    )
