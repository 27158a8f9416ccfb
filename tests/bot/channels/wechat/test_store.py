"""What expires, what is claimed once, and the access token that all workers share."""

import asyncio
from collections.abc import Callable

import pytest

from bot.channels.wechat.access_token import AccessToken
from bot.channels.wechat.allowance import Allowance
from bot.channels.wechat.leftovers import Leftovers, asks_to_go_on
from bot.channels.wechat.outbound import Card, Option, Part, parts_from, written
from bot.channels.wechat.store import RedisStore, Store

pytestmark = pytest.mark.anyio
NewStore = Callable[[], Store]
PARTS = [
    Part("一", (Option("1", "好", "/affirm"),), "x"),
    Part(card=Card("t", "d", "https://e.org")),
    Part(transfer=True),
]


@pytest.fixture
def store(new_store: NewStore) -> Store:
    return new_store()


async def test_what_is_kept_expires(store: Store) -> None:
    await store.put("a", "一", 60)
    await store.put("b", "二", 0.05)
    assert (await store.get("a"), await store.get("b"), await store.get("c")) == ("一", "二", None)
    await asyncio.sleep(0.1)
    assert (await store.get("a"), await store.get("b")) == ("一", None)


async def test_a_claim_is_one_s_until_it_expires(new_store: NewStore) -> None:
    one, other = new_store(), new_store()
    claims = await asyncio.gather(*(each.claim("k", "x", 0.2) for each in (one, other) * 4))
    assert sum(claims) == 1
    await asyncio.sleep(0.25)
    assert await other.claim("k", "y", 1)


async def test_taking_is_once(new_store: NewStore) -> None:
    one, other = new_store(), new_store()
    await one.put("t", "x", 60)
    assert sorted([await one.take("t") or "", await other.take("t") or ""]) == ["", "x"]


async def test_spending_stops_at_nothing_and_does_not_last_longer(store: Store) -> None:
    await store.put("n", "2", 0.3)
    assert [await store.spend("n") for _ in range(4)] == [2, 1, 0, 0]
    assert await store.spend("never") == 0
    await asyncio.sleep(0.35)
    assert await store.get("n") is None


async def test_forgetting_is_by_person(store: Store) -> None:
    for key in ("wx-1:a", "wx-1:b:c", "wx-12:a"):
        await store.put(key, "x", 60)
    await store.forget("wx-1:")
    assert [await store.get(key) for key in ("wx-1:a", "wx-1:b:c", "wx-12:a")] == [None, None, "x"]


async def test_redis_away_is_noticed_once_and_remembered_here(caplog: pytest.LogCaptureFixture) -> None:
    store = RedisStore("redis://127.0.0.1:9/0")
    assert await store.claim("k", "x", 60) and not await store.claim("k", "x", 60)
    await store.put("n", "1", 60)
    assert (await store.spend("n"), await store.spend("n"), await store.take("k")) == (1, 0, "x")
    assert len([record for record in caplog.records if "Redis" in record.message]) == 1


async def test_the_two_allowances_do_not_add_up(store: Store) -> None:
    allowance = Allowance(store)
    await allowance.spoken("wx-5")
    await allowance.tapped("wx-5")
    assert await allowance.left("wx-5") == 5
    assert [await allowance.spend("wx-5") for _ in range(6)] == [True] * 5 + [False]


async def test_parts_survive_being_written_down() -> None:
    assert parts_from(written(PARTS)) == PARTS


async def test_what_nobody_was_told_of_stays_in_front(store: Store) -> None:
    leftovers = Leftovers(store)
    await leftovers.keep("wx-6", [Part("一")], told=False)
    await leftovers.keep("wx-6", [Part("二")], told=True)
    assert await leftovers.untold("wx-6") and not await leftovers.untold("wx-6")
    assert [part.text for part in await leftovers.take("wx-6")] == ["一", "二"]
    assert await leftovers.take("wx-6") == []


async def test_what_was_told_and_not_asked_for_goes(store: Store) -> None:
    leftovers = Leftovers(store)
    await leftovers.keep("wx-7", [Part("一")], told=True)
    await leftovers.keep("wx-7", [], told=False)
    await leftovers.keep("wx-7", [Part("二")], told=True)
    assert [part.text for part in await leftovers.take("wx-7")] == ["二"]


def test_words_that_ask_for_the_rest() -> None:
    assert asks_to_go_on("继续") and asks_to_go_on("“继续”。")
    assert not asks_to_go_on("继续贷款") and not asks_to_go_on("")


async def test_many_workers_fetch_one_token(new_store: NewStore) -> None:
    fetched: list[bool] = []

    async def fetch(force: bool) -> tuple[str, int]:
        await asyncio.sleep(0.1)
        fetched.append(force)
        return f"token-{len(fetched)}", 7200

    workers = [AccessToken(new_store(), "wx-many", fetch) for _ in range(4)]
    assert set(await asyncio.gather(*(worker.get() for worker in workers * 3))) == {"token-1"}
    refused = await asyncio.gather(*(worker.get(refused="token-1") for worker in workers))
    assert set(refused) == {"token-2"} and fetched == [False, False]


async def test_a_token_that_the_api_still_gives_out_is_forced(store: Store) -> None:
    fetched: list[bool] = []

    async def fetch(force: bool) -> tuple[str, int]:
        fetched.append(force)
        return ("new" if force else "old"), 7200

    token = AccessToken(store, "wx-forced", fetch)
    assert await token.get() == "old"
    assert await token.get(refused="old") == "new"
    assert fetched == [False, False, True]


async def test_a_failed_fetch_leaves_no_lock(store: Store) -> None:
    async def fail(_: bool) -> tuple[str, int]:
        raise RuntimeError("boom")

    for _ in range(2):
        with pytest.raises(RuntimeError):
            await asyncio.wait_for(AccessToken(store, "wx-failed", fail).get(), 2)
