"""Bad networks, reloads and second tabs: nothing lost, nothing said twice."""

import pytest
from phone import PATIENCE_MS, Phone
from playwright.sync_api import Route, expect

pytestmark = [pytest.mark.server, pytest.mark.browser]
SERVED_MS = 1_500
"""Long enough for the server to have answered."""


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


def test_a_reload_before_the_answer_brings_the_answer_once(phone: Phone) -> None:
    phone.consent()
    phone.say("你好")
    ids: list[str] = []

    def first_answer_never_arrives(route: Route) -> None:
        ids.append(route.request.post_data_json["message_id"])
        answer = route.fetch()
        if len(ids) > 1:
            route.fulfill(response=answer)

    phone.page.route("**/messages", first_answer_never_arrives)
    phone.page.get_by_label("想说的话").fill("坪山有哪些贷款贴息？")
    phone.page.keyboard.press("Enter")
    phone.page.wait_for_timeout(SERVED_MS)
    phone.page.reload()  # the phone was locked, the page thrown away
    expect(phone.page.locator(".turn.bot:not(.typing)")).to_have_count(2, timeout=PATIENCE_MS)
    expect(phone.page.locator(".turn.bot").last.locator(".item").first).to_be_visible()
    assert phone.mine() == ["你好", "坪山有哪些贷款贴息？"]
    assert len(ids) == 2 and ids[0] == ids[1]
    phone.page.reload()
    assert phone.answers() == 2 and phone.mine() == ["你好", "坪山有哪些贷款贴息？"]


def test_several_messages_written_offline_go_out_in_order(phone: Phone) -> None:
    phone.consent()
    phone.say("你好")
    phone.page.context.set_offline(True)
    expect(phone.page.get_by_text("网络断了。")).to_be_visible()
    for count, words in enumerate(("坪山的公司", "成立三年"), 1):
        phone.page.get_by_label("想说的话").fill(words)
        phone.page.keyboard.press("Enter")
        expect(phone.page.get_by_role("button", name="重试")).to_have_count(count)
    before = phone.answers()
    phone.page.context.set_offline(False)
    phone.wait(before + 1)
    expect(phone.page.get_by_text("网络断了。")).to_be_hidden()
    expect(phone.page.get_by_role("button", name="重试")).to_have_count(0)
    phone.say("查看我的资料")
    expect(phone.page.locator(".facts")).to_contain_text("坪山")
    expect(phone.page.locator(".facts")).to_contain_text("成立时间")


def test_a_busy_server_and_a_refusal_are_said_in_plain_words(phone: Phone) -> None:
    phone.consent()
    phone.page.route("**/messages", lambda route: route.fulfill(status=502, body="<html>Bad Gateway</html>"))
    phone.page.get_by_label("想说的话").fill("你好")
    phone.page.keyboard.press("Enter")
    expect(phone.page.get_by_role("alert")).to_contain_text("系统这会儿忙")
    phone.page.unroute("**/messages")
    refusal = {"error": {"code": "too_many_messages", "message": "发得太快了，请歇一会儿再说。"}}
    phone.page.route("**/messages", lambda route: route.fulfill(status=429, json=refusal))
    phone.page.get_by_role("button", name="重试").click()
    expect(phone.page.locator(".turn.bot").last).to_contain_text("发得太快了")
    expect(phone.page.get_by_role("button", name="重试")).to_have_count(0)


def test_a_session_that_ran_out_is_renewed_without_a_word(phone: Phone) -> None:
    phone.consent()
    phone.page.evaluate("localStorage.setItem('advisor.token', JSON.stringify('no.such.token'))")
    phone.say("你好")
    assert phone.mine() == ["你好"] and phone.answers() == 1
    expect(phone.page.locator(".trouble")).to_have_count(0)


def test_two_tabs_show_one_conversation(phone: Phone) -> None:
    second = Phone(phone.page.context.new_page(), phone.url)
    phone.consent()
    expect(second.page.get_by_role("dialog")).to_have_count(0)
    phone.say("成立两年，想贷300万")
    expect(second.page.locator(".turn.me .bubble")).to_have_text(["成立两年，想贷300万"])
    expect(second.page.locator(".turn.bot")).to_have_count(phone.answers())
    second.tap("不清楚，跳过")
    expect(phone.page.locator(".turn.me .bubble")).to_have_text(["成立两年，想贷300万", "不清楚，跳过"])
    expect(phone.page.locator(".turn.bot:not(.typing)")).to_have_count(second.answers())
    assert phone.page.locator(".chips").count() == 1
    assert phone.complaints == second.complaints == []


def test_a_second_tab_opened_while_the_first_waits_answers_nothing_twice(phone: Phone) -> None:
    phone.consent()
    phone.say("你好")
    phone.page.get_by_label("想说的话").fill("坪山有哪些贷款贴息？")
    phone.page.keyboard.press("Enter")
    second = Phone(phone.page.context.new_page(), phone.url)
    for tab in (phone, second):
        expect(tab.page.locator(".turn.bot:not(.typing)")).to_have_count(2, timeout=PATIENCE_MS)
        expect(tab.page.locator(".typing")).to_have_count(0, timeout=PATIENCE_MS)
        assert tab.mine() == ["你好", "坪山有哪些贷款贴息？"] and tab.answers() == 2
    expect(second.page.get_by_role("button", name="重试")).to_have_count(0)


def test_a_full_store_keeps_the_newest_of_the_conversation(phone: Phone) -> None:
    phone.consent()
    long = {"text": "长" * 400_000, "custom": {"type": "notice"}, "buttons": []}
    for _ in range(15):
        phone.shows(long)
    phone.say("什么是知识产权质押")
    shown = phone.page.locator(".turn.bot").last.inner_text()
    phone.page.reload()
    assert phone.page.locator(".turn.bot").last.inner_text() == shown
    assert phone.complaints == []
