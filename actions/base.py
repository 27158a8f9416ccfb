"""The shape of every answering action: slots in, one call to knowledge, messages and a status out."""

from __future__ import annotations

import json
import logging
import time
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import live
from actions.common import better_than, common_reply, warned_of
from actions.conflicts import conflict_question
from actions.counting import count
from actions.refusals import asks_to_cheat
from actions.reply import Events, Reply, Turn, say
from actions.returning import policies_since, welcome_back
from actions.situation import CONFLICTS, PENDING, TURN_FACTS, answered_already, intent_of, listed, profile_of, today
from actions.statuses import AnswerStatus
from actions.ticket_state import follow_up_events, own_ticket_reply
from actions.unanswered import leave_open
from actions.words import told_in_words
from knowledge.errors import KnowledgeError

log = logging.getLogger("advisor.answer")


class AdvisorAction(Action, ABC):
    """An action that answers; subclasses set ``action_name`` and implement ``answer``."""

    action_name: ClassVar[str] = ""
    notes_facts: ClassVar[bool] = False
    """Whether facts told beside the question are acknowledged before the answer."""
    yields: ClassVar[bool] = False
    """Whether a common question that the words ask is answered instead: surely ask, or likely where there is no answer."""

    def name(self) -> str:
        """The name in bot/domain."""
        return self.action_name

    @abstractmethod
    def answer(self, turn: Turn) -> Reply:
        """Decide what to say."""

    def decide(self, turn: Turn) -> Reply:
        """``answer``, unless the words ask a common question."""
        if not self.yields or _only_tells(turn):
            return self.answer(turn)
        return common_reply(turn) or better_than(turn, self.answer(turn))

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer, send and log; a failure becomes a polite sentence, never silence."""
        started = time.perf_counter()
        turn: Turn | None = None
        try:
            turn = Turn(tracker, live.library(), profile_of(tracker), today())
            answer = reply = (
                _refusal(turn) or own_ticket_reply(turn) or _with_facts(turn, self.decide(turn), noted=self.notes_facts)
            )
            leave_open(turn, answer)
            news, told = policies_since(turn)
            messages = [*welcome_back(turn), *news, *answer.messages]
            reply = Reply(answer.status, messages, [*answer.events, *told, *follow_up_events(turn, answer)])
        except KnowledgeError:
            log.exception("knowledge failed in %s", self.action_name)
            answer = reply = Reply(AnswerStatus.ERROR_KNOWLEDGE, [say("utter_error")])
        except Exception:  # the process edge: the founder must get an answer
            log.exception("failure in %s", self.action_name)
            answer = reply = Reply(AnswerStatus.ERROR_INTERNAL, [say("utter_error")])
        send(dispatcher, reply)
        if turn is not None:
            count(turn, answer)
        _log(self.action_name, tracker, reply.status, time.perf_counter() - started)
        return reply.events


def _only_tells(turn: Turn) -> bool:
    """Whether a message that was not understood told facts: they go to the form."""
    return turn.intent == "nlu_fallback" and bool(listed(turn.tracker, TURN_FACTS))


def _refusal(turn: Turn) -> Reply | None:
    if answered_already(turn.tracker) or not asks_to_cheat(turn.text):
        return None
    return warned_of(turn) or Reply(AnswerStatus.REFUSED, [say("utter_refuse_forgery")])


def _with_facts(turn: Turn, reply: Reply, *, noted: bool) -> Reply:
    """The reply with what the message told beside its question, and with the question about a contradiction.

    While the form is open it asks about contradictions itself when it resumes.
    """
    if not noted:
        return reply
    told = told_in_words(turn)
    lead = [say("utter_noted", facts="，".join(told))] if told else []
    doubt = None if turn.tracker.active_loop.get("name") else conflict_question(turn.tracker)
    asked = [SlotSet(PENDING, CONFLICTS)] if doubt else []
    return Reply(reply.status, [*lead, *reply.messages, *([doubt] if doubt else [])], [*reply.events, *asked])


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Utter every message; the last carries how the turn ended."""
    last = len(reply.messages) - 1
    for position, message in enumerate(reply.messages):
        custom = {"type": "notice", **(message.custom or {})}
        if position == last:
            custom["answer_status"] = str(reply.status)
        dispatcher.utter_message(
            text=message.text,
            response=message.response,
            json_message=custom,
            buttons=message.buttons,
            **message.arguments,
        )


def _log(action: str, tracker: Tracker, status: AnswerStatus, seconds: float) -> None:
    log.info(
        json.dumps(
            {
                "action": action,
                "intent": intent_of(tracker),
                "status": str(status),
                "ms": round(seconds * 1000, 1),
            },
            ensure_ascii=False,
        )
    )
