"""Requests that nobody of WeChat's would send are refused with one plain line, and leave nothing behind."""

import logging
import time
from typing import Any

import pytest
import requests
from follower import AES_KEY, CALLBACK_TOKEN, Follower, Knock, sign, words
from hostile import HOSTILE
from rasa.core.channels.channel import UserMessage

from bot.channels.wechat.settings import WeChatSettings

FIVE_MINUTES = 5 * 60


async def plainly(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": "好", "custom": {"type": "notice"}})


def refused(answer: requests.Response, *statuses: int) -> bool:
    """Whether ``answer`` is one short line of Chinese and no page of the framework's."""
    plain = answer.headers["Content-Type"].startswith("text/plain")
    return answer.status_code in statuses and plain and len(answer.text) < 60 and "Traceback" not in answer.text


@pytest.mark.parametrize("aes_key", [None, AES_KEY])
@pytest.mark.parametrize(
    "spoil",
    [
        {"token": "another0"},
        {"timestamp": str(int(time.time()) - FIVE_MINUTES - 5)},
        {"timestamp": str(int(time.time()) + 24 * 3600)},
        {"timestamp": "now"},
        {"timestamp": ""},
        {"timestamp": "１７００００００００"},
        {"spoil": {"signature": "", "msg_signature": ""}},
        {"spoil": {"signature": "x" * 600, "msg_signature": "x" * 600}},
        {"spoil": {"signature": "签名", "msg_signature": "签名"}},
        {"spoil": {"nonce": "another"}},
    ],
    ids=lambda spoil: "-".join([*spoil, *spoil.get("spoil", ())]),
)
def test_a_bad_address_is_refused(
    door_with: Any, settings: WeChatSettings, safe: WeChatSettings, agent: Any, aes_key: Any, spoil: dict[str, Any]
) -> None:
    with door_with(safe if aes_key else settings) as url:
        xml = Follower(url).xml("text", Content="你好")
        assert refused(Knock(xml, aes_key=aes_key, **spoil).post(url), 403)
    assert agent.heard == []


def test_a_foreign_appid_is_refused(door_with: Any, safe: WeChatSettings, agent: Any) -> None:
    with door_with(safe) as url:
        xml = Follower(url).xml("text", Content="你好")
        assert refused(Knock(xml, aes_key=AES_KEY, appid="wx0000000000000000").post(url), 403)
    assert agent.heard == []


def test_a_foreign_key_is_refused(door_with: Any, safe: WeChatSettings, agent: Any) -> None:
    with door_with(safe) as url:
        assert refused(Knock(Follower(url).xml("text", Content="x"), aes_key="a" * 43).post(url), 400)
    assert agent.heard == []


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_hostile_xml_is_refused(
    door_with: Any, settings: Any, safe: Any, agent: Any, caplog: Any, body: Any, sealed: bool
) -> None:
    caplog.set_level(logging.INFO)
    text = body if isinstance(body, str) else body.decode("latin-1")
    with door_with(safe if sealed else settings) as url:
        knock = Knock(text, aes_key=AES_KEY if sealed else None)
        answer = knock.post(url) if sealed or isinstance(body, str) else _post_bytes(url, body)
    assert refused(answer, 400)
    assert agent.heard == [] and not any(record.exc_info for record in caplog.records)


def test_ten_megabytes_are_refused_unread(callback: str, agent: Any) -> None:
    assert refused(_post_bytes(callback, b"x" * 10_000_000), 413)
    assert agent.heard == []


def test_a_body_of_unstated_length_is_cut_off(callback: str) -> None:
    chunks = (b"x" * 100_000 for _ in range(100))
    assert _post_bytes(callback, chunks).status_code == 413


def test_a_nonce_belongs_to_one_message(callback: str, agent: Any) -> None:
    follower = Follower(callback)
    first, second = follower.knock("text", Content="一"), follower.knock("text", Content="二")
    second.timestamp, second.nonce = first.timestamp, first.nonce
    assert first.post(callback).status_code == 200
    assert refused(second.post(callback), 403)
    assert [message.text for message in agent.heard] == ["一"]


def test_the_same_request_again_is_a_retry_and_later_a_replay(callback: str, agent: Any, monkeypatch: Any) -> None:
    follower = Follower(callback)
    knock = follower.knock("text", Content="一")
    agent.act = plainly
    assert [words(follower.reply(knock.post(callback))) for _ in range(2)] == ["好", "好"]
    assert len(agent.heard) == 1
    monkeypatch.setattr("bot.channels.wechat.tries._RETRY_SECONDS", -1.0)
    assert refused(knock.post(callback), 403)
    assert len(agent.heard) == 1


def test_other_methods_and_addresses_are_nothing(callback: str) -> None:
    assert requests.put(callback, timeout=5).status_code == 405
    assert requests.get(callback.rsplit("/", 1)[0], timeout=5).status_code == 404


def _post_bytes(url: str, body: Any) -> requests.Response:
    timestamp = str(int(time.time()))
    query = {"timestamp": timestamp, "nonce": "bytes", "signature": sign(CALLBACK_TOKEN, timestamp, "bytes")}
    return requests.post(url, params=query, data=body, timeout=10)
