"""Accepted within one working day: weekends, holidays, make-up workdays."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.storage.columns import SHENZHEN
from knowledge.tickets.clock import accept_by, in_words, is_working_day


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHENZHEN)


@pytest.mark.parametrize(
    ("filed", "day"),
    [
        ("2026-11-24T10:00", "2026-11-25"),  # Tuesday
        ("2026-11-27T17:59", "2026-11-30"),  # Friday
        ("2026-11-28T09:00", "2026-11-30"),  # Saturday
        ("2026-11-29T23:59", "2026-11-30"),  # Sunday
        ("2026-09-30T10:00", "2026-10-08"),  # the day before National Day
        ("2026-10-03T10:00", "2026-10-08"),  # in the middle of it
        ("2026-10-09T10:00", "2026-10-10"),  # Friday before a make-up Saturday
        ("2026-09-19T10:00", "2026-09-20"),  # Saturday before a make-up Sunday
        ("2026-02-13T10:00", "2026-02-14"),  # Friday before the make-up Saturday ahead of Spring Festival
        ("2026-02-14T10:00", "2026-02-24"),  # then the long rest
        ("2026-12-31T10:00", "2027-01-04"),  # New Year's Day of a year not announced yet
        ("2027-02-04T10:00", "2027-02-11"),  # computed Spring Festival
    ],
)
def test_until_when_someone_accepts(filed: str, day: str) -> None:
    assert accept_by(at(filed)) == at(f"{day}T18:00")


moments = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2028, 12, 1), timezones=st.just(SHENZHEN))


@given(moments)
def test_the_deadline_is_the_first_working_day_after_filing(filed: dt.datetime) -> None:
    due = accept_by(filed)
    between = [filed.date() + dt.timedelta(days) for days in range(1, (due.date() - filed.date()).days)]
    assert due.date() > filed.date() and is_working_day(due.date())
    assert not any(map(is_working_day, between))


@given(moments, moments)
def test_who_files_earlier_is_accepted_no_later(one: dt.datetime, other: dt.datetime) -> None:
    first, second = sorted((one, other))
    assert accept_by(first) <= accept_by(second)


@given(moments)
def test_the_zone_of_the_server_does_not_matter(filed: dt.datetime) -> None:
    assert accept_by(filed.astimezone(dt.UTC)) == accept_by(filed)


def test_deadline_in_words() -> None:
    assert in_words(accept_by(at("2026-11-24T10:00"))) == "11月25日（周三）18点"
