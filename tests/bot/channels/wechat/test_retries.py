"""WeChat's retries, replayed: three tries some seconds apart with one nonce, at one worker or at two that share a Redis."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from fake_wechat import FakeWeChat
from follower import Follower, Knock, words
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore

from bot.channels.wechat.settings import WeChatSettings
from bot.channels.wechat.store import RedisStore, Store
from bot.channels.wechat.words import LATE

TRIES = 3
PATIENCE = 0.75
"""Stands for WeChat's five seconds: a little longer than the door's ``reply_seconds``."""


@dataclass
class Platform:
    """WeChat's side: waits ``PATIENCE`` for an answer, then tries the next worker; shows what it first gets."""

    workers: list[str]
    tries: int = 0

    def deliver(self, follower: Follower, knock: Knock, patience: float = PATIENCE) -> str | None:
        """The passive reply that the person sees; None when no try was answered."""
        for number in range(TRIES):
            self.tries += 1
            with contextlib.suppress(requests.Timeout, requests.ConnectionError):
                return words(follower.reply(knock.post(self.workers[number % len(self.workers)], timeout=patience)))
        return None


def answering(text: str, after: float) -> Callable[[UserMessage], Any]:
    async def act(message: UserMessage) -> None:
        await asyncio.sleep(after)
        await message.output_channel.send_response(message.sender_id, {"text": text, "custom": {"type": "notice"}})

    return act


@pytest.fixture
def workers(door_with: Any, settings: WeChatSettings, new_store: Callable[[], Store]) -> Iterator[list[str]]:
    """Two doors with what they know in common."""
    with door_with(settings, new_store()) as one, door_with(settings, new_store()) as other:
        yield [one, other]


def seen(passive: str | None, wechat: FakeWeChat, follower: Follower) -> list[str]:
    """Everything that the person sees, once it has all arrived."""
    time.sleep(0.4)
    return [*([passive] if passive else []), *wechat.texts_to(follower.openid)]


def test_an_answer_in_time_is_the_passive_reply(workers: list[str], agent: Any, wechat: FakeWeChat) -> None:
    agent.act = answering("好", 0.05)
    follower = Follower(workers[0])
    platform = Platform(workers)
    assert seen(platform.deliver(follower, follower.knock("text", Content="x")), wechat, follower) == ["好"]
    assert platform.tries == 1 and len(agent.heard) == 1


def test_a_late_answer_is_pushed_once(workers: list[str], agent: Any, wechat: FakeWeChat) -> None:
    agent.act = answering("好", 0.9)
    follower = Follower(workers[0])
    passive = Platform(workers).deliver(follower, follower.knock("text", Content="x"))
    wechat.wait_for(1)
    assert seen(passive, wechat, follower) == [LATE, "好"]
    assert len(agent.heard) == 1


def test_a_platform_that_gives_up_early_still_gets_each_answer_once(
    workers: list[str], agent: Any, wechat: FakeWeChat
) -> None:
    agent.act = answering("好", 0.3)
    follower = Follower(workers[0])
    platform = Platform(workers)
    passive = platform.deliver(follower, follower.knock("text", Content="x"), patience=0.15)
    assert seen(passive, wechat, follower) == ["好"]
    assert platform.tries > 1 and len(agent.heard) == 1


def test_tries_at_the_same_moment_are_one_turn(workers: list[str], agent: Any, wechat: FakeWeChat) -> None:
    agent.act = answering("好", 0.2)
    follower = Follower(workers[0])
    knock = follower.knock("text", Content="x")
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda number: words(follower.reply(knock.post(workers[number % 2]))), range(8)))
    assert replies == ["好"] * 8
    assert len(agent.heard) == 1 and wechat.sent == []


def test_retries_with_new_nonces_are_known_by_the_message(workers: list[str], agent: Any) -> None:
    agent.act = answering("好", 0.0)
    follower = Follower(workers[0])
    xml = follower.xml("text", Content="x")
    assert [words(follower.reply(Knock(xml).post(worker))) for worker in [*workers, workers[0]]] == ["好"] * 3
    assert len(agent.heard) == 1


def test_an_event_is_handled_once(workers: list[str], agent: Any) -> None:
    agent.act = answering("好", 0.0)
    follower = Follower(workers[0])
    xml = follower.xml("event", Event="CLICK", EventKey="plan")
    replies = [words(follower.reply(Knock(xml).post(worker))) for worker in workers]
    assert replies == ["好", "好"] and len(agent.heard) == 1


def test_two_messages_of_one_second_are_two(workers: list[str], agent: Any) -> None:
    follower = Follower(workers[0])
    for worker in workers:
        follower.knock("text", Content="x", CreateTime=int(time.time())).post(worker)
    assert len(agent.heard) == 2


def test_the_platform_hangs_up_on_a_late_answer_and_it_comes_all_the_same(
    workers: list[str], agent: Any, wechat: FakeWeChat
) -> None:
    agent.act = answering("好", 1.0)
    follower = Follower(workers[0])
    passive = Platform(workers).deliver(follower, follower.knock("text", Content="x"), patience=0.25)
    wechat.wait_for(1)
    assert seen(passive, wechat, follower) == [LATE, "好"]
    assert len(agent.heard) == 1


def test_a_worker_that_dies_at_work_leaves_the_message_to_the_next_try(
    door_with: Any, settings: WeChatSettings, redis_url: str, agent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.wechat.tries._GRACE_SECONDS", -0.3)
    agent.act = answering("好", 30)
    with door_with(settings, RedisStore(redis_url), dies=True) as dying:
        follower = Follower(dying)
        knock = follower.knock("text", Content="x")
        with pytest.raises(requests.Timeout):
            knock.post(dying, timeout=0.1)
    agent.act, agent.lock_store = answering("好", 0.0), InMemoryLockStore()
    with door_with(settings, RedisStore(redis_url)) as other:
        assert words(follower.reply(knock.post(other))) == "好"
    assert len(agent.heard) == 2


def test_a_redis_that_is_away_costs_no_answer(door_with: Any, settings: WeChatSettings, agent: Any) -> None:
    agent.act = answering("好", 0.0)
    with door_with(settings, RedisStore("redis://127.0.0.1:9/0")) as url:
        follower = Follower(url)
        knock = follower.knock("text", Content="x")
        assert [words(follower.reply(knock.post(url))) for _ in range(3)] == ["好"] * 3
    assert len(agent.heard) == 1
