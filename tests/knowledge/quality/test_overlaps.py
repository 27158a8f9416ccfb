"""Two schemes for one thing are shown together; rivals, and what staff have settled, are not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from builders import leaf, record
from samples import HashEncoder

from knowledge.catalogue.model import Record
from knowledge.quality.overlaps import Overlap, overlaps
from knowledge.retrieval.vector import neighbours

TODAY = dt.date(2026, 11, 24)
DISTRICT: dict[str, Any] = {
    "id": "district-fee",
    "kind": "subsidy",
    "title": "坪山区融资担保费资助",
    "provider": "坪山区发展和改革局",
    "region": ["坪山区"],
    "benefit": {"summary": "按实付担保费补30%", "offsets": ["担保费"]},
}
CITY: dict[str, Any] = {
    "id": "city-fee",
    "kind": "subsidy",
    "title": "深圳市小微企业担保费补贴",
    "provider": "深圳市工业和信息化局",
    "benefit": {"summary": "事后补一部分担保费", "offsets": ["担保费"]},
}
OTHER: dict[str, Any] = {
    "id": "fund",
    "kind": "equity-fund",
    "title": "天使基金",
    "benefit": {"summary": "投种子期项目"},
}


def found(*changes: dict[str, Any]) -> list[Overlap]:
    records: list[Record] = [record(**one) for one in changes]
    return overlaps({one.id: one for one in records}, HashEncoder(), TODAY)


def test_two_bureaus_that_pay_the_same_cost_overlap_with_reasons() -> None:
    [one] = found(DISTRICT, CITY, OTHER)
    assert (one.first, one.second) == ("city-fee", "district-fee")
    assert one.reasons[0] == "都补担保费"
    assert "提供方不同：深圳市工业和信息化局；坪山区发展和改革局" in one.reasons
    assert "都面向坪山区的企业" in one.reasons


@pytest.mark.parametrize(
    "change",
    [
        {"exclusive_with": ["district-fee"]},
        {"supersedes": ["district-fee"]},
        {"conflicts": [{"record": "district-fee", "about": "比例", "here": "50%", "there": "30%"}]},
        {"availability": "closed"},
        {"valid_until": "2026-11-23"},
        {"kind": "tax"},
        {"benefit": {"summary": "事后补一部分利息", "offsets": ["贷款利息"]}},
    ],
)
def test_what_is_settled_or_different_is_left_out(change: dict[str, Any]) -> None:
    assert found(DISTRICT, CITY | change, OTHER) == []


def test_conditions_that_no_firm_meets_together_rule_it_out() -> None:
    young = {"conditions": leaf("age_months", "lt", 24)}
    old = {"conditions": leaf("age_months", "ge", 36)}
    assert found(DISTRICT | young, CITY | old, OTHER) == []
    assert len(found(DISTRICT | young, CITY | young, OTHER)) == 1


def test_two_banks_compete_rather_than_overlap() -> None:
    same = {"title": "科创贷", "benefit": {"summary": "科技企业纯信用贷款"}}
    banks = [{"id": "a", "provider": "甲银行", **same}, {"id": "b", "provider": "乙银行", **same}]
    assert found(*banks, OTHER) == []
    bureaus = [{"id": "a", "provider": "坪山区财政局", **same}, {"id": "b", "provider": "深圳市财政局", **same}]
    assert [(one.first, one.second) for one in found(*bureaus, OTHER)] == [("a", "b")]


def test_few_records_are_no_trouble() -> None:
    assert found() == [] and found(DISTRICT) == []


def test_neighbours_leave_the_row_itself_out_even_among_twins() -> None:
    vectors = np.vstack([np.ones((5, 3)), np.eye(3)]).astype(np.float32)
    near = neighbours(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), 2)
    assert near.shape == (8, 2)
    assert all(row not in own for row, own in enumerate(near))
