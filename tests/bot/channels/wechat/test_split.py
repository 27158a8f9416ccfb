"""Texts cut at 2,048 bytes: nothing lost, no character and no item in two."""

import random
import re

import pytest

from bot.channels.wechat.split import MOST_BYTES, size, split

ITEM = "{n}. 深圳知识产权质押融资【条件初步符合】\n深圳市市场监督管理局：把专利、商标等质押给银行贷款\n为什么：{why}\n来源：官网；2026-11-23核对"
LISTING = (
    "可以先看这几项：\n\n"
    + "\n\n".join(ITEM.format(n=n, why="有发明专利；" * 20) for n in range(1, 9))
    + "\n\n以办理机构审核为准。"
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_short_text_stays_one() -> None:
    assert split("记下了。\n\n公司注册在哪个区？") == ["记下了。\n\n公司注册在哪个区？"]


@pytest.mark.parametrize("most", [MOST_BYTES, 1_000, 700])
def test_items_travel_whole(most: int) -> None:
    pieces = split(LISTING, most)
    assert len(pieces) > 1 and all(size(piece) <= most for piece in pieces)
    for number in range(1, 9):
        whole = ITEM.format(n=number, why="有发明专利；" * 20)
        assert sum(whole in piece for piece in pieces) == 1


def test_items_without_blank_lines_travel_whole_too() -> None:
    items = [f"{n}. 科创局，电话{n}\n   能帮：贷款、补贴" + "，认定" * 60 for n in range(1, 9)]
    pieces = split("\n".join(["这些机构可以直接问：", *items]), 900)
    assert all(sum(item in piece for piece in pieces) == 1 for item in items)


def test_a_decimal_begins_no_item() -> None:
    assert split("额度是\n1.5亿元", 1_000) == ["额度是\n1.5亿元"]


def test_one_item_too_large_is_cut_at_lines_then_sentences() -> None:
    lines = ["这是很长的一行。" * 20] * 3
    pieces = split("\n".join(lines), 600)
    assert all(size(piece) <= 600 for piece in pieces)
    assert pieces == lines
    assert all(piece.endswith("。") for piece in split("没有换行的一段。" * 300, 1_000))


def test_a_family_of_emoji_stays_together() -> None:
    family = "👨‍👩‍👧‍👦"
    pieces = split(family * 100, 200)
    assert "".join(pieces) == family * 100
    assert all(size(piece) % size(family) == 0 for piece in pieces)


@pytest.mark.parametrize("seed", range(300))
def test_nothing_is_lost_and_nothing_is_too_large(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices("贷款a1.、。\n 👨é𠮷\u200d\u0301", k=chance.randrange(400)))
    most = chance.randint(12, 300)
    pieces = split(text, most)
    assert all(0 < size(piece) <= most for piece in pieces)
    assert squeezed("".join(pieces)) == squeezed(text)
