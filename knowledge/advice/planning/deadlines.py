"""What runs out or closes soon."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from knowledge.advice.planning.model import Deadline
from knowledge.catalogue.model import Record

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = dt.date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1), first_of_next - dt.timedelta(days=1))


def deadlines_of(records: Iterable[Record], today: dt.date, months: int) -> tuple[Deadline, ...]:
    """Ends of validity and of application windows within ``months``, soonest first, then windows without a coming date."""
    last = months_later(today, months)
    found = []
    for record in records:
        if record.valid_until and today <= record.valid_until <= last:
            found.append(
                Deadline(record.valid_until, record.id, record.title, f"执行到{record.valid_until}，过期就没有了")
            )
        if window := record.apply.window:
            coming = [day for day in _dates(window) if today <= day <= last]
            found.append(Deadline(max(coming, default=None), record.id, record.title, f"申报时间：{window}"))
    return tuple(sorted(found, key=lambda item: (item.on is None, item.on or today, item.id)))


def _dates(text: str) -> list[dt.date]:
    days = []
    for year, month, day in _DATE.findall(text):
        try:
            days.append(dt.date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days
