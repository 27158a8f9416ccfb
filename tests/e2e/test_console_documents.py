"""From a printed PDF to a draft, against the real console in a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, free_ports
from files import policy_html, scanned
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.server, pytest.mark.browser]
NAME, PASSWORD = "guanli", "ma-luan-shan-2026"
START_SECONDS = 120


@pytest.fixture(scope="module")
def console_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The console on a database of its own, with the packaged content and one administrator."""
    run_dir = tmp_path_factory.mktemp("console")
    place = {
        "RUN_DIR": str(run_dir),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "knowledge.console.settings",
        "CONSOLE_ADMIN_USER": NAME,
        "CONSOLE_ADMIN_PASSWORD": PASSWORD,
    }
    environment = {**os.environ, **place}
    for command in ("migrate", "seed"):
        subprocess.run([sys.executable, "-m", "knowledge.console", command], cwd=ROOT, env=environment, check=True)
    (port,) = free_ports(1)
    serve = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--timeout", "120"]
    server = subprocess.Popen([*serve, "knowledge.console.wsgi"], cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}/"
    try:
        _wait(url + "healthz", server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.5)
    raise RuntimeError("the console did not start")


@pytest.fixture
def desk(browser: Browser, console_url: str) -> Iterator[Page]:
    """Somebody logged in, at 从文件起草."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(console_url + "login/")
    page.fill("[name=username]", NAME)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.get_by_role("link", name="从文件起草").click()
    yield page
    context.close()
    assert errors == []


@pytest.fixture(scope="module")
def printed_policy(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF as an office prints it."""
    page = browser.new_page()
    page.set_content(policy_html())
    path = tmp_path_factory.mktemp("pdf") / "办法.pdf"
    page.pdf(path=str(path), format="A6", margin={"top": "50px", "bottom": "50px", "left": "40px", "right": "40px"})
    page.close()
    return path


def take(page: Page, path: str) -> None:
    page.locator(f'[data-path="{path}"]').get_by_text("采用", exact=True).click()


def test_a_printed_policy_becomes_a_draft(desk: Page, printed_policy: Path, console_url: str) -> None:
    desk.set_input_files("#file", str(printed_policy))
    desk.get_by_role("button", name="读取文件").click()
    desk.get_by_role("link", name="第二条 贷款贴息").click()

    desk.locator('[data-path="benefit.cap_wan"] input[type=text]').focus()
    focused = desk.locator(".text mark.focused")
    expect(focused).to_have_text("最高不超过100万元")
    expect(focused).to_be_in_viewport()

    desk.locator('[data-path="valid_until"] input[type=date]').focus()
    expect(desk.locator(".text mark.focused").last).to_have_text("有效期3年")

    for path in ("title", "kind", "benefit.ratio_pct", "benefit.cap_wan", "sources.doc_no", "valid_until"):
        take(desk, path)
    desk.locator('[data-path="benefit.ratio_of"]').get_by_text("不采用").click()
    desk.locator(".condition", has_text="条件1").get_by_text("采用", exact=True).click()
    expect(desk.locator(".tally")).to_contain_text("采用 7 项")
    desk.locator(".tally").get_by_role("button", name="存为草稿").click()

    expect(desk.get_by_text("已存为草稿，采用了7项")).to_be_visible()
    expect(desk.get_by_label("名称")).to_have_value("坪山区贷款贴息")
    expect(desk.locator("[name=benefit_cap_wan]")).to_have_value("100")
    expect(desk.locator("[name=benefit_rate_pct]")).to_have_value("")
    expect(desk.locator("[name=benefit_ratio_of]")).to_have_value("")

    desk.goto(console_url + "from-document/evidence/ping-shan-qu-dai-kuan-tie-xi/")
    expect(desk.get_by_role("row", name="文号")).to_contain_text("深坪发改规〔2025〕3号")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="下载原件").click()
    assert Path(download.value.path()).read_bytes() == printed_policy.read_bytes()


def test_a_changed_value_is_taken_and_a_click_on_the_text_finds_its_field(desk: Page, printed_policy: Path) -> None:
    desk.set_input_files("#file", str(printed_policy))
    desk.get_by_role("button", name="读取文件").click()
    desk.get_by_role("link", name="第三条 担保费补贴").click()
    desk.locator(".text mark", has_text="最高50万元").click()
    row = desk.locator('[data-path="benefit.cap_wan"]')
    expect(row).to_be_in_viewport()
    row.locator("input[type=text]").fill("40")
    expect(row.locator('input[value="take"]')).to_be_checked()


def test_a_scan_is_refused_with_advice(desk: Page, tmp_path: Path) -> None:
    scan = tmp_path / "扫描.pdf"
    scan.write_bytes(scanned())
    desk.set_input_files("#file", str(scan))
    desk.get_by_role("button", name="读取文件").click()
    expect(desk.get_by_role("alert")).to_contain_text("扫描件")
