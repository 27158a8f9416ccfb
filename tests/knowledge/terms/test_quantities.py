import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.terms.normalise import normalise
from knowledge.terms.quantities import quantities

AMOUNTS = [
    ("300万", 300, False),
    ("三五百万", [300, 500], True),
    ("八百来万", 800, True),
    ("百来万", 100, True),
    ("上千万", 1000, True),
    ("两三千万", [2000, 3000], True),
    ("一个亿出头", 10000, True),
    ("半个亿", 5000, False),
    ("1.5个亿", 15000, False),
    ("800w", 800, False),
    ("500k", 50, False),
    ("3kw", 3000, False),
    ("两百多万", 200, True),
    ("300到500万", [300, 500], False),
    ("300万-500万", [300, 500], False),
    ("三百到五百万", [300, 500], False),
    ("3-5千万", [3000, 5000], False),
    ("一亿两千万", 12000, False),
    ("1亿2千万", 12000, False),
    ("两千三百五十万", 2350, False),
    ("2.3亿", 23000, False),
    ("3,000,000元", 300, False),
    ("5000元", 0.5, False),
    ("两个多亿", 20000, True),
    ("1000多万元", 1000, True),
    ("一百二十万", 120, False),
    ("１２０万", 120, False),
]


@pytest.mark.parametrize(("text", "value", "approximate"), AMOUNTS)
def test_amounts_in_wan(text: str, value: object, approximate: bool) -> None:
    found = quantities(normalise(text))
    assert [(item.kind, item.value, item.approximate) for item in found] == [("money", value, approximate)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("五十来号人", "count", 50),
        ("十几个", "count", [10, 19]),
        ("一百二十人", "count", 120),
        ("20%", "percent", 20),
        ("百分之二十", "percent", 20),
        ("两成", "percent", 20),
        ("一成半", "percent", 15),
        ("18个月", "months", 18),
        ("十年", "years", 10),
    ],
)
def test_other_quantities(text: str, kind: str, value: object) -> None:
    assert [(item.kind, item.value) for item in quantities(normalise(text))] == [(kind, value)]


DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """1..9999 as Chinese says it."""
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = bool(words)
    return words


@given(st.integers(1, 9999))
def test_a_chinese_amount_reads_back_as_itself(wan: int) -> None:
    assert [item.value for item in quantities(in_chinese(wan) + "万")] == [wan]


@given(st.integers(1, 999_999), st.sampled_from(["万", "w", "万元"]))
def test_an_arabic_amount_reads_back_as_itself(wan: int, unit: str) -> None:
    assert [item.value for item in quantities(f"{wan}{unit}")] == [wan]


@given(st.integers(1, 99), st.integers(1, 9))
def test_yi_with_a_decimal(yi: int, tenth: int) -> None:
    assert [item.value for item in quantities(f"{yi}.{tenth}亿")] == [yi * 10_000 + tenth * 1_000]
