"""The action server: Rasa's webhook, GET /status and GET /plan/{signed id}, over a snapshot that renews itself.

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
from actions.plans import shelf
from actions.plans.door import add_plan_routes
from knowledge.advice.library import Library
from knowledge.retrieval.encoder import default_encoder
from knowledge.snapshot.live import LiveSnapshot
from knowledge.snapshot.store import SnapshotStore

DEFAULT_PORT = 5055
WARM_UP_QUERY = "科技企业 贷款"


def build_app(snapshots: LiveSnapshot) -> Sanic:
    """The Sanic app with every action registered and the library handed in."""
    live.use(snapshots.get)
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor)

    add_plan_routes(app)

    @app.get("/status")
    async def status(_: Request) -> HTTPResponse:
        library: Library = snapshots.get()
        return json(
            {"snapshot": library.number, "records": len(library.records), "model": snapshots.get().manifest["model"]}
        )

    return app


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
