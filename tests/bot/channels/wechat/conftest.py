"""The WeChat door on a real socket beside a fake WeChat, with an agent that does what a test tells it to."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fake_desk import FakeDesk
from fake_wechat import APPID, SECRET, FakeWeChat, fake_wechat
from follower import AES_KEY, CALLBACK_TOKEN, Follower
from redis_server import redis_server
from sanic import Sanic

from bot.channels.wechat.account import Account
from bot.channels.wechat.channel import WeChatInput
from bot.channels.wechat.senders import ACCOUNT, sender_id
from bot.channels.wechat.settings import SAFE, WeChatSettings
from bot.channels.wechat.store import MemoryStore, RedisStore, Store

SESSION_SECRET = "a secret of the tests, 32 characters"
Door = Callable[..., contextlib.AbstractContextManager[str]]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def wechat() -> Iterator[FakeWeChat]:
    with fake_wechat() as fake:
        yield fake


@pytest.fixture
def desk(web_kit: Any) -> Iterator[FakeDesk]:
    """The action server's door for news."""
    fake = FakeDesk()
    with web_kit.serving(fake.app(web_kit.app_named("desk"))) as url:
        fake.url = url.rstrip("/")
        yield fake


@pytest.fixture
def settings(wechat: FakeWeChat, desk: FakeDesk) -> WeChatSettings:
    """Plain mode, with everything quick."""
    return WeChatSettings(
        CALLBACK_TOKEN,
        APPID,
        SECRET,
        api_base=wechat.base,
        api_seconds=0.5,
        reply_seconds=0.6,
        push_after_seconds=0.05,
        news_seconds=0.1,
        action_server_url=desk.url,
    )


@pytest.fixture
def safe(settings: WeChatSettings) -> WeChatSettings:
    """The same in safe mode."""
    return replace(settings, aes_key=AES_KEY, mode=SAFE)


@pytest.fixture
def until_idle(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Waits until no door has anything left to do."""
    accounts: list[Account] = []

    def opened(*arguments: Any) -> Account:
        accounts.append(Account(*arguments))
        return accounts[-1]

    def wait() -> None:
        until = time.monotonic() + 10
        while not all(account.is_idle for account in accounts):
            assert time.monotonic() < until, "still busy"
            time.sleep(0.01)

    monkeypatch.setattr("bot.channels.wechat.channel.Account", opened)
    return wait


@pytest.fixture
def door_with(agent: Any, web_kit: Any, until_idle: Any) -> Door:
    """Opens a door with the settings and store given; yields the callback's address."""

    @contextlib.contextmanager
    def opened(settings: WeChatSettings, store: Store | None = None, *, dies: bool = False) -> Iterator[str]:
        app: Sanic = web_kit.app_named("wechat")
        app.ctx.agent = agent
        channel = WeChatInput(settings, store or MemoryStore(), SESSION_SECRET)
        app.blueprint(channel.blueprint(agent.handle_message), url_prefix="/webhooks/wechat")
        with web_kit.serving(app, dies=dies) as url:
            yield f"{url}webhooks/wechat/callback"

    return opened


@pytest.fixture
def callback(door_with: Door, settings: WeChatSettings) -> Iterator[str]:
    """The address of a door in plain mode."""
    with door_with(settings) as url:
        yield url


@pytest.fixture
def follower(callback: str) -> Follower:
    return Follower(callback)


@pytest.fixture
def sender_of() -> Callable[[Follower], str]:
    """A follower's sender id."""
    return lambda follower: sender_id(ACCOUNT, APPID, follower.openid, SESSION_SECRET)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of the tests' own."""
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(params=["memory", "redis"])
def new_store(request: pytest.FixtureRequest) -> Callable[[], Store]:
    """Makes stores that know the same: one in memory for all, or several on one Redis."""
    if request.param == "memory":
        one = MemoryStore()
        return lambda: one
    url = request.getfixturevalue("redis_url")
    return lambda: RedisStore(url)
