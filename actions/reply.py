"""What an action may look at and what it may say."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from actions.situation import intent_of
from actions.statuses import AnswerStatus
from knowledge.advice.library import Library
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.terms.normalise import normalise

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
    def said(self) -> str:
        """The last words in one spelling (simplified, lower case), as long as ``text``."""
        return normalise(self.text)

    @property
    def sender(self) -> str:
        """Who speaks: the conversation's id."""
        return str(self.tracker.sender_id)

    @property
    def channel(self) -> str:
        """The door that the last message came through."""
        return str(self.tracker.get_latest_input_channel() or "")

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
