"""One turn of a conversation: run Rasa within a time limit, always end with an answer, log it without its text."""

import asyncio
import datetime
import hashlib
import json
import logging
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.collected import CollectedOutput, Reply
from bot.channels.forget import CannotForget, forget, mask_contacts
from bot.channels.switches import CLOSED_STATUS

TURN_SECONDS = 20.0
ERROR_STATUS = "error_internal"
_SORRY = "抱歉，系统这会儿没能答上来。您之前说的情况没有丢，请过一会儿再试；急的话可以直接联系办理机构。"
_NOT_FORGOTTEN = "抱歉，系统出了点问题，您的资料还没有全部删除。请过一会儿再试一次。"
_problems = logging.getLogger(__name__)
_turns = logging.getLogger("advisor.turn")
Handler = Callable[[UserMessage], Awaitable[Any]]


@dataclass(frozen=True)
class Outcome:
    """What to send back; ``forgotten`` when the conversation was deleted at the person's wish."""

    replies: list[Reply]
    forgotten: bool


def pseudonym(sender_id: str) -> str:
    """What stands for a sender in the logs."""
    return hashlib.sha256(sender_id.encode()).hexdigest()[:12]


def log_turns() -> None:
    """Write turn lines to stdout as they are: Rasa's own logging shows warnings only for loggers that it does not know."""
    if not _turns.handlers:
        _turns.addHandler(logging.StreamHandler(sys.stdout))
        _turns.setLevel(logging.INFO)
        _turns.propagate = False


async def take_turn(message: UserMessage, handler: Handler, agent: Agent) -> Outcome:
    """Answer ``message``, whose output channel is a CollectedOutput; a failure becomes a polite reply, never silence."""
    started = time.perf_counter()
    output: CollectedOutput = message.output_channel
    problem = await _run(message, handler)
    if problem is None and not output.messages:
        problem = "no message"
    asked_to_forget = any(reply["custom"].get("forget") for reply in output.messages)
    if asked_to_forget:
        problem = await _forget(agent, message.sender_id)
    elif any(reply["custom"].pop("mask_contacts", False) for reply in output.messages):
        await _mask(agent, message.sender_id)
    if problem is not None:
        kept = [] if asked_to_forget else output.messages
        output.messages = [*kept, _sorry(_NOT_FORGOTTEN if asked_to_forget else _SORRY, message.text)]
    _log(message, output.messages, started, problem)
    return Outcome(output.messages, asked_to_forget and problem is None)


def closed_turn(message: UserMessage, words: str) -> Outcome:
    """The answer of a channel that staff have closed: their ``words``; Rasa hears nothing."""
    reply: Reply = {"text": words, "custom": {"type": "notice", "answer_status": CLOSED_STATUS}, "buttons": []}
    _log(message, [reply], time.perf_counter(), None)
    return Outcome([reply], False)


async def _run(message: UserMessage, handler: Handler) -> str | None:
    """What went wrong, or None."""
    try:
        await asyncio.wait_for(handler(message), TURN_SECONDS)
    except asyncio.TimeoutError:
        return f"no answer within {TURN_SECONDS:g} s"
    except Exception as error:  # the process edge: the person must get an answer
        _problems.exception("turn %s failed", message.message_id)
        return type(error).__name__
    return None


async def _forget(agent: Agent, sender_id: str) -> str | None:
    try:
        await forget(agent, sender_id)
    except (CannotForget, LockError, SQLAlchemyError) as error:
        _problems.exception("could not delete a conversation")
        return type(error).__name__
    return None


async def _mask(agent: Agent, sender_id: str) -> None:
    try:
        await mask_contacts(agent, sender_id)
    except (CannotForget, LockError, SQLAlchemyError):
        _problems.exception("contacts could not be masked in a conversation")


def _sorry(text: str, said: str) -> Reply:
    custom = {"type": "notice", "answer_status": ERROR_STATUS, "incident": uuid.uuid4().hex[:8]}
    return {"text": text, "custom": custom, "buttons": [{"title": "再试一次", "payload": said}]}


def _log(message: UserMessage, replies: list[Reply], started: float, problem: str | None) -> None:
    last = replies[-1]["custom"]
    line = {
        "time": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds"),
        "channel": message.input_channel,
        "sender": pseudonym(message.sender_id),
        "message_id": message.message_id,
        "latency_ms": round((time.perf_counter() - started) * 1000, 1),
        "answer_status": last.get("answer_status"),
        "messages": len(replies),
    }
    if problem is not None:
        line.update(problem=problem, incident=last.get("incident"))
    _turns.info(json.dumps(line, ensure_ascii=False))
