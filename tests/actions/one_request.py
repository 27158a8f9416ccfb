"""One request to a server that has nothing but one door."""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import Callable
from typing import Any

import httpx
from sanic import Sanic

_names = itertools.count()
Sanic.test_mode = True  # several apps in one process: Sanic otherwise rewrites its own methods at the first start only


def asked(add_routes: Callable[[Sanic], None], method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """Status and JSON of the answer."""
    app = Sanic(f"door_{next(_names)}", configure_logging=False)
    add_routes(app)

    async def ask() -> httpx.Response:
        listener = socket.create_server(("127.0.0.1", 0))
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        assert server is not None
        await server.startup()
        await server.start_serving()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=address) as client:
            answer = await client.request(method, path, json=body)
        server.close()
        return answer

    answer = asyncio.run(ask())
    return answer.status_code, answer.json()
