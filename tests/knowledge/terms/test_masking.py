"""What staff read of a founder's question names nobody and reaches nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.terms.masking import MASK, anonymous


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("我的电话13800138000，有人吗", "13800138000"),
        ("身份证11010519491231002X能查吗", "11010519491231002X"),
        ("信用代码91440300MA5EXAMP1X，帮我看看", "91440300MA5EXAMP1X"),
        ("卡号6222 0200 1234 5678 901 放款到这", "6222"),
        ("发到 someone.name@example.com 行吗", "someone.name"),
        ("我叫王小明，想贷款", "王小明"),
        ("找张经理问过了", "张经理"),
        ("你好我是李总，园区贷怎么办", "李总"),
        ("深圳市某某机器人有限公司能申请吗", "某某机器人"),
        ("微信 wang_xm2020 加我", "wang_xm2020"),
    ],
)
def test_what_names_somebody_is_gone(said: str, gone: str) -> None:
    assert gone not in anonymous(said)
    assert MASK in anonymous(said)


@pytest.mark.parametrize(
    "said",
    [
        "园区贷最高能贷多少",
        "我们是做金属加工的，总共投了500万",
        "高工说发明专利3个，营收2026年做到3000万",
        "周转资金300万，马上要发工资",
        "方案总额多少，总部在坪山",
    ],
)
def test_a_plain_question_stays_as_it_is(said: str) -> None:
    assert anonymous(said) == said


@given(st.text(max_size=300))
def test_any_text_is_masked_without_an_error(said: str) -> None:
    anonymous(said)
