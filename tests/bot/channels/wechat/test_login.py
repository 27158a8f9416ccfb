"""The mini-program's login at the web door."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from fake_wechat import LOGIN, MINI_APPID, MINI_SECRET, FakeWeChat, Silence

from bot.channels.web import WebInput, WebSettings
from bot.channels.wechat.settings import MiniProgramSettings

SESSION_SECRET = "a secret of the tests, 32 characters"


@pytest.fixture
def door(agent: Any, web_kit: Any, wechat: FakeWeChat, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("bot.channels.wechat.login._SECONDS", 0.4)
    monkeypatch.setattr("bot.channels.wechat.api._BACK_OFF_SECONDS", (0.02, 0.02, 0.02))
    app = web_kit.app_named("mini")
    app.ctx.agent = agent
    mini_program = MiniProgramSettings(MINI_APPID, MINI_SECRET, wechat.base)
    channel = WebInput(WebSettings(SESSION_SECRET, "http://127.0.0.1:9", mini_program=mini_program))
    app.blueprint(channel.blueprint(agent.handle_message), url_prefix="/webhooks/web")
    with web_kit.serving(app) as url:
        yield f"{url}webhooks/web/"


def log_in(door: str, code: Any = "code-1", **body: Any) -> requests.Response:
    return requests.post(f"{door}session", json={"wx_code": code, **body}, timeout=5)


def say(door: str, token: str, text: str = "你好", number: list[int] = []) -> requests.Response:  # noqa: B006
    number.append(1)
    body = {"text": text, "message_id": f"m{len(number)}"}
    return requests.post(f"{door}messages", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=5)


def test_a_code_binds_the_session_to_its_person(door: str, wechat: FakeWeChat, agent: Any) -> None:
    wechat.codes = {"code-1": "o-one", "code-2": "o-one", "code-3": "o-other"}
    for code in ("code-1", "code-2", "code-3"):
        answer = log_in(door, code, consent=True)
        assert answer.status_code == 200 and answer.json()["expires_in"] > 0
        assert say(door, answer.json()["token"]).status_code == 200
    first, again, other = (message.sender_id for message in agent.heard)
    assert first == again != other
    assert first.startswith("wxa-") and "o-one" not in first
    assert agent.heard[0].metadata == {"consent": True}


@pytest.mark.parametrize(
    "fault,status,code",
    [
        (40029, 400, "bad_wx_code"),
        (40163, 400, "bad_wx_code"),
        (45011, 429, "too_many_logins"),
        (40226, 403, "blocked_user"),
        (-1, 503, "wechat_away"),
        (40013, 503, "wechat_away"),
        (99999, 503, "wechat_away"),
        (Silence(1.0, True), 503, "wechat_away"),
    ],
    ids=str,
)
def test_each_failure_is_said_clearly(door: str, wechat: FakeWeChat, fault: Any, status: int, code: str) -> None:
    wechat.always[LOGIN] = fault
    answer = log_in(door)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert "token" not in answer.json() and answer.json()["error"]["message"].endswith("。")


def test_busy_for_a_moment_is_waited_for(door: str, wechat: FakeWeChat) -> None:
    wechat.codes = {"code-1": "o-one"}
    wechat.faults[LOGIN] += [-1, -1]
    assert log_in(door).status_code == 200


def test_a_code_works_once(door: str, wechat: FakeWeChat) -> None:
    wechat.codes = {"code-1": "o-one"}
    assert [log_in(door).status_code for _ in range(2)] == [200, 400]


@pytest.mark.parametrize("code", ["", 1, {}, "a b", "x" * 200, "&appid=x"])
def test_a_malformed_code_never_reaches_wechat(door: str, wechat: FakeWeChat, code: Any) -> None:
    assert log_in(door, code).json()["error"]["code"] == "bad_wx_code"
    assert wechat.calls[LOGIN] == 0


def test_consent_given_anew_after_deletion_counts(door: str, wechat: FakeWeChat, agent: Any) -> None:
    async def forgetting(message: Any) -> None:
        await message.output_channel.send_response("", {"text": "删了", "custom": {"type": "notice", "forget": True}})

    wechat.codes = {f"code-{number}": "o-one" for number in range(3)}
    tokens = [log_in(door, f"code-{number}", consent=number != 1).json()["token"] for number in range(2)]
    agent.act = forgetting
    say(door, tokens[0])
    agent.act = agent.echo
    say(door, tokens[0])
    assert agent.heard[-1].metadata == {"consent": False}
    say(door, log_in(door, "code-2", consent=True).json()["token"])
    assert agent.heard[-1].metadata == {"consent": True}


def test_nothing_secret_is_logged(door: str, wechat: FakeWeChat, caplog: pytest.LogCaptureFixture) -> None:
    wechat.codes = {"code-3": "o-secret-person"}
    wechat.faults[LOGIN] += [40013, Silence(1.0, True)]
    for number in range(1, 4):
        log_in(door, f"code-{number}")
    logged = " ".join(record.getMessage() + str(record.exc_text) for record in caplog.records)
    assert "jscode2session" in logged
    assert MINI_SECRET not in logged and "o-secret-person" not in logged and "code-" not in logged
