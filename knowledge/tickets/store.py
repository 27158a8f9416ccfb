"""Tickets in a database: numbers and moves are safe when several processes act at once."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

import sqlalchemy as sa

from knowledge.errors import TicketNotFound, TicketRefused, TicketStoreFailed, TooManyTickets
from knowledge.storage.columns import SHENZHEN, owner_of
from knowledge.storage.store import Store
from knowledge.tickets.clock import accept_by
from knowledge.tickets.model import (
    KEPT_DAYS,
    MOST_OPEN,
    MOVES,
    OPEN,
    Contact,
    Event,
    Outcome,
    State,
    Ticket,
)
from knowledge.tickets.tables import ticket_events, tickets

_NUMBER_TRIES = 50
_LONGEST_TEXT = 120
_LONGEST_REASON = 500
_ERASED = {
    "owner": None,
    "topic": "（已删除）",
    "contact_name": None,
    "contact_phone": None,
    "contact_wechat": None,
    "request": None,
    "refusal": "",
    "outcome_reason": "",
}


class TicketStore(Store):
    """Every method takes ``now`` (with zone) and raises TicketStoreFailed when the database does not answer."""

    failure = TicketStoreFailed

    def file(
        self, sender_id: str, *, desk_id: str, desk_name: str, topic: str, contact: Contact, now: dt.datetime
    ) -> Ticket:
        """A new ticket in 待受理.

        Raises TooManyTickets when the sender has several open already.
        """
        owner = owner_of(sender_id)
        row = {
            "owner": owner,
            "desk_id": desk_id,
            "desk_name": desk_name[:_LONGEST_TEXT],
            "topic": topic[:_LONGEST_TEXT],
            **_contact_columns(contact),
            "state": State.WAITING,
            "filed_at": now,
            "accept_by": accept_by(now),
            "refusal": "",
            "outcome_reason": "",
        }
        for _ in range(_NUMBER_TRIES):
            number = _new_number(now)
            with self._transaction() as connection:
                open_ones = sa.select(sa.func.count()).where(tickets.c.owner == owner, tickets.c.state.in_(OPEN))
                if connection.execute(open_ones).scalar_one() >= MOST_OPEN:
                    raise TooManyTickets(f"您已经有{MOST_OPEN}张没办完的工单")
                if _insert(connection, {"number": number, **row}):
                    _note(connection, number, now, "登记")
                    return _one(connection, number)
        raise TicketStoreFailed("今天的工单号用完了")

    def get(self, number: str) -> Ticket:
        """The ticket with its history.

        Raises TicketNotFound.
        """
        with self._transaction() as connection:
            return _one(connection, number)

    def of(self, sender_id: str) -> list[Ticket]:
        """The sender's own tickets, newest first."""
        mine = tickets.c.owner == owner_of(sender_id)
        with self._transaction() as connection:
            return _many(connection, sa.select(tickets).where(mine).order_by(tickets.c.filed_at.desc()))

    def find(self, *, state: State | None = None, overdue_at: dt.datetime | None = None) -> list[Ticket]:
        """Tickets for staff, the most urgent deadline first; ``overdue_at``: only those nobody accepted by then."""
        wanted = sa.select(tickets).order_by(tickets.c.accept_by, tickets.c.number)
        if state is not None:
            wanted = wanted.where(tickets.c.state == state)
        if overdue_at is not None:
            wanted = wanted.where(tickets.c.state == State.WAITING, tickets.c.accept_by < overdue_at)
        with self._transaction() as connection:
            return _many(connection, wanted)

    def accept(self, number: str, *, now: dt.datetime) -> Ticket:
        """待受理 to 已受理."""
        return self._move(number, State.ACCEPTED, now)

    def refuse(self, number: str, reason: str, *, now: dt.datetime) -> Ticket:
        """待受理 to 已拒绝, with a written reason that the founder reads."""
        if not reason.strip():
            raise TicketRefused("拒绝要写明理由，企业会看到")
        return self._move(number, State.REFUSED, now, refusal=reason.strip()[:_LONGEST_REASON])

    def finish(self, number: str, *, now: dt.datetime) -> Ticket:
        """已受理 to 已办结."""
        return self._move(number, State.CLOSED, now)

    def withdraw(self, number: str, sender_id: str, *, now: dt.datetime) -> Ticket:
        """The founder does not want it any more."""
        return self._move(number, State.WITHDRAWN, now, sender_id=sender_id)

    def attach(self, number: str, sender_id: str, request: str, *, now: dt.datetime) -> Ticket:
        """Put the financing request with the sender's own open ticket."""
        return self._change(number, sender_id, now, "附融资需求单", request=request)

    def change_contact(self, number: str, sender_id: str, contact: Contact, *, now: dt.datetime) -> Ticket:
        """Replace the contact of the sender's own open ticket; a name that is not given again stays."""
        columns = _contact_columns(contact)
        if not contact.name:
            del columns["contact_name"]
        return self._change(number, sender_id, now, "改联系方式", **columns)

    def follow_up(
        self, number: str, outcome: Outcome, reason: str, *, now: dt.datetime, sender_id: str | None = None
    ) -> Ticket:
        """What became of a closed ticket; ``sender_id`` when the founder says so."""
        values = {"outcome": outcome, "outcome_reason": reason.strip()[:_LONGEST_REASON]}
        with self._transaction() as connection:
            done = connection.execute(
                sa.update(tickets).where(*_mine(number, sender_id), tickets.c.state == State.CLOSED).values(values)
            )
            if not done.rowcount:
                _refuse(connection, number, "登记办理结果")
            _note(connection, number, now, f"回访：{outcome}", values["outcome_reason"])
            return _one(connection, number)

    def next_to_ask(self, sender_id: str, *, now: dt.datetime) -> Ticket | None:
        """A closed ticket of the sender's whose outcome is to be asked, marked as asked: it comes up once."""
        due = (
            tickets.c.owner == owner_of(sender_id),
            tickets.c.state == State.CLOSED,
            tickets.c.outcome.is_(None),
            tickets.c.asked_at.is_(None),
        )
        with self._transaction() as connection:
            number = connection.execute(sa.select(tickets.c.number).where(*due).limit(1)).scalar()
            if number is None:
                return None
            marked = sa.update(tickets).where(tickets.c.number == number, *due).values(asked_at=now)
            return _one(connection, number) if connection.execute(marked).rowcount else None

    def erase(self, sender_id: str, *, now: dt.datetime) -> int:
        """Forget who filed the sender's tickets and all they said; open ones are withdrawn. The count of tickets."""
        return self._erase(tickets.c.owner == owner_of(sender_id), now)

    def erase_expired(self, *, now: dt.datetime) -> int:
        """Forget what was kept long enough."""
        old = tickets.c.filed_at < now - dt.timedelta(days=KEPT_DAYS)
        return self._erase(sa.and_(old, tickets.c.owner.is_not(None)), now)

    def escalate(self, *, now: dt.datetime) -> list[Ticket]:
        """Mark every ticket that nobody accepted in time; those newly marked."""
        late = (tickets.c.state == State.WAITING, tickets.c.accept_by < now, tickets.c.escalated_at.is_(None))
        with self._transaction() as connection:
            marked = sa.update(tickets).where(*late).values(escalated_at=now).returning(tickets.c.number)
            numbers = list(connection.execute(marked).scalars())
            for number in numbers:
                _note(connection, number, now, "超时升级")
            return [_one(connection, number) for number in sorted(numbers)]

    def _erase(self, which: sa.ColumnElement[bool], now: dt.datetime) -> int:
        with self._transaction() as connection:
            found = sa.select(tickets.c.number, tickets.c.state).where(which)
            rows = connection.execute(found.with_for_update()).all()
            numbers = [row.number for row in rows]
            connection.execute(sa.update(tickets).where(tickets.c.number.in_(numbers)).values(_ERASED))
            still_open = (tickets.c.number.in_(numbers), tickets.c.state.in_(OPEN))
            connection.execute(sa.update(tickets).where(*still_open).values(state=State.WITHDRAWN))
            connection.execute(sa.update(ticket_events).where(ticket_events.c.number.in_(numbers)).values(note=""))
            for number in numbers:
                _note(connection, number, now, "删除资料")
            return len(numbers)

    def _move(self, number: str, to: State, now: dt.datetime, *, sender_id: str | None = None, **values: Any) -> Ticket:
        may = (*_mine(number, sender_id), tickets.c.state.in_(MOVES[to]))
        with self._transaction() as connection:
            if not connection.execute(sa.update(tickets).where(*may).values(state=to, **values)).rowcount:
                _refuse(connection, number, f"改为{to}")
            _note(connection, number, now, to, values.get("refusal", ""))
            return _one(connection, number)

    def _change(self, number: str, sender_id: str, now: dt.datetime, what: str, **values: Any) -> Ticket:
        may = (*_mine(number, sender_id), tickets.c.state.in_(OPEN))
        with self._transaction() as connection:
            if not connection.execute(sa.update(tickets).where(*may).values(**values)).rowcount:
                _refuse(connection, number, what)
            _note(connection, number, now, what)
            return _one(connection, number)


def _new_number(now: dt.datetime) -> str:
    """PS-20261124-4831: the day, and four digits that nobody can count up."""
    return f"PS-{now.astimezone(SHENZHEN):%Y%m%d}-{secrets.randbelow(10_000):04d}"


def _insert(connection: sa.Connection, row: dict[str, Any]) -> bool:
    """Whether the row went in; False when its number is taken."""
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(tickets).values(row))
    except sa.exc.IntegrityError:
        return False
    return True


def _mine(number: str, sender_id: str | None) -> tuple[sa.ColumnElement[bool], ...]:
    named = tickets.c.number == number
    return (named,) if sender_id is None else (named, tickets.c.owner == owner_of(sender_id))


def _refuse(connection: sa.Connection, number: str, wish: str) -> None:
    ticket = _one(connection, number)
    raise TicketRefused(f"工单 {number} 现在是“{ticket.state}”，不能{wish}")


def _note(connection: sa.Connection, number: str, at: dt.datetime, what: str, note: str = "") -> None:
    connection.execute(sa.insert(ticket_events).values(number=number, at=at, what=what, note=note))


def _one(connection: sa.Connection, number: str) -> Ticket:
    found = _many(connection, sa.select(tickets).where(tickets.c.number == number))
    if not found:
        raise TicketNotFound(f"没有工单 {number}")
    return found[0]


def _many(connection: sa.Connection, wanted: sa.Select[Any]) -> list[Ticket]:
    rows = connection.execute(wanted).all()
    past: dict[str, list[Event]] = {row.number: [] for row in rows}
    lines = sa.select(ticket_events).where(ticket_events.c.number.in_(past)).order_by(ticket_events.c.id)
    for line in connection.execute(lines):
        past[line.number].append(Event(line.at, line.what, line.note))
    return [_ticket(row, tuple(past[row.number])) for row in rows]


def _ticket(row: Any, history: tuple[Event, ...]) -> Ticket:
    contact = Contact(row.contact_name or "", row.contact_phone or "", row.contact_wechat or "")
    return Ticket(
        number=row.number,
        owner=row.owner,
        desk_id=row.desk_id,
        desk_name=row.desk_name,
        topic=row.topic,
        contact=contact if contact != Contact() else None,
        request=row.request,
        state=State(row.state),
        filed_at=row.filed_at,
        accept_by=row.accept_by,
        escalated_at=row.escalated_at,
        refusal=row.refusal,
        outcome=Outcome(row.outcome) if row.outcome else None,
        outcome_reason=row.outcome_reason,
        history=history,
    )


def _contact_columns(contact: Contact) -> dict[str, str]:
    return {
        "contact_name": contact.name[:40],
        "contact_phone": contact.phone[:40],
        "contact_wechat": contact.wechat[:40],
    }
