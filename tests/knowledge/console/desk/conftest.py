"""The desk over an advisor's database of the test's own, with something in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.console.desk import stores
from knowledge.opinions.store import Answer, OpinionStore
from knowledge.switches.store import SwitchStore
from knowledge.tickets.clock import now
from knowledge.tickets.model import Contact, Ticket
from knowledge.tickets.store import TicketStore
from knowledge.usage.model import BOOKED, How, TurnSeen
from knowledge.usage.store import UsageStore

RENT = ["租厂房有补贴吗", "厂房租金能不能补", "租厂房有补贴吗？"]
PHONE = "13812345678"


@pytest.fixture(autouse=True)
def advisor_db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the advisor's database, empty."""
    url = f"sqlite:///{tmp_path / 'advisor.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    opened = (stores.tickets, stores.opinions, stores.usage, stores.switches)
    for one in opened:
        one.cache_clear()
    yield url
    for one in opened:
        one.cache_clear()


@pytest.fixture
def tickets(advisor_db: str) -> TicketStore:
    return TicketStore.open(advisor_db)


@pytest.fixture
def ticket(tickets: TicketStore) -> Ticket:
    """Waiting, with a financing request that names a telephone number."""
    filed = tickets.file(
        "sender",
        desk_id="ps-sti-bureau",
        desk_name="坪山区科技创新局",
        topic="=1+1 高企认定",
        contact=Contact("陈女士", PHONE, ""),
        now=now(),
    )
    return tickets.attach(filed.number, "sender", f"想贷300万，电话{PHONE}", now=now())


@pytest.fixture
def opinions(advisor_db: str) -> OpinionStore:
    """Three open questions of one meaning, one of another; one opinion of each kind."""
    store = OpinionStore.open(advisor_db)
    for said in [*RENT, "你们周末上班吗"]:
        store.leave_open("sender", said, intent="nlu_fallback", status="clarified", channel="web", now=now())
    answer = Answer("record", ("park-loan-sz",), 7)
    store.rate("sender", useful=True, answer=answer, channel="web", now=now())
    store.rate("sender", useful=False, answer=answer, channel="wechat", reason="信息不对或过时", now=now())
    return store


@pytest.fixture
def usage(advisor_db: str) -> UsageStore:
    """One visit from recommendation to booking."""
    store = UsageStore.open(advisor_db)
    common = {"channel": "web", "sender": "one", "asked": True, "status": "answered", "stage": "初创期"}
    at = dt.datetime.now(dt.UTC)
    shown = (("park-loan-sz", How.RECOMMENDED),)
    store.write(
        [
            TurnSeen(at=at, intent="seek_recommendation", kind="recommendation", records=shown, **common),
            TurnSeen(at=at, intent="ask_record", kind="record", board="科技信贷", records=shown, **common),
            TurnSeen(at=at, intent="inform", kind=BOOKED, **common),
        ]
    )
    return store


@pytest.fixture
def switches(advisor_db: str) -> SwitchStore:
    return SwitchStore.open(advisor_db)
