"""Tickets on SQLite and on PostgreSQL: moves, clock, two people at once, forgetting."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.errors import TicketNotFound, TicketRefused, TicketStoreFailed, TooManyTickets
from knowledge.storage.columns import SHENZHEN
from knowledge.storage.engine import open_engine
from knowledge.tickets import store as store_module
from knowledge.tickets.model import KEPT_DAYS, MOST_OPEN, Contact, Outcome, State, Ticket
from knowledge.tickets.store import TicketStore
from knowledge.tickets.tables import ticket_events, tickets

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=SHENZHEN)
LATER = NOW + dt.timedelta(days=3)
CONTACT = Contact("王女士", "13800138000", "pingshan88")


def file(store: TicketStore, sender: str = "founder", *, now: dt.datetime = NOW) -> Ticket:
    return store.file(
        sender, desk_id="ps-sti-bureau", desk_name="坪山区科技创新局", topic="补贴申报咨询", contact=CONTACT, now=now
    )


def closed(store: TicketStore, sender: str = "founder") -> Ticket:
    number = file(store, sender).number
    store.accept(number, now=NOW)
    return store.finish(number, now=LATER)


def test_a_filed_ticket_waits_with_a_deadline(store: TicketStore) -> None:
    ticket = file(store)
    assert ticket == store.get(ticket.number)
    assert ticket.state is State.WAITING and ticket.contact == CONTACT
    assert ticket.number.startswith("PS-20261124-")
    assert ticket.accept_by == dt.datetime(2026, 11, 25, 18, tzinfo=SHENZHEN)
    assert [event.what for event in ticket.history] == ["登记"]


def test_from_filing_to_follow_up(store: TicketStore) -> None:
    number = file(store).number
    store.attach(number, "founder", "要300万元", now=NOW)
    store.accept(number, now=NOW)
    store.finish(number, now=LATER)
    ticket = store.follow_up(number, Outcome.FAILED, "流水不够", now=LATER)
    assert (ticket.state, ticket.outcome, ticket.outcome_reason) == (State.CLOSED, Outcome.FAILED, "流水不够")
    assert [event.what for event in ticket.history] == ["登记", "附融资需求单", "已受理", "已办结", "回访：没成"]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_refusal_needs_a_written_reason(store: TicketStore, reason: str) -> None:
    number = file(store).number
    with pytest.raises(TicketRefused, match="理由"):
        store.refuse(number, reason, now=NOW)
    assert store.get(number).state is State.WAITING
    assert store.refuse(number, "不属于本区企业", now=NOW).refusal == "不属于本区企业"


MOVES: dict[State, Callable[[TicketStore, str], Ticket]] = {
    State.ACCEPTED: lambda store, number: store.accept(number, now=NOW),
    State.REFUSED: lambda store, number: store.refuse(number, "理由", now=NOW),
    State.CLOSED: lambda store, number: store.finish(number, now=NOW),
    State.WITHDRAWN: lambda store, number: store.withdraw(number, "founder", now=NOW),
}
PATHS: dict[State, tuple[State, ...]] = {
    State.WAITING: (),
    State.ACCEPTED: (State.ACCEPTED,),
    State.REFUSED: (State.REFUSED,),
    State.CLOSED: (State.ACCEPTED, State.CLOSED),
    State.WITHDRAWN: (State.WITHDRAWN,),
}
ALLOWED = {
    (State.WAITING, State.ACCEPTED),
    (State.WAITING, State.REFUSED),
    (State.WAITING, State.WITHDRAWN),
    (State.ACCEPTED, State.CLOSED),
    (State.ACCEPTED, State.WITHDRAWN),
}


@pytest.mark.parametrize("start", PATHS)
@pytest.mark.parametrize("to", MOVES)
def test_only_these_moves(store: TicketStore, start: State, to: State) -> None:
    number = file(store).number
    for step in PATHS[start]:
        MOVES[step](store, number)
    if (start, to) in ALLOWED:
        assert MOVES[to](store, number).state is to
    else:
        with pytest.raises(TicketRefused, match=start):
            MOVES[to](store, number)
        assert store.get(number).state is start


def test_an_unknown_number(store: TicketStore) -> None:
    for act in (lambda: store.get("PS-20261124-0000"), lambda: store.accept("PS-20261124-0000", now=NOW)):
        with pytest.raises(TicketNotFound):
            act()


def test_two_clerks_accept_at_once_and_one_wins(store: TicketStore) -> None:
    number, gate = file(store).number, threading.Barrier(2)

    def accept(_: int) -> str:
        gate.wait()
        try:
            return str(store.accept(number, now=NOW).state)
        except TicketRefused:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(accept, range(2))) == ["refused", State.ACCEPTED]
    assert [event.what for event in store.get(number).history] == ["登记", "已受理"]


def test_many_file_at_once_and_every_number_is_different(store: TicketStore, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(range(1000))
    monkeypatch.setattr(store_module.secrets, "randbelow", lambda _: next(drawn) % 20)  # a crowded day
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda who: file(store, f"sender-{who}").number, range(16)))
    assert len(set(numbers)) == 16


def test_several_processes_may_migrate_at_once(url: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        for engine in pool.map(lambda _: open_engine(url), range(3)):
            engine.dispose()
    opened = TicketStore.open(url)
    assert file(opened).state is State.WAITING
    opened.close()


def test_one_sender_sees_and_changes_only_their_own(store: TicketStore) -> None:
    mine, theirs = file(store, "one"), file(store, "two")
    assert [ticket.number for ticket in store.of("one")] == [mine.number]
    for act in (
        lambda: store.withdraw(theirs.number, "one", now=NOW),
        lambda: store.attach(theirs.number, "one", "x", now=NOW),
        lambda: store.change_contact(theirs.number, "one", CONTACT, now=NOW),
    ):
        with pytest.raises(TicketRefused):
            act()
    number = closed(store, "three").number
    with pytest.raises(TicketRefused):
        store.follow_up(number, Outcome.ENJOYED, "", now=LATER, sender_id="one")


def test_nobody_files_without_end(store: TicketStore) -> None:
    for _ in range(MOST_OPEN):
        file(store)
    with pytest.raises(TooManyTickets):
        file(store)
    assert file(store, "another").state is State.WAITING


def test_overdue_is_escalated_once(store: TicketStore) -> None:
    late, quick = file(store), file(store)
    store.accept(quick.number, now=NOW)
    assert store.escalate(now=late.accept_by) == []
    after = late.accept_by + dt.timedelta(seconds=1)
    assert store.find(overdue_at=after) == [late]
    assert [ticket.number for ticket in store.escalate(now=after)] == [late.number]
    assert store.escalate(now=after) == []
    assert store.get(late.number).escalated_at == after


def test_lists_by_state(store: TicketStore) -> None:
    waiting, accepted = file(store), file(store, now=NOW - dt.timedelta(days=5))
    store.accept(accepted.number, now=NOW)
    assert [ticket.number for ticket in store.find()] == [accepted.number, waiting.number]
    assert [ticket.number for ticket in store.find(state=State.WAITING)] == [waiting.number]


def test_the_outcome_is_asked_once_and_only_when_closed(store: TicketStore) -> None:
    number = file(store).number
    assert store.next_to_ask("founder", now=NOW) is None
    store.accept(number, now=NOW)
    store.finish(number, now=LATER)
    assert store.next_to_ask("someone", now=LATER) is None
    asked = store.next_to_ask("founder", now=LATER)
    assert asked is not None and asked.number == number
    assert store.next_to_ask("founder", now=LATER) is None


def test_a_new_contact_keeps_the_name_that_was_given(store: TicketStore) -> None:
    number = file(store).number
    changed = store.change_contact(number, "founder", Contact(phone="13900139000"), now=NOW)
    assert changed.contact == Contact("王女士", "13900139000")


def everything_stored(url: str) -> str:
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        rows = [row for table in (tickets, ticket_events) for row in connection.execute(sa.select(table))]
    engine.dispose()
    return str(rows)


def test_after_erasure_number_and_state_stay_and_nothing_of_the_founder(store: TicketStore, url: str) -> None:
    refused, waiting, other = file(store), file(store), file(store, "other")
    store.attach(waiting.number, "founder", "我们做储能，要三百二十一万元", now=NOW)
    store.refuse(refused.number, "储能企业请找工信局", now=NOW)
    done = closed(store)
    store.follow_up(done.number, Outcome.FAILED, "流水只有七万", now=LATER)
    assert store.erase("founder", now=LATER) == 3
    assert store.of("founder") == []
    states = {ticket.number: ticket.state for ticket in store.find()}
    assert states[refused.number] is State.REFUSED and states[done.number] is State.CLOSED
    assert states[waiting.number] is State.WITHDRAWN and states[other.number] is State.WAITING
    assert store.get(other.number).contact == CONTACT
    store.erase("other", now=LATER)
    kept = everything_stored(url)
    assert not [word for word in ("王女士", "13800138000", "pingshan88", "储能", "三百二十一", "七万") if word in kept]
    assert waiting.number in kept


def test_the_sqlite_file_holds_no_word_after_erasure(tmp_path: Path) -> None:
    path = tmp_path / "advisor.db"
    store = TicketStore.open(f"sqlite:///{path}")
    file(store)
    assert CONTACT.phone.encode() in path.read_bytes()
    store.erase("founder", now=NOW)
    assert CONTACT.phone.encode() not in b"".join(part.read_bytes() for part in tmp_path.iterdir())
    store.close()


def test_old_contacts_are_erased_by_themselves(store: TicketStore) -> None:
    number = file(store).number
    fresh = file(store, now=NOW + dt.timedelta(days=2)).number
    assert store.erase_expired(now=NOW + dt.timedelta(days=KEPT_DAYS)) == 0
    assert store.erase_expired(now=NOW + dt.timedelta(days=KEPT_DAYS, seconds=1)) == 1
    assert store.get(number).contact is None and store.get(fresh).contact == CONTACT


def test_a_broken_database_says_so_without_the_contact(store: TicketStore, url: str) -> None:
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE ticket_events"))
        connection.execute(sa.text("DROP TABLE tickets"))
    engine.dispose()
    with pytest.raises(TicketStoreFailed) as failed:
        file(store)
    assert CONTACT.phone not in str(failed.value)
    assert failed.value.__cause__ is None


def test_an_unreachable_database() -> None:
    with pytest.raises(TicketStoreFailed):
        TicketStore.open("postgresql://nobody@127.0.0.1:1/none")
