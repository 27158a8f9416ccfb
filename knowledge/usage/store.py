"""Counts in the database.

Nothing stored names a person. What links the turns of one visit is a keyed digest of the sender, whose key is random,
lasts a week and is then deleted (the way of privacy-friendly web statistics), so that nobody can link it back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from knowledge.storage.columns import SHENZHEN
from knowledge.storage.store import Store
from knowledge.usage.model import (
    BOOKED,
    KEPT_DAYS,
    TRANSFERRED,
    Forgotten,
    Funnel,
    How,
    RecordHits,
    TopicCount,
    TurnSeen,
    week_of,
)
from knowledge.usage.tables import usage_records, usage_salts, usage_turns

_VISIT_LENGTH = 32
_LOOKED = ("record", "eligibility", "estimate", "comparison", "plan")
_CONTACTS = ("contacts", BOOKED, TRANSFERRED)
_BOOKED = (BOOKED, TRANSFERRED)
_RECOMMENDED = ("recommendation", "plan")


class UsageStore(Store):
    """Every method raises StoreFailed when the database does not answer; moments carry their zone, days are Shenzhen's."""

    def write(self, seen: Iterable[TurnSeen | Forgotten]) -> None:
        """Count turns and unlink who asked to be forgotten, in order, all or nothing."""
        with self._transaction() as connection:
            salts: dict[dt.date, bytes] = {}
            records: Counter[tuple[dt.date, str, How]] = Counter()
            for one in seen:
                day = one.at.astimezone(SHENZHEN).date()
                if isinstance(one, Forgotten):
                    visit = _visit(_salt(connection, week_of(day), salts), one.sender)
                    mine = usage_turns.c.visit == visit
                    connection.execute(sa.update(usage_turns).where(mine).values(visit=""))
                    continue
                visit = _visit(_salt(connection, week_of(day), salts), one.sender) if one.sender else ""
                connection.execute(sa.insert(usage_turns).values(_row(one, day, visit)))
                records.update((day, record, how) for record, how in one.records)
            if records:
                connection.execute(
                    sa.insert(usage_records),
                    [
                        {"day": day, "record": record[:80], "how": how, "times": times}
                        for (day, record, how), times in records.items()
                    ],
                )

    def topics(self, *, since: dt.date, until: dt.date) -> list[TopicCount]:
        """Messages by week, channel, intent, board and stage, both days included."""
        groups = [usage_turns.c[name] for name in ("week", "channel", "intent", "board", "stage")]
        wanted = (
            sa.select(*groups, sa.func.count())
            .where(usage_turns.c.asked, usage_turns.c.day.between(since, until))
            .group_by(*groups)
            .order_by(*groups)
        )
        return [TopicCount(*row) for row in self._rows(wanted)]

    def statuses(self, *, since: dt.date, until: dt.date) -> dict[str, int]:
        """How the answers to messages ended, by answer status."""
        wanted = (
            sa.select(usage_turns.c.status, sa.func.count())
            .where(usage_turns.c.asked, usage_turns.c.day.between(since, until))
            .group_by(usage_turns.c.status)
        )
        return dict(self._rows(wanted))

    def funnels(self, *, since: dt.date, until: dt.date) -> list[Funnel]:
        """From visit to booking, by week, oldest first; weeks without a turn are left out."""

        def ever(kinds: Sequence[str]) -> sa.ColumnElement[int]:
            return sa.func.max(sa.case((usage_turns.c.kind.in_(kinds), 1), else_=0))

        within = usage_turns.c.day.between(since, until)
        visits = (
            sa.select(
                usage_turns.c.week,
                ever(_RECOMMENDED).label("recommended"),
                ever(_LOOKED).label("looked"),
                ever(_CONTACTS).label("contacts"),
                ever(_BOOKED).label("booked"),
            )
            .where(within, usage_turns.c.visit != "")
            .group_by(usage_turns.c.week, usage_turns.c.visit)
            .subquery()
        )
        of_those = [
            sa.func.sum(visits.c.recommended * visits.c[name])
            for name in ("recommended", "looked", "contacts", "booked")
        ]
        linked = sa.select(visits.c.week, sa.func.count(), *of_those).group_by(visits.c.week)
        booked = sa.func.sum(sa.case((usage_turns.c.kind.in_(_BOOKED), 1), else_=0))
        weeks = sa.select(usage_turns.c.week, booked).where(within).group_by(usage_turns.c.week)
        bookings = {week: int(times) for week, times in self._rows(weeks)}
        found = {week: Funnel(week, 0, 0, 0, 0, 0, times) for week, times in bookings.items()}
        for week, *numbers in self._rows(linked):
            of_visits, recommended, looked, contacts, booked_ones = map(int, numbers)
            found[week] = Funnel(week, of_visits, recommended, looked, contacts, booked_ones, bookings[week])
        return [found[week] for week in sorted(found)]

    def record_hits(self, *, since: dt.date, until: dt.date) -> dict[str, RecordHits]:
        """By record id, how often it came up; a record that never did is absent."""
        wanted = (
            sa.select(usage_records.c.record, usage_records.c.how, sa.func.sum(usage_records.c.times))
            .where(usage_records.c.day.between(since, until))
            .group_by(usage_records.c.record, usage_records.c.how)
        )
        hits: dict[str, dict[str, int]] = {}
        for record, how, times in self._rows(wanted):
            hits.setdefault(record, {})[how] = int(times)
        return {record: RecordHits(**counts) for record, counts in hits.items()}

    def erase_expired(self, *, now: dt.datetime) -> int:
        """Delete the keys of past weeks, after which no visit can be linked to a person, and counts kept long enough;
        how many rows."""
        today = now.astimezone(SHENZHEN).date()
        old = today - dt.timedelta(days=KEPT_DAYS)
        with self._transaction() as connection:
            gone = connection.execute(sa.delete(usage_salts).where(usage_salts.c.week < week_of(today))).rowcount
            for table in (usage_turns, usage_records):
                gone += connection.execute(sa.delete(table).where(table.c.day < old)).rowcount
            return gone

    def _rows(self, wanted: sa.Select[Any]) -> list[Any]:
        """Plain tuples."""
        with self._transaction() as connection:
            return [tuple(row) for row in connection.execute(wanted)]


def _row(seen: TurnSeen, day: dt.date, visit: str) -> dict[str, Any]:
    return {
        "day": day,
        "week": week_of(day),
        "channel": seen.channel[:20],
        "visit": visit,
        "asked": seen.asked,
        "intent": seen.intent[:40],
        "status": seen.status[:24],
        "kind": seen.kind[:24],
        "board": seen.board[:12],
        "stage": seen.stage[:12],
    }


def _visit(salt: bytes, sender: str) -> str:
    return hmac.new(salt, sender.encode(), hashlib.sha256).hexdigest()[:_VISIT_LENGTH]


def _salt(connection: sa.Connection, week: dt.date, known: dict[dt.date, bytes]) -> bytes:
    """The week's key, made by whichever process needs it first."""
    if week not in known:
        wanted = sa.select(usage_salts.c.salt).where(usage_salts.c.week == week)
        salt = connection.execute(wanted).scalar_one_or_none()
        if salt is None:
            try:
                with connection.begin_nested():
                    connection.execute(sa.insert(usage_salts).values(week=week, salt=secrets.token_bytes(32)))
            except sa.exc.IntegrityError:
                pass  # another process was first
            salt = connection.execute(wanted).scalar_one()
        known[week] = bytes(salt)
    return known[week]
