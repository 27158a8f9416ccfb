"""A member of staff exports, edits in Excel, looks at the preview and imports, in a real browser against a real server."""

import io
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT, free_ports
from playwright.sync_api import Browser
from staff import Staff

pytestmark = [pytest.mark.server, pytest.mark.browser]
NAME, PASSWORD = "xiaowang", "xiao-mei-sha-2026"
START_SECONDS = 180
RECORD = "kehuitong"


@contextmanager
def console(run_dir: Path) -> Iterator[str]:
    """A seeded console on tables of its own; its address without a slash at the end."""
    (port,) = free_ports(1)
    env = os.environ | {
        "RUN_DIR": str(run_dir),
        "CONSOLE_SECRET": "a-secret-for-tests-of-the-console-only",
        "CONSOLE_ADMIN_USER": NAME,
        "CONSOLE_ADMIN_PASSWORD": PASSWORD,
    }
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "knowledge.console"]
    for step in (["migrate", "--verbosity", "0"], ["seed"]):
        subprocess.run([*command, *step], cwd=ROOT, env=env, check=True)
    with (run_dir / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "runserver", "--noreload", f"127.0.0.1:{port}"], cwd=ROOT, env=env, stdout=log, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=5)
            return
        except OSError:
            assert time.monotonic() < until, "the console did not start"
            time.sleep(0.5)


def edited(content: bytes, **cells: object) -> bytes:
    """The file with cells of the record changed, by header."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["记录"]
    row = next(one[0].row for one in page.iter_rows() if one[0].value == RECORD)
    for header, value in cells.items():
        page.cell(row, next(cell.column for cell in page[1] if str(cell.value).startswith(header))).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_export_edit_preview_import(browser: Browser, tmp_path: Path) -> None:
    with console(tmp_path) as address:
        page = browser.new_page(locale="zh-CN")
        page.set_default_timeout(120_000)
        staff = Staff(page, address)
        staff.open("/exchange/")
        assert "/login/" in page.url
        staff.log_in(NAME, PASSWORD)
        page.get_by_role("link", name="导入导出").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="导出全部").click()
        content = Path(download.value.path()).read_bytes()

        def send(file: bytes) -> None:
            staff.open("/exchange/")
            page.set_input_files("input[type=file]", {"name": "修改.xlsx", "mimeType": "", "buffer": file})
            page.get_by_role("button", name="上传并预览").click()

        send(edited(content, 单户上限="八百", 受理时间="随时受理"))
        row = page.get_by_role("row", name="单户上限")
        assert "记录" in row.inner_text() and "现为“八百”；应为数字，单位是万元" in row.inner_text()
        assert page.get_by_role("button", name="全部导入").count() == 0

        send(edited(content, 单户上限="８００万元", 失效日期="2027年12月31日"))
        assert "2027-12-31" in page.get_by_role("row", name="失效日期").inner_text()
        page.get_by_role("button", name="全部导入（1 条）").click()
        page.get_by_text("已写成草稿：新增 0 条，修改 1 条").wait_for()
        page.locator(".exchange li a").first.click()
        assert page.locator("[name=benefit_amount_max_wan], [name$=amount_max_wan]").first.input_value() in (
            "800",
            "800.0",
        )
        page.close()
