"""A channel that staff have closed: everybody reads their words, Rasa hears nothing; open again, it works again."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.channels import switches
from bot.channels.wechat.senders import sender_id

WORDS = "今晚升级，明早8点恢复。急事请打12345。"


class Staff:
    """An action server's door for switches. ``closed``: words by channel; ``status``: of its answers."""

    def __init__(self) -> None:
        self.closed: dict[str, str] = {}
        self.status = 200
        self.asked = 0

    def told(self) -> dict[str, Any]:
        return {
            "channels": {
                name: {"open": name not in self.closed, "message": self.closed.get(name, "")}
                for name in ("web", "miniprogram", "wechat")
            }
        }


@pytest.fixture
def staff() -> Staff:
    return Staff()


@pytest.fixture
def action_server(web_kit: Any, staff: Staff) -> Iterator[str]:
    app = web_kit.app_named("actions")

    @app.get("/status")
    async def status(_: Request) -> HTTPResponse:
        return json_response({"snapshot": 7, "records": 120, "model": "e5"})

    @app.get("/channels")
    async def channels(_: Request) -> HTTPResponse:
        staff.asked += 1
        return json_response(staff.told(), status=staff.status)

    with web_kit.serving(app) as url:
        yield url.rstrip("/")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The door looks again after a tenth of a second."""
    monkeypatch.setattr(switches, "_FRESH_SECONDS", 0.1)


def after_a_moment() -> None:
    time.sleep(0.15)


def test_closed_then_open_again(visitor: Any, agent: Any, staff: Staff, turn_lines: list[dict[str, Any]]) -> None:
    staff.closed["web"] = WORDS
    (message,) = visitor.say("想贷300万")
    assert message == {"text": WORDS, "custom": {"type": "notice", "answer_status": "closed"}, "buttons": []}
    assert agent.heard == [] and turn_lines[-1]["answer_status"] == "closed"
    staff.closed.clear()
    after_a_moment()
    assert "想贷300万" in visitor.say("想贷300万")[0]["text"]


def test_a_message_refused_while_closed_is_answered_when_it_is_sent_again(visitor: Any, staff: Staff) -> None:
    staff.closed["web"] = WORDS
    assert visitor.say("你好", message_id="same")[0]["text"] == WORDS
    staff.closed.clear()
    after_a_moment()
    assert "你好" in visitor.say("你好", message_id="same")[0]["text"]


def test_another_channel_s_switch_is_not_ours(visitor: Any, staff: Staff) -> None:
    staff.closed.update(wechat=WORDS, miniprogram=WORDS)
    assert "你好" in visitor.say("你好")[0]["text"]


@pytest.mark.parametrize(("closed", "words"), [("miniprogram", WORDS), ("web", None)])
def test_the_mini_program_has_a_switch_of_its_own(
    door: str, visitor: Any, staff: Staff, monkeypatch: pytest.MonkeyPatch, closed: str, words: str | None
) -> None:
    sender = sender_id("wxa", "appid", "openid", "secret")

    async def subject(*_: Any) -> str:
        return sender

    monkeypatch.setattr("bot.channels.web.MiniProgramLogin.subject", subject)
    token = requests.post(f"{door}session", json={"wx_code": "c"}, timeout=5).json()["token"]
    staff.closed[closed] = WORDS
    answer = requests.post(
        f"{door}messages",
        json={"text": "你好", "message_id": "1"},
        headers={"Authorization": f"Bearer {token}"},
        timeout=5,
    ).json()["messages"][0]
    assert (answer["custom"]["answer_status"] == "closed") is (words is not None)


@pytest.mark.parametrize("status", [503, 404])
def test_the_last_known_state_holds_while_nobody_can_say(visitor: Any, staff: Staff, status: int) -> None:
    staff.closed["web"] = WORDS
    assert visitor.say("你好")[0]["text"] == WORDS
    staff.closed.clear()
    staff.status = status
    after_a_moment()
    assert visitor.say("你好")[0]["text"] == WORDS
    staff.status = 200
    after_a_moment()
    assert "你好" in visitor.say("你好")[0]["text"]


def test_without_an_action_server_everything_is_open(door_at: Callable[[str], Any], agent: Any) -> None:
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(door_at("http://127.0.0.1:1"))
        token = requests.post(f"{url}session", json={}, timeout=5).json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        body = {"text": "你好", "message_id": "1"}
        assert requests.post(f"{url}messages", json=body, headers=headers, timeout=5).status_code == 200
        assert agent.heard


def test_many_messages_ask_once(visitor: Any, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switches, "_FRESH_SECONDS", 60)
    for _ in range(5):
        visitor.say("你好")
    assert staff.asked == 1


def test_health_says_what_is_closed_and_stays_well(door: str, staff: Staff) -> None:
    staff.closed["wechat"] = WORDS
    answer = requests.get(f"{door}health", timeout=5)
    assert answer.status_code == 200
    assert answer.json()["channels"] == {"web": "open", "miniprogram": "open", "wechat": "closed"}
