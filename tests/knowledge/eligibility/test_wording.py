import datetime as dt

import pytest

from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.wording import yours

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("founded_on", "words"),
    [
        ("2024-11", "2年"),
        ("2024-05", "2年6个月"),
        ("2026-09", "2个月"),
        ("2026-11", "0个月"),
        ("2012", "13～14年"),
        ("2026", "不到1年"),
    ],
)
def test_an_age_is_told_in_years(founded_on: str, words: str) -> None:
    assert yours("age_months", EnterpriseProfile(founded_on=founded_on), TODAY) == words
