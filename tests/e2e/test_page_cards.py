"""What each kind of answer looks like, from real answers and from payloads made here."""

from typing import Any

import pytest
from phone import HOSTILE, OPENING, QUESTIONS_AT_MOST, Phone
from playwright.sync_api import expect

pytestmark = [pytest.mark.server, pytest.mark.browser]


def item(status: str, **fields: Any) -> dict[str, Any]:
    """A recommended record."""
    return {"id": "x", "title": f"产品{status}", "kind": "银行贷款", "provider": "某银行", "status": status} | fields


def test_the_questions_say_how_many_are_left_at_most(phone: Phone) -> None:
    phone.consent()
    phone.say(OPENING)
    expect(phone.page.locator(".progress").last).to_have_text("第1问，最多再问5个")
    for asked in range(2, QUESTIONS_AT_MOST):
        phone.tap("不清楚，跳过")
        if phone.page.locator(".item").count():
            break
        expect(phone.page.locator(".progress").last).to_contain_text(f"第{asked}问")
    assert phone.page.locator(".progress").count() <= 6


def test_an_interrupted_question_keeps_its_number(phone: Phone) -> None:
    phone.consent()
    phone.say(OPENING)
    phone.say("什么是知识产权质押？")
    expect(phone.page.locator(".progress").last).to_have_text("第1问，最多再问5个")


def test_each_status_has_its_badge_and_gaps_are_seen_at_once(phone: Phone) -> None:
    phone.consent()
    items = [
        item("eligible", reasons=["有专利"]),
        item("needs_info", missing=["注册地", "员工人数"]),
        item("near_miss", gaps=["再有1件发明专利"]),
        item("ineligible", gaps=["要在深圳注册"]),
    ]
    phone.shows({"text": "可以先看：", "custom": {"type": "recommendation", "items": items}, "buttons": []})
    badges = phone.page.locator(".item .badge").all_inner_texts()
    assert badges == ["可申请", "待补充", "差一步", "不符合"]
    expect(phone.page.get_by_text("再有1件发明专利")).to_be_visible()
    expect(phone.page.get_by_text("注册地、员工人数")).to_be_visible()
    reason = phone.page.get_by_text("有专利", exact=True)
    expect(reason).to_be_hidden()
    phone.page.get_by_text("为什么推荐（1）").click()
    expect(reason).to_be_visible()


def test_sources_are_links_and_all_can_be_seen(phone: Phone) -> None:
    phone.consent()
    sources = [
        {"title": "办法", "issuer": "某局", "url": "https://example.gov.cn/a", "date": "2026-01-02", "doc_no": "1号"},
        {"title": "《细则》", "issuer": "某区", "url": None},
    ]
    shown = item("eligible", sources=sources, reviewed_on="2026-11-23", valid_until="2026-12-31")
    phone.shows({"text": "", "custom": {"type": "recommendation", "items": [shown]}, "buttons": []})
    footer = phone.page.locator(".item footer")
    expect(footer.get_by_role("link", name="《办法》")).to_have_attribute("href", "https://example.gov.cn/a")
    expect(footer).to_contain_text("来源：某局《办法》（1号），2026-01-02")
    expect(footer).to_contain_text("有效期至 2026-12-31 · 2026-11-23 核对")
    footer.get_by_text("另有1处来源").click()
    expect(footer.get_by_text("《细则》")).to_be_visible()


def test_eligibility_shows_every_condition_with_the_founders_own_value(phone: Phone) -> None:
    phone.consent()
    phone.say("做新能源电池的，成立两年，有5个发明专利")
    phone.say("园区贷我符不符合")
    card = phone.page.locator(".card", has=phone.page.locator(".conditions")).last
    expect(card.locator(".badge")).to_have_text("待补充")
    expect(card.locator(".conditions li").first).to_contain_text("还不知道")
    expect(card.locator(".conditions")).to_contain_text("几条里满足一条就行")
    expect(card.locator('a[href^="tel:"]')).to_be_visible()
    expect(card).to_contain_text("来源")


def test_a_comparison_is_a_table_with_its_summary_first(phone: Phone) -> None:
    phone.consent()
    phone.say("知识产权质押融资和善科贷比一比")
    turn = phone.page.locator(".turn.bot").last
    expect(turn.locator(".bubble").first).to_contain_text("简单说")
    columns = turn.locator("thead th")
    expect(columns).to_have_count(2)
    lefts = turn.locator("tr > :nth-child(2)").evaluate_all("cells => cells.map(cell => cell.offsetLeft)")
    assert len(set(lefts)) == 1 and len(lefts) > 4


def test_an_estimate_shows_figure_formula_and_inputs(phone: Phone) -> None:
    phone.consent()
    phone.say("我们坪山的，去年研发费用200万，净利润100万，研发费用加计扣除能省多少钱")
    card = phone.page.locator(".estimate").last
    expect(card.locator(".figure b")).to_be_visible()
    for label in ("算法", "用到的数", "来源"):
        expect(card.locator("dt", has_text=label)).to_be_visible()


def test_profile_ticket_and_contacts_are_cards(phone: Phone) -> None:
    phone.consent()
    phone.say("成立两年，做新能源电池的")
    phone.say("查看我的资料")
    facts = phone.page.locator(".facts").last
    expect(facts.locator("dt").first).to_have_text("成立时间")
    phone.say("找人当面咨询，找谁")
    expect(phone.page.locator(".contact").last).to_contain_text("电话")
    desk = {"id": "d", "name": "某局", "phone": "0755-12345678"}
    ticket = {"type": "ticket", "number": "PS-20261124-0001", "state": "已受理", "topic": "园区贷", "desk": desk}
    phone.shows({"text": "工作人员会联系您。", "custom": ticket, "buttons": []})
    card = phone.page.locator(".ticket")
    expect(card.get_by_role("heading")).to_have_text("工单 PS-20261124-0001")
    assert card.locator(".road .done").all_inner_texts() == ["待受理", "已受理"]
    expect(card.locator('a[href="tel:075512345678"]')).to_be_visible()


def test_the_plan_is_a_timeline_whose_steps_open(phone: Phone) -> None:
    phone.consent()
    phone.to_recommendation()
    phone.tap("排一份分步方案")
    plan = phone.page.locator(".plan")
    assert plan.locator(".phase h4").all_inner_texts()[0].startswith("现在可办")
    first = plan.locator(".step").first
    way = first.get_by_text("怎么办", exact=True)
    expect(way).to_be_hidden()
    first.locator("summary").click()
    expect(way).to_be_visible()
    expect(plan).to_contain_text("以办理机构审核为准")


def test_a_type_that_the_page_does_not_know_is_shown_as_its_text(phone: Phone) -> None:
    phone.consent()
    phone.shows({"text": "以后才有的回答", "custom": {"type": "toString", "x": 1}, "buttons": []})
    expect(phone.page.locator(".turn.bot .bubble").last).to_have_text("以后才有的回答")
    assert phone.complaints == []


def hostile_payloads() -> list[dict[str, Any]]:
    """Every kind of answer with markup wherever a text stands, and with script addresses wherever a link stands."""
    h, js = HOSTILE, "javascript:alert(1)"
    contact = {"id": h, "name": h, "phone": h, "url": js, "address": h, "hours": h, "expertise": [h], "source": h}
    record = item(h, title=h, kind=h, provider=h, benefit=h, reasons=[h], missing=[h], gaps=[h], conditions=[h])
    record |= {"apply": h, "apply_url": js, "window": h, "materials": [h], "contact": contact, "reviewed_on": h}
    record |= {"sources": [{"title": h, "issuer": h, "url": js, "doc_no": h, "date": h}] * 2, "notes": [h]}
    step = {"number": h, "title": h, "amount": h, "status": h, "benefit": h, "how": h, "missing": [h], "gaps": [h]}
    step |= {"opens": [{"title": h}], "after": [h], "contact": contact, "notes": [h]}
    desk = {"id": h, "name": h, "phone": h}
    return [
        {"type": "recommendation", "items": [record]},
        {"type": "record", **record},
        {"type": "contacts", "items": [contact]},
        {"type": "eligibility", "id": h, "title": h, "status": h, "conditions": [{"text": h, "fact": h, "yours": h}]},
        {"type": "comparison", "ids": [h], "titles": [h, h, h], "rows": [{"label": h, "values": [h, h, h]}]},
        {"type": "estimate", "id": h, "amount_wan": h, "result": h},
        {"type": "plan", "path": f"plan/{h}", "now": [step], "materials": [{"name": h, "steps": [h]}]},
        {"type": "question", "fact": h, "why": h, "asked": h, "at_most": 6},
        {"type": "ticket", "number": h, "state": h, "topic": h, "desk": desk},
        {"type": "profile", "facts": {h: h}},
        {"type": h},
    ]


@pytest.mark.parametrize("custom", hostile_payloads(), ids=lambda custom: custom["type"][:12])
def test_markup_in_any_payload_is_shown_as_text(phone: Phone, custom: dict[str, Any]) -> None:
    phone.consent()
    text = f"【{HOSTILE}】\n算法：{HOSTILE}\n· {HOSTILE}：{HOSTILE}\n1. {HOSTILE}\n来源：{HOSTILE}"
    buttons = [{"title": HOSTILE, "payload": HOSTILE}]
    phone.shows({"text": text, "custom": custom, "buttons": buttons})
    assert HOSTILE in (phone.page.locator(".turn.bot").last.text_content() or "")
    assert phone.page.locator(".turn img, .turn script").count() == 0
    assert phone.page.locator('a[href^="javascript"]').count() == 0
    assert phone.complaints == []
