"""The web door over HTTP: sessions, messages, refusals, failures, headers, health."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
import requests
from rasa.core.channels.channel import UserMessage
from rasa.shared.exceptions import RasaException

from bot.channels import turn
from bot.channels.web import MESSAGES_A_MINUTE, WebInput, WebSettings

TEN_MEGABYTES = b"x" * 10_000_000
BAD_BODIES = {
    "broken JSON": (b'{"text": "a', 400, "not_json"),
    "empty body": (b"", 400, "bad_message_id"),
    "a list": (b"[]", 400, "not_an_object"),
    "wrong types": (b'{"text": {"a": 1}, "message_id": "1"}', 400, "bad_text"),
    "empty text": (b'{"text": "", "message_id": "1"}', 400, "empty_text"),
    "whitespace": (b'{"text": "  \\n", "message_id": "1"}', 400, "empty_text"),
    "10,000 characters": ('{"text": "%s", "message_id": "1"}' % ("贷" * 10_000), 413, "text_too_long"),
    "70 kB": (b" " * 70_000, 413, "body_too_large"),
    "10 MB": (TEN_MEGABYTES, 413, "body_too_large"),
}


def expired() -> str:
    return jwt.encode({"sub": "x", "aud": "advisor-web", "exp": 1}, "a secret of the tests, 32 characters", "HS256")


def chunks_of_ten_megabytes() -> Any:
    for _ in range(100):
        yield b"x" * 100_000


# --- a good conversation ---


def test_text_custom_and_buttons_stay_one_message(visitor: Any, agent: Any) -> None:
    (message,) = visitor.say("想贷300万")
    assert message["text"].endswith("：想贷300万\n\n第二段")
    assert message["custom"] == {"type": "notice", "answer_status": "answered"}
    assert message["buttons"] == [{"title": "是", "payload": "/affirm"}]


@pytest.mark.parametrize("consent", [True, False])
def test_rasa_hears_who_speaks_and_whether_they_agreed(door: str, agent: Any, new_visitor: Any, consent: bool) -> None:
    new_visitor(consent).say("你好")
    heard: UserMessage = agent.heard[-1]
    assert heard.metadata == {"consent": consent}
    assert heard.input_channel == "web"


def test_a_caller_cannot_choose_whose_conversation_it_is(new_visitor: Any, agent: Any) -> None:
    first, second = new_visitor(), new_visitor()
    first.say("甲的秘密")
    second.say("乙", sender=agent.heard[0].sender_id, sender_id=agent.heard[0].sender_id, message_id="m1")
    assert agent.heard[0].sender_id != agent.heard[1].sender_id


def test_the_same_id_of_another_visitor_is_another_message(new_visitor: Any) -> None:
    first, second = new_visitor(), new_visitor()
    assert "甲" in first.say("甲", message_id="same")[0]["text"]
    assert "乙" in second.say("乙", message_id="same")[0]["text"]


def test_html_stays_text(visitor: Any) -> None:
    assert "<img src=x onerror=alert(1)>" in visitor.say("<img src=x onerror=alert(1)>")[0]["text"]


def test_emoji_only_gets_an_answer(visitor: Any) -> None:
    assert "👍🏻" in visitor.say("👍🏻")[0]["text"]


def test_a_payload_typed_by_hand_is_words(visitor: Any, agent: Any) -> None:
    visitor.say('/inform{"stage":"x"}')
    assert agent.heard[-1].text == '／inform{"stage":"x"}'


def test_a_tapped_payload_reaches_rasa_as_it_is(visitor: Any, agent: Any) -> None:
    assert visitor.post(payload='/inform{"need_kind": "贷款"}').status_code == 200
    assert agent.heard[-1].text == '/inform{"need_kind": "贷款"}'


# --- once ---


def test_a_replayed_message_is_answered_once(visitor: Any, agent: Any) -> None:
    answers = [visitor.say("你好", message_id="same") for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(agent.heard) == 1


def test_a_message_replayed_at_the_same_time_is_answered_once(visitor: Any, agent: Any) -> None:
    async def slow(message: UserMessage) -> None:
        await asyncio.sleep(0.2)
        await agent.echo(message)

    agent.act = slow
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: visitor.say("你好", message_id="same"), range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert len(agent.heard) == 1


def test_hanging_up_and_asking_again_gets_the_answer_without_a_second_turn(visitor: Any, agent: Any) -> None:
    async def slow(message: UserMessage) -> None:
        await asyncio.sleep(0.5)
        await agent.echo(message)

    agent.act = slow
    with pytest.raises(requests.Timeout):
        visitor.http.post(f"{visitor.url}messages", json={"text": "你好", "message_id": "m"}, timeout=0.1)
    assert "你好" in visitor.say("你好", message_id="m")[0]["text"]
    assert len(agent.heard) == 1


# --- refusals ---


@pytest.mark.parametrize("body,status,code", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_bad_body_gets_a_clear_refusal(visitor: Any, agent: Any, body: Any, status: int, code: str) -> None:
    data = body.encode() if isinstance(body, str) else body
    answer = visitor.http.post(f"{visitor.url}messages", data=data, timeout=10)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["message"]
    assert agent.heard == []


def test_a_body_of_unstated_length_is_cut_off(visitor: Any) -> None:
    answer = visitor.http.post(f"{visitor.url}messages", data=chunks_of_ten_megabytes(), timeout=10)
    assert answer.status_code == 413


@pytest.mark.parametrize("header", [None, "", "Bearer nonsense", "Basic abc", f"Bearer {expired()}"])
def test_without_a_good_token_nothing_is_heard(door: str, agent: Any, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = requests.post(f"{door}messages", json={"text": "你好", "message_id": "1"}, headers=headers, timeout=5)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "bad_token")
    assert agent.heard == []


def test_too_many_messages_a_minute_are_refused(visitor: Any, new_visitor: Any, agent: Any) -> None:
    statuses = [visitor.post(text="你好").status_code for _ in range(MESSAGES_A_MINUTE + 2)]
    assert statuses == [200] * MESSAGES_A_MINUTE + [429, 429]
    assert new_visitor().post(text="你好").status_code == 200


@pytest.mark.parametrize("body,status", [({"consent": "yes"}, 400), ({"wx_code": "abc"}, 501), ({}, 200)])
def test_sessions(door: str, body: dict, status: int) -> None:
    answer = requests.post(f"{door}session", json=body, timeout=5)
    assert answer.status_code == status
    assert ("token" in answer.json()) == (status == 200)


@pytest.mark.parametrize("secret", ["", "short"])
def test_no_start_without_a_good_secret(secret: str) -> None:
    with pytest.raises(RasaException, match="SESSION_SECRET"):
        WebInput(WebSettings(secret, ""))


def test_no_start_with_a_frame_policy_that_would_break_out_of_its_directive() -> None:
    with pytest.raises(RasaException, match="WEB_FRAME_ANCESTORS"):
        WebInput(WebSettings("x" * 32, "", "'self'; script-src *"))


# --- failures ---


async def fails(message: UserMessage) -> None:
    raise RuntimeError("boom")


async def says_nothing(message: UserMessage) -> None:
    return None


async def hangs(message: UserMessage) -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize("act", [fails, says_nothing, hangs])
def test_a_failed_turn_still_gets_a_polite_answer(visitor: Any, agent: Any, act: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(turn, "TURN_SECONDS", 0.3)
    agent.act = act
    (message,) = visitor.say("想贷300万")
    assert message["text"].startswith("抱歉")
    assert message["custom"]["type"] == "notice"
    assert message["custom"]["answer_status"] == "error_internal"
    assert message["buttons"] == [{"title": "再试一次", "payload": "想贷300万"}]


def test_what_was_said_before_a_failure_is_kept(visitor: Any, agent: Any) -> None:
    async def half(message: UserMessage) -> None:
        await agent.echo(message)
        raise RuntimeError("boom")

    agent.act = half
    first, second = visitor.say("你好")
    assert "你好" in first["text"] and second["text"].startswith("抱歉")


# --- forgetting ---


async def deletes(message: UserMessage) -> None:
    await message.output_channel.send_response("", {"text": "已删除", "custom": {"type": "notice", "forget": True}})


def test_after_deletion_no_store_holds_the_conversation(visitor: Any, agent: Any) -> None:
    visitor.say("去年营收800万", message_id="told")
    assert agent.store.store
    agent.act = deletes
    assert visitor.say("删除我的资料")[0]["text"] == "已删除"
    assert agent.store.store == {}
    agent.act = agent.echo
    visitor.say("你好")
    assert agent.heard[-1].metadata == {"consent": False}
    assert "别的话" in visitor.say("别的话", message_id="told")[0]["text"]


def test_a_deletion_that_failed_is_not_called_done(visitor: Any, agent: Any) -> None:
    async def deletes_in_a_strange_store(message: UserMessage) -> None:
        agent.tracker_store = object()
        await deletes(message)

    agent.act = deletes_in_a_strange_store
    (message,) = visitor.say("删除我的资料")
    assert "还没有全部删除" in message["text"]
    assert message["buttons"][0]["payload"] == "删除我的资料"


# --- log, headers, page, health ---


def test_every_turn_is_one_log_line_without_its_text(visitor: Any, agent: Any, turn_lines: list) -> None:
    visitor.say("机密营收", message_id="m-7")
    (line,) = turn_lines
    assert line["message_id"] == "m-7" and line["answer_status"] == "answered" and line["messages"] == 1
    assert line["latency_ms"] >= 0 and line["time"].startswith("20")
    assert "机密" not in str(line) and agent.heard[0].sender_id not in str(line)


def test_a_failed_turn_is_logged_with_its_incident(visitor: Any, agent: Any, turn_lines: list) -> None:
    agent.act = fails
    (message,) = visitor.say("你好")
    assert turn_lines[0]["problem"] == "RuntimeError"
    assert turn_lines[0]["incident"] == message["custom"]["incident"]


@pytest.mark.parametrize("path", ["", "health", "static/app.js", "static/style.css"])
def test_every_answer_carries_the_security_headers(door: str, path: str) -> None:
    headers = requests.get(door + path, timeout=5).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_refusal_carries_them_too(door: str) -> None:
    assert "Content-Security-Policy" in requests.post(f"{door}messages", timeout=5).headers


def test_the_page_without_its_slash_is_sent_to_the_one_with_it(door: str) -> None:
    answer = requests.get(door.rstrip("/"), timeout=5, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/webhooks/web/")


@pytest.mark.parametrize("path", ["static/../index.html", "static/%2e%2e/%2e%2e/channels/web.py", "static/none.js"])
def test_nothing_beside_the_static_files_is_served(door: str, path: str) -> None:
    request = requests.Request("GET", door).prepare()
    request.url = door + path
    assert requests.Session().send(request, timeout=5).status_code == 404


def test_health_of_a_running_advisor(door: str) -> None:
    answer = requests.get(f"{door}health", timeout=5)
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "snapshot": 7,
        "model": "model-of-the-tests",
        "checks": {"language_model": True, "action_server": True, "records": 120, "embedding_model": "e5"},
        "channels": {"web": "open", "miniprogram": "open", "wechat": "open"},
    }


def test_health_without_a_model(door: str, agent: Any) -> None:
    agent.ready = False
    answer = requests.get(f"{door}health", timeout=5)
    assert (answer.status_code, answer.json()["checks"]["language_model"]) == (503, False)


def test_health_without_an_action_server(agent: Any, door_at: Any) -> None:
    with door_at("http://127.0.0.1:9") as door:
        started = time.perf_counter()
        answer = requests.get(f"{door}health", timeout=5)
    assert (answer.status_code, answer.json()["checks"]["action_server"]) == (503, False)
    assert time.perf_counter() - started < 2
