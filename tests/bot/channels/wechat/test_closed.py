"""The official account while staff have closed it: their words to everything, no news; who leaves is forgotten all the same."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fake_desk import FakeDesk
from fake_wechat import FakeWeChat
from follower import Follower

from bot.channels import switches

WORDS = "公众号今天维护，请打12345。"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switches, "_FRESH_SECONDS", 0.05)


@pytest.fixture
def callback(door_with: Any, settings: Any) -> Iterator[str]:
    with door_with(replace(settings, reply_seconds=2.0)) as url:
        yield url


@pytest.mark.parametrize("kind", ["text", "image"])
def test_every_message_is_answered_with_their_words(follower: Follower, desk: FakeDesk, agent: Any, kind: str) -> None:
    desk.closed["wechat"] = WORDS
    fields = {"Content": "你好"} if kind == "text" else {"PicUrl": "http://x/", "MediaId": "m"}
    reply = follower.send(kind, **fields)
    assert reply is not None and reply.content == WORDS
    assert agent.heard == []


def test_following_and_the_menu_too(follower: Follower, desk: FakeDesk) -> None:
    desk.closed["wechat"] = WORDS
    assert follower.event("subscribe") == WORDS
    assert follower.event("CLICK", "loans") == WORDS


def test_who_leaves_is_forgotten_all_the_same(
    follower: Follower, desk: FakeDesk, until_idle: Callable[[], None]
) -> None:
    desk.closed["wechat"] = WORDS
    assert follower.event("unsubscribe") == ""
    until_idle()
    assert desk.ended


def test_open_again_it_answers(follower: Follower, desk: FakeDesk, agent: Any) -> None:
    desk.closed["wechat"] = WORDS
    assert follower.say("你好") == WORDS
    desk.closed.clear()
    time.sleep(0.1)
    follower.say("你好")
    assert [message.text for message in agent.heard] == ["你好"]


def test_no_news_while_closed(follower: Follower, desk: FakeDesk, wechat: FakeWeChat) -> None:
    desk.closed["wechat"] = WORDS
    time.sleep(0.3)
    asked = desk.asked
    time.sleep(0.4)
    assert desk.asked == asked
    desk.closed.clear()
    time.sleep(0.4)
    assert desk.asked > asked
