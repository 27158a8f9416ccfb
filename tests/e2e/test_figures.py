"""The figure check itself: it lets sourced figures through and catches a planted one."""

import datetime as dt
from typing import Any

import pytest
from figures import figures, unexplained

from knowledge.catalogue.load import Catalogue, load_catalogue

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def wrong(catalogue: Catalogue, text: str, said: str = "园区贷", **custom: Any) -> list[str]:
    message = {"text": text, "custom": {"type": "record", "id": "park-loan-sz", **custom}}
    found = unexplained([(said, [message])], catalogue, TODAY)
    return sorted("".join(figure) for _, _, figure in found)


def test_figures_carry_their_unit() -> None:
    assert figures("最高1.5亿元，年化3.50%，电话0755-82975860，2026-11-23核对") == {
        ("15000", "万元"),
        ("3.5", "%"),
        ("0755-82975860", ""),
        ("2026-11-23", ""),
    }


@pytest.mark.parametrize("text", ["单户1000万元以内", "最长36个月", "电话0755-82975860", "来源：2025-03-22"])
def test_what_the_record_or_its_desk_says_is_explained(catalogue: Catalogue, text: str) -> None:
    assert wrong(catalogue, text) == []


@pytest.mark.parametrize(
    ("text", "planted"),
    [
        ("单户1200万元以内", "1200万元"),
        ("年化3.65%", "3.65%"),
        ("电话0755-82975861", "0755-82975861"),
        ("有效期至2027-01-01", "2027-01-01"),
        ("最长60个月", "60个月"),
        ("单户900人以内", "900人"),
        ("找到7项相关的", "7项"),
    ],
)
def test_a_planted_figure_is_caught(catalogue: Catalogue, text: str, planted: str) -> None:
    assert wrong(catalogue, text) == [planted]


def test_a_figure_of_a_record_that_the_payload_does_not_name_is_caught(catalogue: Catalogue) -> None:
    assert wrong(catalogue, "最高3000万元") == ["3000万元"]
    assert wrong(catalogue, "最高3000万元", id="national-tech-innov-guarantee-plan") == []


def test_the_founders_own_words_are_explained(catalogue: Catalogue) -> None:
    assert wrong(catalogue, "您要的300万元", said="想贷三百万") == []
    assert wrong(catalogue, "您要的270万元", said="想贷三百万") == ["270万元"]


def test_a_gap_is_recomputed(catalogue: Catalogue) -> None:
    said, one = "我们有6个发明专利，成立8个月", "cert-hi-tech"
    assert wrong(catalogue, "再过4个月，成立就满12个月", said=said, id=one) == []
    assert wrong(catalogue, "再过5个月，成立就满12个月", said=said, id=one) == ["5个月"]


@pytest.mark.parametrize(("amount", "wrong_ones"), [("15", []), ("16", ["16万元"])])
def test_an_estimate_is_recomputed(catalogue: Catalogue, amount: str, wrong_ones: list[str]) -> None:
    text = f"粗算大约{amount}万元。用到的数：研发费用300万元"
    found = wrong(
        catalogue,
        text,
        said="研发花了300万，利润300万",
        type="estimate",
        id="tax-rd-super-deduction",
        inputs={"rd_expense_wan": 300, "net_profit_wan": 300},
    )
    assert found == wrong_ones
