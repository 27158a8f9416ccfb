"""A founder with a phone: from the first visit to the plan, against the real servers."""

import re
from urllib.parse import urlsplit

import pytest
from phone import OPENING, PATIENCE_MS, QUESTIONS_AT_MOST, Phone
from playwright.sync_api import expect

pytestmark = [pytest.mark.server, pytest.mark.browser]


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


def test_markup_and_commands_are_shown_as_typed(phone: Phone) -> None:
    phone.consent()
    typed = '<img src=x onerror="alert(1)"><script>alert(2)</script> /inform{"stage":"x"}'
    phone.say(typed)
    assert phone.mine() == [typed]
    assert phone.page.locator(".turn img, .turn script").count() == 0
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
