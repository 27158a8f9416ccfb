"""Inside another page, as in i深圳: only where the frame policy allows it, and with third-party storage blocked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from phone import PATIENCE_MS, phone_context
from playwright.sync_api import Browser, FrameLocator, Page, expect

pytestmark = [pytest.mark.server, pytest.mark.browser]


@contextmanager
def portal(url: str, port: int = 0) -> Iterator[int]:
    """A page that embeds ``url``; its port."""
    html = f'<!doctype html><title>i</title><iframe src="{url}" width="390" height="780"></iframe>'.encode()

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", port), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def converse(page: Page) -> FrameLocator:
    inside = page.frame_locator("iframe")
    inside.get_by_role("button", name="同意", exact=True).click()
    inside.get_by_label("想说的话").fill("成立两年，想贷300万")
    page.keyboard.press("Enter")
    expect(inside.locator(".turn.bot:not(.typing)")).to_have_count(1, timeout=PATIENCE_MS)
    inside.get_by_role("button", name="不清楚，跳过").click()
    expect(inside.locator(".turn.bot:not(.typing)")).to_have_count(2, timeout=PATIENCE_MS)
    return inside


def test_an_allowed_portal_embeds_the_page_and_a_reload_keeps_the_conversation(browser: Browser, servers: Any) -> None:
    context = phone_context(browser)
    page = context.new_page()
    with portal(servers.url, servers.frame_port) as port:
        page.goto(f"http://127.0.0.1:{port}/")  # the same site: storage is open
        expect(converse(page).locator("#fleeting")).to_be_hidden()
        page.reload()
        expect(page.frame_locator("iframe").locator(".turn.me")).to_have_count(2)
    context.close()


def test_any_other_page_is_refused(browser: Browser, servers: Any) -> None:
    context = phone_context(browser)
    page, complaints = context.new_page(), []
    page.on("console", lambda line: complaints.append(line.text))
    with portal(servers.url) as port:
        page.goto(f"http://127.0.0.1:{port}/")
        expect(page.frame_locator("iframe").get_by_role("heading", name="坪山科技金融顾问")).to_have_count(0)
    assert any("frame-ancestors" in text for text in complaints)
    context.close()


def test_with_third_party_storage_blocked_the_conversation_lasts_as_long_as_the_page(
    browser: Browser, servers: Any
) -> None:
    context = phone_context(browser)
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with portal(servers.url, servers.frame_port) as port:
        page.goto(f"http://localhost:{port}/")  # another site: a private window blocks storage and locks
        inside = converse(page)
        expect(inside.get_by_text("这里存不了对话，刷新或关掉就没了")).to_be_visible()
        script = "() => { try { return localStorage.length } catch (problem) { return problem.name } }"
        assert page.frames[1].evaluate(script) == "SecurityError"
        inside.get_by_role("button", name="显示设置").click()
        inside.get_by_text("深色").click()
        expect(inside.locator("html")).to_have_attribute("data-theme", "dark")
        inside.get_by_role("button", name="好了").click()
        inside.get_by_label("想说的话").fill("查看我的资料")
        page.keyboard.press("Enter")
        expect(inside.locator(".facts")).to_contain_text("300万", timeout=PATIENCE_MS)
    assert complaints == []
    context.close()
