"""Whether an answer was of use: told beside the conversation, once, and never taken for an answer."""

import json
from typing import Any

import pytest
from phone import Phone
from playwright.sync_api import Request, expect

pytestmark = [pytest.mark.server, pytest.mark.browser]


def sent_by(phone: Phone) -> list[dict[str, Any]]:
    """What the page sends from now on, as it grows."""
    sent: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/messages"):
            sent.append(json.loads(request.post_data or "{}"))

    phone.page.on("request", note)
    return sent


def test_useful_is_sent_once_and_adds_nothing_to_the_conversation(phone: Phone) -> None:
    phone.consent()
    sent = sent_by(phone)
    phone.say("坪山有哪些贷款贴息？")
    before = phone.answers(), phone.page.locator(".chips button").count()
    phone.page.get_by_role("button", name="有用", exact=True).click()
    expect(phone.page.locator(".feedback")).to_have_text("谢谢，收到了。")
    asked, rated = sent
    assert rated["payload"] == "/feedback_positive" + json.dumps({"about": asked["message_id"]}, separators=(",", ":"))
    assert (phone.answers(), phone.page.locator(".chips button").count()) == before
    phone.page.reload()
    expect(phone.page.locator(".turn.bot")).to_have_count(1)
    expect(phone.page.locator(".feedback")).to_have_count(0)
    assert phone.complaints == []


def test_of_no_use_may_say_why(phone: Phone) -> None:
    phone.consent()
    sent = sent_by(phone)
    phone.say("什么是知识产权质押")
    phone.page.reload()
    phone.page.get_by_role("button", name="没用", exact=True).click()
    phone.page.get_by_role("button", name="信息不对或过时").click()
    expect(phone.page.locator(".feedback")).to_have_text("谢谢，收到了。")
    assert sent[-1]["payload"].startswith("/feedback_negative")
    assert '"reason":"信息不对或过时"' in sent[-1]["payload"]


def test_offline_it_can_be_sent_again_under_the_same_id(phone: Phone) -> None:
    phone.consent()
    phone.say("什么是知识产权质押")
    sent = sent_by(phone)
    phone.page.route("**/messages", lambda route: route.abort())
    phone.page.get_by_role("button", name="没用", exact=True).click()
    phone.page.get_by_role("button", name="不说了").click()
    phone.page.get_by_text("没有发出去").wait_for()
    phone.page.unroute("**/messages")
    phone.page.get_by_role("button", name="再试一次").click()
    expect(phone.page.locator(".feedback")).to_have_text("谢谢，收到了。")
    assert sent[0] == sent[1]


def test_only_the_newest_answer_asks_and_no_question_does(phone: Phone) -> None:
    phone.consent()
    phone.say("什么是知识产权质押")
    phone.say("坪山有哪些贷款贴息？")
    expect(phone.page.locator(".feedback")).to_have_count(1)
    phone.say("成立两年，想贷300万")
    expect(phone.page.locator(".progress")).to_be_visible()
    expect(phone.page.locator(".feedback")).to_have_count(0)


def test_rating_leaves_the_conversation_as_it_was(phone: Phone) -> None:
    phone.consent()
    phone.say("成立两年，做新能源电池的，坪山的，想贷300万")
    phone.say("先给结果")
    phone.page.get_by_role("button", name="有用", exact=True).click()
    expect(phone.page.locator(".feedback")).to_have_text("谢谢，收到了。")
    first = phone.page.locator(".item h3").first.inner_text().lstrip("0123456789").strip()
    phone.say("第一个怎么申请")
    expect(phone.page.locator(".turn.bot").last).to_contain_text(first)
