"""Subscriptions in the database: the profile that was agreed to, and which records the subscriber knows of."""

from __future__ import annotations

import datetime as dt
import json
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
)


@dataclass(frozen=True)
class Subscription:
    """``profile``: facts as EnterpriseProfile takes them; ``known``: ids that are no news; ``snapshot``: last looked at."""

    sender: str
    channel: str
    since: dt.datetime
    profile: dict[str, Any]
    known: frozenset[str]
    snapshot: int


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
        """Subscribe, or renew a subscription with what is known of the firm now."""
        row = {
            "sender": sender_id,
            "channel": channel[:20],
            "since": now,
            "profile": json.dumps(profile, ensure_ascii=False),
            "known": " ".join(sorted(known)),
            "snapshot": snapshot,
        }
        mine = subscriptions.c.owner == owner_of(sender_id)
        with self._transaction() as connection:
            connection.execute(subscriptions.delete().where(mine))
            connection.execute(subscriptions.insert().values(owner=owner_of(sender_id), **row))

    def of(self, sender_id: str) -> Subscription | None:
        """The sender's subscription."""
        wanted = sa.select(subscriptions).where(subscriptions.c.owner == owner_of(sender_id))
        with self._transaction() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            return None
        return Subscription(
            row.sender,
            row.channel,
            row.since,
            json.loads(row.profile),
            frozenset(row.known.split()),
            row.snapshot,
        )

    def behind(self, channel: str, snapshot: int) -> list[tuple[str, int]]:
        """(sender, snapshot last looked at) of everybody in ``channel`` who looked before ``snapshot``, longest first."""
        wanted = (
            sa.select(subscriptions.c.sender, subscriptions.c.snapshot)
            .where(subscriptions.c.channel == channel, subscriptions.c.snapshot < snapshot)
            .order_by(subscriptions.c.snapshot, subscriptions.c.since)
        )
        with self._transaction() as connection:
            return [(row.sender, row.snapshot) for row in connection.execute(wanted)]

    def claim(self, sender_id: str, *, seen: int, snapshot: int, news: Iterable[str]) -> bool:
        """Note that the sender is told of ``news`` from ``snapshot``, last looked at ``seen``; False when another process
        was first, or the subscription is gone: then nothing is to be told."""
        mine = sa.and_(subscriptions.c.owner == owner_of(sender_id), subscriptions.c.snapshot == seen)
        with self._transaction() as connection:
            row = connection.execute(sa.select(subscriptions.c.known).where(mine)).one_or_none()
            if row is None:
                return False
            known = " ".join(sorted({*row.known.split(), *news}))
            changed = connection.execute(
                subscriptions.update().where(mine).values(known=known, snapshot=snapshot)
            ).rowcount
            return changed == 1

    def give_back(self, sender_id: str, *, seen: int, snapshot: int, news: Iterable[str]) -> bool:
        """Undo a claim whose news never left; False when somebody looked or unsubscribed since."""
        mine = sa.and_(subscriptions.c.owner == owner_of(sender_id), subscriptions.c.snapshot == snapshot)
        with self._transaction() as connection:
            row = connection.execute(sa.select(subscriptions.c.known).where(mine)).one_or_none()
            if row is None:
                return False
            known = " ".join(sorted({*row.known.split()} - {*news}))
            changed = connection.execute(subscriptions.update().where(mine).values(known=known, snapshot=seen)).rowcount
            return changed == 1

    def unsubscribe(self, sender_id: str) -> bool:
        """End the subscription and forget its profile; False when there was none."""
        mine = subscriptions.c.owner == owner_of(sender_id)
        with self._transaction() as connection:
            return connection.execute(subscriptions.delete().where(mine)).rowcount > 0
