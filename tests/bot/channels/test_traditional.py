"""Traditional characters on request."""

import pytest
import requests


def convert(door: str, body: object) -> requests.Response:
    return requests.post(f"{door}traditional", json=body, timeout=5)


def test_texts_come_back_converted_in_their_order(door: str) -> None:
    texts = ["贷款余额", "头发和发展", "后台、皇后", "准备材料", "征信", "plain ASCII", ""]
    assert convert(door, {"texts": texts}).json()["texts"] == [
        "貸款餘額",
        "頭髮和發展",
        "後台、皇后",
        "準備材料",
        "徵信",
        "plain ASCII",
        "",
    ]


def test_markup_and_addresses_pass_unchanged(door: str) -> None:
    texts = ['<a href="tel:0755-1">', '/inform{"a": 1}', "https://example.gov.cn/a?b=c"]
    assert convert(door, {"texts": texts}).json()["texts"] == texts


@pytest.mark.parametrize("body", [{}, {"texts": "贷"}, {"texts": [1]}, {"texts": None}, ["贷"]])
def test_anything_else_is_refused(door: str, body: object) -> None:
    answer = convert(door, body)
    assert answer.status_code == 400 and answer.json()["error"]["message"]


def test_a_large_body_and_half_a_surrogate_pair_are_no_failure(door: str) -> None:
    assert convert(door, {"texts": ["贷" * 70_000]}).status_code == 413
    assert requests.post(f"{door}traditional", data=b'{"texts": ["\\ud800\\u8d37"]}', timeout=5).json()["texts"] == [
        "貸"
    ]
