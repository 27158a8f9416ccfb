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
    ("千把万", 1000, True),
    ("百把万", 100, True),
    ("小一千万", 1000, True),
    ("四百几万", 400, True),
    ("十几个亿", 100000, True),
    ("八百五十几万", 850, True),
    ("三、四百万", [300, 400], True),
    ("3、4百万", [300, 400], True),
    ("2.35 亿元", 23500, False),
    ("500 万元", 500, False),
    ("3.6e", 36000, False),
    ("12.5 million", 1250, False),
    ("3m", 300, False),
    ("1.2bn", 120000, False),
    ("五百个w", 500, False),
    ("三百五十万到四百万", [350, 400], False),
    ("1200万月底", 1200, False),
    ("差不多1.5个亿", 15000, True),
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


@pytest.mark.parametrize("text", ["千万别急", "万一没批", "单位：万元", "放一块儿比比", "半导体", "百分百"])
def test_words_that_only_look_like_numbers(text: str) -> None:
    assert quantities(normalise(text)) == []


@pytest.mark.parametrize("text", ["500万美元", "US$500万", "新台币500万", "港币500万"])
def test_other_currencies_are_no_yuan(text: str) -> None:
    assert [item.kind for item in quantities(normalise(text))] == ["foreign"]


def test_a_rise_to_an_amount_is_no_span() -> None:
    assert [(item.kind, item.value) for item in quantities("增长40%到7000万")] == [("percent", 40), ("money", 7000)]


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


WRITTEN = {
    "{}万": lambda wan: wan,
    "{}万元": lambda wan: wan,
    "{}w": lambda wan: wan,
    "{}W": lambda wan: wan,
    "{}个w": lambda wan: wan,
    "{}０００万": lambda wan: wan * 1000,
    "{}0000元": lambda wan: wan,
    "{}千万": lambda wan: wan * 1000,
    "{}百万": lambda wan: wan * 100,
    "{}kw": lambda wan: wan * 1000,
    "{}亿": lambda wan: wan * 10_000,
    "{}个亿": lambda wan: wan * 10_000,
    "{}億": lambda wan: wan * 10_000,
    "{}萬": lambda wan: wan,
}


@given(st.integers(1, 9999), st.sampled_from(sorted(WRITTEN)))
def test_every_way_of_writing_reads_back(number: int, form: str) -> None:
    found = quantities(normalise(form.format(number)))
    assert [(item.kind, item.value) for item in found] == [("money", WRITTEN[form](number))]


@given(st.integers(1, 9999), st.sampled_from(["{}万左右", "大概{}万", "{}万出头", "约{}万", "{}万上下", "不到{}万"]))
def test_a_hedge_keeps_the_number_and_is_remembered(number: int, form: str) -> None:
    found = quantities(normalise(form.format(in_chinese(number))))
    assert [(item.value, item.approximate) for item in found] == [(number, True)]


@given(st.integers(1, 8), st.sampled_from(["百", "千", ""]))
def test_two_neighbouring_digits_are_a_range(digit: int, unit: str) -> None:
    scale = {"百": 100, "千": 1000, "": 1}[unit]
    found = quantities(f"{DIGITS[digit]}{DIGITS[digit + 1]}{unit}万")
    assert [item.value for item in found] == [[digit * scale, (digit + 1) * scale]]


@given(st.integers(1, 4999), st.integers(1, 4999), st.sampled_from(["{}到{}万", "{}万-{}万", "{}~{}万", "{}万至{}万"]))
def test_a_range_keeps_both_ends(low: int, more: int, form: str) -> None:
    assert [item.value for item in quantities(form.format(low, low + more))] == [[low, low + more]]


@given(st.integers(1, 9999), st.sampled_from(["年", "个月", "台", "人"]), st.integers(1, 9))
def test_what_is_counted_next_is_no_part_of_an_amount(wan: int, unit: str, count: int) -> None:
    found = quantities(f"{wan}万{DIGITS[count]}{unit}")
    assert found[0].value == wan


@given(st.integers(1, 9999))
def test_a_chinese_count_reads_back_as_itself(number: int) -> None:
    assert [item.value for item in quantities(in_chinese(number) + "人")] == [number]
