"""Subscriptions: renewed, claimed once by whoever is first, ended; on both kinds of database."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.storage.columns import SHENZHEN
from knowledge.subscriptions.store import Behind, Subscription, SubscriptionStore

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=SHENZHEN)
SOON, LATE = NOW + dt.timedelta(minutes=2), NOW + dt.timedelta(minutes=3)


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


def found(store: SubscriptionStore, sender: str = "one", now: dt.datetime = NOW) -> Subscription:
    kept = store.of(sender, now=now)
    assert kept is not None
    return kept


def lease(store: SubscriptionStore, sender: str = "one", snapshot: int = 5, **changes: object) -> str | None:
    fields = {"seen": 3, "snapshot": snapshot, "news": ["new"], "until": SOON, **changes}
    return store.lease(sender, **fields)  # type: ignore[arg-type]


def test_what_was_subscribed_is_kept(store: SubscriptionStore) -> None:
    subscribe(store)
    kept = found(store)
    assert (kept.sender, kept.channel, kept.since) == ("one", "web", NOW)
    assert kept.profile == {"district": "坪山区"} and kept.known == {"old"} and kept.snapshot == 3
    assert not kept.being_told and kept.perhaps_told == frozenset()
    assert store.of("two", now=NOW) is None


def test_subscribing_again_renews(store: SubscriptionStore) -> None:
    subscribe(store)
    subscribe(store, profile={"district": "南山区"}, snapshot=4)
    assert found(store).profile == {"district": "南山区"} and found(store).snapshot == 4


def test_news_are_claimed_once(store: SubscriptionStore) -> None:
    subscribe(store)
    assert store.claim("one", seen=3, snapshot=5, news=["new"])
    assert not store.claim("one", seen=3, snapshot=5, news=["new"])
    assert found(store).known == {"old", "new"} and found(store).snapshot == 5


@pytest.mark.parametrize("way", ["claim", "lease"])
def test_of_many_at_once_one_claims(store: SubscriptionStore, way: str) -> None:
    subscribe(store)
    one = (lambda: store.claim("one", seen=3, snapshot=5, news=["new"])) if way == "claim" else (lambda: lease(store))
    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(lambda _: bool(one()), range(8)))
    assert claimed.count(True) == 1


def test_who_unsubscribed_is_told_nothing_and_forgotten(store: SubscriptionStore) -> None:
    subscribe(store)
    assert store.unsubscribe("one") and not store.unsubscribe("one")
    assert store.of("one", now=NOW) is None
    assert not store.claim("one", seen=3, snapshot=5, news=["new"]) and lease(store) is None


def test_who_is_behind_is_found_by_channel(store: SubscriptionStore) -> None:
    later = NOW + dt.timedelta(hours=1)
    subscribe(store, "late", channel="wechat", now=later)
    subscribe(store, "early", channel="wechat")
    subscribe(store, "longest", channel="wechat", snapshot=2, now=later)
    subscribe(store, "up to date", channel="wechat", snapshot=5)
    subscribe(store, "elsewhere")
    assert store.behind("wechat", 5, now=NOW) == [Behind("longest", 2), Behind("early", 3), Behind("late", 3)]
    assert store.behind("wechat", 2, now=NOW) == []


# --- pushes ---


def test_a_push_that_arrived_is_settled_for_good(store: SubscriptionStore) -> None:
    subscribe(store)
    claim = lease(store)
    assert claim and found(store).being_told and store.start_sending("one", claim, now=NOW)
    assert store.confirm("one", claim) and not store.confirm("one", claim)
    kept = found(store, now=LATE)
    assert (kept.being_told, kept.perhaps_told, kept.snapshot, kept.known) == (False, frozenset(), 5, {"old", "new"})


@pytest.mark.parametrize("started", [False, True])
def test_a_push_that_failed_is_due_again_at_once(store: SubscriptionStore, started: bool) -> None:
    subscribe(store)
    claim = lease(store)
    assert claim
    if started:
        assert store.start_sending("one", claim, now=NOW)
    assert store.give_back("one", claim) and not store.give_back("one", claim)
    assert store.behind("web", 5, now=NOW) == [Behind("one", 3)]
    assert found(store).known == {"old"}


def test_a_worker_that_died_before_sending_loses_its_lease_and_the_news_are_due_once_more(
    store: SubscriptionStore,
) -> None:
    subscribe(store)
    dead = lease(store)
    assert dead and store.behind("web", 5, now=NOW) == []
    assert store.behind("web", 5, now=LATE) == [Behind("one", 3)]
    alive = lease(store, until=LATE + dt.timedelta(minutes=1))
    assert alive and not store.start_sending("one", dead, now=LATE) and not store.give_back("one", dead)
    assert store.start_sending("one", alive, now=LATE) and store.confirm("one", alive)


def test_a_visit_finds_what_a_dead_worker_held(store: SubscriptionStore) -> None:
    subscribe(store)
    assert lease(store) and found(store).being_told
    kept = found(store, now=LATE)
    assert not kept.being_told and kept.snapshot == 3 and kept.known == {"old"}


def test_a_lease_that_ran_out_lets_nothing_leave(store: SubscriptionStore) -> None:
    subscribe(store)
    claim = lease(store)
    assert claim and not store.start_sending("one", claim, now=LATE)


def test_what_may_have_arrived_is_never_pushed_again_and_told_once(store: SubscriptionStore) -> None:
    subscribe(store)
    claim = lease(store)
    assert claim and store.start_sending("one", claim, now=NOW)
    assert not store.settle("one", now=NOW)
    assert store.behind("web", 6, now=LATE) == [] and lease(store, snapshot=6, seen=5) is None
    assert found(store, now=LATE).perhaps_told == {"new"}
    assert [store.settle("one", now=LATE) for _ in range(2)] == [True, False]
    kept = found(store, now=LATE)
    assert kept.perhaps_told == frozenset() and kept.known == {"old", "new"}
    assert store.behind("web", 6, now=LATE) == [Behind("one", 5)]


def test_while_a_push_is_under_way_no_visit_tells_it(store: SubscriptionStore) -> None:
    subscribe(store)
    assert lease(store) and not store.claim("one", seen=5, snapshot=6, news=["newer"])


def test_subscribing_anew_ends_a_push_that_has_not_left(store: SubscriptionStore) -> None:
    subscribe(store)
    claim = lease(store)
    subscribe(store, snapshot=5)
    assert claim and not store.start_sending("one", claim, now=NOW)


# --- a mini-program's permissions ---


def test_without_a_subscription_no_address_is_kept(store: SubscriptionStore) -> None:
    assert not store.permit("one", "sealed")
    subscribe(store)
    assert store.behind("web", 5, now=NOW, permitted=True) == []


def test_a_permission_is_one_message_and_the_address_goes_with_the_last(store: SubscriptionStore) -> None:
    subscribe(store)
    assert store.permit("one", "older") and store.permit("one", "sealed")
    for snapshot, left in ((5, [Behind("one", 5, "sealed")]), (6, [])):
        claim = lease(store, seen=found(store).snapshot, snapshot=snapshot)
        assert claim and store.start_sending("one", claim, now=NOW) and store.confirm("one", claim)
        assert store.behind("web", 9, now=NOW, permitted=True) == left
    assert store.behind("web", 9, now=NOW) == [Behind("one", 6)]


def test_a_permission_whose_message_did_not_leave_is_not_spent(store: SubscriptionStore) -> None:
    subscribe(store)
    store.permit("one", "sealed")
    claim = lease(store)
    assert claim and store.start_sending("one", claim, now=NOW) and store.give_back("one", claim)
    assert store.behind("web", 5, now=NOW, permitted=True) == [Behind("one", 3, "sealed")]


def test_a_permission_that_was_withdrawn_goes_with_the_address(store: SubscriptionStore) -> None:
    subscribe(store)
    store.permit("one", "sealed")
    claim = lease(store)
    assert claim and store.start_sending("one", claim, now=NOW)
    assert store.give_back("one", claim, permission_gone=True)
    assert store.behind("web", 5, now=NOW) == [Behind("one", 3)]


def test_renewing_keeps_the_permission_and_leaving_ends_it(store: SubscriptionStore) -> None:
    subscribe(store)
    store.permit("one", "sealed")
    subscribe(store, snapshot=4)
    assert store.behind("web", 5, now=NOW, permitted=True) == [Behind("one", 4, "sealed")]
    store.unsubscribe("one")
    subscribe(store)
    assert store.behind("web", 5, now=NOW, permitted=True) == []
