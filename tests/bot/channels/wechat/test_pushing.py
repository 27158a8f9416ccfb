"""What follows the passive reply: order, allowance, every way in which WeChat's API fails. Nothing lost, nothing doubled."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fake_wechat import SECRET, SEND, TOKEN, FakeWeChat, Silence
from follower import Follower, words
from rasa.core.channels.channel import UserMessage

from bot.channels.wechat.allowance import SPOKEN, TAPPED
from bot.channels.wechat.split import MOST_BYTES, size
from bot.channels.wechat.words import LATE_AND_QUIET, LEFT_FROM_BEFORE, MORE, PERHAPS_SENT

BUTTONS = [{"title": name, "payload": f'/inform{{"district": "{name}"}}'} for name in ("坪山区", "龙岗区")]
QUESTION = {"text": "注册在哪个区？", "custom": {"type": "question", "fact": "district"}, "buttons": BUTTONS}


def item(number: int) -> str:
    return f"{number}. 产品{number}\n" + f"说明{number}，" * 130


def listing(items: int) -> dict[str, Any]:
    return {"text": "\n\n".join(item(number) for number in range(1, items + 1)), "custom": {"type": "notice"}}


def saying(*messages: dict[str, Any], after: float = 0.0) -> Any:
    async def act(message: UserMessage) -> None:
        await asyncio.sleep(after)
        for each in messages:
            await message.output_channel.send_response(message.sender_id, {"custom": {"type": "notice"}, **each})

    return act


@pytest.fixture
def turn(follower: Follower, agent: Any, wechat: FakeWeChat, until_idle: Any) -> Any:
    """Says something that is answered with the messages given; the passive reply and the pushed words."""

    def said(*messages: dict[str, Any], text: str = "你好", after: float = 0.0) -> list[str]:
        agent.act = saying(*messages, after=after)
        before = len(wechat.sent)
        passive = follower.say(text)
        until_idle()
        return [passive, *wechat.texts_to(follower.openid)[before:]]

    return said


# --- order and size ---


def test_a_long_answer_comes_in_order_with_every_item_whole(turn: Any) -> None:
    parts = turn(listing(5))
    assert all(size(part) <= MOST_BYTES for part in parts)
    assert [sum(item(number) in part for part in parts) for number in range(1, 6)] == [1] * 5
    assert [part[0] for part in parts] == ["1", "2", "3", "4", "5"]


def test_short_messages_travel_together(turn: Any, wechat: FakeWeChat) -> None:
    assert turn({"text": "记下了。"}, {"text": "还有呢？"}) == ["记下了。\n\n还有呢？"]
    assert wechat.sent == []


def test_a_list_with_buttons_keeps_the_numbers_for_its_items(turn: Any, wechat: FakeWeChat) -> None:
    more = [{"title": "排一份分步方案", "payload": '/seek_recommendation{"view": "plan"}'}]
    turn({**listing(3), "buttons": more})
    assert wechat.sent[-1]["msgmenu"]["list"][0]["content"] == "A. 排一份分步方案"


def test_a_plan_comes_with_a_card(turn: Any, wechat: FakeWeChat) -> None:
    plan = {"text": "融资方案", "custom": {"type": "plan", "url": "https://advisor.example.org/webhooks/web/plan/x"}}
    passive, card = turn(plan)
    assert passive == "融资方案" and card == plan["custom"]["url"]
    (article,) = wechat.sent[0]["news"]["articles"]
    assert article["title"] and article["description"]


# --- allowance ---


def test_five_are_pushed_for_a_message_and_the_rest_on_request(
    turn: Any, follower: Follower, wechat: FakeWeChat, agent: Any, until_idle: Any
) -> None:
    parts = turn(listing(9))
    assert len(parts) == 1 + SPOKEN and parts[-1].endswith(MORE) and not any(MORE in part for part in parts[:-1])
    passive = follower.say("继续")
    until_idle()
    everything = "\n".join([*parts, passive, *wechat.texts_to(follower.openid)[SPOKEN:]])
    assert [everything.count(item(number)) for number in range(1, 10)] == [1] * 9
    agent.act = saying({"text": "没有了"})
    assert follower.say("继续") == "没有了"


def test_three_are_pushed_for_a_tap_on_the_menu(
    follower: Follower, agent: Any, wechat: FakeWeChat, until_idle: Any
) -> None:
    agent.act = saying(listing(9))
    assert item(1) in follower.event("CLICK", "loans")
    until_idle()
    assert len(wechat.sent) == TAPPED


def test_three_are_pushed_for_a_tap_on_a_choice(callback: str, agent: Any, wechat: FakeWeChat, until_idle: Any) -> None:
    agent.act = saying(listing(9))
    Follower(callback).say("1. 坪山区", bizmsgmenuid="x.1")
    until_idle()
    assert len(wechat.sent) == TAPPED


def test_with_nothing_left_the_passive_reply_says_so(
    turn: Any, follower: Follower, agent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.wechat.allowance.SPOKEN", 0)
    (only,) = turn(listing(2))
    assert item(1) in only and only.endswith(MORE)
    assert item(2) in follower.say("继续")


# --- a hand-over ---


def test_a_hand_over_is_the_passive_reply_and_words_go_before(
    follower: Follower, agent: Any, wechat: FakeWeChat
) -> None:
    agent.act = saying({"text": "正在转接", "custom": {"type": "contacts", "transfer": True}})
    reply = follower.send("text", Content="转人工")
    assert words(reply) == "<transfer_customer_service>"
    assert wechat.texts_to(follower.openid) == ["正在转接"]


def test_after_a_hand_over_the_advisor_asks_nothing_more(follower: Follower, agent: Any, wechat: FakeWeChat) -> None:
    agent.act = saying({"text": "正在转接", "custom": {"type": "contacts", "transfer": True}}, QUESTION)
    assert words(follower.send("text", Content="转人工")) == "<transfer_customer_service>"
    assert wechat.texts_to(follower.openid) == ["正在转接"]


def test_a_late_hand_over_asks_to_say_it_again(turn: Any) -> None:
    _, before, again = turn({"text": "正在转接", "custom": {"type": "contacts", "transfer": True}}, after=0.8)
    assert before == "正在转接" and "转人工" in again


# --- the API says no ---


def test_a_closed_window_keeps_the_rest(turn: Any, follower: Follower, wechat: FakeWeChat, until_idle: Any) -> None:
    wechat.faults[SEND].append(45015)
    assert turn(listing(3)) == [item(1)]
    reminded = turn({"text": "好"})
    assert reminded == [f"{LEFT_FROM_BEFORE}\n\n好"]
    assert turn({"text": "好"}) == ["好"]
    assert follower.say("继续") == item(2)
    until_idle()
    assert wechat.texts_to(follower.openid) == [item(3)]


def test_too_many_messages_keep_the_rest(turn: Any, follower: Follower, wechat: FakeWeChat, until_idle: Any) -> None:
    wechat.always[SEND] = 45047
    assert turn(listing(3)) == [item(1)]
    wechat.always.clear()
    passive = follower.say("继续")
    until_idle()
    assert [passive, *wechat.texts_to(follower.openid)] == [item(2), item(3)]


def test_an_account_without_the_right_is_answered_passively(turn: Any, wechat: FakeWeChat, follower: Follower) -> None:
    wechat.always[SEND] = 48001
    assert turn(QUESTION) == ["注册在哪个区？\n1. 坪山区\n2. 龙岗区"]
    assert turn(QUESTION) == ["注册在哪个区？\n1. 坪山区\n2. 龙岗区"]
    assert wechat.calls[SEND] == 1
    (first,) = turn(listing(2))
    assert first.startswith(item(1)) and first.endswith(MORE)
    assert follower.say("继续") == item(2)


def test_an_account_without_menu_messages_gets_lines(turn: Any, wechat: FakeWeChat) -> None:
    wechat.faults[SEND].append(40200)
    assert turn(QUESTION) == ["", "注册在哪个区？\n1. 坪山区\n2. 龙岗区"]
    assert turn(QUESTION) == ["", "注册在哪个区？\n1. 坪山区\n2. 龙岗区"]
    assert [message["msgtype"] for message in wechat.sent] == ["text", "text"]


def test_busy_is_tried_again(turn: Any, wechat: FakeWeChat) -> None:
    wechat.faults[SEND] += [-1, -1]
    assert turn(listing(2)) == [item(1), item(2)]
    assert wechat.calls[SEND] == 3


def test_a_stale_token_is_renewed_once_and_the_message_sent_once(turn: Any, wechat: FakeWeChat) -> None:
    assert turn(listing(2)) == [item(1), item(2)]
    wechat.expire_token()
    assert turn(listing(3)) == [item(1), item(2), item(3)]
    assert wechat.calls[TOKEN] == 2 and wechat.forced == 0


@pytest.mark.parametrize("code", [40001, 42001, 40014])
def test_a_token_that_stays_bad_is_forced_once_and_then_given_up(turn: Any, wechat: FakeWeChat, code: int) -> None:
    wechat.always[SEND] = code
    assert turn(listing(2)) == [item(1)]
    assert (wechat.calls[SEND], wechat.forced) == (2, 1)


def test_a_wrong_secret_costs_no_passive_reply(turn: Any, wechat: FakeWeChat) -> None:
    wechat.always[TOKEN] = 40125
    assert turn(QUESTION) == ["注册在哪个区？\n1. 坪山区\n2. 龙岗区"]
    assert wechat.sent == []


@pytest.mark.parametrize("done", [True, False], ids=["sent after all", "not sent"])
def test_silence_is_not_sent_twice_unasked_and_not_lost(
    turn: Any, follower: Follower, wechat: FakeWeChat, done: bool, until_idle: Any
) -> None:
    wechat.faults[SEND].append(Silence(1.0, done))
    assert turn(listing(3)) == [item(1), *([item(2)] if done else [])]
    assert wechat.calls[SEND] == 1
    assert turn({"text": "好"})[0].startswith(LEFT_FROM_BEFORE)
    assert follower.say("继续") == item(2)
    until_idle()
    assert wechat.sent[-1]["text"]["content"] == item(3)


def test_silence_after_a_question_leaves_it_for_asking(
    turn: Any, follower: Follower, wechat: FakeWeChat, until_idle: Any
) -> None:
    wechat.faults[SEND].append(Silence(2.0, False))
    passive, *pushed = turn(QUESTION)
    assert passive in (PERHAPS_SENT, "") and pushed == []
    assert "注册在哪个区？" in (follower.say("继续") or wechat.texts_to(follower.openid)[-1])


def test_an_api_that_is_not_there_costs_no_passive_reply(door_with: Any, settings: Any, agent: Any) -> None:
    agent.act = saying(QUESTION)
    with door_with(replace(settings, api_base="http://127.0.0.1:9", reply_seconds=4.0)) as url:
        assert Follower(url).say("你好") == "注册在哪个区？\n1. 坪山区\n2. 龙岗区"


def test_late_and_unable_to_push_the_answer_waits_to_be_asked_for(
    door_with: Any, settings: Any, agent: Any, until_idle: Any
) -> None:
    agent.act = saying({"text": "好"}, after=0.8)
    with door_with(replace(settings, secret="")) as url:
        follower = Follower(url)
        assert follower.say("你好") == LATE_AND_QUIET
        until_idle()
        assert follower.say("继续") == "好"
    assert len(agent.heard) == 1


def test_nothing_secret_is_logged(
    turn: Any, follower: Follower, wechat: FakeWeChat, caplog: pytest.LogCaptureFixture
) -> None:
    wechat.faults[SEND] += [45015, 40001, Silence(1.0, False), 48001]
    for _ in range(4):
        turn(listing(2), text="我们想贷三百五十七万")
    logged = json.dumps(
        [record.getMessage() + (record.exc_text or "") for record in caplog.records], ensure_ascii=False
    )
    assert "45015" in logged and "48001" in logged
    for secret in (SECRET, follower.openid, "token-", "三百五十七", item(2)):
        assert secret not in logged


@pytest.fixture(autouse=True)
def _quick_back_off(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("bot.channels.wechat.api._BACK_OFF_SECONDS", (0.02, 0.02, 0.02))
    yield
