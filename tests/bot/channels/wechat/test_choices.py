"""Which words pick a choice, and which are an answer of their own."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.wechat.choices import Choices, labelled, pointing_words
from bot.channels.wechat.outbound import Option
from bot.channels.wechat.store import Store

DISTRICTS = [
    {"title": title, "payload": f'/inform{{"district": "{title}"}}'} for title in ("坪山区", "龙岗区", "都不是")
]
HELD = [
    {"title": "高新技术企业", "payload": '/inform{"certifications": "[\\"高新技术企业\\"]"}'},
    {"title": "专精特新中小企业", "payload": '/inform{"certifications": "[\\"专精特新中小企业\\"]"}'},
    {"title": "不清楚，跳过", "payload": "/dont_know"},
]
PATENTS = {"type": "question", "fact": "invention_patents"}
DISTRICT = {"type": "question", "fact": "district"}
LIST = ["可以先看这2项：\n\n1. 园区贷\n\n2. 善科贷"]
pytestmark = pytest.mark.anyio


def labels(buttons: list[dict[str, str]], texts: list[str], custom: dict[str, Any]) -> list[str]:
    return [option.label for option in labelled(buttons, texts, custom)]


@pytest.mark.parametrize(
    "texts,custom,expected",
    [
        (["公司注册在哪个区？"], DISTRICT, "123"),
        (["接下来想看什么？"], {"type": "notice"}, "123"),
        (["公司有几件发明专利？"], PATENTS, "ABC"),
        (["每年付多少利息？"], {"type": "question", "fact": "interest_wan"}, "ABC"),
        (["请留下电话"], {"type": "question", "fact": "ticket_contact"}, "ABC"),
        (LIST, {"type": "recommendation"}, "ABC"),
        (["A：园区贷\nB：善科贷"], {"type": "comparison"}, "123"),
        (["额度是\n1.5亿元"], {"type": "record"}, "123"),
    ],
)
def test_numbers_where_a_number_has_no_other_meaning_else_letters(
    texts: list[str], custom: dict[str, Any], expected: str
) -> None:
    assert labels(DISTRICTS, texts, custom) == list(expected)


def test_titles_that_begin_with_a_letter_are_numbered() -> None:
    rounds = [{"title": title, "payload": title} for title in ("天使轮", "A轮", "B轮")]
    assert labels(rounds, LIST, {"type": "question", "fact": "equity_round"}) == ["1", "2", "3"]


@pytest.fixture
def choices(new_store: Callable[[], Store]) -> Choices:
    return Choices(new_store())


async def shown(choices: Choices, buttons: list[dict[str, str]] = DISTRICTS, **more: Any) -> str:
    several = more.pop("several", False)
    options = labelled(buttons, more.get("texts", ["？"]), more.get("custom", DISTRICT))
    return await choices.show("wx-1", options, several=several)


@pytest.mark.parametrize("text", ["2", "２", "第二个", "第2个", " 2。", "2、", "(2)", "二", "选2", "第二项", "2号"])
async def test_a_bare_place_picks(choices: Choices, text: str) -> None:
    await shown(choices)
    assert await choices.picked("wx-1", text) == DISTRICTS[1]["payload"]


@pytest.mark.parametrize("text", ["龙岗区", " 龙岗区。", "2. 龙岗区", "“龙岗区”"])
@pytest.mark.parametrize("custom", [DISTRICT, PATENTS])
async def test_a_choice_s_own_words_pick_it(choices: Choices, text: str, custom: dict[str, Any]) -> None:
    await shown(choices, custom=custom)
    if text.startswith("2.") and custom is PATENTS:
        text = "B. 龙岗区"
    assert await choices.picked("wx-1", text) == DISTRICTS[1]["payload"]


@pytest.mark.parametrize(
    "text", ["4", "0", "22", "2个", "两家", "2019年", "2万", "第二个怎么办", "坪山", "", "A", "1、2"]
)
async def test_anything_else_is_words(choices: Choices, text: str) -> None:
    await shown(choices)
    assert await choices.picked("wx-1", text) is None


async def test_a_number_answers_a_question_for_a_number(choices: Choices) -> None:
    await shown(choices, custom=PATENTS)
    assert await choices.picked("wx-1", "2") is None
    assert await choices.picked("wx-1", "b") == DISTRICTS[1]["payload"]


async def test_the_advisor_s_own_list_keeps_its_second_one(choices: Choices) -> None:
    await shown(choices, texts=LIST)
    assert await choices.picked("wx-1", "第二个") is None
    assert await choices.picked("wx-1", "Ｂ") == DISTRICTS[1]["payload"]


@pytest.mark.parametrize(
    "custom,expected",
    [
        ({"type": "recommendation"}, "介绍一下第2个"),
        ({"type": "catalogue"}, "介绍一下第2个"),
        ({"type": "plan"}, "第2步怎么办"),
        ({"type": "contacts"}, None),
        (PATENTS, None),
    ],
)
async def test_a_bare_number_below_a_list_is_said_in_full(
    choices: Choices, custom: dict[str, Any], expected: str | None
) -> None:
    await choices.show("wx-1", (), several=False, pointing=pointing_words(LIST, custom))
    assert await choices.picked("wx-1", "2") == expected
    await choices.show("wx-1", (), several=False, pointing=pointing_words(["没有编号"], custom))
    assert await choices.picked("wx-1", "2") is None


async def test_several_at_once_become_one_answer(choices: Choices) -> None:
    await shown(choices, HELD, several=True)
    payload = '/inform{"certifications": "[\\"高新技术企业\\", \\"专精特新中小企业\\"]"}'
    assert await choices.picked("wx-1", "1、2") == payload
    assert await choices.picked("wx-1", "1 和 ２") == payload
    assert await choices.picked("wx-1", "1,3") == "高新技术企业、不清楚，跳过"


async def test_a_reply_without_choices_ends_the_last_ones(choices: Choices) -> None:
    name = await shown(choices)
    await choices.show("wx-1", (), several=False)
    assert await choices.picked("wx-1", "2") is None
    assert await choices.tapped("wx-1", f"{name}.2") == DISTRICTS[1]["payload"]


async def test_choices_are_a_person_s_own(choices: Choices) -> None:
    name = await shown(choices)
    assert await choices.picked("wx-2", "2") is None
    assert await choices.tapped("wx-2", f"{name}.2") is None
    assert await choices.tapped("wx-1", f"{name}.9") is None
    assert await choices.tapped("wx-1", "../shown") is None


async def test_another_worker_understands_the_number(new_store: Callable[[], Store]) -> None:
    await Choices(new_store()).show("wx-9", [Option("1", "好", "/affirm")], several=False)
    assert await Choices(new_store()).picked("wx-9", "1") == "/affirm"
