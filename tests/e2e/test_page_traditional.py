"""Traditional characters: what the advisor says changes, what the founder said and what is sent do not."""

import re

import pytest
from phone import OPENING, Phone
from playwright.sync_api import expect

pytestmark = [pytest.mark.server, pytest.mark.browser]
SIMPLIFIED = re.compile("[贷么这证书发资业补贴东间]")
ADVISOR = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".me, script")) texts.push(walker.currentNode.nodeValue);
  return texts.join("\\n");
}"""


def test_the_whole_page_turns_and_turns_back(phone: Phone) -> None:
    phone.consent()
    phone.to_recommendation()
    before = phone.page.evaluate(ADVISOR)
    phone.set_look("繁體")
    expect(phone.page.locator("html")).to_have_attribute("lang", "zh-Hant-HK")
    expect(phone.page.locator(".item .badge").first).to_have_text(re.compile("待補充|可申請"))
    expect(phone.page.get_by_placeholder("説公司情況，或提問")).to_be_visible()
    assert phone.page.title() == "坪山科技金融顧問"
    assert phone.mine()[0] == OPENING
    phone.set_look("簡體")
    assert phone.page.evaluate(ADVISOR) == before
    expect(phone.page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert phone.complaints == []


def test_new_answers_come_in_traditional_and_quote_the_founder_as_they_wrote(phone: Phone) -> None:
    phone.consent()
    phone.set_look("繁體")
    phone.page.reload()
    expect(phone.page.get_by_role("heading", name="坪山科技金融顧問")).to_be_visible()
    phone.say(OPENING)
    answer = phone.page.locator(".turn.bot").last
    expect(answer).to_contain_text("資金需求")
    expect(answer).to_contain_text("“新能源电池材料”")
    assert phone.mine() == [OPENING]


def test_buttons_send_what_they_always_sent(phone: Phone) -> None:
    phone.consent()
    phone.say(OPENING)
    phone.set_look("繁體")
    button = phone.page.get_by_role("button", name="研發投入", exact=True)
    expect(button).to_be_visible()
    with phone.page.expect_request("**/messages") as sent:
        button.click()
    assert sent.value.post_data_json["payload"] == '/inform{"need_purpose": "研发"}'
    expect(phone.page.locator(".turn.me .bubble").last).to_have_text("研發投入")


def test_words_in_traditional_are_understood(phone: Phone) -> None:
    phone.consent()
    phone.set_look("繁體")
    phone.say("我們在坪山做鋰電池，成立兩年，想貸300萬")
    phone.say("查看我的資料")
    expect(phone.page.locator(".facts")).to_contain_text("300萬元")


def test_the_plan_opens_in_traditional(phone: Phone) -> None:
    phone.consent()
    phone.set_look("繁體")
    phone.say(OPENING)
    phone.say("先给结果")
    phone.tap("排一份分步方案")
    with phone.page.context.expect_page() as opened:
        phone.page.get_by_role("link", name="打開完整方案").click()
    plan = opened.value
    expect(plan.get_by_role("heading", name="企業融資方案")).to_be_visible()
    expect(plan.locator("html")).to_have_attribute("lang", "zh-Hant-HK")
    assert not SIMPLIFIED.findall(plan.locator("body").inner_text().replace("简体", ""))
    plan.get_by_role("link", name="全部展開").click()
    expect(plan.get_by_role("heading", name="企業融資方案")).to_be_visible()
    plan.get_by_role("link", name="簡體").click()
    expect(plan.get_by_role("heading", name="企业融资方案")).to_be_visible()
    assert plan.locator("article details[open]").count() > 0


def test_out_of_reach_the_page_stays_readable_and_turns_later(phone: Phone) -> None:
    phone.consent()
    phone.page.route("**/traditional", lambda route: route.abort())
    phone.set_look("繁體")
    expect(phone.page.get_by_role("heading", name="坪山科技金融顾问")).to_be_visible()
    phone.page.unroute("**/traditional")
    phone.say("你好")
    expect(phone.page.get_by_role("heading", name="坪山科技金融顧問")).to_be_visible()
