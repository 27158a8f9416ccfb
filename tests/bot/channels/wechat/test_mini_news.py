"""The mini-program's subscribe messages: one for each permission, to the right person, and each way in which WeChat refuses."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests
from fake_desk import FakeDesk
from fake_wechat import MINI_APPID, MINI_SECRET, SUBSCRIBE_SEND, TOKEN, FakeWeChat, Silence

from bot.channels.web import WebInput, WebSettings
from bot.channels.wechat.senders import MINI_PROGRAM, sender_id
from bot.channels.wechat.settings import MiniProgramSettings, NewsTemplate

SECRET = "a secret of the tests, 32 characters"
FIELDS = (("thing1", "title"), ("date2", "date"), ("thing3", "note"))
TEMPLATE = NewsTemplate("template-1", FIELDS, every_seconds=0.1)
NEWS = "您订阅以来新出了适合您看的：【新贷】。"
ME = sender_id(MINI_PROGRAM, MINI_APPID, "o-one", SECRET)


@pytest.fixture
def template() -> NewsTemplate | None:
    return TEMPLATE


@pytest.fixture
def door(
    agent: Any, web_kit: Any, wechat: FakeWeChat, desk: FakeDesk, template: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    monkeypatch.setattr("bot.channels.wechat.mini_news._API_SECONDS", 0.4)
    monkeypatch.setattr("bot.channels.wechat.mini_news._PAUSE_SECONDS", 0.5)
    monkeypatch.setattr("bot.channels.wechat.api._BACK_OFF_SECONDS", (0.02,))
    app = web_kit.app_named("mini_news")
    app.ctx.agent = agent
    mini_program = MiniProgramSettings(MINI_APPID, MINI_SECRET, wechat.base, template)
    channel = WebInput(WebSettings(SECRET, desk.url, mini_program=mini_program))
    app.blueprint(channel.blueprint(agent.handle_message), url_prefix="/webhooks/web")
    with web_kit.serving(app) as url:
        yield f"{url}webhooks/web/"


@pytest.fixture
def permit(door: str, wechat: FakeWeChat) -> Callable[..., requests.Response]:
    """A person logs in and allows a message with another code of wx.login's."""

    def allowed(openid: str = "o-one", by: str | None = None) -> requests.Response:
        wechat.codes |= {"login": openid, "again": by or openid}
        token = requests.post(f"{door}session", json={"wx_code": "login", "consent": True}, timeout=5).json()["token"]
        wechat.permissions[openid] = wechat.permissions.get(openid, 0) + 1
        head = {"Authorization": f"Bearer {token}"}
        return requests.post(f"{door}news-permission", json={"wx_code": "again"}, headers=head, timeout=5)

    return allowed


@pytest.fixture
def looked(desk: FakeDesk) -> Callable[[], None]:
    """Waits until two looks have begun after the call."""

    def wait() -> None:
        before, until = desk.asked, time.monotonic() + 5
        while desk.asked < before + 2:
            assert time.monotonic() < until, "nobody looks for news"
            time.sleep(0.02)
        time.sleep(0.1)

    return wait


def test_a_permission_becomes_one_message(permit: Any, looked: Any, desk: FakeDesk, wechat: FakeWeChat) -> None:
    answer = permit()
    assert answer.status_code == 200 and "微信也会给您发一条通知" in answer.json()["text"]
    desk.due[ME] = NEWS
    looked()
    (message,) = wechat.subscribe_messages
    assert (message["touser"], message["template_id"]) == ("o-one", "template-1")
    assert message["page"] == "pages/chat/index"
    assert message["data"]["thing1"] == {"value": "新贷"} and "年" in message["data"]["date2"]["value"]
    assert desk.claimed == [ME] and desk.unsure == [] and desk.returned == []


def test_who_allowed_nothing_is_not_written_to(door: str, looked: Any, desk: FakeDesk, wechat: FakeWeChat) -> None:
    desk.due[ME] = NEWS
    looked()
    assert wechat.calls[SUBSCRIBE_SEND] == 0 and desk.claimed == []


def test_what_is_kept_does_not_show_the_openid(permit: Any, desk: FakeDesk) -> None:
    permit()
    assert list(desk.push_to) == [ME] and "o-one" not in json.dumps(desk.push_to)


def test_an_address_that_is_another_s_is_not_written_to(
    permit: Any, looked: Any, desk: FakeDesk, wechat: FakeWeChat
) -> None:
    permit()
    desk.push_to["wxa-another"] = desk.push_to.pop(ME)
    desk.due["wxa-another"] = NEWS
    looked()
    assert wechat.calls[SUBSCRIBE_SEND] == 0 and desk.claimed == []


def test_a_code_of_somebody_else_gives_no_permission(permit: Any, desk: FakeDesk) -> None:
    answer = permit(by="o-other")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "another_person") and desk.push_to == {}


def test_without_a_subscription_nothing_is_kept(permit: Any, desk: FakeDesk) -> None:
    desk.subscribed = False
    answer = permit()
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no_subscription") and desk.push_to == {}


def test_a_desk_that_is_away_is_said(permit: Any, desk: FakeDesk) -> None:
    desk.away.add("/news/permit")
    assert permit().json()["error"]["code"] == "news_away"


def test_without_a_token_nobody_may_permit(door: str) -> None:
    assert requests.post(f"{door}news-permission", json={"wx_code": "x"}, timeout=5).status_code == 401


@pytest.mark.parametrize("code", [43101, 40003])
def test_a_person_who_takes_none_is_not_tried_again(
    permit: Any, looked: Any, desk: FakeDesk, wechat: FakeWeChat, code: int
) -> None:
    permit()
    wechat.faults[SUBSCRIBE_SEND].append(code)
    desk.due[ME] = NEWS
    looked()
    looked()
    assert desk.gone == [ME] and ME in desk.due and wechat.calls[SUBSCRIBE_SEND] == 1


@pytest.mark.parametrize("code", [47003, 40037, 48001, 45009])
def test_a_template_or_account_that_is_refused_pauses_all_and_costs_no_permission(
    permit: Any, looked: Any, desk: FakeDesk, wechat: FakeWeChat, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    permit()
    wechat.faults[SUBSCRIBE_SEND].append(code)
    desk.due[ME] = NEWS
    until = time.monotonic() + 5
    while not desk.returned and time.monotonic() < until:
        time.sleep(0.02)
    asked = desk.asked
    time.sleep(0.3)
    assert desk.gone == [] and desk.asked == asked and str(code) in caplog.text
    looked()  # the pause is over
    assert len(wechat.subscribe_messages) == 1 and desk.due == {}


def test_a_stale_token_is_renewed_and_the_message_sent_once(
    permit: Any, looked: Any, desk: FakeDesk, wechat: FakeWeChat
) -> None:
    for _ in range(2):
        permit()
        desk.due[ME] = NEWS
        looked()
        wechat.expire_token()
    assert len(wechat.subscribe_messages) == 2 and wechat.calls[TOKEN] == 2


def test_silence_is_not_sent_twice(permit: Any, looked: Any, desk: FakeDesk, wechat: FakeWeChat) -> None:
    permit()
    wechat.faults[SUBSCRIBE_SEND].append(Silence(0.8, done=True))
    desk.due[ME] = NEWS
    looked()
    time.sleep(0.5)
    looked()
    assert len(wechat.subscribe_messages) == 1 and desk.unsure == [ME]


def test_nothing_secret_is_logged(
    permit: Any, looked: Any, desk: FakeDesk, wechat: FakeWeChat, caplog: pytest.LogCaptureFixture
) -> None:
    wechat.faults[SUBSCRIBE_SEND] += [47003, 43101]
    permit()
    desk.due[ME] = NEWS
    time.sleep(1.2)
    assert "47003" in caplog.text
    for secret in ("o-one", MINI_SECRET, "token-"):
        assert secret not in caplog.text


@pytest.mark.parametrize("template", [None, replace(TEMPLATE, every_seconds=3600)], ids=["none", "later"])
def test_without_a_template_the_door_says_so(permit: Any, template: Any) -> None:
    answer = permit()
    assert answer.status_code == (501 if template is None else 200)
    assert template is not None or answer.json()["error"]["code"] == "no_news_template"
