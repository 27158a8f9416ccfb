"""What founders say of answers and what stays unanswered: masked, forgotten on demand, on both kinds of database."""

import datetime as dt
from collections.abc import Iterator

import pytest

from knowledge.opinions.store import KEPT_DAYS, Answer, OpinionStore
from knowledge.storage.columns import SHENZHEN

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=SHENZHEN)
ANSWER = Answer("recommendation", ("park-loan-sz", "seed-loan-sz"), 7)
LONG_AGO = NOW - dt.timedelta(days=900)


@pytest.fixture
def store(url: str) -> Iterator[OpinionStore]:
    opened = OpinionStore.open(url)
    yield opened
    opened.close()


def rate(store: OpinionStore, sender: str = "one", *, now: dt.datetime = NOW, useful: bool = False) -> None:
    store.rate(sender, useful=useful, answer=ANSWER, channel="web", now=now)


def leave_open(store: OpinionStore, said: str, *, sender: str = "one", now: dt.datetime = NOW) -> None:
    store.leave_open(sender, said, intent="nlu_fallback", status="clarified", channel="web", now=now)


def test_an_opinion_keeps_what_it_is_about(store: OpinionStore) -> None:
    rate(store, useful=True)
    (found,) = store.opinions(since=LONG_AGO)
    assert found.useful and found.answer == ANSWER and found.at == NOW and found.reason == ""


def test_a_reason_is_added_to_the_last_opinion_and_masked(store: OpinionStore) -> None:
    rate(store)
    rate(store, now=NOW + dt.timedelta(minutes=1))
    assert store.give_reason("one", "利率不对，打我13800138000", now=NOW + dt.timedelta(minutes=2))
    newest, oldest = store.opinions(since=LONG_AGO)
    assert newest.reason == "利率不对，打我****" and oldest.reason == ""


def test_a_reason_without_an_opinion_of_the_past_hour_is_not_kept(store: OpinionStore) -> None:
    assert not store.give_reason("one", "不准", now=NOW)
    rate(store)
    assert not store.give_reason("two", "不准", now=NOW)
    assert not store.give_reason("one", "不准", now=NOW + dt.timedelta(hours=2))


def test_a_question_is_masked_before_it_is_stored(store: OpinionStore) -> None:
    leave_open(store, "我叫王小明，飞地贷怎么办")
    (found,) = store.open_questions(since=LONG_AGO)
    assert found.said == "我叫****，飞地贷怎么办"


def test_only_what_came_since(store: OpinionStore) -> None:
    rate(store, now=LONG_AGO)
    leave_open(store, "早", now=LONG_AGO)
    assert store.opinions(since=NOW) == [] and store.open_questions(since=NOW) == []


def test_a_sender_is_forgotten_and_nobody_else(store: OpinionStore) -> None:
    for sender in ("one", "two"):
        rate(store, sender)
        leave_open(store, sender, sender=sender)
    store.erase("one")
    assert len(store.opinions(since=LONG_AGO)) == 1
    assert [found.said for found in store.open_questions(since=LONG_AGO)] == ["two"]


def test_old_rows_go(store: OpinionStore) -> None:
    rate(store)
    leave_open(store, "旧的")
    later = NOW + dt.timedelta(days=KEPT_DAYS, seconds=1)
    rate(store, now=later)
    assert store.erase_expired(now=later) == 2
    assert len(store.opinions(since=LONG_AGO)) == 1


def test_a_question_that_was_dealt_with_says_how_by_whom_and_when(store: OpinionStore) -> None:
    leave_open(store, "飞地贷怎么办")
    leave_open(store, "人才房怎么申请")
    newest, oldest = store.open_questions(since=LONG_AGO)
    assert oldest.handled_at is None
    assert store.handle([oldest.id], by="editor", how="起草常见问题", now=NOW) == 1
    assert store.handle([oldest.id, newest.id], by="another", how="不用处理", now=NOW) == 1
    newest, oldest = store.open_questions(since=LONG_AGO)
    assert (oldest.handled_at, oldest.handled_by, oldest.handled_as) == (NOW, "editor", "起草常见问题")
