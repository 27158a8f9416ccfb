"""A new policy is published: who subscribed is told within the minute, once, whatever fails or dies; real servers, fake WeChat."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from accounts import account_settings, mini_program_settings
from conftest import ROOT, Servers, free_ports, serving
from fake_wechat import SEND, SUBSCRIBE_SEND, FakeWeChat, Silence, fake_wechat
from follower import Follower
from founder import Founder
from go_between import GoBetween, go_between
from redis_server import redis_server

pytestmark = pytest.mark.server
CONTENT = ROOT / "knowledge" / "catalogue" / "content"
LOAN = """
id: {name}
kind: bank-loan
board: 科技信贷
title: {title}
provider: 样例银行
level: 区
region: [坪山区]
stages: [种子期, 初创期, 成长期, 成熟期]
needs: [贷款]
purposes: [流动资金]
benefit: {{summary: "{said}", amount_max_wan: 400}}
conditions:
  all:
    - {{fact: district, op: eq, value: 坪山区, text: 在坪山注册或经营}}
apply: {{how: 到网点申请}}
contact: sz-12345
recheck_by: 2027-05-23
reviewed_on: 2026-11-23
owner: 测试
confidence: high
availability: available
sources:
  - {{title: 样例办法, issuer: 样例银行, date: "2026-11-20", evidence_url: https://example.com/paper}}
"""
WAIT_SECONDS, LEASE_SECONDS = 60.0, 5.0
SITUATION = "我们是坪山做储能变流器的，成立三年，40人，在园区里，想贷三百万周转"
Publish = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def wechat() -> Iterator[FakeWeChat]:
    with fake_wechat() as fake:
        yield fake


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published snapshots, in a folder that this test may publish into."""
    folder = tmp_path_factory.mktemp("published") / "snapshots"
    shutil.copytree(ROOT / "var" / "snapshots", folder)
    return folder


@pytest.fixture(scope="module")
def between() -> Iterator[GoBetween]:
    with go_between(f"http://127.0.0.1:{free_ports(1)[0]}") as opened:
        yield opened


@pytest.fixture(scope="module")
def account(
    tmp_path_factory: pytest.TempPathFactory, wechat: FakeWeChat, snapshots: Path, between: GoBetween
) -> Iterator[Servers]:
    """Both servers; what a worker claims is waited for a few seconds only."""
    with redis_server(tmp_path_factory.mktemp("redis")) as redis_url:
        settings = {
            **account_settings(wechat),
            **mini_program_settings(wechat),
            "WECHAT_NEWS_SECONDS": "0.5",
            "WECHAT_NEWS_LEASE_SECONDS": str(LEASE_SECONDS),
            "WECHAT_API_SECONDS": "20",
            "REDIS_URL": redis_url,
            "SNAPSHOT_DIR": str(snapshots),
            "ACTION_PORT": between.target.rpartition(":")[2],
            "ACTION_SERVER_URL": between.url,
        }
        with serving(tmp_path_factory.mktemp("wechat-news"), settings) as servers:
            yield servers


@pytest.fixture(scope="module")
def publish(tmp_path_factory: pytest.TempPathFactory, snapshots: Path) -> Publish:
    """Publishes the catalogue with one more loan for firms in Pingshan."""
    content = tmp_path_factory.mktemp("content") / "content"
    shutil.copytree(CONTENT, content)

    def published(title: str, name: str, said: str) -> None:
        (content / "records" / f"{name}.yml").write_text(
            LOAN.format(name=name, title=title, said=said), encoding="utf-8"
        )
        place = {**os.environ, "SNAPSHOT_DIR": str(snapshots)}
        command = [str(ROOT / ".venv" / "bin" / "kb"), "publish", "--folder", str(content)]
        subprocess.run(command, env=place, cwd=ROOT, check=True)

    return published


def told(wechat: FakeWeChat, follower: Follower, title: str) -> int:
    """How many pushed messages name the new record."""
    return sum(title in text for text in wechat.texts_to(follower.openid))


def hear(wechat: FakeWeChat, follower: Follower, text: str) -> str:
    """Everything that is seen after something was said, passive and pushed."""
    before = len(wechat.texts_to(follower.openid))
    passive = follower.say(text)
    time.sleep(1.5)
    return "\n".join([passive, *wechat.texts_to(follower.openid)[before:]])


def until(condition: Callable[[], Any], seconds: float = WAIT_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.2)


@pytest.fixture
def subscriber(account: Servers, wechat: FakeWeChat) -> Iterator[Follower]:
    """A follower who asked to be told of new policies, and stops after the test."""
    follower = Follower(account.url.replace("/web/", "/wechat/callback"))
    follower.event("subscribe")
    for text in ("同意", SITUATION):
        hear(wechat, follower, text)
    assert "两天内您在这里说过话的，直接发给您" in hear(wechat, follower, "有新政策通知我")
    yield follower
    wechat.faults[SEND].clear()
    hear(wechat, follower, "取消通知")


def kill_the_bot(account: Servers) -> None:
    """SIGKILL to the Rasa server, which supervisor starts again; waits until the new one answers."""
    port = account.url.split(":")[2].split("/")[0].encode()
    for folder in Path("/proc").iterdir():
        words = (folder / "cmdline").read_bytes().split(b"\0") if folder.name.isdigit() else []
        if b"run" in words and b"--credentials" in words and port in words:
            os.kill(int(folder.name), signal.SIGKILL)
            break
    else:
        raise AssertionError("no Rasa server at this port")
    time.sleep(0.5)

    def answers() -> bool:
        try:
            return httpx.get(f"{account.url}health", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    until(answers, 120)


def test_a_subscriber_is_told_once_and_after_unsubscribing_no_more(
    subscriber: Follower, wechat: FakeWeChat, publish: Publish
) -> None:
    publish("凤凰周转贷", "phoenix-loan", "储能设备厂家按订单放款，看流水和交付记录，随借随还。")
    until(lambda: told(wechat, subscriber, "凤凰周转贷"))
    time.sleep(LEASE_SECONDS + 1)
    assert told(wechat, subscriber, "凤凰周转贷") == 1
    hear(wechat, subscriber, "取消通知")
    publish("青鸟票据贷", "bluebird-loan", "拿电费单和社保缴纳记录授信，线上提款，按日计息。")
    time.sleep(4)
    assert told(wechat, subscriber, "青鸟票据贷") == 0


def test_news_that_find_the_window_closed_are_told_at_the_next_word_once(
    subscriber: Follower, wechat: FakeWeChat, publish: Publish
) -> None:
    wechat.always[SEND] = 45015
    before = wechat.calls[SEND]
    publish("白鹭设备贷", "egret-loan", "给买检测仪器的厂家，设备本身作押，分期三年还。")
    until(lambda: wechat.calls[SEND] > before)
    time.sleep(1)
    wechat.always.pop(SEND)
    assert told(wechat, subscriber, "白鹭设备贷") == 0
    assert hear(wechat, subscriber, "你好").count("您订阅以来新出了适合您看的：【白鹭设备贷】") == 1
    time.sleep(LEASE_SECONDS + 1)
    assert "新出了" not in hear(wechat, subscriber, "你好") and wechat.calls[SEND] > before


def test_news_of_a_worker_killed_before_they_left_are_pushed_by_the_next_once(
    subscriber: Follower, account: Servers, wechat: FakeWeChat, publish: Publish, between: GoBetween
) -> None:
    between.keeps_back = "/news/sending"
    publish("苍鹰订单贷", "hawk-loan", "凭中标通知书和采购合同放款，回款直接还本。")
    between.wait_for_one(WAIT_SECONDS)
    kill_the_bot(account)
    between.keeps_back = ""
    until(lambda: told(wechat, subscriber, "苍鹰订单贷"))
    time.sleep(LEASE_SECONDS + 2)
    assert told(wechat, subscriber, "苍鹰订单贷") == 1
    assert "苍鹰订单贷" not in hear(wechat, subscriber, "你好")


def test_news_of_a_worker_killed_while_they_left_are_never_pushed_again_and_asked_about_once(
    subscriber: Follower, account: Servers, wechat: FakeWeChat, publish: Publish
) -> None:
    wechat.faults[SEND].append(Silence(15, done=True))
    publish("云雀人才贷", "lark-loan", "有高层次人才任职的企业，按人才级别给信用额度。")
    until(lambda: told(wechat, subscriber, "云雀人才贷"))
    kill_the_bot(account)
    time.sleep(LEASE_SECONDS + 2)
    assert told(wechat, subscriber, "云雀人才贷") == 1
    assert hear(wechat, subscriber, "你好").count("可能没有送到：【云雀人才贷】") == 1
    assert "云雀人才贷" not in hear(wechat, subscriber, "你好")


def test_a_mini_program_user_gets_one_message_for_one_permission_and_the_rest_at_the_next_visit(
    account: Servers, wechat: FakeWeChat, publish: Publish
) -> None:
    wechat.codes = {"log-in": "o-mini-news", "permit": "o-mini-news", "again": "o-mini-news"}
    founder = Founder(account.url, wx_code="log-in")
    assert founder.permit_news("permit") == 409
    founder.say(SITUATION)
    assert "您下次来我先告诉您" in founder.tap("/subscribe_updates")[0]["text"]
    wechat.permissions["o-mini-news"] = 1
    assert founder.permit_news("again") == 200
    publish("鸿雁知产贷", "goose-loan", "专利评估后质押，市里贴一半利息，三年期。")
    until(lambda: wechat.subscribe_messages)
    publish("海燕外贸贷", "petrel-loan", "出口信保保单作增信，按年度出口额核定。")
    time.sleep(4)
    (message,) = wechat.subscribe_messages
    assert message["touser"] == "o-mini-news" and message["data"]["thing1"]["value"] == "鸿雁知产贷"
    assert wechat.calls[SUBSCRIBE_SEND] == 1
    visit = "".join(heard["text"] for heard in founder.say("你好"))
    assert "海燕外贸贷" in visit and "鸿雁知产贷" not in visit
    for path in Path(account.run_dir).rglob("*"):
        assert not path.is_file() or b"o-mini-news" not in path.read_bytes()
