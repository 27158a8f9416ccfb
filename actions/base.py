"""The shape of every answering action: slots in, one call to knowledge, messages and a status out."""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import live
from actions.refusals import asks_to_cheat
from actions.situation import intent_of, profile_of, today
from actions.statuses import AnswerStatus
from knowledge.advice.library import Library
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.errors import KnowledgeError

log = logging.getLogger("advisor.answer")
Events = list[dict[str, Any]]


@dataclass(frozen=True)
class Message:
    """One bot message: a response of bot/domain with its arguments, or ready text; plus the payload of DESIGN section 6."""

    response: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    text: str | None = None
    custom: dict[str, Any] | None = None
    buttons: list[dict[str, str]] | None = None


@dataclass(frozen=True)
class Reply:
    """How the turn ended, what to say and which slots change."""

    status: AnswerStatus
    messages: list[Message]
    events: Events = field(default_factory=list)


@dataclass(frozen=True)
class Turn:
    """What an action may look at."""

    tracker: Tracker
    library: Library
    profile: EnterpriseProfile
    today: dt.date

    @property
    def text(self) -> str:
        """The founder's last words; empty for a tapped button."""
        text = self.tracker.latest_message.get("text") or ""
        return "" if text.startswith("/") else text

    @property
    def intent(self) -> str:
        """The last message's intent."""
        return intent_of(self.tracker)


def say(
    response: str,
    *,
    custom: dict[str, Any] | None = None,
    buttons: list[dict[str, str]] | None = None,
    **arguments: Any,
) -> Message:
    """A sentence of bot/domain."""
    return Message(response=response, arguments=arguments, custom=custom, buttons=buttons)


def button(title: str, intent: str, **entities: Any) -> dict[str, str]:
    """A tappable reply whose payload carries structured values.

    Lists and None travel as JSON text: Rasa would split a list into several entities and drop an empty one.
    """
    flat = {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list | None) else value
        for name, value in entities.items()
    }
    payload = f"/{intent}" + (json.dumps(flat, ensure_ascii=False) if flat else "")
    return {"title": title, "payload": payload}


class AdvisorAction(Action, ABC):
    """An action that answers; subclasses set ``action_name`` and implement ``answer``."""

    action_name: ClassVar[str] = ""

    def name(self) -> str:
        """The name in bot/domain."""
        return self.action_name

    @abstractmethod
    def answer(self, turn: Turn) -> Reply:
        """Decide what to say."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer, send and log; a failure becomes a polite sentence, never silence."""
        started = time.perf_counter()
        try:
            turn = Turn(tracker, live.library(), profile_of(tracker), today())
            reply = _refusal(turn) or self.answer(turn)
        except KnowledgeError:
            log.exception("knowledge failed in %s", self.action_name)
            reply = Reply(AnswerStatus.ERROR_KNOWLEDGE, [say("utter_error")])
        except Exception:  # the process edge: the founder must get an answer
            log.exception("failure in %s", self.action_name)
            reply = Reply(AnswerStatus.ERROR_INTERNAL, [say("utter_error")])
        _send(dispatcher, reply)
        _log(self.action_name, tracker, reply.status, time.perf_counter() - started)
        return reply.events


def _refusal(turn: Turn) -> Reply | None:
    return Reply(AnswerStatus.REFUSED, [say("utter_refuse_forgery")]) if asks_to_cheat(turn.text) else None


def _send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    last = len(reply.messages) - 1
    for position, message in enumerate(reply.messages):
        custom = message.custom
        if position == last:
            custom = {"type": "notice", **(custom or {}), "answer_status": str(reply.status)}
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
