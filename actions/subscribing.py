"""有新政策通知我: a subscription by what is known of the firm, and its end."""

from __future__ import annotations

import logging
import re

from rasa_sdk.events import SlotSet

from actions import live
from actions.base import AdvisorAction
from actions.memory import openings
from actions.mention import entity
from actions.reply import Reply, Turn, button, say
from actions.situation import SUBSCRIBED, consented
from actions.statuses import AnswerStatus
from actions.words import facts_in_words
from knowledge.advice.library import on_offer
from knowledge.errors import StoreFailed
from knowledge.tickets.clock import now

log = logging.getLogger(__name__)
_ENDS = re.compile(r"取消|退订|不用(?:再)?(?:通知|提醒|推送)|(?:别|不要|不想|停止)(?:再)?(?:通知|提醒|推送|发|收到)")


class SubscribeUpdates(AdvisorAction):
    """Starts, renews or ends a subscription."""

    action_name = "action_subscribe_updates"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """Needs consent and at least one fact to judge by; says what will happen and how to end it."""
        if entity(turn.tracker, "off") or _ENDS.search(turn.text):
            return _end(turn)
        if not consented(turn.tracker):
            return Reply(AnswerStatus.CLARIFIED, [say("utter_subscribe_needs_consent", buttons=openings())])
        if not turn.profile.facts():
            return Reply(AnswerStatus.CLARIFIED, [say("utter_subscribe_needs_facts", buttons=openings())])
        try:
            live.subscriptions().subscribe(
                turn.sender,
                channel=turn.channel,
                profile=turn.profile.facts(),
                known=on_offer(turn.library, turn.today),
                snapshot=turn.library.number,
                now=now(),
            )
        except StoreFailed:
            log.exception("a subscription could not be kept")
            return Reply(AnswerStatus.ERROR_KNOWLEDGE, [say("utter_error")])
        facts = "；".join(facts_in_words(turn.profile, turn.today))
        end = [button("取消通知", "subscribe_updates", off=True)]
        return Reply(
            AnswerStatus.ANSWERED,
            [say("utter_subscribed", facts=facts, buttons=end)],
            [SlotSet(SUBSCRIBED, turn.library.number)],
        )


def _end(turn: Turn) -> Reply:
    try:
        ended = live.subscriptions().unsubscribe(turn.sender)
    except StoreFailed:
        log.exception("a subscription could not be ended")
        return Reply(AnswerStatus.ERROR_KNOWLEDGE, [say("utter_error")])
    said = "utter_unsubscribed" if ended else "utter_not_subscribed"
    return Reply(AnswerStatus.ANSWERED, [say(said)], [SlotSet(SUBSCRIBED, None)])
