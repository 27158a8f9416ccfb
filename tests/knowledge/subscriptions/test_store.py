"""Subscriptions: renewed, claimed once by whoever is first, ended; on both kinds of database."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.storage.columns import SHENZHEN
from knowledge.subscriptions.store import SubscriptionStore

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=SHENZHEN)


@pytest.fixture
def store(url: str) -> Iterator[SubscriptionStore]:
    opened = SubscriptionStore.open(url)
    yield opened
    opened.close()


def subscribe(store: SubscriptionStore, sender: str = "one", **changes: object) -> None:
    fields = {
        "channel": "web",
        "profile": {"district": "坪山区"},
        "known": ["old"],
        "snapshot": 3,
        "now": NOW,
        **changes,
    }
    store.subscribe(sender, **fields)  # type: ignore[arg-type]


def test_what_was_subscribed_is_kept(store: SubscriptionStore) -> None:
    subscribe(store)
    found = store.of("one")
    assert found is not None
    assert (found.sender, found.channel, found.since) == ("one", "web", NOW)
    assert found.profile == {"district": "坪山区"} and found.known == {"old"} and found.snapshot == 3
    assert store.of("two") is None


def test_subscribing_again_renews(store: SubscriptionStore) -> None:
    subscribe(store)
    subscribe(store, profile={"district": "南山区"}, snapshot=4)
    found = store.of("one")
    assert found is not None and found.profile == {"district": "南山区"} and found.snapshot == 4


def test_news_are_claimed_once(store: SubscriptionStore) -> None:
    subscribe(store)
    assert store.claim("one", seen=3, snapshot=5, news=["new"])
    assert not store.claim("one", seen=3, snapshot=5, news=["new"])
    found = store.of("one")
    assert found is not None and found.known == {"old", "new"} and found.snapshot == 5


def test_of_many_at_once_one_claims(store: SubscriptionStore) -> None:
    subscribe(store)
    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(lambda _: store.claim("one", seen=3, snapshot=5, news=["new"]), range(8)))
    assert claimed.count(True) == 1


def test_who_unsubscribed_is_told_nothing_and_forgotten(store: SubscriptionStore) -> None:
    subscribe(store)
    assert store.unsubscribe("one") and not store.unsubscribe("one")
    assert store.of("one") is None
    assert not store.claim("one", seen=3, snapshot=5, news=["new"])


def test_who_is_behind_is_found_by_channel(store: SubscriptionStore) -> None:
    later = NOW + dt.timedelta(hours=1)
    subscribe(store, "late", channel="wechat", now=later)
    subscribe(store, "early", channel="wechat")
    subscribe(store, "longest", channel="wechat", snapshot=2, now=later)
    subscribe(store, "up to date", channel="wechat", snapshot=5)
    subscribe(store, "elsewhere")
    assert store.behind("wechat", 5) == [("longest", 2), ("early", 3), ("late", 3)]
    assert store.behind("wechat", 2) == []


def test_a_claim_can_be_given_back_until_somebody_looks(store: SubscriptionStore) -> None:
    subscribe(store)
    assert not store.give_back("one", seen=2, snapshot=5, news=["new"])
    assert store.claim("one", seen=3, snapshot=5, news=["new"])
    assert store.give_back("one", seen=3, snapshot=5, news=["new"])
    found = store.of("one")
    assert found is not None and found.known == {"old"} and found.snapshot == 3
    assert store.claim("one", seen=3, snapshot=5, news=["new"])
    assert store.claim("one", seen=5, snapshot=6, news=[])
    assert not store.give_back("one", seen=3, snapshot=5, news=["new"])
    store.unsubscribe("one")
    assert not store.give_back("one", seen=5, snapshot=6, news=[])
