"""The desk beside the running advisor: what founders do shows up there, and a channel that is closed there is closed."""

import contextlib
import os
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from conftest import ROOT, Servers, free_ports, serving
from fake_wechat import APPID
from follower import AES_KEY, CALLBACK_TOKEN, Follower
from founder import Founder
from phone import OPENING, Phone, phone_context
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.server, pytest.mark.browser]
ADMINISTRATOR, PASSWORD = "admin", "xiao-mei-sha-2026"
WORDS = "今晚升级，明早8点恢复。急事请打12345。"
PHONE = "13812345678"
UNKNOWN = "你们能帮忙办员工落户吗"
PATIENCE_SECONDS = 300
PATIENT_MS = 60_000


@dataclass(frozen=True)
class Console:
    """``url`` ends with a slash."""

    url: str


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Both servers with an official account that answers passively."""
    account = {"WECHAT_TOKEN": CALLBACK_TOKEN, "WECHAT_APPID": APPID, "WECHAT_AES_KEY": AES_KEY}
    with serving(tmp_path_factory.mktemp("desk"), account) as started:
        yield started


@pytest.fixture(scope="module")
def console(advisor: Servers) -> Iterator[Console]:
    """The console over the same folder, with an administrator."""
    (port,) = free_ports(1)
    settings = {
        **os.environ,
        "RUN_DIR": str(advisor.run_dir),
        "CONSOLE_SECRET": "a-secret-for-tests-of-the-console-only",
        "CONSOLE_ADMIN_USER": ADMINISTRATOR,
        "CONSOLE_ADMIN_PASSWORD": PASSWORD,
    }
    settings.pop("DJANGO_SETTINGS_MODULE", None)
    manage = [".venv/bin/python", "-m", "knowledge.console"]
    for command in ("migrate", "seed"):
        subprocess.run([*manage, command], cwd=ROOT, env=settings, check=True, capture_output=True)
    with (advisor.run_dir / "logs" / "console.log").open("w") as log:
        serve = subprocess.Popen(
            [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"], cwd=ROOT, env=settings, stdout=log, stderr=log
        )
        url = f"http://127.0.0.1:{port}/"
        _until(lambda: httpx.get(f"{url}healthz").status_code == 200)
        yield Console(url)
        serve.terminate()
        serve.wait(30)


@pytest.fixture
def desk(browser: Browser, console: Console) -> Iterator[Page]:
    """An administrator's browser at the console's first page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_SECONDS * 1000)
    page.goto(console.url)
    page.locator("input[name=username]").fill(ADMINISTRATOR)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    page.wait_for_url(console.url)
    yield page
    context.close()


def _until(true: Any) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        with contextlib.suppress(httpx.HTTPError):
            if true():
                return
        assert time.monotonic() < end
        time.sleep(0.2)


def _switch(desk: Page, console: Console, name: str, *, close: bool, words: str = "") -> None:
    desk.goto(f"{console.url}desk/channels/")
    section = desk.locator(".desk-group", has=desk.get_by_role("heading", name=name))
    if close:
        section.get_by_label("关闭时对来的人说什么").fill(words)
    section.get_by_role("button", name=f"{'关闭' if close else '打开'}{name}").click()
    expect(desk.get_by_text(f"{name}{'已关闭' if close else '已打开'}")).to_be_visible(timeout=PATIENT_MS)
    time.sleep(1.5)


def test_a_channel_that_is_closed_at_the_desk_is_closed(
    desk: Page, console: Console, advisor: Servers, browser: Browser
) -> None:
    context = phone_context(browser)
    phone = Phone(context.new_page(), advisor.url)
    phone.consent()
    follower = Follower(advisor.url.replace("/web/", "/wechat/callback"), aes_key=AES_KEY)
    for name in ("网页", "微信公众号"):
        _switch(desk, console, name, close=True, words=WORDS)
    phone.say("有什么贷款")
    expect(phone.page.locator(".turn.bot").last).to_contain_text(WORDS, timeout=PATIENT_MS)
    expect(phone.page.locator(".feedback")).to_have_count(0)
    assert follower.say("有什么贷款") == WORDS
    health = httpx.get(f"{advisor.url}health")
    assert health.status_code == 200 and health.json()["channels"]["wechat"] == "closed"
    for name in ("网页", "微信公众号"):
        _switch(desk, console, name, close=False)
    phone.say("有什么贷款")
    expect(phone.page.locator(".turn.bot").last).not_to_contain_text(WORDS, timeout=PATIENT_MS)
    assert follower.say("有什么补贴") not in ("", WORDS)
    assert httpx.get(f"{advisor.url}health").json()["channels"]["web"] == "open"
    context.close()


def test_what_founders_do_shows_up_at_the_desk(desk: Page, console: Console, advisor: Servers) -> None:
    founder = Founder(advisor.url)
    founder.seek(OPENING, {})
    founder.say("园区贷怎么申请")
    founder.say(UNKNOWN)
    founder.say("帮我预约坪山区科技创新局")
    assert "PS-" in founder.say(f"陈女士 {PHONE}")[-1]["text"]
    founder.tap("/feedback_negative" + '{"reason": "看不明白"}')
    time.sleep(2)  # counts are written beside the conversation

    desk.goto(f"{console.url}desk/use/")
    funnel = desk.get_by_role("table", name="从推荐到咨询")
    for step in ("看到推荐或方案", "又细看了某一项", "又要了联系窗口", "又预约或转了人工"):
        expect(funnel.get_by_role("row", name=re.compile(f"^{step} [1-9]"))).to_be_visible(timeout=PATIENT_MS)

    desk.goto(f"{console.url}desk/feedback/")
    expect(desk.get_by_role("cell", name="看不明白").first).to_be_visible(timeout=PATIENT_MS)

    desk.goto(f"{console.url}desk/tickets/")
    expect(desk.get_by_text("138****5678")).to_be_visible(timeout=PATIENT_MS)
    assert PHONE not in desk.content()
    desk.get_by_role("link", name=re.compile("^PS-")).first.click()
    desk.get_by_role("button", name="查看联系方式").click()
    expect(desk.get_by_text(PHONE)).to_be_visible(timeout=PATIENT_MS)
    desk.goto(desk.url.replace("contact/", ""))
    desk.get_by_role("button", name="受理", exact=True).click()
    expect(desk.get_by_text("已受理").first).to_be_visible(timeout=PATIENT_MS)
    assert "已受理" in founder.say("我的工单到哪了")[-1]["text"]


def test_nothing_at_the_desk_comes_from_elsewhere(desk: Page, console: Console) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    for page in ("tickets", "questions", "feedback", "use", "channels"):
        desk.goto(f"{console.url}desk/{page}/")
    assert all(url.startswith((console.url, "data:")) for url in asked)
    assert complaints == []
