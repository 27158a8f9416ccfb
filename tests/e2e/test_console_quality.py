"""The quality desk as an editor uses it: the real server, the real worker, a real browser."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import free_ports
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.server, pytest.mark.browser]
_CHINA = dt.timezone(dt.timedelta(hours=8))
PASSWORD = "xiao-mei-sha-2026"
_PEOPLE = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
get_user_model().objects.create_user("editor", password={password!r}).groups.add(Group.objects.get(name="编辑"))
"""


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a seeded console with a worker and an editor."""
    run_dir = tmp_path_factory.mktemp("console")
    [port] = free_ports(1)
    settings = {**os.environ, "RUN_DIR": str(run_dir), "HF_HUB_OFFLINE": "1", "PYTHONPATH": os.getcwd()}
    settings |= {"CONSOLE_SECRET": "a-secret-for-tests-of-the-console-only", "SNAPSHOT_DIR": str(run_dir / "snapshots")}
    settings.pop("DATABASE_URL", None)
    django = [sys.executable, "-m", "knowledge.console"]
    for command in (["migrate"], ["seed"], ["shell", "-c", _PEOPLE.format(password=PASSWORD)]):
        subprocess.run([*django, *command], env=settings, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    server = [
        sys.executable,
        "-m",
        "gunicorn",
        "knowledge.console.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
    ]
    processes = []
    with (run_dir / "log").open("wb") as log:
        for command in (server, [*django, "db_worker"]):
            processes.append(subprocess.Popen(command, env=settings, stdout=log, stderr=log))
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", run_dir / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=30)


def _wait_for(url: str, log: Path) -> None:
    limit = time.monotonic() + 120
    while time.monotonic() < limit:
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.5)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


@pytest.fixture
def page(browser: Browser, console: str) -> Iterator[Page]:
    """The home page of an editor who has logged in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(120_000)
    expect.set_options(timeout=120_000)
    page.goto(f"{console}/login/")
    page.fill("input[name=username]", "editor")
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"{console}/")
    yield page
    context.close()


def test_a_stranger_sees_only_the_login(browser: Browser, console: str) -> None:
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{console}/quality/overlaps/")
    assert "/login/" in page.url
    page.close()


def test_an_editor_marks_two_entries_of_a_kind_as_reviewed(page: Page) -> None:
    page.get_by_role("link", name="质量台", exact=True).first.click()
    page.get_by_role("link", name="名称重复 2").click()
    expect(page.locator(".quality-table tbody tr")).to_have_count(2)
    page.locator("[data-all]").check()
    expect(page.get_by_role("button", name="标记已复核（2条）")).to_be_visible()
    page.get_by_role("button", name="标记已复核（2条）").click()
    expect(page.get_by_text("2条已标记复核，存为草稿")).to_be_visible()
    assert "kind=name-twice" in page.url
    page.locator(".quality-table tbody a").first.click()
    expect(page.locator("input[name=reviewed_on]")).to_have_value(f"{dt.datetime.now(_CHINA):%Y-%m-%d}")


def test_the_export_is_a_file(page: Page, console: str) -> None:
    page.goto(f"{console}/quality/?kind=name-twice")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename.startswith("质量台-")


def test_overlaps_are_found_by_the_worker_and_settled_one_by_one(page: Page, console: str) -> None:
    page.goto(f"{console}/quality/overlaps/")
    page.get_by_role("button", name="重新查找").click()
    expect(page.get_by_text("上次查找")).to_be_visible(timeout=240_000)

    def row(title: str, other: str) -> object:
        return page.locator(".quality-table tbody tr").filter(has_text=title).filter(has_text=other)

    pools = ("坪山区中小微企业银行贷款风险补偿资金池", "深圳市中小微企业银行贷款风险补偿资金池")
    row(*pools).get_by_role("link", name="并排看").click()  # type: ignore[attr-defined]
    expect(page.locator("tr.differs").filter(has_text="提供方").first).to_be_visible()
    page.get_by_label("为什么不是重叠").fill("区和市两级资金池，银行可以都报")
    page.get_by_role("button", name="不是重叠", exact=True).click()
    expect(page.get_by_text("已记下：不是重叠")).to_be_visible()
    expect(row(*pools)).to_have_count(0)  # type: ignore[arg-type]
    page.get_by_role("link", name="已判为不是重叠 1").click()
    expect(page.get_by_text("区和市两级资金池，银行可以都报")).to_be_visible()

    page.get_by_role("link", name="待判断").click()
    funds = ("“20+8”产业基金第一批", "“20+8”产业基金群")
    row(*funds).get_by_role("link", name="并排看").click()  # type: ignore[attr-defined]
    page.get_by_role("button", name="互斥：只能二选一").click()
    expect(page.get_by_text("两条都已标成“不能同时享受”")).to_be_visible()
    expect(row(*funds)).to_have_count(0)  # type: ignore[arg-type]


def test_a_check_of_links_is_started_from_the_page(page: Page, console: str) -> None:
    page.goto(f"{console}/quality/links/")
    page.get_by_role("button", name="现在检查").click()
    expect(page.get_by_text("正在检查").or_(page.get_by_text("上次检查"))).to_be_visible()
