"""The time that a page looks back over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest

from knowledge.tickets.clock import now

CHOICES = {30: "最近30天", 90: "最近90天", 365: "最近一年"}
_USUAL = 30


@dataclass(frozen=True)
class Period:
    """``since`` begins ``days`` ago, ``until`` is today."""

    days: int
    moment: dt.datetime
    since: dt.date
    until: dt.date


def period_of(request: HttpRequest) -> Period:
    """What ``?days=`` says, 30 days for anything that is not offered."""
    given = request.GET.get("days", "")
    days = int(given) if given.isdecimal() and int(given) in CHOICES else _USUAL
    today = now()
    moment = today - dt.timedelta(days=days)
    return Period(days, moment, moment.date(), today.date())
