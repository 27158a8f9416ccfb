"""有用 or 没用, with an optional reason: kept for staff, masked."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from rasa_sdk.events import SlotSet

from actions import live
from actions.base import AdvisorAction
from actions.memory import openings
from actions.mention import entity
from actions.reply import Reply, Turn, button, say
from actions.situation import PENDING
from actions.statuses import AnswerStatus
from knowledge.errors import StoreFailed
from knowledge.opinions.store import Answer
from knowledge.tickets.clock import now

log = logging.getLogger(__name__)
_MOST_RECORDS = 20
_WHY = "feedback"
"""Of PENDING: the founder was asked why an answer was of no use."""
_MERE_COMPLAINT = 5
"""没用, 不好用, 太差了: so few characters give no reason."""
_REASONS = ("没答到点子上", "看不明白", "信息不对或过时", "没有想要的")


class FeedbackPositive(AdvisorAction):
    """有用."""

    action_name = "action_feedback_positive"

    def answer(self, turn: Turn) -> Reply:
        """Thank, and keep it."""
        _rate(turn, useful=True, reason="")
        return Reply(AnswerStatus.ANSWERED, [say("utter_feedback_positive")])


class FeedbackNegative(AdvisorAction):
    """没用; words beside it, or a tapped reason, say why."""

    action_name = "action_feedback_negative"

    def answer(self, turn: Turn) -> Reply:
        """Keep it; ask why where no reason was given, and offer ways to go on."""
        asked_why = turn.tracker.get_slot(PENDING) == _WHY
        said = turn.text if asked_why or len(turn.text) > _MERE_COMPLAINT else ""
        reason = entity(turn.tracker, "reason") or said
        done = [SlotSet(PENDING, None)] if asked_why else []
        if reason and asked_why and _explained(turn, reason):
            return Reply(AnswerStatus.ANSWERED, [say("utter_feedback_reason_noted", buttons=openings())], done)
        _rate(turn, useful=False, reason=reason)
        if reason:
            return Reply(AnswerStatus.ANSWERED, [say("utter_feedback_negative", buttons=openings())], done)
        reasons = [button(title, "feedback_negative", reason=title) for title in _REASONS]
        asks = [] if turn.tracker.get_slot(PENDING) else [SlotSet(PENDING, _WHY)]
        return Reply(AnswerStatus.ANSWERED, [say("utter_feedback_why", buttons=reasons)], asks)


def _rate(turn: Turn, *, useful: bool, reason: str) -> None:
    answer = _answer_meant(turn)
    if answer is None:
        return
    try:
        live.opinions().rate(turn.sender, useful=useful, answer=answer, channel=turn.channel, reason=reason, now=now())
    except StoreFailed:
        log.exception("an opinion could not be kept")


def _explained(turn: Turn, reason: str) -> bool:
    """Whether ``reason`` was added to the opinion just given."""
    try:
        return live.opinions().give_reason(turn.sender, reason, now=now())
    except StoreFailed:
        log.exception("a reason could not be kept")
        return False


def _answer_meant(turn: Turn) -> Answer | None:
    """The answer to the message named by ``about``, else the last one given before this message."""
    about = entity(turn.tracker, "about")
    shown: dict[str, Any] | None = None
    asked = None
    for event in turn.tracker.events[:-1]:
        if event["event"] == "user":
            asked = event.get("message_id")
        elif event["event"] == "bot" and (about is None or asked == about):
            shown = (event.get("data") or {}).get("custom") or shown
    if shown is None:
        return None
    known = {**turn.library.records, **turn.library.faq}
    records = tuple(dict.fromkeys(name for name in _ids(shown) if name in known))
    return Answer(str(shown.get("type") or "notice"), records[:_MOST_RECORDS], turn.library.number)


def _ids(payload: dict[str, Any]) -> Iterator[str]:
    yield from [payload["id"]] if isinstance(payload.get("id"), str) else []
    for value in payload.values():
        for item in value if isinstance(value, list) else []:
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                yield item["id"]
            elif isinstance(item, str):
                yield item
