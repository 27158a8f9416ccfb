"""The official account through the real servers: wechatpy speaks for the follower, a fake WeChat takes what is pushed."""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from accounts import account_settings, mini_program_settings
from conftest import ROOT, Servers, free_ports, serving
from fake_wechat import APPID, SECRET, SEND, TOKEN, FakeWeChat, fake_wechat
from follower import AES_KEY, CALLBACK_TOKEN, Follower, Knock, words
from founder import Founder
from hostile import HOSTILE
from redis_server import redis_forgets, redis_server

pytestmark = pytest.mark.server
LEFT = "（上次还有内容没发到"
OPENING = "我们是坪山做储能变流器的，成立三年，想贷三百二十七万"


@pytest.fixture(scope="module")
def wechat() -> Iterator[FakeWeChat]:
    with fake_wechat() as fake:
        yield fake


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory, wechat: FakeWeChat, redis_url: str) -> Iterator[Servers]:
    """Both servers with an official account and a mini-program."""
    settings = {**account_settings(wechat), **mini_program_settings(wechat), "REDIS_URL": redis_url}
    with serving(tmp_path_factory.mktemp("wechat"), settings) as servers:
        yield servers


@pytest.fixture
def callback(account: Servers) -> str:
    return account.url.replace("/web/", "/wechat/callback")


@pytest.fixture(params=[None, AES_KEY], ids=["plain", "safe"])
def follower(request: pytest.FixtureRequest, callback: str) -> Follower:
    return Follower(callback, aes_key=request.param)


@pytest.fixture
def hear(wechat: FakeWeChat) -> Callable[[Follower, str], str]:
    """Everything that a follower sees after something was said, passive and pushed."""

    def heard(follower: Follower, text: str, **fields: Any) -> str:
        before = len(wechat.texts_to(follower.openid))
        said = [follower.say(text, **fields)]
        wechat_settled(wechat)
        pushed = wechat.texts_to(follower.openid)
        return "\n".join([*said, *pushed[before:]])

    return heard


def wechat_settled(wechat: FakeWeChat) -> None:
    """Wait until nothing more is pushed."""
    count = -1
    while count != len(wechat.sent):
        count = len(wechat.sent)
        time.sleep(0.7)


def test_from_following_to_a_recommendation(follower: Follower, hear: Any, wechat: FakeWeChat) -> None:
    follower.event("subscribe")
    assert "同意" in wechat.texts_to(follower.openid)[-1]
    assert "已按您的同意" in hear(follower, "同意")
    assert "记下了" in hear(follower, OPENING)
    answer = hear(follower, "先给结果")
    numbers = re.findall(r"^(\d)\. ", answer, re.MULTILINE)
    assert numbers == sorted(numbers) and len(numbers) >= 3
    assert "来源" in answer and "327万元" in answer
    second = re.search(r"^2\. (.+?)【", answer, re.MULTILINE)
    assert second is not None and second[1] in hear(follower, "2")


def test_nothing_is_kept_before_the_word(follower: Follower, hear: Any) -> None:
    assert "同意" in hear(follower, OPENING)
    assert "327" not in hear(follower, "查看我的资料")
    hear(follower, OPENING)
    hear(follower, "同意")
    assert "327万元" in hear(follower, "查看我的资料")


def test_a_question_is_answered_by_number_and_by_tap(callback: str, hear: Any, wechat: FakeWeChat) -> None:
    follower = Follower(callback)
    hear(follower, "同意")
    hear(follower, "我们做储能变流器，想贷款300万")
    menu = wechat.sent[-1]["msgmenu"]
    line = menu["list"][0]
    assert "记下了" in hear(follower, line["content"].partition(". ")[0])
    line = wechat.sent[-1]["msgmenu"]["list"][0]
    assert "记下了" in hear(follower, line["content"], bizmsgmenuid=line["id"])


def test_a_plan_has_a_card_that_opens(callback: str, hear: Any, wechat: FakeWeChat) -> None:
    follower = Follower(callback)
    hear(follower, "同意")
    hear(follower, OPENING)
    follower.event("CLICK", "plan")
    wechat_settled(wechat)
    (card,) = [
        message for message in wechat.sent if message["msgtype"] == "news" and message["touser"] == follower.openid
    ]
    assert "融资方案" in httpx.get(card["news"]["articles"][0]["url"]).raise_for_status().text


def test_a_wish_for_a_person_is_handed_over(follower: Follower) -> None:
    reply = follower.send("text", Content="转人工")
    assert reply is not None and reply.type == "transfer_customer_service"


@pytest.mark.parametrize(
    "key,expected",
    [("loans", "贷款"), ("subsidies", "补贴"), ("profile", "还没"), ("expert", "窗口"), ("recommend", "同意")],
)
def test_the_menu_s_lines_are_understood(callback: str, wechat: FakeWeChat, key: str, expected: str) -> None:
    follower = Follower(callback)
    said = follower.event("CLICK", key)
    wechat_settled(wechat)
    assert expected in "\n".join([said, *wechat.texts_to(follower.openid)])


def test_a_retry_is_answered_once(follower: Follower, account: Servers) -> None:
    knock = follower.knock("text", Content="有哪些贷款")
    replies = [words(follower.reply(knock.post(follower.url))) for _ in range(3)]
    assert replies == [replies[0]] * 3
    identity = re.search(r"<MsgId>(\d+)", knock.xml)
    assert identity is not None and _turns(account).count(identity[1]) == 1


def test_followers_and_visitors_cannot_reach_each_other(callback: str, account: Servers, hear: Any) -> None:
    one, other = Follower(callback), Follower(callback)
    for follower in (one, other):
        hear(follower, "同意")
    hear(one, OPENING)
    assert "327" not in hear(other, "查看我的资料")
    visitor = Founder(account.url)
    assert visitor.facts() == {}


def test_unfollowing_and_deleting_leave_no_word_behind(callback: str, account: Servers, hear: Any) -> None:
    for leave in ("unsubscribe", "删除我的资料"):
        follower = Follower(callback)
        hear(follower, "同意")
        hear(follower, "我们在坪山做储能，想贷三百六十四万")
        if leave == "unsubscribe":
            follower.event(leave)
        else:
            assert "删除" in hear(follower, leave)
        stored = b"".join(path.read_bytes() for path in Path(account.run_dir).rglob("*") if path.is_file())
        assert "三百六十四万".encode() not in stored and b"\\u4e09\\u767e\\u516d\\u5341\\u56db\\u4e07" not in stored


def pushed_parts(wechat: FakeWeChat, follower: Follower, hear: Any, code: int | None) -> list[str]:
    """Asks for a list of several parts while every push ends in ``code``; what is seen then and after 继续."""
    hear(follower, "同意")
    hear(follower, OPENING)
    if code is not None:
        wechat.always[SEND] = code
    seen = [hear(follower, "先给结果")]
    wechat.always.pop(SEND, None)
    seen.append(hear(follower, "你好"))
    seen += [hear(follower, "继续") for _ in range(2)]
    return seen


@pytest.mark.parametrize("code", [45015, 40001])
def test_what_wechat_refuses_to_push_is_kept_told_once_and_comes_when_asked_for(
    callback: str, hear: Any, wechat: FakeWeChat, code: int
) -> None:
    whole = pushed_parts(wechat, Follower(callback), hear, None)[0]
    titles = re.findall(r"^\d\. (.+?)【", whole, re.MULTILINE)
    assert len(titles) >= 3
    answer, greeting, rest, again = pushed_parts(wechat, Follower(callback), hear, code)
    assert LEFT in greeting and LEFT not in rest
    for title in titles:
        listed = re.compile(rf"^\d\. {re.escape(title)}【", re.MULTILINE)
        assert [len(listed.findall(text)) for text in (answer + rest, greeting, again)] == [1, 0, 0]
    assert "来源" in rest


def test_a_stale_token_is_renewed_and_everything_is_pushed_once(callback: str, hear: Any, wechat: FakeWeChat) -> None:
    follower = Follower(callback)
    hear(follower, "同意")
    hear(follower, OPENING)
    wechat.expire_token()
    before = wechat.calls[TOKEN]
    answer = hear(follower, "先给结果")
    numbers = re.findall(r"^(\d)\. ", answer, re.MULTILINE)
    assert numbers == sorted(set(numbers)) and len(numbers) >= 3 and wechat.calls[TOKEN] == before + 1


def test_an_account_that_may_not_push_answers_passively_and_on_request(
    callback: str, hear: Any, wechat: FakeWeChat, redis_url: str
) -> None:
    follower = Follower(callback)
    hear(follower, "同意")
    wechat.always[SEND] = 48001
    try:
        question = hear(follower, "我们做储能变流器，想贷款300万")
        assert "\n1. " in question and wechat.calls[SEND] > 0
        before = wechat.calls[SEND]
        answer, rest = hear(follower, "先给结果"), hear(follower, "继续")
        assert wechat.calls[SEND] == before and "继续" in answer and "来源" in rest
    finally:
        wechat.always.pop(SEND)
        redis_forgets(redis_url, "advisor:wechat:account:no-push")


def test_a_mini_program_user_keeps_the_conversation(account: Servers, wechat: FakeWeChat) -> None:
    wechat.codes = {"code-a": "o-mini", "code-b": "o-mini"}
    first, again = (Founder(account.url, wx_code=code) for code in ("code-a", "code-b"))
    first.say(OPENING)
    assert again.facts()["need_amount_wan"] == 327


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_by_the_real_server(callback: str, name: str) -> None:
    body = HOSTILE[name]
    answer = Knock(body if isinstance(body, str) else body.decode("latin-1")).post(callback)
    assert answer.status_code == 400 and "Traceback" not in answer.text


def test_the_logs_hold_no_openid_no_secret_no_trace(account: Servers, callback: str, hear: Any) -> None:
    follower = Follower(callback)
    hear(follower, "我们想贷三百八十九万")
    logs = b"".join(path.read_bytes() for path in (account.run_dir / "logs").iterdir())
    for secret in (follower.openid, SECRET, AES_KEY, CALLBACK_TOKEN, "三百八十九", "token-1", "Traceback"):
        assert secret.encode() not in logs


def test_without_a_token_a_start_ends_at_once_with_the_reason(tmp_path: Path) -> None:
    started = time.monotonic()
    with (
        pytest.raises(RuntimeError, match="微信公众号缺少 WECHAT_TOKEN，不启动"),
        serving(tmp_path, {"WECHAT_APPID": APPID}),
    ):
        pass
    assert time.monotonic() - started < 10


def test_without_a_token_the_server_says_why_and_does_not_start() -> None:
    command = [".venv-bot/bin/rasa", "run", "--model", "models/advisor.tar.gz", "--endpoints", "endpoints.yml"]
    settings = {"WECHAT_APPID": APPID, "SESSION_SECRET": "x" * 32, "ACTION_ENDPOINT_URL": "x", "TRACKER_DB": ":memory:"}
    ended = subprocess.run(
        [*command, "--credentials", "credentials.yml", "--port", str(free_ports(1)[0])],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode != 0
    said = ended.stdout + ended.stderr
    assert "微信公众号缺少 WECHAT_TOKEN，不启动" in said and "Traceback" not in said


def _turns(account: Servers) -> list[str]:
    """The message ids of the turn log."""
    log = (account.run_dir / "logs" / "bot.log").read_text(encoding="utf-8")
    return re.findall(r'"message_id": "(\d+)"', log)
