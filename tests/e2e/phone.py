"""One visitor with a phone: the real page in a real Chromium, and what it asked for and complained about."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect

OPENING = "我们是做新能源电池材料的，成立两年，有5个发明专利，厂房租的，想贷300万"
QUESTIONS_AT_MOST = 8
PATIENCE_MS = 20_000
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'


class Phone:
    """One visitor's page, with everything that it asked for and complained about."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.asked_for: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked_for.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.on("dialog", self._no_dialog)
        page.goto(url)

    def _no_dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def consent(self, agree: bool = True) -> "Phone":
        self.page.get_by_role("button", name="同意" if agree else "先不同意，只问政策", exact=True).click()
        return self

    def say(self, text: str) -> None:
        before = self.answers()
        self.page.get_by_role("textbox").fill(text)
        self.page.keyboard.press("Enter")
        self.wait(before)

    def tap(self, title: str) -> None:
        before = self.answers()
        self.page.get_by_role("button", name=title, exact=True).click()
        self.wait(before)

    def wait(self, before: int) -> None:
        expect(self.page.locator(".turn.bot:not(.typing)").nth(before)).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.locator(".typing")).to_have_count(0, timeout=PATIENCE_MS)

    def bytes_loaded(self) -> int:
        sizes = "performance.getEntries().map(entry => entry.transferSize || 0)"
        return sum(self.page.evaluate(sizes))

    def answers(self) -> int:
        return self.page.locator(".turn.bot:not(.typing)").count()

    def mine(self) -> list[str]:
        return self.page.locator(".turn.me .bubble").all_inner_texts()

    def to_recommendation(self, opening: str = OPENING) -> Locator:
        """Tells the firm, skips every question, and gives the first card."""
        self.say(opening)
        for _ in range(QUESTIONS_AT_MOST):
            if self.page.locator(".item").count():
                break
            self.tap("不清楚，跳过")
        return self.page.locator(".item").first

    def shows(self, *messages: dict) -> None:
        """Makes the advisor answer the next words with ``messages``."""
        self.page.route("**/messages", lambda route: route.fulfill(json={"messages": list(messages)}))
        self.say("你好")
        self.page.unroute("**/messages")

    def set_look(self, name: str) -> None:
        """Chooses in the display settings."""
        self.page.get_by_role("button", name=re.compile("显示设置|顯示設置")).click()
        self.page.get_by_role("dialog").get_by_text(name, exact=True).click()
        self.page.get_by_role("button", name="好了").click()

    def overflow(self) -> list[str]:
        """What sticks out of the screen sideways, and does not scroll for itself."""
        script = """() => [...document.querySelectorAll("body *")].filter((node) => {
            const box = node.getBoundingClientRect();
            return box.width && box.right > innerWidth + 1 && !node.closest(".table, .skip, .sr");
        }).map((node) => `${node.tagName}.${node.className} ${node.textContent.slice(0, 20)}`)"""
        return self.page.evaluate(script)


def phone_context(browser: Browser, **options: Any) -> BrowserContext:
    """A context of a phone's size and kind."""
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "zh-CN"}
    return browser.new_context(**{**phone, "device_scale_factor": 2, **options})
