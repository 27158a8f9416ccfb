"""A plan's view for tests, made of a tiny library."""

from __future__ import annotations

import datetime as dt
from typing import Any

from builders import leaf, record
from library import library_of

from actions.plans.view import View, plan_view
from knowledge.advice.planning.plan import make_plan
from knowledge.eligibility.profile import EnterpriseProfile

TODAY = dt.date(2026, 11, 24)
LOCAL = leaf("district", "eq", "坪山区")
FACTS = {"district": "坪山区", "need_kind": "贷款", "need_amount_wan": 321, "certifications": (), "overdue": False}
HOSTILE = '<img src=x onerror="alert(1)">'


def records() -> list[Any]:
    return [
        record(
            LOCAL,
            id="loan",
            title=f"样例贷{HOSTILE}",
            valid_until="2026-12-31",
            benefit={"summary": "样例", "amount_max_wan": 500, "rate_pct": 4},
            apply={"how": "到网点申请", "materials": ["营业执照"]},
        ),
        record(
            LOCAL,
            id="relief",
            title="样例贴息",
            kind="subsidy",
            needs=["补贴"],
            benefit={"summary": "贴", "ratio_pct": 1, "ratio_of": "贷款本金", "cap_wan": 3, "offsets": ["贷款利息"]},
        ),
        record(
            leaf("certifications", "has_none", ["高新技术企业"]),
            id="cert",
            title="样例认定",
            kind="certification",
            grants={"fact": "certifications", "value": "高新技术企业"},
        ),
        record(leaf("certifications", "has_any", ["高新技术企业"]), id="opened", title="认定后才有的贷款"),
    ]


def a_view(**facts: Any) -> View:
    profile = EnterpriseProfile.model_validate({**FACTS, **facts})
    return {
        **plan_view(make_plan(library_of(records()), profile, today=TODAY), profile, TODAY),
        "expires_on": "2026-12-24",
    }
