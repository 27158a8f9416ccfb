"""The ticket clock: working days of mainland China, in Shenzhen time.

`holidays` knows the State Council's calendar with its make-up workdays for the years already announced; for a later
year it computes the statutory days alone, so a swapped day may then count as a working day.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import holidays

from knowledge.storage.columns import SHENZHEN

ACCEPT_WORKING_DAYS = 1
OFFICE_CLOSES = dt.time(18)
_WEEKDAYS = "一二三四五六日"


def now() -> dt.datetime:
    """This moment in Shenzhen."""
    return dt.datetime.now(SHENZHEN)


def is_working_day(day: dt.date) -> bool:
    """Whether offices are open on ``day``: make-up weekends are, holidays are not."""
    return _calendar().is_working_day(day)


def accept_by(filed_at: dt.datetime) -> dt.datetime:
    """Until when someone accepts: close of the next working day after the day of filing."""
    day = _calendar().get_nth_working_day(filed_at.astimezone(SHENZHEN).date(), ACCEPT_WORKING_DAYS)
    return dt.datetime.combine(day, OFFICE_CLOSES, SHENZHEN)


def in_words(moment: dt.datetime) -> str:
    """11月25日（周三）18点."""
    local = moment.astimezone(SHENZHEN)
    minutes = f"{local.minute:02d}分" if local.minute else ""
    return f"{local.month}月{local.day}日（周{_WEEKDAYS[local.weekday()]}）{local.hour}点{minutes}"


@lru_cache(maxsize=1)
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("CN")
