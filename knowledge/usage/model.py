"""What is counted of one turn, and what the counts add up to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

KEPT_DAYS = 730


class How(StrEnum):
    """In which way a record came up."""

    RECOMMENDED = "recommended"
    """In a recommendation or a plan."""
    SHOWN = "shown"
    """In a list of search results or in a comparison."""
    ASKED = "asked"
    """Somebody asked about just this one."""


BOOKED = "booked"
"""The kind of a turn that filed a ticket; other kinds are ``custom.type`` of the answer."""
TRANSFERRED = "transferred"
"""The kind of a turn that passed the person on to a live agent."""


@dataclass(frozen=True)
class TurnSeen:
    """One answer. ``sender`` is never stored: it only makes the week's visit key, and only of who agreed (else None).

    ``asked``: the message was newly answered, not a form that goes on after an interruption. ``board`` is that of the
    records shown, '' for none or several; ``stage`` '' when not known.
    """

    at: dt.datetime
    channel: str
    sender: str | None = field(repr=False)
    asked: bool
    intent: str
    status: str
    kind: str
    board: str = ""
    stage: str = ""
    records: tuple[tuple[str, How], ...] = ()


@dataclass(frozen=True)
class Forgotten:
    """``sender`` wants everything deleted: this week's turns of theirs are no longer linked to each other."""

    at: dt.datetime
    sender: str = field(repr=False)


@dataclass(frozen=True)
class TopicCount:
    """How many messages of a week were about the same."""

    week: dt.date
    channel: str
    intent: str
    board: str
    stage: str
    times: int


@dataclass(frozen=True)
class Funnel:
    """Visits of one week (a person in one channel in one week). From ``looked`` on: of those recommended to.

    ``bookings`` counts all tickets and transfers, also of visits that are not linked (no consent).
    """

    week: dt.date
    visits: int
    recommended: int
    looked: int
    contacts: int
    booked: int
    bookings: int


@dataclass(frozen=True)
class RecordHits:
    """How often one record came up."""

    recommended: int = 0
    shown: int = 0
    asked: int = 0

    @property
    def total(self) -> int:
        """All three."""
        return self.recommended + self.shown + self.asked


def week_of(day: dt.date) -> dt.date:
    """The Monday of the day's week."""
    return day - dt.timedelta(days=day.weekday())
