"""Opinions and open questions in the database; every text is masked before it is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from knowledge.opinions.tables import open_questions, opinions
from knowledge.storage.columns import owner_of
from knowledge.storage.store import Store
from knowledge.terms.masking import anonymous

KEPT_DAYS = 365
_REASON_WITHIN = dt.timedelta(hours=1)
_LONGEST = 500


@dataclass(frozen=True)
class Answer:
    """What an opinion is about. ``kind``: ``custom.type`` of the answer; ``records``: ids that it showed."""

    kind: str
    records: tuple[str, ...]
    snapshot: int


@dataclass(frozen=True)
class Opinion:
    """One 有用 or 没用, with its masked reason ('' when none was given)."""

    at: dt.datetime
    channel: str
    useful: bool
    reason: str
    answer: Answer


@dataclass(frozen=True)
class OpenQuestion:
    """A masked question that got no answer, or one that nobody was sure of; ``status`` as in actions/statuses.py.

    ``handled_at`` None: nobody has dealt with it yet; ``handled_as`` says how in a few words.
    """

    id: int
    at: dt.datetime
    channel: str
    said: str
    intent: str
    status: str
    handled_at: dt.datetime | None = None
    handled_by: str = ""
    handled_as: str = ""


class OpinionStore(Store):
    """Every method raises StoreFailed when the database does not answer; moments carry their zone."""

    def rate(
        self, sender_id: str, *, useful: bool, answer: Answer, channel: str, reason: str = "", now: dt.datetime
    ) -> None:
        """Keep what the sender says of ``answer``."""
        row = {
            "owner": owner_of(sender_id),
            "at": now,
            "channel": channel[:20],
            "useful": useful,
            "reason": _kept(reason),
            "answer": answer.kind[:24],
            "records": " ".join(answer.records),
            "snapshot": answer.snapshot,
        }
        with self._transaction() as connection:
            connection.execute(opinions.insert().values(**row))

    def give_reason(self, sender_id: str, reason: str, *, now: dt.datetime) -> bool:
        """Add a reason to the sender's last opinion of the past hour; False when there is none."""
        mine = sa.and_(opinions.c.owner == owner_of(sender_id), opinions.c.at >= now - _REASON_WITHIN)
        last = sa.select(opinions.c.id).where(mine).order_by(opinions.c.id.desc()).limit(1)
        with self._transaction() as connection:
            number = connection.execute(last).scalar_one_or_none()
            if number is None:
                return False
            connection.execute(opinions.update().where(opinions.c.id == number).values(reason=_kept(reason)))
            return True

    def leave_open(
        self, sender_id: str, said: str, *, intent: str, status: str, channel: str, now: dt.datetime
    ) -> None:
        """Keep a question that was not answered."""
        row = {"owner": owner_of(sender_id), "at": now, "channel": channel[:20], "said": _kept(said)}
        with self._transaction() as connection:
            connection.execute(open_questions.insert().values(**row, intent=intent[:40], status=status[:24]))

    def opinions(self, *, since: dt.datetime) -> list[Opinion]:
        """Opinions since a moment, newest first."""
        wanted = sa.select(opinions).where(opinions.c.at >= since).order_by(opinions.c.id.desc())
        return [
            Opinion(
                row.at,
                row.channel,
                row.useful,
                row.reason,
                Answer(row.answer, tuple(row.records.split()), row.snapshot),
            )
            for row in self._rows(wanted)
        ]

    def open_questions(self, *, since: dt.datetime) -> list[OpenQuestion]:
        """Questions left open since a moment, newest first."""
        wanted = sa.select(open_questions).where(open_questions.c.at >= since).order_by(open_questions.c.id.desc())
        return [
            OpenQuestion(
                row.id,
                row.at,
                row.channel,
                row.said,
                row.intent,
                row.status,
                row.handled_at,
                row.handled_by or "",
                row.handled_as or "",
            )
            for row in self._rows(wanted)
        ]

    def handle(self, ids: Collection[int], *, by: str, how: str, now: dt.datetime) -> int:
        """Mark open questions as dealt with; how many that were not before."""
        these = (open_questions.c.id.in_(ids), open_questions.c.handled_at.is_(None))
        values = {"handled_at": now, "handled_by": by[:150], "handled_as": how[:120]}
        with self._transaction() as connection:
            return connection.execute(sa.update(open_questions).where(*these).values(values)).rowcount

    def erase(self, sender_id: str) -> None:
        """Forget everything of the sender's."""
        with self._transaction() as connection:
            for table in (opinions, open_questions):
                connection.execute(table.delete().where(table.c.owner == owner_of(sender_id)))

    def erase_expired(self, *, now: dt.datetime) -> int:
        """Forget what was kept long enough; how many rows."""
        with self._transaction() as connection:
            long_ago = now - dt.timedelta(days=KEPT_DAYS)
            return sum(
                connection.execute(table.delete().where(table.c.at < long_ago)).rowcount
                for table in (opinions, open_questions)
            )

    def _rows(self, wanted: sa.Select[tuple[object, ...]]) -> Sequence[sa.Row[tuple[object, ...]]]:
        with self._transaction() as connection:
            return connection.execute(wanted).all()


def _kept(text: str) -> str:
    return anonymous(text)[:_LONGEST]
