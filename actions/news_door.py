"""The door through which a channel tells subscribers of new policies by itself: GET /news, POST /news/claim and beside.

A push is three calls: claim, sending (the last thing before it leaves), then confirm or return. Like the rest of this
server it is for the Rasa process only, which alone is reachable from outside.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from actions import live
from actions.claiming import lease_news
from actions.counting import forget
from actions.render import render
from knowledge.errors import SnapshotMissing, StoreFailed
from knowledge.tickets.clock import now

log = logging.getLogger(__name__)


class Subscriber(BaseModel):
    """Who subscribed, by the conversation's sender id."""

    sender: str


class Due(Subscriber):
    """A subscriber who last looked at the snapshot ``seen``, older than the current one.

    ``push_to``: a mini-program user's sealed address; ``lease_seconds``: how long a claim waits for its confirmation.
    """

    seen: int
    push_to: str | None = None
    lease_seconds: float = Field(default=120, gt=0, le=3600)


class Claim(Subscriber):
    """A push that was claimed; ``permission_gone``: WeChat takes no message for this person any more."""

    claim: str
    permission_gone: bool = False


class Permission(Subscriber):
    """One message is allowed, to the sealed address ``push_to``."""

    push_to: str = Field(min_length=1, max_length=1000)


def add_news_routes(app: Sanic) -> None:
    """Serve the door; 400 for a body that makes no sense, 503 while the database or the snapshot is away."""

    @app.get("/news")
    async def news(request: Request) -> HTTPResponse:
        channel, permitted = request.args.get("channel", ""), bool(request.args.get("permitted"))
        return await _answer(lambda: {"due": [one.model_dump() for one in due(channel, permitted=permitted)]})

    @app.post("/news/<step:str>")
    async def stepped(request: Request, step: str) -> HTTPResponse:
        if step not in _STEPS:
            return json({"error": "no such door"}, status=404)
        return await _answer(lambda: _STEPS[step](request.json))


def due(channel: str, *, permitted: bool = False) -> list[Due]:
    """Everybody in ``channel`` who has not looked at the current snapshot; whether anything fits shows at the claim.

    ``permitted``: only mini-program users who allowed a message.
    """
    behind = live.subscriptions().behind(channel, live.library().number, now=now(), permitted=permitted)
    return [Due(sender=one.sender, seen=one.seen, push_to=one.push_to) for one in behind]


def claim(one: Due) -> dict[str, Any]:
    """{told: true, text, titles, sender, claim} when the caller, and nobody else, is to tell ``text``; else {told: false}.

    What is new and does not fit is noted as seen without a word.
    """
    moment = now()
    library, kept = live.library(), live.subscriptions().of(one.sender, now=moment)
    if kept is None or kept.snapshot != one.seen or one.seen >= library.number:
        return {"told": False}
    leased = lease_news(kept, library, until=moment + dt.timedelta(seconds=one.lease_seconds))
    if leased is None:
        return {"told": False}
    found, name = leased
    titles = [record.title for record in found.items]
    text = render("news", titles=titles, perhaps_told=False)
    return {"told": True, "text": text, "titles": titles, "sender": one.sender, "claim": name}


def sending(claimed: Claim) -> bool:
    """The push leaves now; False when the lease ran out: it must not."""
    return live.subscriptions().start_sending(claimed.sender, claimed.claim, now=now())


def confirm(claimed: Claim) -> bool:
    """The push arrived."""
    return live.subscriptions().confirm(claimed.sender, claimed.claim)


def give_back(claimed: Claim) -> bool:
    """The push certainly did not arrive: the news are due again, or are told at the next visit."""
    return live.subscriptions().give_back(claimed.sender, claimed.claim, permission_gone=claimed.permission_gone)


def permit(permission: Permission) -> bool:
    """One more message may be sent; False without a subscription."""
    return live.subscriptions().permit(permission.sender, permission.push_to)


def end(one: Subscriber) -> bool:
    """The person left the channel: the subscription and its profile go, and what links their turns."""
    forget(one.sender)
    return live.subscriptions().unsubscribe(one.sender)


_STEPS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "claim": lambda body: claim(Due.model_validate(body)),
    "sending": lambda body: {"yours": sending(Claim.model_validate(body))},
    "confirm": lambda body: {"confirmed": confirm(Claim.model_validate(body))},
    "return": lambda body: {"returned": give_back(Claim.model_validate(body))},
    "permit": lambda body: {"permitted": permit(Permission.model_validate(body))},
    "end": lambda body: {"ended": end(Subscriber.model_validate(body))},
}


async def _answer(work: Callable[[], dict[str, Any]]) -> HTTPResponse:
    try:
        return json(await asyncio.to_thread(work))
    except ValidationError:
        return json({"error": "bad request"}, status=400)
    except (StoreFailed, SnapshotMissing):
        log.exception("subscriptions could not be looked up")
        return json({"error": "away"}, status=503)
