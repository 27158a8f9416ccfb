import datetime as dt

import pytest

from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("facts", "stage", "stated"),
    [
        ({"stage": "成熟期", "revenue_wan": 10}, "成熟期", True),
        ({"founded_on": "2026-03"}, "种子期", False),
        ({"founded_on": "2024-11"}, "初创期", False),
        ({"founded_on": "2020"}, "成长期", False),
        ({"founded_on": "2010"}, "成熟期", False),
        ({"revenue_wan": 50_000}, "成熟期", False),
        ({"revenue_wan": [2000, 3000], "founded_on": "2025-06"}, "成长期", False),
        ({"revenue_wan": 300, "founded_on": "2025-06"}, "初创期", False),
        ({"revenue_wan": 0, "founded_on": "2026-06"}, "种子期", False),
        ({"revenue_wan": 800, "founded_on": "2018"}, "成长期", False),
        ({"equity_round": "A轮"}, "成长期", False),
        ({"need_purpose": "上市"}, "成熟期", False),
        ({}, None, False),
    ],
)
def test_stage_comes_from_what_is_known(facts: dict, stage: str | None, stated: bool) -> None:
    finding = find_stage(EnterpriseProfile.model_validate(facts), TODAY)
    assert (finding.stage, finding.stated) == (stage, stated)
    assert finding.because
