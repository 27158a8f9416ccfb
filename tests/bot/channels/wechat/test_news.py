"""News are pushed to subscribers who may be written to, once; what does not leave is neither lost nor doubled."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fake_desk import FakeDesk
from fake_wechat import SEND, FakeWeChat, Silence
from follower import Follower
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.wechat.store import MemoryStore

NEWS = "您订阅以来新出了适合您看的：【新贷】。"


@pytest.fixture
def kept() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def callback(door_with: Any, settings: Any, kept: MemoryStore) -> Iterator[str]:
    with door_with(settings, kept) as url:
        yield url


@pytest.fixture
def sender(follower: Follower, sender_of: Any) -> str:
    return str(sender_of(follower))


@pytest.fixture
def says(agent: Any, until_idle: Any) -> Callable[[Follower, bool], None]:
    """A follower says something that leaves the subscription on or off."""
    domain = Domain.from_dict({"slots": {"subscribed": {"type": "any", "mappings": [{"type": "custom"}]}}})
    agent.store.domain = domain

    def said(follower: Follower, on: bool) -> None:
        async def act(message: UserMessage) -> None:
            tracker = DialogueStateTracker(message.sender_id, domain.slots)
            tracker.update(SlotSet("subscribed", 1 if on else None))
            await agent.tracker_store.save(tracker)
            await agent.echo(message)

        agent.act = act
        follower.say("有新政策通知我" if on else "取消通知")
        until_idle()

    return said


@pytest.fixture
def subscribed(says: Any, follower: Follower) -> Callable[[bool], None]:
    return lambda on: says(follower, on)


@pytest.fixture
def looked(desk: FakeDesk, until_idle: Any) -> Callable[[], None]:
    """Waits until a look for news that began after the call has ended."""

    def wait() -> None:
        before, until = desk.asked, time.monotonic() + 5
        while desk.asked < before + 2:
            assert time.monotonic() < until, "nobody looks for news"
            time.sleep(0.02)
        until_idle()

    return wait


@pytest.fixture
def pushed(wechat: FakeWeChat, follower: Follower) -> Callable[[], int]:
    return lambda: sum(NEWS in text for text in wechat.texts_to(follower.openid))


def test_a_subscriber_who_spoke_is_told_once(
    subscribed: Any, sender: str, desk: FakeDesk, looked: Any, pushed: Any
) -> None:
    subscribed(True)
    desk.due[sender] = NEWS
    looked()
    looked()
    assert pushed() == 1 and desk.claimed == [sender] and desk.returned == []


def test_who_cannot_be_reached_is_left_for_the_next_visit(
    follower: Follower, sender: str, desk: FakeDesk, looked: Any, pushed: Any, until_idle: Any, callback: str
) -> None:
    desk.due[sender] = NEWS
    looked()
    follower.say("你好")  # speaks, but has not subscribed
    until_idle()
    looked()
    assert pushed() == 0 and desk.claimed == [] and sender in desk.due


def test_after_the_subscription_ended_nobody_is_written_to(
    subscribed: Any, sender: str, desk: FakeDesk, looked: Any, pushed: Any, kept: MemoryStore
) -> None:
    subscribed(True)
    subscribed(False)
    desk.due[sender] = NEWS
    looked()
    assert pushed() == 0 and desk.claimed == [] and f"{sender}:openid" not in kept._kept


def test_with_the_allowance_spent_nothing_is_claimed(
    subscribed: Any, sender: str, desk: FakeDesk, looked: Any, pushed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.wechat.allowance.SPOKEN", 0)
    subscribed(True)
    desk.due[sender] = NEWS
    looked()
    assert pushed() == 0 and desk.claimed == []


@pytest.mark.parametrize("code", [45015, 45047, 48001])
def test_what_is_refused_is_given_back_and_not_tried_again(
    subscribed: Any, sender: str, desk: FakeDesk, looked: Any, pushed: Any, wechat: FakeWeChat, code: int
) -> None:
    subscribed(True)
    wechat.always[SEND], before = code, wechat.calls[SEND]
    desk.due[sender] = NEWS
    looked()
    looked()
    assert pushed() == 0 and desk.returned == [sender] and sender in desk.due and wechat.calls[SEND] == before + 1


def test_after_a_refusal_the_next_message_opens_the_way_again(
    subscribed: Any, sender: str, desk: FakeDesk, looked: Any, pushed: Any, wechat: FakeWeChat
) -> None:
    subscribed(True)
    wechat.faults[SEND].append(45015)
    desk.due[sender] = NEWS
    looked()
    subscribed(True)
    looked()
    assert pushed() == 1 and desk.due == {}


@pytest.mark.parametrize("fault", [45015, Silence(0.8, done=True)], ids=["refused, desk away", "no answer"])
def test_what_may_have_arrived_is_the_desk_s_to_ask_about_and_is_not_pushed_again(
    subscribed: Any, sender: str, desk: FakeDesk, looked: Any, wechat: FakeWeChat, fault: Any
) -> None:
    subscribed(True)
    before = wechat.calls[SEND]
    wechat.faults[SEND].append(fault)
    if fault == 45015:
        desk.away.add("/news/return")
    desk.due[sender] = NEWS
    looked()
    looked()
    assert desk.unsure == [sender] and desk.due == {} and wechat.calls[SEND] == before + 1


def test_what_arrived_is_confirmed(subscribed: Any, sender: str, desk: FakeDesk, looked: Any, pushed: Any) -> None:
    subscribed(True)
    desk.due[sender] = NEWS
    looked()
    assert pushed() == 1 and desk.unsure == []


def test_with_a_lease_that_ran_out_nothing_leaves(
    subscribed: Any, sender: str, desk: FakeDesk, looked: Any, pushed: Any
) -> None:
    subscribed(True)
    desk.lapsed = True
    desk.due[sender] = NEWS
    looked()
    assert pushed() == 0 and desk.claimed == [sender] and desk.returned == []


def test_while_the_action_server_is_away_looking_goes_on(
    subscribed: Any, sender: str, desk: FakeDesk, looked: Any, pushed: Any
) -> None:
    subscribed(True)
    desk.away.add("/news")
    desk.due[sender] = NEWS
    time.sleep(0.3)
    desk.away.clear()
    looked()
    assert pushed() == 1


def test_of_several_workers_one_tells(
    door_with: Any, settings: Any, new_store: Any, says: Any, desk: FakeDesk, wechat: FakeWeChat, sender_of: Any
) -> None:
    with door_with(settings, new_store()) as one, door_with(settings, new_store()):
        follower = Follower(one)
        says(follower, True)
        desk.due[sender_of(follower)] = NEWS
        wechat.wait_for(len(wechat.sent) + 1)
        time.sleep(0.5)
        assert wechat.texts_to(follower.openid).count(NEWS) == 1 and len(desk.claimed) == 1


def test_what_is_kept_of_a_subscriber_tells_nobody_who_it_is(
    subscribed: Any, sender: str, follower: Follower, kept: MemoryStore, desk: FakeDesk, looked: Any, pushed: Any
) -> None:
    subscribed(True)
    sealed, _ = kept._kept[f"{sender}:openid"]
    assert follower.openid not in json.dumps([text for text, _ in kept._kept.values()])
    kept._kept["wx-another:openid"] = kept._kept[f"{sender}:openid"]
    desk.due["wx-another"] = NEWS
    kept._kept["wx-another:spoken"] = kept._kept[f"{sender}:spoken"]
    looked()
    assert sealed and pushed() == 0 and desk.claimed == []


def test_unfollowing_ends_the_subscription(
    subscribed: Any, sender: str, follower: Follower, desk: FakeDesk, kept: MemoryStore, until_idle: Any
) -> None:
    subscribed(True)
    follower.event("unsubscribe")
    until_idle()
    assert desk.ended == [sender] and not any("openid" in key for key in kept._kept)


def test_without_an_app_secret_nobody_is_asked(door_with: Any, settings: Any, desk: FakeDesk) -> None:
    with door_with(replace(settings, secret="")):
        time.sleep(0.4)
    assert desk.asked == 0
