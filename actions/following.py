"""A bare reply to a question that an answer outside the form asked: 40人, 利息一年20万, 不清楚."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import FollowupAction

from actions.base import AdvisorAction
from actions.estimating import continued
from actions.memory import Affirm, Deny
from actions.records import eligibility_reply
from actions.reply import Reply, Turn
from actions.situation import FOLLOW, FORM, TURN_FACTS, listed, wait_no_more
from actions.statuses import AnswerStatus
from actions.talk import NluFallback, NothingPending

_DECLINES = ("dont_know", "skip")


class FollowUp(AdvisorAction):
    """Goes on with the eligibility or the estimate that waits for a fact or a number."""

    action_name = "action_follow_up"
    notes_facts = True

    def answer(self, turn: Turn) -> Reply:
        """The answer that waited; when the message is about something else, what it would get without the question."""
        follow = turn.tracker.get_slot(FOLLOW) or {}
        go_on = {"eligibility": _checked, "estimate": continued}.get(follow.get("kind", ""))
        reply = go_on(turn, follow) if go_on else None
        if reply is None:
            return _let_go(turn)
        listening = [] if any(event.get("event") == "followup" for event in reply.events) else [_listen()]
        return Reply(reply.status, reply.messages, [*reply.events, *listening])


def _checked(turn: Turn, follow: Mapping[str, Any]) -> Reply | None:
    """The verdict with the fact that was asked for; None when the message tells something else."""
    record = turn.library.records.get(follow["record"])
    told = listed(turn.tracker, TURN_FACTS)
    if record is None or not (turn.intent in _DECLINES or follow["asks"] in told):
        return None
    closed = set(follow["closed"]) | ({follow["asks"]} if follow["asks"] not in told else set())
    return eligibility_reply(turn, record, closed)


def _let_go(turn: Turn) -> Reply:
    if turn.intent == "inform":
        return Reply(AnswerStatus.ANSWERED, [], [*wait_no_more(turn.tracker), FollowupAction(FORM)])
    others = {"affirm": Affirm, "deny": Deny, "nlu_fallback": NluFallback}
    reply = others.get(turn.intent, NothingPending)().decide(turn)
    following = [] if any(event.get("event") == "followup" for event in reply.events) else [_listen()]
    return Reply(reply.status, reply.messages, [*wait_no_more(turn.tracker), *reply.events, *following])


def _listen() -> dict[str, Any]:
    event: dict[str, Any] = FollowupAction("action_listen")
    return event
