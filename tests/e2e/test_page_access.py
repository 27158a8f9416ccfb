"""For every eye and hand: axe, keyboard alone, dark colours, large letters, a screen reader's announcements."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from phone import OPENING, PATIENCE_MS, Phone, phone_context
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.server, pytest.mark.browser]
STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
GRAVE = ("serious", "critical")


def findings(page: Page, *, grave_only: bool = False) -> list[str]:
    """What axe-core objects to: rule, weight and place."""
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    found = Axe().run(page, options=STANDARD).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"]
        if not grave_only or one["impact"] in GRAVE
    ]


def whole_visit(phone: Phone) -> None:
    """A conversation with every kind of answer in it."""
    phone.consent()
    phone.to_recommendation()
    for words in ("第一个和第二个比一比", "园区贷我符不符合", "找人当面咨询，找谁", "查看我的资料", "给我一份方案"):
        phone.say(words)
    phone.page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_whole_visit(browser: Browser, advisor_url: str, theme: str) -> None:
    context = phone_context(browser, color_scheme=theme)
    phone = Phone(context.new_page(), advisor_url)
    assert findings(phone.page) == []  # the consent dialog
    whole_visit(phone)
    assert findings(phone.page) == []
    phone.page.get_by_role("button", name="显示设置").click()
    assert findings(phone.page) == []
    phone.page.keyboard.press("Escape")
    phone.page.get_by_role("button", name="菜单").click()
    assert findings(phone.page) == []
    phone.page.get_by_role("button", name="删除我的资料").first.click()
    assert findings(phone.page) == []
    with context.expect_page() as opened:
        phone.page.keyboard.press("Escape")
        phone.page.get_by_role("link", name="打开完整方案").click()
    expect(opened.value.get_by_role("heading", name="企业融资方案")).to_be_visible()
    assert findings(opened.value) == []
    opened.value.get_by_role("link", name="全部展开").click()
    assert findings(opened.value) == []
    context.close()


def test_everything_can_be_done_with_the_keyboard(browser: Browser, advisor_url: str) -> None:
    context = browser.new_context(viewport={"width": 900, "height": 800}, locale="zh-CN")
    phone = Phone(context.new_page(), advisor_url)
    page, press = phone.page, phone.page.keyboard.press
    page.keyboard.press("Enter")  # 同意 has the focus
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("想说的话")).to_be_focused()
    page.keyboard.type(OPENING)
    press("Enter")
    expect(page.locator(".chips button").first).to_be_visible(timeout=PATIENCE_MS)
    press("Shift+Tab")
    expect(page.locator(".chips button").last).to_be_focused()
    press("Enter")  # 先给结果
    first = page.locator(".item").first
    expect(first).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate("document.activeElement.classList.contains('turn')")  # not thrown back to the top
    press("Tab")
    expect(first.locator("summary").first).to_be_focused()
    press("Enter")
    expect(first.locator("details").first).to_have_attribute("open", "")
    page.get_by_label("想说的话").focus()
    for _ in range(200):
        press("Shift+Tab")
        if page.evaluate("document.activeElement.id") == "menu-button":
            break
    press("Enter")
    expect(page.get_by_role("button", name="查看我的资料")).to_be_focused()
    press("Escape")
    expect(page.get_by_role("button", name="菜单")).to_be_focused()
    press("Shift+Tab")
    press("Enter")
    expect(page.get_by_role("dialog", name="显示设置")).to_be_visible()
    press("ArrowRight")  # the size, one step larger
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    press("Escape")
    expect(page.get_by_role("button", name="显示设置")).to_be_focused()
    context.close()


def test_answers_are_announced_and_the_past_is_not(phone: Phone) -> None:
    phone.consent()
    log = phone.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    phone.page.route("**/messages", lambda route: None)
    phone.page.get_by_label("想说的话").fill("你好")
    phone.page.keyboard.press("Enter")
    expect(log).to_have_attribute("aria-busy", "true")
    expect(log.get_by_text("正在查找")).to_be_attached()
    expect(log.get_by_text("还在查，请稍等")).to_be_visible(timeout=PATIENCE_MS)


DARK, LIGHT = "rgb(13, 20, 28)", "rgb(238, 242, 246)"


def test_dark_follows_the_phone_and_the_switch_goes_before_it(browser: Browser, advisor_url: str) -> None:
    context = phone_context(browser, color_scheme="dark")
    phone = Phone(context.new_page(), advisor_url)
    phone.consent()
    body = phone.page.locator("body")
    expect(body).to_have_css("background-color", DARK)
    phone.page.emulate_media(color_scheme="light")
    expect(body).to_have_css("background-color", LIGHT)
    phone.set_look("深色")
    expect(body).to_have_css("background-color", DARK)
    phone.page.reload()
    expect(body).to_have_css("background-color", DARK)
    phone.set_look("跟随手机")
    expect(body).to_have_css("background-color", LIGHT)
    assert phone.complaints == []
    context.close()


@pytest.mark.parametrize("root_size", ["150%", "200%"])
def test_large_letters_fit_the_screen(phone: Phone, root_size: str) -> None:
    whole_visit(phone)
    phone.set_look("特大")
    assert phone.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    phone.page.evaluate(f"document.documentElement.style.fontSize = '{root_size}'")
    assert phone.overflow() == []
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    box = phone.page.locator("#composer").bounding_box()
    header = phone.page.locator(".top").bounding_box()
    assert box and header and box["y"] + box["height"] <= 844 and header["height"] < 200
    expect(phone.page.get_by_role("button", name="发送")).to_be_in_viewport()


def test_large_letters_are_remembered_and_reach_the_plan(phone: Phone) -> None:
    phone.consent()
    phone.set_look("特大")
    phone.page.reload()
    assert phone.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    phone.to_recommendation()
    phone.tap("排一份分步方案")
    with phone.page.context.expect_page() as opened:
        phone.page.get_by_role("link", name="打开完整方案").click()
    plan = opened.value
    expect(plan.get_by_role("heading", name="企业融资方案")).to_be_visible()
    assert plan.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    assert plan.evaluate("document.documentElement.scrollWidth") <= 390
