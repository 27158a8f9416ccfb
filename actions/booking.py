"""Starting a booking: does the founder want to be called, by which desk, about what."""

from __future__ import annotations

import re

from rasa_sdk.events import FollowupAction

from actions import live
from actions.draft import CONTACT, Draft, advice_is_open, keep
from actions.mention import entity, pointed_records
from actions.pointing import pointed_at
from actions.reply import Events, Message, Reply, Turn
from actions.situation import DESKS, FORM, listed
from actions.statuses import AnswerStatus
from actions.ticket_words import states_message
from knowledge.advice.desks import Desk, desk_of, find_desks
from knowledge.catalogue.model import Institution

CALLED_BACK = "人工咨询"
TICKET_CHANNELS = ("web",)
"""Doors at which a wish for a person becomes a ticket."""
_BOOKS = re.compile(
    r"预约|[帮替给][我咱]们?(?:先|也|再)?约|约(?:一?[个下次位]|时间|见)|(?:联系|联络|打给|覆|加)[我咱](?!们?[这那区公司的])|(?:打|挂|回|拨)[个通下]?电话?给?[我咱]"
    r"|给[我咱]们?(?:打|回|来)[个通下]?电|回[个下]?电|留[个下]?(?:电话|联系方式|手机)|登记[一个下]"
)
_BOOKS_NOT = re.compile(r"(?:要|需要|用|得)(?:不要|不用)?(?:先|提前)?预约(?:吗|么|嘛|才|[?？])")
_HOTLINE = "热线"


def wants_booking(turn: Turn) -> bool:
    """Whether the founder asks to be booked in or called back, by words or by the button."""
    asked = bool(_BOOKS.search(turn.text)) and not _BOOKS_NOT.search(turn.text)
    return asked or any(entity(turn.tracker, name) is not None for name in ("desk", "book"))


def desks_for(turn: Turn, query: str) -> tuple[Desk, ...]:
    """The desks that the words ask for; a record named by name puts its own desk first."""
    desks = find_desks(turn.library, query, turn.profile, today=turn.today)
    record = turn.library.retriever.resolve(turn.text).record if turn.text else None
    if record is None:
        return desks
    own = desk_of(turn.library, record)
    return (own, *(desk for desk in desks if desk.institution.id != own.institution.id))


def chosen_desk(turn: Turn, desks: tuple[Desk, ...]) -> Institution | None:
    """The tapped desk, the one pointed at among desks or records, else the first that is no mere hotline."""
    institutions = turn.library.institutions
    shown = listed(turn.tracker, DESKS)
    said = turn.text.replace("家", "个")
    pointed = pointed_at(said, shown, shown[0] if shown else None)
    if not shown:
        pointed = [record.contact for record in pointed_records(turn, said)]
    for desk_id in (entity(turn.tracker, "desk"), *pointed):
        if desk_id and desk_id in institutions:
            return institutions[desk_id]
    fitting = [desk.institution for desk in desks]
    return next((desk for desk in fitting if desk.type != _HOTLINE), fitting[0] if fitting else None)


def topic_of(turn: Turn, desk: Institution) -> str:
    """What the ticket is about, in the catalogue's words: the founder's own are not kept."""
    record = turn.library.retriever.resolve(turn.text).record if turn.text else None
    return f"{record.title if record else desk.expertise[0]}咨询"


def begin(turn: Turn, desk: Institution, topic: str, lead: list[Message]) -> Reply:
    """Ask for the contact next; a ticket that is already open at this desk is shown instead."""
    already = [ticket for ticket in live.tickets().of(turn.sender) if ticket.is_open and ticket.desk_id == desk.id]
    if already:
        return Reply(AnswerStatus.ANSWERED, [*lead, states_message(already, turn.library)])
    return Reply(AnswerStatus.NEEDS_INFO, lead, _asks_contact(turn, desk, topic))


def _asks_contact(turn: Turn, desk: Institution, topic: str) -> Events:
    draft = Draft(CONTACT, desk=desk.id, desk_name=desk.name, topic=topic, resumes=advice_is_open(turn.tracker))
    return [keep(draft), FollowupAction(FORM)]
