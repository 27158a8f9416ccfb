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
from knowledge.advice.desks import Desk, desk_of, find_desks, general_desks
from knowledge.catalogue.model import Institution
from knowledge.tickets.contact import read_contact

CALLED_BACK = "人工咨询"
TICKET_CHANNELS = ("web",)
"""Doors at which a wish for a person becomes a ticket."""
TRANSFER_CHANNELS = ("wechat",)
"""Doors that pass the conversation on to a person at once."""
_BOOKS = re.compile(
    r"预约|[帮替给][我咱]们?(?:先|也|再)?约|(?<![大合节])约个?(?:时间|见)|(?:想|就|再|去|来)约|(?<![大合节])约(?:一?下(?![个月半周季])|[这那][家个])|第.[家个][^，。]{0,3}约|(?<![大合节])约[^，。\d]{0,8}(?:聊|谈|见面|面谈)"
    r"|(?:联系|联络|打给|覆|加)[我咱](?!们?[这那区公司的])|(?:打|挂|回|拨)[个通下]?电话?给?[我咱]|[帮给替][我咱]们?(?:打|回|来|挂)[个通下]?电"
    r"|回[个下]?电|(?<!不)(?<!不想)留[个下]?(?:电话|联系方式|手机)"
)
_BOOKS_NOT = re.compile(
    r"(?:不用|不要|不必|无需|别)(?:再|来)?(?:联系|打|找|回|约|预约)|(?:要|需要|用|得)(?:不要|不用)?(?:先|提前)?预约(?:吗|么|嘛|才|[?？])"
)
_APPOINTMENT = re.compile(r"约")
HOTLINE = "热线"


def wants_booking(turn: Turn) -> bool:
    """Whether the founder asks to be booked in or called back, by words or by the button."""
    asked = bool(_BOOKS.search(turn.said)) and not _BOOKS_NOT.search(turn.said)
    return asked or any(entity(turn.tracker, name) is not None for name in ("desk", "book"))


def desks_for(turn: Turn) -> tuple[Desk, ...]:
    """The desks that the words ask for, else those for anybody."""
    return _desks_about(turn) or general_desks(turn.library, turn.profile, today=turn.today)


def _desks_about(turn: Turn) -> tuple[Desk, ...]:
    """The desks that the words ask for; a record named by name puts its own desk first."""
    desks = find_desks(turn.library, turn.text, turn.profile, today=turn.today) if turn.text else ()
    record = turn.library.retriever.resolve(turn.text).record if turn.text else None
    if record is None:
        return desks
    own = desk_of(turn.library, record)
    return (own, *(desk for desk in desks if desk.institution.id != own.institution.id))


def chosen_desk(turn: Turn, desks: tuple[Desk, ...]) -> Institution | None:
    """The tapped desk, the one pointed at among desks or records, else the first that is no mere hotline."""
    institutions = turn.library.institutions
    shown = listed(turn.tracker, DESKS)
    said = turn.said.replace("家", "个")
    pointed = pointed_at(said, shown, shown[0] if shown else None)
    if not shown:
        pointed = [record.contact for record in pointed_records(turn, said)]
    for desk_id in (entity(turn.tracker, "desk"), *pointed):
        if desk_id and desk_id in institutions:
            return institutions[desk_id]
    return first_bookable(desks)


def first_bookable(desks: tuple[Desk, ...]) -> Institution | None:
    """The best desk that is no mere hotline, else the best."""
    fitting = [desk.institution for desk in desks]
    return next((desk for desk in fitting if desk.type != HOTLINE), fitting[0] if fitting else None)


def leaves_open_where(turn: Turn) -> bool:
    """Whether the founder wants to be booked in and has not said where or about what."""
    if entity(turn.tracker, "desk"):
        return False
    about_nothing = not turn.text or (_APPOINTMENT.search(turn.said) and not _desks_about(turn))
    return bool(about_nothing) and turn.profile.need_kind is None


def draft_told_aside(turn: Turn) -> Draft | None:
    """The booking that a telling message asks for beside its facts, or by leaving a telephone number."""
    contact = read_contact(turn.text)
    if not wants_booking(turn) and not (contact and contact.phone):
        return None
    desk = chosen_desk(turn, desks_for(turn))
    if desk is None:
        return None
    return Draft(CONTACT, desk=desk.id, desk_name=desk.name, topic=topic_of(turn, desk), resumes=True)


def topic_of(turn: Turn, desk: Institution) -> str:
    """What the ticket is about, in the catalogue's words: the founder's own are not kept."""
    record = turn.library.retriever.resolve(turn.text).record if turn.text else None
    named = next((topic for topic in desk.expertise if topic in turn.said), None)
    about = record.title if record else named or turn.profile.need_kind or turn.profile.need_purpose
    return f"{about or '科技金融'}咨询"


def begin(turn: Turn, desk: Institution, topic: str, lead: list[Message]) -> Reply:
    """Ask for the contact next; a ticket that is already open at this desk is shown instead."""
    already = [ticket for ticket in live.tickets().of(turn.sender) if ticket.is_open and ticket.desk_id == desk.id]
    if already:
        return Reply(AnswerStatus.ANSWERED, [*lead, states_message(already, turn.library)])
    return Reply(AnswerStatus.NEEDS_INFO, lead, _asks_contact(turn, desk, topic))


def _asks_contact(turn: Turn, desk: Institution, topic: str) -> Events:
    draft = Draft(CONTACT, desk=desk.id, desk_name=desk.name, topic=topic, resumes=advice_is_open(turn.tracker))
    return [keep(draft), FollowupAction(FORM)]
