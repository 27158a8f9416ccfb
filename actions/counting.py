"""Counts how the advisor is used: what kind of answer about which records, at which lifecycle stage; never words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from actions import live
from actions.reply import Reply, Turn
from actions.situation import answered_already, consented
from knowledge.eligibility.stage import find_stage
from knowledge.tickets.clock import now
from knowledge.usage.model import BOOKED, TRANSFERRED, Forgotten, How, TurnSeen

log = logging.getLogger(__name__)
_FILED = "utter_ticket_filed"
_UNTOLD = ("notice", "question")
"""Kinds that say nothing about the answer when another message of it has one."""
_HOW = {
    "recommendation": How.RECOMMENDED,
    "plan": How.RECOMMENDED,
    "record": How.ASKED,
    "eligibility": How.ASKED,
    "estimate": How.ASKED,
    "catalogue": How.SHOWN,
    "comparison": How.SHOWN,
}
_MINI_PROGRAM_SENDER = "wxa-"
"""How the web door's ids of mini-program users begin (bot/channels/wechat/senders.py)."""


def count(turn: Turn, reply: Reply) -> None:
    """Have the answer counted soon; whatever goes wrong costs the count only."""
    try:
        _count(turn, reply)
    except Exception:  # a count must never cost the answer
        log.exception("a turn is not counted")


def _count(turn: Turn, reply: Reply) -> None:
    recorder = live.usage()
    if recorder is None:
        return
    moment = now()
    customs = [message.custom or {} for message in reply.messages]
    records = tuple(dict.fromkeys(seen for custom in customs for seen in _records(custom, turn)))
    boards = {turn.library.records[record].board for record, _ in records}
    recorder.put(
        TurnSeen(
            at=moment,
            channel=channel_of(turn),
            sender=turn.sender if consented(turn.tracker) else None,
            asked=not answered_already(turn.tracker),
            intent=turn.intent,
            status=str(reply.status),
            kind=_kind(reply),
            board=boards.pop() if len(boards) == 1 else "",
            stage=find_stage(turn.profile, turn.today).stage or "",
            records=records,
        )
    )
    if any(custom.get("forget") for custom in customs):
        forget(turn.sender)


def forget(sender: str) -> None:
    """Have this week's turns of the sender unlinked from each other."""
    if recorder := live.usage():
        recorder.put(Forgotten(now(), sender))


def channel_of(turn: Turn) -> str:
    """The door that the message came through; the mini-program speaks through the web door."""
    return "miniprogram" if turn.sender.startswith(_MINI_PROGRAM_SENDER) else turn.channel


def _kind(reply: Reply) -> str:
    if any(message.response == _FILED for message in reply.messages):
        return BOOKED
    if any((message.custom or {}).get("transfer") for message in reply.messages):
        return TRANSFERRED
    kinds = [str((message.custom or {}).get("type", "notice")) for message in reply.messages] or ["notice"]
    return next((kind for kind in kinds if kind not in _UNTOLD), kinds[-1])


def _records(custom: dict[str, Any], turn: Turn) -> Iterator[tuple[str, How]]:
    how = _HOW.get(str(custom.get("type")))
    if how is None:
        return
    for record in _ids(custom):
        if record in turn.library.records:
            yield record, how


def _ids(custom: dict[str, Any]) -> Iterator[str]:
    """The ids of the records that a payload is about (DESIGN section 6): its own, of its items, or of its steps."""
    if isinstance(custom.get("id"), str):
        yield custom["id"]
    yield from custom.get("ids") or []
    for name in ("items", "now", "next", "later"):
        for item in custom.get(name) or []:
            yield from [item["id"]] if isinstance(item.get("id"), str) else item.get("records") or []
