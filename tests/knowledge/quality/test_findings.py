"""Each finding appears on its day and not the day before, and only where it matters."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from builders import leaf, record

from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.catalogue.model import CommonQuestion, Institution, Record, Term
from knowledge.quality.findings import Finding, findings
from knowledge.quality.kinds import FINDING_KINDS, Limits

TODAY = dt.date(2026, 11, 24)
SOURCE = {"title": "样例文件", "issuer": "样例机构", "url": "https://example.gov.cn/a"}
DESK = {
    "id": "sample-desk", "name": "样例服务窗口", "type": "政府部门", "expertise": ["贷款"], "serves": "坪山区",
    "phone": "0755-12345678", "sources": [SOURCE], "confidence": "high", "reviewed_on": "2026-11-23",
}  # fmt: skip
QUESTION = {
    "id": "sample-question", "question": "贷款要多久", "answer": "看银行", "owner": "测试", "recheck_by": "2027-05-23",
    "reviewed_on": "2026-11-23", "confidence": "high", "sources": [SOURCE],
}  # fmt: skip
SOUND: dict[str, Any] = {
    "conditions": leaf("overdue", "eq", False),
    "sources": [SOURCE],
    "apply": {"how": "到网点申请", "materials": ["营业执照"]},
    "similar_questions": ["没抵押能贷吗"],
}


def sound(**changes: Any) -> Record:
    """A record of which nothing is to be said."""
    return record(**{**SOUND, **changes})


def found(*records: Record, today: dt.date = TODAY, **more: Any) -> list[Finding]:
    desks = more.pop("desks", [Institution.model_validate(DESK)])
    catalogue = Catalogue(
        {one.id: one for one in records}, {one.id: one for one in desks}, more.get("terms", {}), more.get("faq", {})
    )
    return findings(catalogue, today)


def kinds(*records: Record, **more: Any) -> set[str]:
    return {one.kind for one in found(*records, **more)}


def test_a_sound_record_has_no_finding() -> None:
    assert found(sound()) == []


@pytest.mark.parametrize(
    ("days", "kind"),
    [(-1, "ended"), (0, "ending-soon"), (30, "ending-soon"), (31, "ending-later"), (60, "ending-later"), (61, None)],
)
def test_the_end_of_a_record(days: int, kind: str | None) -> None:
    end = TODAY + dt.timedelta(days=days)
    assert kinds(sound(valid_until=end.isoformat())) & {"ended", "ending-soon", "ending-later"} == ({kind} - {None})


def test_a_closed_record_has_no_end_to_watch() -> None:
    assert kinds(sound(valid_until="2025-01-01", availability="closed")) == set()


@pytest.mark.parametrize(
    ("days", "kind"), [(-1, "recheck-past"), (0, "recheck-soon"), (30, "recheck-soon"), (31, None)]
)
def test_the_day_of_the_next_review(days: int, kind: str | None) -> None:
    day = TODAY + dt.timedelta(days=days)
    assert kinds(sound(recheck_by=day.isoformat(), reviewed_on="2026-11-01")) & {"recheck-past", "recheck-soon"} == (
        {kind} - {None}
    )


@pytest.mark.parametrize(("days", "old"), [(180, False), (181, True)])
def test_half_a_year_without_review(days: int, old: bool) -> None:
    day = (TODAY - dt.timedelta(days=days)).isoformat()
    desk = Institution.model_validate({**DESK, "reviewed_on": day})
    question = CommonQuestion.model_validate({**QUESTION, "reviewed_on": day})
    unreviewed = [
        one.item_kind
        for one in found(sound(reviewed_on=day), desks=[desk], faq={question.id: question})
        if one.kind == "unreviewed"
    ]
    assert sorted(unreviewed) == (["faq", "institutions", "records"] if old else [])


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"conditions": None}, "no-condition"),
        ({"conditions": {"text": "要有技术"}}, "no-condition"),
        ({"sources": [{"title": "文件", "issuer": "机构", "evidence_url": "https://a.example/b"}]}, "no-source"),
        ({"confidence": "low", "availability": "unverified"}, "low-confidence"),
        ({"availability": "unverified", "reviewed_on": "2026-08-20"}, "unverified-long"),
        ({"benefit": {"summary": "样例"}}, "no-amount"),
        ({"apply": {"how": "到网点"}}, "no-materials"),
        ({"similar_questions": []}, "no-similar"),
        ({"contact": "nobody"}, "broken-reference"),
        ({"exclusive_with": ["nothing"]}, "broken-reference"),
    ],
)
def test_one_gap_is_one_finding(changes: dict[str, Any], kind: str) -> None:
    assert kinds(sound(**changes)) == {kind}


@pytest.mark.parametrize("benefit", [{"cap_wan": 5}, {"rate_pct": 4}, {"ratio_pct": 50}])
def test_any_figure_is_an_amount(benefit: dict[str, Any]) -> None:
    assert kinds(sound(benefit={"summary": "样例", **benefit})) == set()


def test_gaps_of_what_is_not_recommended_are_no_findings() -> None:
    bare = record(availability="reference", sources=[SOURCE])
    assert found(bare) == []


def test_a_reference_to_what_has_ended_or_was_replaced() -> None:
    closed = sound(id="closed", title="已停", availability="closed")
    old = sound(id="old", title="旧办法")
    new = sound(id="new", title="新办法", supersedes=["old"])
    term = Term.model_validate(
        {"id": "term", "term": "术语", "definition": "样例", "records": ["closed", "old", "new"]}
    )
    said = [one.what for one in found(closed, old, new, terms={"term": term}) if one.kind == "broken-reference"]
    assert said == ["“相关记录”提到的《已停》已结束", "“相关记录”提到的《旧办法》已被《新办法》替代"]


def test_a_desk_without_phone_and_address_counts_the_records_that_name_it() -> None:
    desk = Institution.model_validate({**DESK, "phone": None})
    [one] = found(sound(), sound(id="other", title="另一条"), desks=[desk])
    assert (one.kind, one.item_kind, one.id, one.owner) == ("desk-unreachable", "institutions", "sample-desk", "测试")
    assert "2条" in one.what


def test_a_name_that_two_records_claim_is_said_of_both() -> None:
    twice = [one for one in found(sound(aliases=["快贷"]), sound(id="b", title="乙贷", aliases=["快贷"]))]
    assert [(one.kind, one.id, one.what) for one in twice] == [
        ("name-twice", "b", "“快贷”也指《样例贷》"),
        ("name-twice", "sample-loan", "“快贷”也指《乙贷》"),
    ]


def test_the_most_pressing_comes_first() -> None:
    severities = [one.severity for one in findings(load_catalogue(), dt.date(2027, 6, 1))]
    assert severities == sorted(severities, key=["high", "medium", "low"].index)


def test_every_kind_that_is_found_has_a_label_with_its_limit() -> None:
    limits = Limits(ending_soon=45)
    assert FINDING_KINDS["ending-soon"].texts(limits)[0] == "45天内到期"
    assert {one.kind for one in findings(load_catalogue(), dt.date(2027, 6, 1))} <= set(FINDING_KINDS)
