"""Subscriptions in the database: the profile that was agreed to, and which records the subscriber knows of.

News are told at a visit (``claim``) or pushed. A push is leased: ``lease``, then ``start_sending`` right before it leaves,
then ``confirm`` or ``give_back``. A lease that ran out before ``start_sending`` gives its news back by itself; one that ran
out afterwards may have arrived, so nothing is pushed until the person was asked (``Subscription.perhaps_told``, ``settle``).
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from knowledge.storage.columns import Moment, metadata, owner_of
from knowledge.storage.store import Store

subscriptions = sa.Table(
    "subscriptions",
    metadata,
    sa.Column("owner", sa.String(64), primary_key=True),
    sa.Column("sender", sa.String(255), nullable=False),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("profile", sa.Text, nullable=False),
    sa.Column("known", sa.Text, nullable=False),
    sa.Column("snapshot", sa.Integer, nullable=False),
    sa.Column("claim", sa.String(32)),
    sa.Column("claim_until", Moment),
    sa.Column("claim_seen", sa.Integer),
    sa.Column("claim_news", sa.Text),
    sa.Column("claim_sending", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("push_to", sa.Text),
    sa.Column("pushes", sa.Integer, nullable=False, server_default="0"),
)
_NO_CLAIM: dict[str, Any] = {
    "claim": None,
    "claim_until": None,
    "claim_seen": None,
    "claim_news": None,
    "claim_sending": False,
}


@dataclass(frozen=True)
class Subscription:
    """``profile``: facts as EnterpriseProfile takes them; ``known``: ids that are no news; ``snapshot``: last looked at.

    ``being_told``: a push is under way; ``perhaps_told``: ids whose push may or may not have arrived.
    """

    sender: str
    channel: str
    since: dt.datetime
    profile: dict[str, Any]
    known: frozenset[str]
    snapshot: int
    being_told: bool = False
    perhaps_told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Behind:
    """Who looked last at the snapshot ``seen``; ``push_to``: where a mini-program's user may be written to, sealed."""

    sender: str
    seen: int
    push_to: str | None = None


class SubscriptionStore(Store):
    """Every method raises StoreFailed when the database does not answer; moments carry their zone."""

    def subscribe(
        self,
        sender_id: str,
        *,
        channel: str,
        profile: dict[str, Any],
        known: Iterable[str],
        snapshot: int,
        now: dt.datetime,
    ) -> None:
        """Subscribe, or renew a subscription with what is known of the firm now; permissions to write stay."""
        mine = subscriptions.c.owner == owner_of(sender_id)
        row = {
            "sender": sender_id,
            "channel": channel[:20],
            "since": now,
            "profile": json.dumps(profile, ensure_ascii=False),
            "known": " ".join(sorted(known)),
            "snapshot": snapshot,
            **_NO_CLAIM,
        }
        with self._transaction() as connection:
            if not connection.execute(subscriptions.update().where(mine).values(**row)).rowcount:
                connection.execute(subscriptions.insert().values(owner=owner_of(sender_id), **row))

    def of(self, sender_id: str, *, now: dt.datetime) -> Subscription | None:
        """The sender's subscription."""
        mine = subscriptions.c.owner == owner_of(sender_id)
        with self._transaction() as connection:
            _give_back_lapsed(connection, mine, now)
            row = connection.execute(sa.select(subscriptions).where(mine)).one_or_none()
        if row is None:
            return None
        lapsed = row.claim is not None and row.claim_until <= now
        return Subscription(
            row.sender,
            row.channel,
            row.since,
            json.loads(row.profile),
            frozenset(row.known.split()),
            row.snapshot,
            being_told=row.claim is not None and not lapsed,
            perhaps_told=frozenset(row.claim_news.split()) if lapsed else frozenset(),
        )

    def behind(self, channel: str, snapshot: int, *, now: dt.datetime, permitted: bool = False) -> list[Behind]:
        """Everybody in ``channel`` who looked before ``snapshot`` and is not being told, longest first.

        ``permitted``: only those of a mini-program who allowed a message that was not sent yet.
        """
        wanted = (
            sa.select(subscriptions.c.sender, subscriptions.c.snapshot, subscriptions.c.push_to)
            .where(subscriptions.c.channel == channel, subscriptions.c.snapshot < snapshot)
            .where(subscriptions.c.claim.is_(None))
            .order_by(subscriptions.c.snapshot, subscriptions.c.since)
        )
        if permitted:
            wanted = wanted.where(subscriptions.c.pushes > 0, subscriptions.c.push_to.is_not(None))
        with self._transaction() as connection:
            _give_back_lapsed(connection, sa.true(), now)
            return [Behind(row.sender, row.snapshot, row.push_to) for row in connection.execute(wanted)]

    def claim(self, sender_id: str, *, seen: int, snapshot: int, news: Iterable[str]) -> bool:
        """Note that the sender is told of ``news`` from ``snapshot``, last looked at ``seen``; False when another process
        was first, or the subscription is gone: then nothing is to be told."""
        return self._note(sender_id, seen, snapshot, frozenset(news), {})

    def lease(self, sender_id: str, *, seen: int, snapshot: int, news: Iterable[str], until: dt.datetime) -> str | None:
        """As ``claim``, for a push that is to be confirmed ``until``; what the other methods call ``claim``, or None."""
        ids, claim = frozenset(news), secrets.token_hex(8)
        held = {"claim": claim, "claim_until": until, "claim_seen": seen, "claim_news": " ".join(sorted(ids))}
        return claim if self._note(sender_id, seen, snapshot, ids, held) else None

    def start_sending(self, sender_id: str, claim: str, *, now: dt.datetime) -> bool:
        """The push leaves now, and uses a permission where one is needed; False when the lease ran out: do not send."""
        mine = sa.and_(_holds(sender_id, claim), subscriptions.c.claim_until > now)
        with self._transaction() as connection:
            left = sa.case((subscriptions.c.pushes > 0, subscriptions.c.pushes - 1), else_=0)
            started = subscriptions.update().where(mine).values(claim_sending=True, pushes=left)
            return connection.execute(started).rowcount == 1

    def confirm(self, sender_id: str, claim: str) -> bool:
        """The push arrived. Where no permission is left, the address goes."""
        with self._transaction() as connection:
            done = connection.execute(
                subscriptions.update().where(_holds(sender_id, claim)).values(**_NO_CLAIM)
            ).rowcount
            _drop_address(connection, sender_id)
            return done == 1

    def give_back(self, sender_id: str, claim: str, *, permission_gone: bool = False) -> bool:
        """The push certainly did not arrive: its news are due again; False when the lease ran out or was settled.

        The permission is given back too, unless WeChat takes none any more (``permission_gone``).
        """
        mine = _holds(sender_id, claim)
        with self._transaction() as connection:
            row = connection.execute(sa.select(subscriptions).where(mine)).one_or_none()
            if row is None:
                return False
            again = row.pushes + (1 if row.claim_sending and row.push_to else 0)
            pushes = 0 if permission_gone else again
            connection.execute(subscriptions.update().where(mine).values(**_undone(row), pushes=pushes))
            _drop_address(connection, sender_id)
            return True

    def settle(self, sender_id: str, *, now: dt.datetime) -> bool:
        """The person is told of what may have arrived; False when another process was first."""
        mine = sa.and_(
            subscriptions.c.owner == owner_of(sender_id),
            subscriptions.c.claim_sending,
            subscriptions.c.claim_until <= now,
        )
        with self._transaction() as connection:
            settled = connection.execute(subscriptions.update().where(mine).values(**_NO_CLAIM)).rowcount == 1
            _drop_address(connection, sender_id)
            return settled

    def permit(self, sender_id: str, push_to: str) -> bool:
        """The person allows one more message to ``push_to`` (sealed); False without a subscription: nothing is kept."""
        mine = subscriptions.c.owner == owner_of(sender_id)
        with self._transaction() as connection:
            more = subscriptions.update().where(mine).values(push_to=push_to, pushes=subscriptions.c.pushes + 1)
            return connection.execute(more).rowcount == 1

    def unsubscribe(self, sender_id: str) -> bool:
        """End the subscription and forget its profile and address; False when there was none."""
        mine = subscriptions.c.owner == owner_of(sender_id)
        with self._transaction() as connection:
            return connection.execute(subscriptions.delete().where(mine)).rowcount > 0

    def _note(self, sender_id: str, seen: int, snapshot: int, news: frozenset[str], held: dict[str, Any]) -> bool:
        mine = sa.and_(
            subscriptions.c.owner == owner_of(sender_id),
            subscriptions.c.snapshot == seen,
            subscriptions.c.claim.is_(None),
        )
        with self._transaction() as connection:
            row = connection.execute(sa.select(subscriptions.c.known).where(mine)).one_or_none()
            if row is None:
                return False
            known = " ".join(sorted({*row.known.split(), *news}))
            noted = subscriptions.update().where(mine).values(known=known, snapshot=snapshot, **held)
            return connection.execute(noted).rowcount == 1


def _holds(sender_id: str, claim: str) -> sa.ColumnElement[bool]:
    return sa.and_(subscriptions.c.owner == owner_of(sender_id), subscriptions.c.claim == claim)


def _undone(row: Any) -> dict[str, Any]:
    """The row's values as they were before its claim."""
    known = " ".join(sorted({*row.known.split()} - {*row.claim_news.split()}))
    return {"known": known, "snapshot": row.claim_seen, **_NO_CLAIM}


def _give_back_lapsed(connection: sa.Connection, whose: sa.ColumnElement[bool], now: dt.datetime) -> None:
    """Undo leases that ran out before anything left."""
    lapsed = sa.and_(whose, subscriptions.c.claim_until <= now, sa.not_(subscriptions.c.claim_sending))
    for row in connection.execute(sa.select(subscriptions).where(lapsed)).all():
        held = sa.and_(_holds(row.sender, row.claim), sa.not_(subscriptions.c.claim_sending))
        connection.execute(subscriptions.update().where(held).values(**_undone(row)))


def _drop_address(connection: sa.Connection, sender_id: str) -> None:
    spent = sa.and_(
        subscriptions.c.owner == owner_of(sender_id), subscriptions.c.pushes == 0, subscriptions.c.claim.is_(None)
    )
    connection.execute(subscriptions.update().where(spent).values(push_to=None))
