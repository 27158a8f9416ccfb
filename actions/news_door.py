"""The door through which a channel tells subscribers of new policies by itself: GET /news, POST /news/claim and beside.

Like the rest of this server it is for the Rasa process only, which alone is reachable from outside.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from actions import live
from actions.claiming import claim_news
from actions.counting import forget
from actions.render import render
from knowledge.errors import SnapshotMissing, StoreFailed

log = logging.getLogger(__name__)


class Subscriber(BaseModel):
    """Who subscribed, by the conversation's sender id."""

    sender: str


class Due(Subscriber):
    """A subscriber who last looked at the snapshot ``seen``, older than the current one."""

    seen: int


class Claim(Due):
    """What was noted as told: all new ``ids``, up to ``snapshot``."""

    snapshot: int
    ids: list[str]


def add_news_routes(app: Sanic) -> None:
    """Serve the door; 400 for a body that makes no sense, 503 while the database or the snapshot is away."""

    @app.get("/news")
    async def news(request: Request) -> HTTPResponse:
        channel = request.args.get("channel", "")
        return await _answer(lambda: {"due": [one.model_dump() for one in due(channel)]})

    @app.post("/news/claim")
    async def claimed(request: Request) -> HTTPResponse:
        return await _answer(lambda: claim(Due.model_validate(request.json)))

    @app.post("/news/return")
    async def returned(request: Request) -> HTTPResponse:
        return await _answer(lambda: {"returned": give_back(Claim.model_validate(request.json))})

    @app.post("/news/end")
    async def ended(request: Request) -> HTTPResponse:
        return await _answer(lambda: {"ended": end(Subscriber.model_validate(request.json))})


def due(channel: str) -> list[Due]:
    """Everybody in ``channel`` who has not looked at the current snapshot; whether anything fits shows at the claim."""
    behind = live.subscriptions().behind(channel, live.library().number)
    return [Due(sender=sender, seen=seen) for sender, seen in behind]


def claim(one: Due) -> dict[str, Any]:
    """{told: true, text, and a Claim's fields} when the caller, and nobody else, is to tell ``text``; else {told: false}.

    What is new and does not fit is noted as seen without a word.
    """
    library, kept = live.library(), live.subscriptions().of(one.sender)
    if kept is None or kept.snapshot != one.seen or one.seen >= library.number:
        return {"told": False}
    found = claim_news(kept, library)
    if found is None or not found.items:
        return {"told": False}
    noted = Claim(sender=one.sender, seen=one.seen, snapshot=library.number, ids=sorted(found.seen))
    text = render("news", titles=[record.title for record in found.items])
    return {"told": True, "text": text, **noted.model_dump()}


def give_back(noted: Claim) -> bool:
    """The news certainly did not arrive: they are due again, or are told at the next visit."""
    return live.subscriptions().give_back(noted.sender, seen=noted.seen, snapshot=noted.snapshot, news=noted.ids)


def end(one: Subscriber) -> bool:
    """The person left the channel: the subscription and its profile go, and what links their turns."""
    forget(one.sender)
    return live.subscriptions().unsubscribe(one.sender)


async def _answer(work: Callable[[], dict[str, Any]]) -> HTTPResponse:
    try:
        return json(await asyncio.to_thread(work))
    except ValidationError:
        return json({"error": "bad request"}, status=400)
    except (StoreFailed, SnapshotMissing):
        log.exception("subscriptions could not be looked up")
        return json({"error": "away"}, status=503)
