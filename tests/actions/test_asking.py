import pytest

from actions.asking import more, narrows


@pytest.mark.parametrize(
    "text", ["还有别的吗", "还有吗？", "下一页", "换一批", "再来几个吧", "接着看", "还有没有", "还有哪些"]
)
def test_the_next_page(text: str) -> None:
    assert more(text)


@pytest.mark.parametrize("text", ["还有哪些贷款", "还有个问题", "继续说说园区贷", "我们还有3个专利", "还"])
def test_not_the_next_page(text: str) -> None:
    assert not more(text)


@pytest.mark.parametrize(
    ("text", "narrowing"),
    [
        ("只看坪山的", True),
        ("那就看成长期的", True),
        ("只要市级的", True),
        ("我只有一个专利", False),
        ("就30人", False),
    ],
)
def test_narrowing(text: str, narrowing: bool) -> None:
    assert narrows(text) is narrowing
