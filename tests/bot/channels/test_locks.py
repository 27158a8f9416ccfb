"""One turn at a time for each person: in one process, in several over Redis, and while Redis is away."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis_server import redis_server

from bot.channels.locks import TurnLocks

pytestmark = pytest.mark.anyio
NewLocks = Callable[[], TurnLocks]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


async def most_at_once(stores: list[TurnLocks], people: list[str]) -> int:
    """Turns of ``people`` in every store at once; how many ran side by side at most."""
    running, most = 0, 0

    async def turn(store: TurnLocks, person: str) -> None:
        nonlocal running, most
        async with store.lock(person, wait_time_in_seconds=0.01):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.05)
            running -= 1

    await asyncio.gather(*(turn(store, person) for store in stores for person in people))
    return most


async def test_in_one_process_a_person_s_turns_follow_each_other() -> None:
    assert await most_at_once([TurnLocks(url="")], ["one"] * 4) == 1
    assert await most_at_once([TurnLocks(url="")], ["one", "two"]) == 2


async def test_in_several_processes_too(redis_url: str) -> None:
    stores = [TurnLocks(url=redis_url) for _ in range(4)]
    assert await most_at_once(stores, ["one"] * 3) == 1
    assert await most_at_once(stores[:2], ["one", "two"]) == 2


async def test_who_waits_too_long_is_told_so(redis_url: str) -> None:
    async with TurnLocks(url=redis_url).lock("one"):
        with pytest.raises(LockError, match="another process"):
            async with TurnLocks(url=redis_url).lock("one", lock_lifetime=0.3):
                pass


async def test_a_process_that_died_holds_nobody_for_ever(redis_url: str) -> None:
    dead = TurnLocks(url=redis_url).lock("one", lock_lifetime=0.3)
    await dead.__aenter__()
    async with TurnLocks(url=redis_url).lock("one", lock_lifetime=5):
        pass


async def test_with_redis_away_everybody_is_served() -> None:
    assert await most_at_once([TurnLocks(url="redis://127.0.0.1:9/0")], ["one"] * 3) == 1


def test_rasa_finds_it_by_the_name_in_endpoints_yml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)
    text = (Path(__file__).parents[3] / "endpoints.yml").read_text(encoding="utf-8")
    assert "type: bot.channels.locks.TurnLocks" in text
    assert isinstance(LockStore.create(EndpointConfig(type="bot.channels.locks.TurnLocks")), TurnLocks)
