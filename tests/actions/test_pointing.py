import pytest

from actions.pointing import pointed_at

SHOWN = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "focus", "expected"),
    [
        ("第二个怎么申请", None, ["b"]),
        ("第2项呢", None, ["b"]),
        ("第三款我们够条件吗", "a", ["c"]),
        ("二号要什么材料", None, ["b"]),
        ("第一个和第三个哪个好", None, ["a", "c"]),
        ("一和三比哪个划算", None, ["a", "c"]),
        ("前两个对比一下", None, ["a", "b"]),
        ("这三个哪个利息低", None, ["a", "b", "c"]),
        ("你推荐的这几个哪个快", None, ["a", "b", "c"]),
        ("最后那个是什么", None, ["c"]),
        ("這個利率幾多", "b", ["b"]),
        ("它要抵押吗", "b", ["b"]),
        ("刚才那个还有名额吗", "b", ["b"]),
        ("刚说的那款最长几年", "b", ["b"]),
        ("这个怎么申请", None, []),
        ("第九个呢", None, []),
        ("我们第一次申请", None, []),
        ("第二批什么时候开始", None, []),
        ("其他的呢", "b", []),
        ("园区贷要什么条件", "b", []),
        ("第二步怎么申请", None, ["b"]),
        ("第1步要什么材料", None, ["a"]),
        ("从第一步重新来", None, []),
        ("第三步是什么", "a", ["c"]),
    ],
)
def test_words_point_at_what_was_shown(text: str, focus: str | None, expected: list[str]) -> None:
    assert pointed_at(text, SHOWN, focus) == expected


def test_the_other_of_two() -> None:
    assert pointed_at("另一个呢", ["a", "b"], "a") == ["b"]
    assert pointed_at("另一个呢", ["a", "b", "c"], "a") == []


def test_a_pronoun_means_the_only_one_shown() -> None:
    assert pointed_at("这个怎么申请", ["a"], None) == ["a"]
