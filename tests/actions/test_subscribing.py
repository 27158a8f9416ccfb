"""A subscription needs consent and facts; each fitting new record is told once; it ends with its profile."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import leaf, record
from library import TinyLibrary
from talking import tracker

from actions import live
from actions.reply import Turn
from actions.returning import policies_since, welcome_back
from actions.situation import SUBSCRIBED
from actions.subscribing import SubscribeUpdates
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.errors import StoreFailed
from knowledge.subscriptions.store import SubscriptionStore
from knowledge.tickets.clock import now

LOCAL = leaf("district", "eq", "坪山区")
OLD = record(LOCAL, id="old")
NEW = record(LOCAL, id="new", title="新贷")
ELSEWHERE = record(leaf("district", "eq", "南山区"), id="elsewhere")
HERE = EnterpriseProfile(district="坪山区", need_kind="贷款")
NOON = 1_790_000_000.0


@pytest.fixture
def store(tmp_path: Path) -> SubscriptionStore:
    opened = SubscriptionStore.open(f"sqlite:///{tmp_path / 'advisor.db'}")
    live.use_subscriptions(lambda: opened)
    return opened


def turn(
    text: str = "你好", *, records: tuple[Record, ...] = (OLD,), number: int = 1, profile: Any = HERE, **said: Any
) -> Turn:
    library = TinyLibrary({one.id: one for one in records}, number=number)
    return Turn(tracker(text, **said), library, profile, dt.date(2026, 11, 24))  # type: ignore[arg-type]


def subscribe(**changes: Any) -> Any:
    return SubscribeUpdates().answer(turn("有新政策通知我", intent="subscribe_updates", **changes))


def test_without_consent_or_facts_nothing_is_kept(store: SubscriptionStore) -> None:
    assert subscribe(consent=False).messages[0].response == "utter_subscribe_needs_consent"
    assert subscribe(profile=EnterpriseProfile()).messages[0].response == "utter_subscribe_needs_facts"
    assert store.of("sender", now=now()) is None


def test_a_fitting_new_record_is_told_once(store: SubscriptionStore) -> None:
    subscribe()
    messages, events = policies_since(turn(records=(OLD, NEW, ELSEWHERE), number=2, subscribed=1))
    assert [message.custom and message.custom["news"] for message in messages] == [["new"]]
    assert {event["name"]: event["value"] for event in events} == {SUBSCRIBED: 2}
    assert policies_since(turn(records=(OLD, NEW, ELSEWHERE), number=2, subscribed=1))[0] == []
    assert policies_since(turn(records=(OLD, NEW, ELSEWHERE), number=3, subscribed=2))[0] == []


def test_without_a_new_snapshot_the_database_is_not_asked() -> None:
    def away() -> SubscriptionStore:
        raise StoreFailed("away")

    live.use_subscriptions(away)
    assert policies_since(turn(number=2, subscribed=2)) == ([], [])
    assert policies_since(turn(number=2)) == ([], [])


def test_a_database_that_is_away_loses_no_news(store: SubscriptionStore) -> None:
    subscribe()

    def away() -> SubscriptionStore:
        raise StoreFailed("away")

    live.use_subscriptions(away)
    assert policies_since(turn(records=(OLD, NEW), number=2, subscribed=1)) == ([], [])
    live.use_subscriptions(lambda: store)
    assert policies_since(turn(records=(OLD, NEW), number=2, subscribed=1))[0]


@pytest.mark.parametrize("words", ["取消通知", "不用通知我了", "别再推送了", "退订"])
def test_it_ends_and_its_profile_is_gone(store: SubscriptionStore, words: str) -> None:
    subscribe()
    reply = SubscribeUpdates().answer(turn(words, intent="subscribe_updates"))
    assert reply.messages[0].response == "utter_unsubscribed" and store.of("sender", now=now()) is None


@pytest.mark.parametrize(
    ("hours", "profile", "welcomed"),
    [
        (1, HERE, False),
        (11.9, HERE, False),
        (12, HERE, True),
        (24 * 7, HERE, True),
        (24 * 7, EnterpriseProfile(), False),
    ],
)
def test_who_comes_back_is_told_what_is_known(hours: float, profile: EnterpriseProfile, welcomed: bool) -> None:
    back = turn("你好", intent="greet", profile=profile)
    back.tracker.events[-1]["timestamp"] = NOON + hours * 3600
    back.tracker.events.insert(0, {"event": "user", "text": "坪山的", "timestamp": NOON})
    assert bool(welcome_back(back)) is welcomed
