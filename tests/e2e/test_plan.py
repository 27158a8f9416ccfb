"""The plan through the real servers: conversation, page, Word file, expiry, deletion; seen on a phone and on paper."""

import io
import os
import time
from pathlib import Path
from typing import Any

import docx
import httpx
import pytest
from founder import Founder
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.server
OPENING = "我们是坪山做储能变流器的，成立三年，员工40人，去年营收九百万，没有资质，3个发明专利，想贷三百二十三万"
TAP = '/seek_recommendation{"view": "plan"}'


def planned(url: str, opening: str = OPENING) -> tuple[Founder, dict[str, Any]]:
    """A founder who got a plan, and its payload."""
    founder = Founder(url)
    founder.seek(opening, {})
    return founder, founder.tap(TAP)[-1]["custom"]


def test_a_button_leads_from_the_recommendation_to_the_plan(advisor_url: str) -> None:
    founder = Founder(advisor_url)
    _, recommendation = founder.seek(OPENING, {})
    assert TAP in [button["payload"] for button in recommendation["buttons"]]
    (message,) = founder.tap(TAP)
    custom = message["custom"]
    assert custom["type"] == "plan" and custom["answer_status"] == "answered"
    assert custom["now"] and custom["next"] and custom["later"]
    assert all(step["records"] for part in ("now", "next", "later") for step in custom[part])
    assert custom["url"] in message["text"] and custom["word_url"] in message["text"]
    assert len(message["text"]) < 1500


def test_anyone_with_the_link_sees_the_plan_and_nobody_with_an_altered_one(advisor_url: str) -> None:
    _, plan = planned(advisor_url)
    page = httpx.get(f"{advisor_url}{plan['path']}")
    assert page.status_code == 200 and "323万元" in page.text and "现在可办" in page.text
    assert httpx.get(plan["url"]).text == page.text
    assert page.headers["Cache-Control"] == "no-store" and "noindex" in page.headers["X-Robots-Tag"]
    altered = httpx.get(f"{advisor_url}{plan['path'][:-3]}abc")
    assert altered.status_code == 404 and "没有这份方案" in altered.text and "323" not in altered.text


def test_the_word_file_opens_and_holds_the_facts(advisor_url: str) -> None:
    _, plan = planned(advisor_url)
    answer = httpx.get(plan["word_url"])
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert {"323万元", "40人", "900万元"} <= set(cells)
    assert plan["now"][0]["title"] in cells


def test_an_old_link_is_over(advisor_url: str, servers: Any) -> None:
    class LongAgo(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time.time()) - 31 * 24 * 3600

    secret = os.environ.get("SESSION_SECRET") or (servers.run_dir / "session_secret").read_text()
    old = URLSafeTimedSerializer(secret, salt="plan-link", signer=LongAgo).dumps("x" * 16 + "/" + "y" * 12)
    page = httpx.get(f"{advisor_url}plan/{old}")
    assert page.status_code == 410 and "已经过期" in page.text


def test_deletion_ends_the_link_and_leaves_no_word(advisor_url: str, servers: Any) -> None:
    founder, plan = planned(advisor_url, OPENING.replace("三百二十三万", "三百五十九万"))
    assert "359万元" in httpx.get(plan["url"]).text
    founder.tap("/delete_profile")
    assert httpx.get(plan["url"]).status_code == 404
    assert httpx.get(plan["word_url"]).status_code == 404
    stored = b"".join(path.read_bytes() for path in Path(servers.run_dir).rglob("*") if path.is_file())
    assert "359万元".encode() not in stored and b'"need_amount_wan": 359' not in stored


def test_no_plan_before_consent(advisor_url: str) -> None:
    founder = Founder(advisor_url, consent=False)
    assert "同意" in founder.say("给我一份融资规划")[-1]["text"]
    assert "同意" in founder.tap(TAP)[-1]["text"]


@pytest.mark.browser
def test_the_page_fits_a_phone_runs_nothing_and_prints(browser: Browser, advisor_url: str) -> None:
    _, plan = planned(advisor_url)
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, locale="zh-CN")
    page, complaints = context.new_page(), []
    page.on("console", lambda line: complaints.append(line.text))
    page.goto(f"{advisor_url}{plan['path']}")
    expect(page.get_by_role("heading", name="企业融资方案")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgb(11, 79, 138)"
    assert page.locator("script").count() == 0 and complaints == []
    assert page.pdf(prefer_css_page_size=True)[:4] == b"%PDF"
    context.close()


@pytest.mark.browser
def test_details_fold_on_a_phone_and_are_all_on_paper(browser: Browser, advisor_url: str) -> None:
    _, plan = planned(advisor_url)
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{advisor_url}{plan['path']}")
    expect(page.get_by_role("heading", name="这周先做")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollHeight") < 844 * 6
    way = page.locator("article dt", has_text="怎么办").first
    expect(way).to_be_hidden()
    page.locator("article summary").first.click()
    expect(way).to_be_visible()
    page.reload()
    page.emulate_media(media="print")
    for words in page.locator("article dd, .costs td, .checklist li, .desks li").all():
        expect(words).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden()
    page.close()


@pytest.mark.browser
def test_the_chat_page_links_the_plan(browser: Browser, advisor_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    page.goto(advisor_url)
    page.get_by_role("button", name="同意", exact=True).click()
    for words in (OPENING, "先给结果"):
        page.get_by_label("想说的话").fill(words)
        page.keyboard.press("Enter")
        expect(page.locator(".typing")).to_have_count(0, timeout=20_000)
        page.locator(".chips").last.wait_for()
    page.get_by_role("button", name="排一份分步方案").click()
    with context.expect_page() as opened:
        page.get_by_role("link", name="打开完整方案").click()
    expect(opened.value.get_by_role("heading", name="企业融资方案")).to_be_visible()
    context.close()
