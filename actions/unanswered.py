"""Questions that got no answer, kept for staff, masked."""

from __future__ import annotations

import logging

from actions import live
from actions.reply import Reply, Turn
from actions.situation import consented
from actions.statuses import AnswerStatus
from knowledge.errors import StoreFailed
from knowledge.tickets.clock import now

log = logging.getLogger(__name__)
_UNANSWERED = (AnswerStatus.NOTHING_FOUND, AnswerStatus.OUT_OF_SCOPE)


def leave_open(turn: Turn, reply: Reply) -> None:
    """Keep the question for staff where it got no answer or nobody was sure what it meant; only of who agreed that
    things are kept."""
    unsure = turn.intent == "nlu_fallback" and reply.status is AnswerStatus.CLARIFIED
    if not turn.text or not consented(turn.tracker) or not (unsure or reply.status in _UNANSWERED):
        return
    try:
        live.opinions().leave_open(
            turn.sender, turn.text, intent=turn.intent, status=str(reply.status), channel=turn.channel, now=now()
        )
    except StoreFailed:
        log.exception("an open question could not be kept")
