"""The questions of a booking, put by the form as it puts questions about facts."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.events import SlotSet

from actions.base import AdvisorAction
from actions.draft import CONTACT, OUTCOME, REASON, REQUEST, Draft, draft_of, keep
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import ASKED, TURN_FACTS, answered_already, listed
from actions.statuses import AnswerStatus
from actions.ticket_steps import known_contact
from actions.ticket_words import financing_request
from actions.words import told_in_words
from knowledge.tickets.model import KEPT_DAYS, Outcome


class AskTicketContact(AdvisorAction):
    """Telephone or WeChat, and how to call the person; says first what is kept, for whom and how long."""

    action_name = f"action_ask_{CONTACT}"

    def answer(self, turn: Turn) -> Reply:
        """The question; shorter when it is put again."""
        draft = _open(turn)
        given = known_contact(turn) if draft.asked == 0 else None
        buttons = [button("同意，就用它", "affirm")] if given else []
        buttons.append(button("不约了", "deny"))
        response = _contact_question(draft, bool(given))
        masked = given.masked() if given else ""
        message = _question(
            response, draft, "接单的工作人员要能联系到您", buttons, desk=draft.desk_name, days=KEPT_DAYS, contact=masked
        )
        return _asked(turn, draft, message)


def _contact_question(draft: Draft, given: bool) -> str:
    if draft.wrong_number:
        return "utter_ticket_wrong_number"
    if draft.asked:
        return "utter_ask_ticket_contact_again"
    return "utter_ask_ticket_contact_given" if given else "utter_ask_ticket_contact"


class AskTicketRequest(AdvisorAction):
    """Whether the financing request goes with the ticket; it is shown whole."""

    action_name = f"action_ask_{REQUEST}"

    def answer(self, turn: Turn) -> Reply:
        """The sheet and a yes or no of its own."""
        draft = _open(turn)
        buttons = [button("附上", "affirm"), button("不附", "deny")]
        why = "带着需求单，对方不用再问一遍"
        if draft.wrong_number:
            return _asked(turn, draft, _question("utter_ticket_wrong_number", draft, why, buttons))
        sheet = financing_request(turn, draft)
        message = _question("utter_ask_ticket_request", draft, why, buttons, sheet=sheet, desk=draft.desk_name)
        return _asked(turn, draft, message)


class AskTicketOutcome(AdvisorAction):
    """What became of a closed ticket, asked once."""

    action_name = f"action_ask_{OUTCOME}"

    def answer(self, turn: Turn) -> Reply:
        """The three outcomes as buttons."""
        draft = _open(turn)
        buttons = [button(str(outcome), "inform", ticket_outcome=str(outcome)) for outcome in Outcome]
        message = _question(
            "utter_ask_ticket_outcome",
            draft,
            "知道哪些真能办下来，才好给后面的企业推荐",
            [*buttons, button("不想说", "skip")],
            number=draft.number,
            topic=draft.topic,
        )
        return _asked(turn, draft, message)


class AskTicketReason(AdvisorAction):
    """Why it came to nothing."""

    action_name = f"action_ask_{REASON}"

    def answer(self, turn: Turn) -> Reply:
        """A plain question."""
        draft = _open(turn)
        message = _question("utter_ask_ticket_reason", draft, "知道卡在哪，才好换一条路", [button("不想说", "skip")])
        return _asked(turn, draft, message)


def _open(turn: Turn) -> Draft:
    draft = draft_of(turn.tracker)
    if draft is None:
        raise ValueError("a booking question without a booking")
    return draft


def _question(response: str, draft: Draft, why: str, buttons: list[dict[str, str]], **arguments: object) -> Message:
    custom = {"type": "question", "fact": draft.step, "why": why, "buttons": buttons}
    return say(response, custom=custom, buttons=buttons, **arguments)


def _asked(turn: Turn, draft: Draft, question: Message) -> Reply:
    """The question, after what the message told, counted."""
    told = [] if answered_already(turn.tracker) or draft.step not in (CONTACT, REQUEST) else told_in_words(turn)
    lead = [say("utter_noted", facts="，".join(told))] if told else []
    events = [
        keep(replace(draft, asked=draft.asked + 1, wrong_number=False)),
        SlotSet(ASKED, [*listed(turn.tracker, ASKED), draft.step]),
        SlotSet(TURN_FACTS, []),
    ]
    return Reply(AnswerStatus.NEEDS_INFO, [*lead, question], events)
