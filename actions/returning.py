"""Somebody comes back: what is known of them, and which policies are new for them since."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from actions import live
from actions.claiming import claim_news, perhaps_told
from actions.render import render
from actions.reply import Events, Message, Turn, button, say
from actions.situation import SUBSCRIBED, answered_already, consented
from actions.words import facts_in_words
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.errors import StoreFailed
from knowledge.subscriptions.store import Subscription
from knowledge.tickets.clock import now

log = logging.getLogger(__name__)
_AWAY_SECONDS = 12 * 3600
_FACTS_SHOWN = 8


def welcome_back(turn: Turn) -> list[Message]:
    """上次您说…还对吗 to somebody with a profile who was away for half a day or more; nothing within a conversation."""
    leaving = turn.intent in ("delete_profile", "restart")
    if leaving or not turn.profile.facts() or answered_already(turn.tracker) or not _was_away(turn):
        return []
    known = facts_in_words(turn.profile, turn.today)
    more = "等" if len(known) > _FACTS_SHOWN else ""
    return [
        say(
            "utter_welcome_back",
            facts="；".join(known[:_FACTS_SHOWN]) + more,
            custom={"type": "profile", "facts": turn.profile.facts(), "stage_basis": "stated"},
            buttons=[button("都对", "seek_recommendation"), button("看看记下了什么", "show_profile")],
        )
    ]


def _was_away(turn: Turn) -> bool:
    """Whether the message before this one is half a day old."""
    said = [event.get("timestamp") for event in turn.tracker.events if event["event"] == "user"]
    times = [moment for moment in said if isinstance(moment, int | float)]
    return len(times) > 1 and times[-1] - times[-2] >= _AWAY_SECONDS


def policies_since(turn: Turn) -> tuple[list[Message], Events]:
    """What is new for a subscriber since the last look, each told once, whichever process is first."""
    looked = turn.tracker.get_slot(SUBSCRIBED)
    if looked in (None, turn.library.number) or answered_already(turn.tracker) or not consented(turn.tracker):
        return [], []
    try:
        kept = live.subscriptions().of(turn.sender, now=now())
        if kept and kept.being_told:  # a push is under way: whether it arrived is known at the next turn
            return [], []
        messages = _perhaps(turn, kept) + _new(turn, kept) if kept else []
    except StoreFailed:
        log.exception("subscriptions could not be looked up")
        return [], []
    return messages, [SlotSet(SUBSCRIBED, turn.library.number)]


def _new(turn: Turn, kept: Subscription) -> list[Message]:
    news = claim_news(kept, turn.library, _profile(turn, kept))
    return [_told(news.items)] if news and news.items else []


def _perhaps(turn: Turn, kept: Subscription) -> list[Message]:
    """Once, what was pushed and may not have arrived."""
    if not kept.perhaps_told or not live.subscriptions().settle(turn.sender, now=now()):
        return []
    records = perhaps_told(kept, turn.library, _profile(turn, kept))
    return [_told(records, perhaps=True)] if records else []


def _profile(turn: Turn, kept: Subscription) -> EnterpriseProfile:
    return turn.profile if turn.profile.facts() else EnterpriseProfile.model_validate(kept.profile)


def _told(records: Sequence[Record], *, perhaps: bool = False) -> Message:
    return Message(
        text=render("news", titles=[record.title for record in records], perhaps_told=perhaps),
        custom={"type": "notice", "news": [record.id for record in records]},
        buttons=[button(record.title, "ask_record", record=record.id) for record in records],
    )
