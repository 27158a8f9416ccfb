"""A new policy is published: a follower who subscribed is told within the minute, once; the real servers and a fake WeChat."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Servers, serving
from fake_wechat import APPID, SECRET, FakeWeChat, fake_wechat
from follower import AES_KEY, CALLBACK_TOKEN, Follower

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
WAIT_SECONDS = 30.0


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
def account(tmp_path_factory: pytest.TempPathFactory, wechat: FakeWeChat, snapshots: Path) -> Iterator[Servers]:
    settings = {
        "WECHAT_TOKEN": CALLBACK_TOKEN,
        "WECHAT_APPID": APPID,
        "WECHAT_SECRET": SECRET,
        "WECHAT_AES_KEY": AES_KEY,
        "WECHAT_MODE": "compatible",
        "WECHAT_API_BASE": wechat.base,
        "WECHAT_NEWS_SECONDS": "1",
        "SNAPSHOT_DIR": str(snapshots),
    }
    with serving(tmp_path_factory.mktemp("wechat-news"), settings) as servers:
        yield servers


@pytest.fixture(scope="module")
def publish(tmp_path_factory: pytest.TempPathFactory, snapshots: Path) -> Callable[[str, str, str], None]:
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


def test_a_subscriber_is_told_once_and_after_unsubscribing_no_more(
    account: Servers, wechat: FakeWeChat, publish: Callable[[str, str, str], None]
) -> None:
    follower = Follower(account.url.replace("/web/", "/wechat/callback"))
    follower.event("subscribe")
    for text in ("同意", "我们是坪山做储能变流器的，成立三年，40人，在园区里，想贷三百万周转", "有新政策通知我"):
        follower.say(text)
        time.sleep(1)

    publish("凤凰周转贷", "phoenix-loan", "储能设备厂家按订单放款，看流水和交付记录，随借随还。")
    deadline = time.monotonic() + WAIT_SECONDS
    while not told(wechat, follower, "凤凰周转贷") and time.monotonic() < deadline:
        time.sleep(0.5)
    assert told(wechat, follower, "凤凰周转贷") == 1
    time.sleep(3)
    assert told(wechat, follower, "凤凰周转贷") == 1

    follower.say("取消通知")
    publish("青鸟票据贷", "bluebird-loan", "拿电费单和社保缴纳记录授信，线上提款，按日计息。")
    time.sleep(6)
    assert told(wechat, follower, "青鸟票据贷") == 0
