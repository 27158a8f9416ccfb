"""The news door: due by channel, claimed once with words that name what fits, given back, ended."""

import datetime as dt
from pathlib import Path
from typing import Any

import one_request
import pytest
from builders import leaf, record
from library import TinyLibrary
from talking import tracker

from actions import live
from actions.news_door import Claim, Due, Subscriber, add_news_routes, claim, confirm, due, end, give_back, sending
from actions.reply import Turn
from actions.returning import policies_since
from actions.situation import SUBSCRIBED
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.errors import StoreFailed
from knowledge.storage.columns import SHENZHEN
from knowledge.subscriptions.store import SubscriptionStore
from knowledge.tickets.clock import now

LOCAL = leaf("district", "eq", "坪山区")
OLD = record(LOCAL, id="old")
NEW = record(LOCAL, id="new", title="新贷")
MORE = [record(LOCAL, id=f"more-{number}", title=f"另一款{number}") for number in range(1, 6)]
ELSEWHERE = record(leaf("district", "eq", "南山区"), id="elsewhere", title="外区贷")
HERE = {"district": "坪山区", "need_kind": "贷款"}
ONE = Due(sender="sender", seen=1)


@pytest.fixture
def store(tmp_path: Path) -> SubscriptionStore:
    """One subscriber, who knows ``old`` of snapshot 1."""
    opened = SubscriptionStore.open(f"sqlite:///{tmp_path / 'advisor.db'}")
    live.use_subscriptions(lambda: opened)
    opened.subscribe(
        "sender",
        channel="wechat",
        profile=HERE,
        known=["old"],
        snapshot=1,
        now=dt.datetime(2026, 11, 24, 10, tzinfo=SHENZHEN),
    )
    publish(OLD, number=1)
    return opened


def publish(*records: Record, number: int) -> TinyLibrary:
    library = TinyLibrary({one.id: one for one in records}, number=number)
    live.use(lambda: library)  # type: ignore[arg-type,return-value]
    return library


def test_after_a_publish_the_subscribers_of_a_channel_are_due(store: SubscriptionStore) -> None:
    assert due("wechat") == []
    publish(OLD, number=2)
    assert due("wechat") == [ONE] and due("web") == []


def test_what_fits_is_told_once_with_the_way_to_it_and_out_of_it(store: SubscriptionStore) -> None:
    publish(OLD, NEW, ELSEWHERE, number=2)
    claimed = claim(ONE)
    assert claimed["told"] and claimed["titles"] == ["新贷"]
    assert "【新贷】" in claimed["text"] and "外区贷" not in claimed["text"]
    assert "直接说它的名字" in claimed["text"] and "取消通知" in claimed["text"]
    assert claim(ONE) == {"told": False} and due("wechat") == []


def test_at_most_three_are_named(store: SubscriptionStore) -> None:
    publish(OLD, *MORE, number=2)
    assert claim(ONE)["text"].count("【") == 3


def test_what_does_not_fit_is_noted_without_a_word(store: SubscriptionStore) -> None:
    publish(OLD, ELSEWHERE, number=2)
    assert claim(ONE) == {"told": False} and due("wechat") == []
    publish(OLD, ELSEWHERE, NEW, number=3)
    assert claim(Due(sender="sender", seen=2))["titles"] == ["新贷"]


def test_a_process_with_an_older_snapshot_claims_nothing(store: SubscriptionStore) -> None:
    publish(OLD, NEW, number=2)
    assert claim(ONE)["told"]
    publish(OLD, number=1)
    assert due("wechat") == [] and claim(Due(sender="sender", seen=2)) == {"told": False}


def test_what_was_pushed_is_not_told_again_at_the_next_visit(store: SubscriptionStore) -> None:
    library = publish(OLD, NEW, number=2)
    pushed = held(claim(ONE))
    assert sending(pushed) and confirm(pushed)
    messages, events = policies_since(visit(library))
    assert messages == [] and {event["name"]: event["value"] for event in events} == {SUBSCRIBED: 2}


def test_a_visit_while_a_push_is_under_way_waits_for_what_becomes_of_it(store: SubscriptionStore) -> None:
    library = publish(OLD, NEW, number=2)
    pushed = held(claim(ONE))
    assert policies_since(visit(library)) == ([], [])
    assert give_back(pushed) and policies_since(visit(library))[0]


def test_what_may_have_arrived_is_told_at_the_next_visit_as_that_and_once(
    store: SubscriptionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = publish(OLD, NEW, ELSEWHERE, number=2)
    assert sending(held(claim(ONE)))
    monkeypatch.setattr("actions.returning.now", lambda: now() + dt.timedelta(minutes=3))
    (message,) = policies_since(visit(library))[0]
    assert message.text and "可能没有送到：【新贷】" in message.text and "外区贷" not in message.text
    assert policies_since(visit(library))[0] == []


def test_what_did_not_leave_is_told_at_the_next_visit_once(store: SubscriptionStore) -> None:
    library = publish(OLD, NEW, number=2)
    assert give_back(held(claim(ONE))) and due("wechat") == [ONE]
    assert [message.custom and message.custom["news"] for message in policies_since(visit(library))[0]] == [["new"]]
    assert policies_since(visit(library))[0] == [] and due("wechat") == []


def test_told_at_a_visit_first_it_is_not_pushed(store: SubscriptionStore) -> None:
    library = publish(OLD, NEW, number=2)
    assert policies_since(visit(library))[0]
    assert claim(ONE) == {"told": False}


def test_who_left_is_told_nothing_and_forgotten(store: SubscriptionStore) -> None:
    publish(OLD, NEW, number=2)
    assert end(Subscriber(sender="sender")) and not end(Subscriber(sender="sender"))
    assert claim(ONE) == {"told": False} and due("wechat") == [] and store.of("sender", now=now()) is None


def test_over_http(store: SubscriptionStore) -> None:
    publish(OLD, NEW, number=2)
    assert asked("GET", "/news?channel=wechat") == (200, {"due": [ONE.model_dump()]})
    status, claimed = asked("POST", "/news/claim", ONE.model_dump())
    assert status == 200 and claimed["told"]
    assert asked("POST", "/news/sending", claimed) == (200, {"yours": True})
    assert asked("POST", "/news/return", claimed) == (200, {"returned": True})
    assert asked("POST", "/news/confirm", claimed) == (200, {"confirmed": False})
    assert asked("POST", "/news/permit", {"sender": "sender", "push_to": "x"}) == (200, {"permitted": True})
    assert asked("POST", "/news/elsewhere", {})[0] == 404
    assert asked("POST", "/news/end", {"sender": "sender"}) == (200, {"ended": True})


@pytest.mark.parametrize("body", [None, {}, [], {"sender": "sender", "seen": "soon"}])
def test_a_body_without_sense_is_refused(store: SubscriptionStore, body: Any) -> None:
    assert asked("POST", "/news/claim", body)[0] == 400


def test_a_database_that_is_away_is_said(store: SubscriptionStore) -> None:
    def away() -> SubscriptionStore:
        raise StoreFailed("away")

    live.use_subscriptions(away)
    assert asked("GET", "/news?channel=wechat")[0] == 503


def held(claimed: dict[str, Any]) -> Claim:
    return Claim.model_validate(claimed)


def visit(library: TinyLibrary) -> Turn:
    """The subscriber says hello; the conversation still has the old snapshot's number."""
    said = tracker("你好", subscribed=1)
    return Turn(said, library, EnterpriseProfile.model_validate(HERE), dt.date(2026, 11, 24))  # type: ignore[arg-type]


def asked(method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """One request to a server with nothing but this door."""
    return one_request.asked(add_news_routes, method, path, body)
