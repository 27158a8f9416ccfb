"""A founder with a phone: the real page in a real Chromium, against the real servers."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

pytestmark = [pytest.mark.server, pytest.mark.browser]
OPENING = "我们是做新能源电池材料的，成立两年，有5个发明专利，厂房租的，想贷300万"
QUESTIONS_AT_MOST = 8
PATIENCE_MS = 20_000


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
        self.page.get_by_label("想说的话").fill(text)
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


@pytest.fixture
def phone(browser: Browser, advisor_url: str) -> Iterator[Phone]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN", device_scale_factor=2
    )
    yield Phone(context.new_page(), advisor_url)
    context.close()


def test_from_first_visit_to_a_recommendation(phone: Phone) -> None:
    expect(phone.page.get_by_role("dialog")).to_contain_text("只用来给您匹配产品和政策")
    phone.consent()
    phone.page.get_by_role("button", name=OPENING).click()
    expect(phone.page.get_by_label("想说的话")).to_have_value(OPENING)
    before = phone.answers()
    phone.page.get_by_role("button", name="发送").click()
    phone.wait(before)
    for _ in range(QUESTIONS_AT_MOST):
        if phone.page.locator(".item").count():
            break
        phone.tap("不清楚，跳过")
    first = phone.page.locator(".item").first
    expect(first.locator(".badge")).to_contain_text(re.compile("可申请|待补充"))
    expect(first.locator("footer")).to_contain_text("来源")
    expect(first.locator("footer")).to_contain_text("核对")
    first.get_by_text("怎么办、找谁").click()
    expect(first.locator(".contact")).to_be_visible()
    assert phone.complaints == []


def test_several_titles_are_ticked_together(phone: Phone) -> None:
    phone.consent()
    phone.say("坪山做工业机器人的，去年营收3000万，成立5年，60人，想贷500万做研发")
    done = phone.page.get_by_role("button", name="选好了", exact=True)
    for _ in range(QUESTIONS_AT_MOST):
        if done.count():
            break
        phone.tap("不清楚，跳过")
    expect(done).to_be_disabled()
    for title in ("高新技术企业", "科技型中小企业"):
        phone.page.get_by_role("button", name=title, exact=True).click()
    phone.tap("选好了")
    assert phone.mine()[-1] == "高新技术企业、科技型中小企业"
    phone.say("查看我的资料")
    expect(phone.page.locator(".turn.bot", has_text="我记下的公司情况")).to_contain_text("高新技术企业、科技型中小企业")
    assert phone.complaints == []


def test_the_page_is_light_fits_a_phone_and_asks_no_third_party(phone: Phone) -> None:
    phone.consent()
    assert 0 < phone.bytes_loaded() < 60_000
    phone.say("找人当面咨询，找谁")
    hosts = {urlsplit(url).netloc for url in phone.asked_for}
    assert hosts == {urlsplit(phone.url).netloc}
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(phone.page.locator('a[href^="tel:"]').first).to_be_visible()


def test_without_consent_the_advisor_still_answers_and_keeps_no_facts(phone: Phone) -> None:
    phone.consent(agree=False)
    phone.say("什么是知识产权质押")
    phone.page.get_by_role("button", name="菜单").click()
    phone.tap("查看我的资料")
    expect(phone.page.locator(".turn.bot").last).to_contain_text("还没有记下")


def test_a_reload_keeps_the_conversation(phone: Phone) -> None:
    phone.consent()
    phone.say("成立两年，想贷300万")
    said = phone.page.locator(".turn").all_inner_texts()
    phone.page.reload()
    assert phone.page.locator(".turn").all_inner_texts() == said
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    phone.say("查看我的资料")
    expect(phone.page.locator(".turn.bot", has_text="我记下的公司情况")).to_contain_text("300万")


def test_a_message_lost_by_the_network_is_sent_again_once(phone: Phone) -> None:
    phone.consent()
    phone.say("你好")
    sent: list[str] = []
    phone.page.on(
        "request", lambda request: sent.append(request.post_data or "") if "/messages" in request.url else None
    )
    phone.page.context.set_offline(True)
    phone.page.get_by_label("想说的话").fill("有哪些贷款贴息？")
    phone.page.keyboard.press("Enter")
    expect(phone.page.get_by_text("没有发出去")).to_be_visible()
    before = phone.answers()
    phone.page.context.set_offline(False)  # the page tries again by itself
    phone.wait(before)
    expect(phone.page.get_by_text("没有发出去")).to_have_count(0)
    assert phone.mine() == ["你好", "有哪些贷款贴息？"]
    assert len(sent) == 2 and sent[0] == sent[1]


def test_retry_by_hand_when_the_server_is_away(phone: Phone) -> None:
    phone.consent()
    phone.page.route("**/messages", lambda route: route.fulfill(status=502, body="bad gateway"))
    phone.page.get_by_label("想说的话").fill("你好")
    phone.page.keyboard.press("Enter")
    phone.page.get_by_role("button", name="重试").wait_for()
    phone.page.unroute("**/messages")
    phone.tap("重试")
    assert phone.mine() == ["你好"]


def test_markup_and_commands_are_shown_as_typed(phone: Phone) -> None:
    phone.consent()
    typed = '<img src=x onerror="alert(1)"><script>alert(2)</script> /inform{"stage":"x"}'
    phone.say(typed)
    assert phone.mine() == [typed]
    assert phone.page.locator(".turn img, .turn script").count() == 0
    assert phone.complaints == []


def test_catalogue_text_with_markup_is_shown_as_text(phone: Phone) -> None:
    phone.consent()
    hostile = '<img src=x onerror="alert(1)">'
    item = {"id": "x", "title": hostile, "kind": hostile, "provider": hostile, "status": "eligible", "benefit": hostile}
    item |= {"sources": [{"title": hostile, "issuer": hostile, "url": "javascript:alert(1)"}], "reasons": [hostile]}
    item |= {"contact": {"name": hostile, "phone": hostile, "url": "javascript:alert(1)"}, "reviewed_on": hostile}
    message = {"text": hostile, "custom": {"type": "recommendation", "items": [item]}, "buttons": [{"title": hostile}]}
    phone.page.route("**/messages", lambda route: route.fulfill(json={"messages": [message]}))
    phone.say("你好")
    assert phone.page.locator(".turn img").count() == 0
    assert phone.page.locator('a[href^="javascript"]').count() == 0
    assert phone.complaints == []


def test_shift_enter_makes_a_line_and_enter_during_composition_sends_nothing(phone: Phone) -> None:
    phone.consent()
    words = phone.page.get_by_label("想说的话")
    words.fill("第一行")
    phone.page.keyboard.press("Shift+Enter")
    phone.page.keyboard.type("第二行")
    expect(words).to_have_value("第一行\n第二行")
    words.evaluate(
        "e => e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    assert phone.mine() == []
    expect(words).to_have_value("第一行\n第二行")


def test_deleting_clears_the_page_and_the_facts(phone: Phone) -> None:
    phone.consent()
    phone.say("成立两年，想贷300万")
    phone.page.get_by_role("button", name="菜单").click()
    phone.page.get_by_role("button", name="删除我的资料").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="删除", exact=True).click()
    expect(phone.page.locator(".turn")).to_have_count(1, timeout=PATIENCE_MS)
    expect(phone.page.locator(".turn")).to_contain_text("已经全部删除")
    phone.page.reload()
    phone.say("查看我的资料")
    expect(phone.page.locator(".turn.bot").last).to_contain_text("还没有记下")
