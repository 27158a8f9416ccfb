"""The web door on a real socket, with an agent that does what a test tells it to."""

import asyncio
import contextlib
import itertools
import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import html as html_response
from sanic.response import json as json_response

from bot.channels.web import WebInput, WebSettings

SECRET = "a secret of the tests, 32 characters"
Sanic.test_mode = True  # several apps in one process: Sanic otherwise rewrites its own methods at the first start only
_names = itertools.count(1)


class FakeAgent:
    """Stands where Rasa's agent stands: remembers each message and answers by ``act``."""

    model_id = "model-of-the-tests"

    def __init__(self) -> None:
        self.heard: list[UserMessage] = []
        self.act: Callable[[UserMessage], Any] = self.echo
        self.ready = True
        self.lock_store = InMemoryLockStore()
        self.store = InMemoryTrackerStore(Domain.empty())
        self.tracker_store = FailSafeTrackerStore(self.store)

    def is_ready(self) -> bool:
        return self.ready

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        async with self.lock_store.lock(message.sender_id):
            await self.tracker_store.save(DialogueStateTracker(message.sender_id, []))
            await self.act(message)

    async def echo(self, message: UserMessage) -> None:
        custom = {"type": "notice", "answer_status": "answered"}
        buttons = [{"title": "是", "payload": "/affirm", "type": "postback"}]
        text = f"{message.sender_id}：{message.text}\n\n第二段"
        await message.output_channel.send_response(
            message.sender_id, {"text": text, "custom": custom, "buttons": buttons}
        )


class Visitor:
    """A client with its own session."""

    def __init__(self, url: str, consent: bool = True) -> None:
        self.url = url
        self.http = requests.Session()
        token = self.http.post(f"{url}session", json={"consent": consent}, timeout=5).json()["token"]
        self.http.headers["Authorization"] = f"Bearer {token}"
        self._ids = itertools.count(1)

    def post(self, **body: Any) -> requests.Response:
        return self.http.post(f"{self.url}messages", json={"message_id": f"m{next(self._ids)}", **body}, timeout=10)

    def say(self, text: str, **body: Any) -> list[dict[str, Any]]:
        answer = self.post(text=text, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()["messages"]


@contextlib.contextmanager
def serving(app: Sanic, *, dies: bool = False) -> Iterator[str]:
    """``app`` on a free port, in a thread with its own event loop; yields its address. One that ``dies`` closes nothing."""
    loop, started = asyncio.new_event_loop(), threading.Event()
    listener, servers = socket.create_server(("127.0.0.1", 0)), []

    async def start() -> None:
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.start_serving()
        await server.after_start()
        servers.append(server)
        started.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(start())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(10)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    if not dies:
        asyncio.run_coroutine_threadsafe(servers[0].after_stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


def app_named(name: str) -> Sanic:
    return Sanic(f"{name}_{next(_names)}", configure_logging=False)


@pytest.fixture
def agent() -> FakeAgent:
    return FakeAgent()


@pytest.fixture
def web_kit() -> SimpleNamespace:
    """What another door's tests need to open it."""
    return SimpleNamespace(app_named=app_named, serving=serving)


@pytest.fixture
def action_server() -> Iterator[str]:
    """An action server that only has the status door and one plan."""
    app = app_named("actions")

    @app.get("/status")
    async def status(_: Request) -> HTTPResponse:
        return json_response({"snapshot": 7, "records": 120, "model": "e5"})

    @app.get("/plan/<signed>")
    async def plan(_: Request, signed: str) -> HTTPResponse:
        if signed == "broken.id.x":
            raise RuntimeError("boom")
        if not signed.startswith("good."):
            return html_response("<h1>这份方案已经过期</h1>", status=410)
        word = {"Content-Disposition": 'attachment; filename="plan.docx"', "X-Internal": "secret"}
        headers = word if signed.endswith(".docx") else {}
        return html_response(f"<h1>{signed}</h1>", headers=headers)

    with serving(app) as url:
        yield url.rstrip("/")


@pytest.fixture
def door_at(agent: FakeAgent) -> Callable[[str], contextlib.AbstractContextManager[str]]:
    """Opens a web door whose action server is at the given address; yields the door's address."""

    @contextlib.contextmanager
    def opened(action_server: str) -> Iterator[str]:
        app = app_named("door")
        app.ctx.agent = agent
        app.blueprint(
            WebInput(WebSettings(SECRET, action_server)).blueprint(agent.handle_message), url_prefix="/webhooks/web"
        )
        with serving(app) as url:
            yield f"{url}webhooks/web/"

    return opened


@pytest.fixture
def door(door_at: Callable, action_server: str) -> Iterator[str]:
    """The web door's address; it stays up for one test."""
    with door_at(action_server) as url:
        yield url


@pytest.fixture
def new_visitor(door: str) -> Callable[..., Visitor]:
    """Opens another session."""
    return lambda consent=True: Visitor(door, consent)


@pytest.fixture
def visitor(new_visitor: Callable[..., Visitor]) -> Visitor:
    return new_visitor()


@pytest.fixture
def turn_lines() -> Iterator[list[dict[str, Any]]]:
    """The lines that the turn log gets during a test."""
    lines: list[dict[str, Any]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(record.getMessage()))

    handler = Kept()
    logging.getLogger("advisor.turn").addHandler(handler)
    yield lines
    logging.getLogger("advisor.turn").removeHandler(handler)
