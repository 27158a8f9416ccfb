"""The callback over HTTP: verification, every kind of message and event, in plain and in safe mode."""

import time
from dataclasses import replace
from typing import Any

import pytest
import requests
from fake_wechat import SEND, FakeWeChat
from follower import AES_KEY, CALLBACK_TOKEN, Follower, Knock, sign
from rasa.core.channels.channel import UserMessage
from redis import Redis

from bot.channels.wechat import words
from bot.channels.wechat.settings import COMPATIBLE, WeChatSettings
from bot.channels.wechat.store import RedisStore

PASSIVE_ONLY = {"secret": ""}


def replying(*messages: dict[str, Any]) -> Any:
    async def act(message: UserMessage) -> None:
        for each in messages:
            await message.output_channel.send_response(message.sender_id, {"custom": {"type": "notice"}, **each})

    return act


def verify(url: str, **spoil: str) -> requests.Response:
    timestamp = str(int(time.time()))
    query = {"timestamp": timestamp, "nonce": "n", "signature": sign(CALLBACK_TOKEN, timestamp, "n"), "echostr": "5678"}
    return requests.get(url, params={**query, **spoil}, timeout=5)


# --- verification and modes ---


def test_the_address_is_verified(callback: str) -> None:
    answer = verify(callback)
    assert (answer.status_code, answer.text) == (200, "5678")
    assert verify(callback, signature="0" * 40).status_code == 403
    assert verify(callback, timestamp="1").status_code == 403


def test_an_echo_is_no_page(callback: str) -> None:
    answer = verify(callback, echostr="<script>alert(1)</script>")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_text_is_answered_in_plain_mode(follower: Follower, agent: Any) -> None:
    agent.act = replying({"text": "记下了。\n\n注册在哪个区？"})
    assert follower.say("想贷300万") == "记下了。\n\n注册在哪个区？"
    heard = agent.heard[-1]
    assert (heard.text, heard.input_channel, heard.metadata) == ("想贷300万", "wechat", {"consent": False})


def test_text_is_answered_in_safe_mode(door_with: Any, safe: WeChatSettings, agent: Any) -> None:
    agent.act = replying({"text": "]]>好"})
    with door_with(safe) as url:
        assert Follower(url, aes_key=AES_KEY).say("你好") == "]]>好"
        refused = Follower(url).knock("text", Content="你好").post(url)
    assert refused.status_code == 403 and "安全模式" in refused.text


def test_compatible_mode_hears_both(door_with: Any, safe: WeChatSettings, agent: Any) -> None:
    agent.act = replying({"text": "好"})
    with door_with(replace(safe, mode=COMPATIBLE)) as url:
        assert Follower(url, aes_key=AES_KEY).say("你好") == Follower(url).say("你好") == "好"


def test_without_a_key_an_encrypted_message_says_what_is_missing(callback: str) -> None:
    refused = Follower(callback, aes_key=AES_KEY).knock("text", Content="x").post(callback)
    assert refused.status_code == 400 and "WECHAT_AES_KEY" in refused.text


# --- who speaks ---


def test_the_openid_is_never_the_sender(follower: Follower, agent: Any, callback: str) -> None:
    follower.say("你好")
    Follower(callback).say("你好")
    Follower(callback, follower.openid).say("你好")
    first, other, again = (message.sender_id for message in agent.heard)
    assert first == again != other
    assert first.startswith("wx-") and follower.openid not in first


def test_the_log_names_nobody(follower: Follower, turn_lines: list[dict[str, Any]]) -> None:
    follower.say("我们想贷三百五十七万")
    (line,) = turn_lines
    assert line["channel"] == "wechat" and line["answer_status"] == "answered"
    assert follower.openid not in str(line) and "三百五十七" not in str(line)


# --- kinds of message ---


def test_voice_is_heard_as_it_was_recognised(follower: Follower, agent: Any) -> None:
    follower.send("voice", MediaId="m", Format="amr", Recognition="我们做储能的")
    assert agent.heard[-1].text == "我们做储能的"


@pytest.mark.parametrize("kind", ["voice", "image", "video", "shortvideo", "location", "link", "file", "hologram"])
def test_what_cannot_be_read_gets_a_word_that_helps(follower: Follower, agent: Any, kind: str) -> None:
    said = follower.send(kind, MediaId="m", Recognition="")
    assert said is not None and said.content == words.CANNOT_READ.get(kind, words.CANNOT_READ_THIS)
    assert agent.heard == []


def test_a_sticker_that_wechat_replaces_gets_one_too(follower: Follower, agent: Any) -> None:
    assert follower.say(words.UNSUPPORTED) == words.CANNOT_READ_THIS
    assert agent.heard == []


def test_a_payload_typed_by_hand_is_words(follower: Follower, agent: Any) -> None:
    follower.say("/delete_profile")
    assert agent.heard[-1].text == "／delete_profile"


def test_a_text_too_long_is_refused_kindly(follower: Follower, agent: Any) -> None:
    assert "2000个字" in follower.say("贷" * 2_001)
    assert agent.heard == []


def test_too_many_messages_are_slowed_down(follower: Follower) -> None:
    answers = [follower.say("你好") for _ in range(42)]
    assert answers[-1] == words.TOO_FAST and words.TOO_FAST not in answers[:40]


# --- events ---


def test_following_is_welcomed_and_keeps_nothing(follower: Follower, wechat: FakeWeChat, agent: Any) -> None:
    assert follower.event("subscribe") == ""
    (menu,) = wechat.wait_for(1)
    assert menu["msgtype"] == "msgmenu" and "同意" in menu["msgmenu"]["head_content"]
    assert menu["msgmenu"]["list"][0]["content"] == "1. 同意，开始"
    assert agent.heard == []
    follower.say("1")
    assert agent.heard[-1].text == "同意"


def test_following_by_a_scan_is_following(follower: Follower, wechat: FakeWeChat) -> None:
    follower.event("subscribe", "qrscene_7")
    assert "您好" in wechat.wait_for(1)[0]["msgmenu"]["head_content"]


def test_a_scan_by_a_follower_is_short(follower: Follower, wechat: FakeWeChat) -> None:
    follower.event("SCAN", "7")
    assert wechat.wait_for(1)[0]["msgmenu"]["head_content"] == words.WELCOME_BACK


def test_a_menu_click_says_its_payload(follower: Follower, agent: Any) -> None:
    follower.event("CLICK", "loans")
    assert agent.heard[-1].text == '/search_catalog{"topic": "贷款"}'
    follower.event("CLICK", "no_such_key")
    assert len(agent.heard) == 1


@pytest.mark.parametrize("name", ["VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "kf_create_session", "unheard_of"])
def test_other_events_are_only_acknowledged(follower: Follower, agent: Any, wechat: FakeWeChat, name: str) -> None:
    assert follower.event(name, "https://example.org/") == ""
    assert agent.heard == [] and wechat.sent == []


def test_leaving_forgets_the_conversation_and_the_choices(follower: Follower, agent: Any, settings: Any) -> None:
    agent.act = replying({"text": "？", "buttons": [{"title": "好", "payload": "/affirm"}]})
    follower.say("你好")
    sender = agent.heard[-1].sender_id
    assert sender in agent.store.store
    assert follower.event("unsubscribe") == ""
    assert sender not in agent.store.store
    follower.say("1")
    assert agent.heard[-1].text == "1"


# --- choices ---


ASKING = {
    "text": "公司注册在哪个区？",
    "custom": {"type": "question", "fact": "district"},
    "buttons": [{"title": name, "payload": f'/inform{{"district": "{name}"}}'} for name in ("坪山区", "龙岗区")],
}


def test_choices_are_tappable_and_the_tap_is_understood(follower: Follower, agent: Any, wechat: FakeWeChat) -> None:
    agent.act = replying(ASKING)
    assert follower.say("想贷款") == ""
    (menu,) = wechat.wait_for(1)
    assert menu["msgmenu"]["head_content"] == "公司注册在哪个区？"
    line = menu["msgmenu"]["list"][1]
    assert line["content"] == "2. 龙岗区"
    follower.say(line["content"], bizmsgmenuid=line["id"])
    assert agent.heard[-1].text == '/inform{"district": "龙岗区"}'


def test_a_tap_on_an_unknown_line_is_its_words(follower: Follower, agent: Any) -> None:
    follower.say("2. 龙岗区", bizmsgmenuid="nobody.2")
    assert agent.heard[-1].text == "2. 龙岗区"


def test_where_nothing_can_be_pushed_choices_are_lines(door_with: Any, settings: Any, agent: Any) -> None:
    agent.act = replying(ASKING)
    with door_with(replace(settings, secret="")) as url:
        follower = Follower(url)
        assert follower.say("想贷款") == "公司注册在哪个区？\n1. 坪山区\n2. 龙岗区"
        follower.say("第二个")
    assert agent.heard[-1].text == '/inform{"district": "龙岗区"}'


def test_deleting_everything_forgets_the_choices(follower: Follower, agent: Any, wechat: FakeWeChat) -> None:
    agent.act = replying(ASKING)
    follower.say("想贷款")
    agent.act = replying({"text": "都删了", "custom": {"type": "notice", "forget": True}})
    assert follower.say("删除我的资料") == "都删了"
    agent.act = agent.echo
    follower.say("2")
    assert agent.heard[-1].text == "2"


def test_after_deletion_redis_holds_nothing_that_was_said_before(
    door_with: Any, settings: WeChatSettings, redis_url: str, agent: Any, wechat: FakeWeChat
) -> None:
    agent.act = replying({"text": "营收八百三十一万，对吗？", "buttons": ASKING["buttons"]})
    with door_with(settings, RedisStore(redis_url)) as url:
        follower = Follower(url)
        wechat.faults[SEND].append(45047)
        follower.say("八百三十一万")
        agent.act = replying({"text": "都删了", "custom": {"type": "notice", "forget": True}})
        assert follower.say("删除我的资料") == "都删了"
    redis = Redis.from_url(redis_url, decode_responses=True)
    kept = {key: redis.get(key) for key in redis.keys(f"*{agent.heard[-1].sender_id}*")}
    assert kept and not any("八百三十一" in str(text) or "坪山区" in str(text) for text in kept.values())


# --- failures ---


def test_a_failing_turn_still_ends_with_an_answer(follower: Follower, agent: Any, wechat: FakeWeChat) -> None:
    async def boom(_: UserMessage) -> None:
        raise RuntimeError("boom")

    agent.act = boom
    follower.say("你好")
    assert "没能答上来" in wechat.wait_for(1)[0]["msgmenu"]["head_content"]


def test_a_knock_for_another_person_is_another_conversation(callback: str, agent: Any) -> None:
    one = Follower(callback)
    forged = Knock(one.xml("text", Content="甲"), token="another0")
    assert forged.post(callback).status_code == 403
    assert agent.heard == []
