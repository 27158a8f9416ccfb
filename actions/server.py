"""The action server: Rasa's webhook, GET /status, GET /plan/{signed id}, /news and /channels, over a snapshot that renews itself.

Run: python -m actions.server --port 5055
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
from pathlib import Path

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from actions import live
from actions.channels_door import add_channel_routes
from actions.news_door import add_news_routes
from actions.plans import shelf
from actions.plans.door import add_plan_routes
from knowledge.advice.library import Library
from knowledge.errors import StoreFailed, TicketError
from knowledge.opinions.store import OpinionStore
from knowledge.retrieval.encoder import default_encoder
from knowledge.snapshot.live import LiveSnapshot
from knowledge.snapshot.store import SnapshotStore
from knowledge.subscriptions.store import SubscriptionStore
from knowledge.switches.store import SwitchStore
from knowledge.tickets.clock import now
from knowledge.tickets.store import TicketStore
from knowledge.usage.recorder import Recorder
from knowledge.usage.store import UsageStore

log = logging.getLogger(__name__)
DEFAULT_PORT = 5055
TEND_SECONDS = 3600
WARM_UP_QUERY = "科技企业 贷款"


def build_app(snapshots: LiveSnapshot) -> Sanic:
    """The Sanic app with every action registered, the library and the tickets handed in."""
    live.use(snapshots.get)
    live.use_tickets(TicketStore.open)
    live.use_opinions(OpinionStore.open)
    live.use_subscriptions(SubscriptionStore.open)
    live.use_switches(SwitchStore.open)
    live.use_counts(UsageStore.open)
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor)

    add_plan_routes(app)
    add_news_routes(app)
    add_channel_routes(app)

    @app.get("/status")
    async def status(_: Request) -> HTTPResponse:
        library: Library = snapshots.get()
        return json(
            {"snapshot": library.number, "records": len(library.records), "model": snapshots.get().manifest["model"]}
        )

    @app.after_server_start
    async def watch(started: Sanic) -> None:
        live.use_usage(Recorder(live.counts))
        started.add_task(tend())

    @app.before_server_stop
    async def finish_counting(_: Sanic) -> None:
        if recorder := live.usage():
            live.use_usage(None)
            await asyncio.to_thread(recorder.close)

    return app


async def tend() -> None:
    """Every hour: escalate what nobody accepted in time, erase contacts and opinions kept long enough."""
    while True:
        try:
            late, erased = await asyncio.to_thread(_tend_once)
            if late or erased:
                log.info("%d tickets escalated, %d rows erased", late, erased)
        except (TicketError, StoreFailed):
            log.exception("the database could not be tended")
        await asyncio.sleep(TEND_SECONDS)


def _tend_once() -> tuple[int, int]:
    moment = now()
    erased = live.tickets().erase_expired(now=moment) + live.opinions().erase_expired(now=moment)
    erased += live.counts().erase_expired(now=moment)
    return len(live.tickets().escalate(now=moment)), erased


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="动作服务器")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--host", default="127.0.0.1")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    store = SnapshotStore(Path(os.environ.get("SNAPSHOT_DIR", "var/snapshots")), default_encoder())
    shelf.use(shelf.Shelf.read(os.environ))
    with LiveSnapshot(store) as snapshots:
        snapshots.get().retriever.search(WARM_UP_QUERY)
        asyncio.set_event_loop(asyncio.new_event_loop())
        build_app(snapshots).run(host=arguments.host, port=arguments.port, single_process=True, motd=False)


if __name__ == "__main__":
    main()
