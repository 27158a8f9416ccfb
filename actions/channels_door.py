"""Which channels are open, for the doors: GET /channels. For the Rasa process only, like the rest of this server."""

from __future__ import annotations

import asyncio
import logging

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from actions import live
from knowledge.errors import StoreFailed

log = logging.getLogger(__name__)


def add_channel_routes(app: Sanic) -> None:
    """Serve the door; 503 while the database is away."""

    @app.get("/channels")
    async def channels(_: Request) -> HTTPResponse:
        try:
            switches = await asyncio.to_thread(lambda: live.switches().all())
        except StoreFailed as error:
            log.warning("the switches of the channels could not be read: %s", error)
            return json({"error": "away"}, status=503)
        return json({"channels": {one.channel: {"open": one.open, "message": one.message} for one in switches}})
