"""Desks and experts to call, and the wish to talk to a person."""

from __future__ import annotations

from actions.base import AdvisorAction
from actions.render import render
from actions.reply import Reply, Turn, button, say
from actions.statuses import AnswerStatus
from knowledge.advice.find import find_desks
from knowledge.advice.items import contact_card

_GENERAL = "政策咨询 金融政策 坪山 热线"


class AskExpert(AdvisorAction):
    """Institutions whose expertise fits the question."""

    action_name = "action_ask_expert"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """Matching desks with their public contact and its source."""
        return _desks(turn, turn.text, "utter_desks_lead")


class HumanHandoff(AdvisorAction):
    """The founder wants a live person: today that is a phone, said plainly."""

    action_name = "action_human_handoff"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """Public hotlines and desks to reach now."""
        return _desks(turn, f"{turn.text} {_GENERAL}", "utter_handoff_lead")


def _desks(turn: Turn, query: str, lead: str) -> Reply:
    desks = find_desks(turn.library, query, turn.profile) or find_desks(turn.library, _GENERAL, turn.profile)
    named = turn.library.retriever.resolve(turn.text).record
    if named:
        desks = (turn.library.institutions[named.contact], *(desk for desk in desks if desk.id != named.contact))
    cards = [contact_card(desk) for desk in desks]
    if not cards:
        return Reply(AnswerStatus.NOTHING_FOUND, [say("utter_no_desk")])
    text = render("contacts", items=cards)
    message = say(
        lead,
        contacts=text,
        custom={"type": "contacts", "items": cards},
        buttons=[button("按我的情况推荐", "seek_recommendation")],
    )
    return Reply(AnswerStatus.HANDED_OVER, [message])
