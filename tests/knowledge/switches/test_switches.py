"""Channels are open until somebody closes them."""

import datetime as dt
from collections.abc import Iterator

import pytest

from knowledge.storage.columns import SHENZHEN
from knowledge.switches.store import CHANNELS, DEFAULT_MESSAGE, SwitchStore

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=SHENZHEN)


@pytest.fixture
def store(url: str) -> Iterator[SwitchStore]:
    opened = SwitchStore.open(url)
    yield opened
    opened.close()


def test_every_channel_is_open_at_first(store: SwitchStore) -> None:
    assert [(one.channel, one.open, one.at) for one in store.all()] == [(name, True, None) for name in CHANNELS]


def test_a_closed_channel_says_why_by_whom_and_since_when(store: SwitchStore) -> None:
    store.turn("wechat", open=False, message=" 今晚升级，明早8点恢复。 ", by="admin", now=NOW)
    (closed,) = [one for one in store.all() if not one.open]
    assert (closed.channel, closed.message, closed.by, closed.at) == ("wechat", "今晚升级，明早8点恢复。", "admin", NOW)
    store.turn("wechat", open=True, message="", by="admin", now=NOW)
    assert all(one.open for one in store.all())


def test_without_a_message_there_is_a_polite_one(store: SwitchStore) -> None:
    assert store.turn("web", open=False, message="  ", by="admin", now=NOW).message == DEFAULT_MESSAGE


def test_an_unknown_channel_is_refused(store: SwitchStore) -> None:
    with pytest.raises(KeyError):
        store.turn("fax", open=False, message="", by="admin", now=NOW)
