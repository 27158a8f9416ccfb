"""Counts: by week and topic, from recommendation to booking, by record; nobody in them; never in the way of a turn."""

import datetime as dt
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from knowledge.errors import StoreFailed
from knowledge.storage.columns import SHENZHEN
from knowledge.usage.model import BOOKED, KEPT_DAYS, Forgotten, How, RecordHits, TurnSeen, week_of
from knowledge.usage.recorder import Recorder
from knowledge.usage.store import UsageStore
from knowledge.usage.tables import usage_salts, usage_turns

NOW = dt.datetime(2026, 11, 25, 0, 30, tzinfo=SHENZHEN)
TODAY = NOW.date()
ALWAYS = {"since": dt.date(2000, 1, 1), "until": dt.date(2100, 1, 1)}


@pytest.fixture
def store(url: str) -> Iterator[UsageStore]:
    opened = UsageStore.open(url)
    yield opened
    opened.close()


def seen(**given: Any) -> TurnSeen:
    common = {
        "at": NOW,
        "channel": "web",
        "sender": "one",
        "asked": True,
        "intent": "ask_record",
        "status": "answered",
        "kind": "record",
    }
    return TurnSeen(**{**common, **given})


def visits(store: UsageStore) -> list[str]:
    return [visit for (visit,) in store._rows(sa.select(usage_turns.c.visit).order_by(usage_turns.c.id))]


def test_messages_are_counted_by_week_and_topic(store: UsageStore) -> None:
    store.write([seen(board="科技信贷", stage="初创期"), seen(board="科技信贷", stage="初创期"), seen(intent="greet")])
    store.write([seen(at=NOW - dt.timedelta(days=7), board="科技信贷")])
    store.write([seen(asked=False)])  # the form going on after an interruption is no message
    counted = {(one.week, one.intent, one.board, one.stage): one.times for one in store.topics(**ALWAYS)}
    assert counted == {
        (dt.date(2026, 11, 16), "ask_record", "科技信贷", ""): 1,
        (dt.date(2026, 11, 23), "ask_record", "科技信贷", "初创期"): 2,
        (dt.date(2026, 11, 23), "greet", "", ""): 1,
    }
    assert sum(one.times for one in store.topics(since=TODAY, until=TODAY)) == 3


def test_a_day_is_shenzhen_s(store: UsageStore) -> None:
    store.write([seen(at=NOW.astimezone(dt.UTC))])  # still the 24th in UTC
    assert store.topics(since=TODAY, until=TODAY)


def test_statuses(store: UsageStore) -> None:
    store.write([seen(), seen(status="nothing_found")])
    assert store.statuses(**ALWAYS) == {"answered": 1, "nothing_found": 1}


def test_the_funnel_counts_visits_not_turns(store: UsageStore) -> None:
    def went(sender: str | None, *kinds: str) -> list[TurnSeen]:
        return [seen(sender=sender, kind=kind) for kind in kinds]

    store.write(went("books", "recommendation", "recommendation", "record", "contacts", BOOKED))
    store.write(went("looks", "recommendation", "eligibility"))
    store.write(went("asks a person at once", "contacts", BOOKED))
    store.write(went(None, BOOKED))
    store.write([seen(sender="books", kind="record", at=NOW - dt.timedelta(days=7))])
    before, now = store.funnels(**ALWAYS)
    assert (before.visits, before.recommended, before.bookings) == (1, 0, 0)
    assert (now.visits, now.recommended, now.looked, now.contacts, now.booked, now.bookings) == (3, 2, 2, 1, 1, 3)


def test_hits_by_record(store: UsageStore) -> None:
    store.write([seen(records=(("park-loan", How.RECOMMENDED), ("seed-loan", How.RECOMMENDED)))])
    store.write([seen(records=(("park-loan", How.ASKED),)), seen(records=(("park-loan", How.ASKED),))])
    assert store.record_hits(**ALWAYS) == {
        "park-loan": RecordHits(recommended=1, asked=2),
        "seed-loan": RecordHits(recommended=1),
    }
    assert store.record_hits(since=TODAY + dt.timedelta(days=1), until=TODAY + dt.timedelta(days=1)) == {}


def test_the_key_of_a_visit_is_another_one_each_week_and_says_nothing(store: UsageStore) -> None:
    store.write([seen(), seen(), seen(sender="two"), seen(at=NOW + dt.timedelta(days=7)), seen(sender=None)])
    one, again, two, next_week, without = visits(store)
    assert one == again and len({one, two, next_week}) == 3 and without == ""
    assert "one" not in one


def test_who_is_forgotten_is_no_longer_linked(store: UsageStore) -> None:
    store.write([seen(), seen(sender="two"), seen(), Forgotten(NOW, "one")])
    assert [bool(visit) for visit in visits(store)] == [False, True, False]


def test_last_week_s_key_goes_and_with_it_every_link_to_a_person(store: UsageStore) -> None:
    store.write([seen(at=NOW - dt.timedelta(days=7)), seen()])
    assert store.erase_expired(now=NOW) == 1
    assert [week for (week,) in store._rows(sa.select(usage_salts.c.week))] == [week_of(TODAY)]
    assert len(visits(store)) == 2


def test_old_counts_are_erased(store: UsageStore) -> None:
    long_ago = NOW - dt.timedelta(days=KEPT_DAYS + 1)
    store.write([seen(at=long_ago, records=(("park-loan", How.ASKED),)), seen(sender=None)])
    assert store.erase_expired(now=NOW) >= 2
    assert store.record_hits(**ALWAYS) == {} and len(visits(store)) == 1


def test_the_recorder_stores_what_it_was_given_before_it_closes(url: str) -> None:
    recorder = Recorder(lambda: UsageStore.open(url))
    for _ in range(1_200):
        recorder.put(seen())
    recorder.close(30)
    store = UsageStore.open(url)
    assert sum(one.times for one in store.topics(**ALWAYS)) == 1_200
    store.close()


def test_a_database_that_is_away_slows_nobody_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def away() -> UsageStore:
        time.sleep(0.3)
        raise StoreFailed("away")

    recorder = Recorder(away)
    started = time.perf_counter()
    for _ in range(10_000):
        recorder.put(seen())
    assert time.perf_counter() - started < 1.0
    with caplog.at_level(logging.WARNING):
        recorder.close(10)
    assert "not counted" in caplog.text


def test_a_batch_that_cannot_be_stored_does_not_stop_the_next(store: UsageStore) -> None:
    class Breaks:
        broken = True

        def write(self, batch: list[Any]) -> None:
            if self.broken:
                self.broken = False
                raise ZeroDivisionError
            store.write(batch)

        def close(self) -> None: ...

    recorder = Recorder(Breaks)  # type: ignore[arg-type]
    recorder.put(seen())
    time.sleep(0.8)
    recorder.put(seen())
    recorder.close(10)
    assert len(visits(store)) == 1
