"""The page and the Word file of a plan."""

import datetime as dt
import io
import re
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from plans import HOSTILE, TODAY, a_view

from actions.plans.page import plan_page
from actions.plans.word import plan_word


def page(view: dict | None = None, today: dt.date = TODAY) -> str:
    return plan_page(view or a_view(), "signed.id.x", today)


def words(view: dict) -> Any:
    return docx.Document(io.BytesIO(plan_word(view)))


def text_of(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_page_holds_facts_steps_sums_sources_and_the_word_file() -> None:
    html = page()
    for expected in (
        "321万元",
        "现在可办",
        "样例贴息",
        "样例认定",
        "认定后才有的贷款",
        "营业执照",
        "样例文件",
        "2026-11-23核对",
    ):
        assert expected in html, expected
    assert "321万元 × 4% = 12.84万元" in html and "最高3万元" in html
    assert 'href="signed.id.x.docx"' in html
    assert "2026年12月24日前有效" in html


def test_what_records_say_is_text_and_nothing_runs() -> None:
    html = page()
    assert HOSTILE not in html and "&lt;img" in html
    assert "<script" not in html and "style=" not in html and 'onerror="' not in html


def test_the_page_asks_not_to_be_indexed_and_names_no_other_host() -> None:
    html = page()
    assert 'name="robots" content="noindex' in html
    assert re.findall(r'(?:src|href)="(https?:[^"]+)"', html) == []


def test_a_step_that_ran_out_since_is_marked() -> None:
    assert "已于2026-12-31到期" not in page()
    assert "已于2026-12-31到期" in page(today=dt.date(2027, 1, 1))


def test_arrears_come_first() -> None:
    assert "逾期" not in page().split("企业情况")[0]
    assert "先结清" in page(a_view(overdue=True))


def test_the_word_file_holds_the_facts_the_need_the_steps_and_the_sums() -> None:
    text = text_of(words(a_view()))
    for expected in (
        "321万元",
        "注册地",
        "坪山区",
        "（请填写）",
        "样例贴息",
        "营业执照",
        "321万元 × 4% = 12.84万元",
        "样例机构《样例文件》",
    ):
        assert expected in text, expected


def test_chinese_is_set_in_a_chinese_face() -> None:
    document = words(a_view())
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in ("宋体", "黑体")
        assert fonts.get(qn("w:eastAsiaTheme")) is None


@pytest.mark.parametrize("facts", [{}, {"need_kind": "股权"}, {"need_amount_wan": None}, {"overdue": True}])
def test_every_kind_of_plan_becomes_page_and_word(facts: dict) -> None:
    view = a_view(**facts)
    assert page(view) and text_of(words(view))


def test_a_firm_elsewhere_and_an_unclear_industry_are_told_what_that_means() -> None:
    assert "不在深圳" in page(a_view(district="东莞市", industry="其他")) and "不在深圳" not in page()


def test_the_page_begins_with_what_to_do_this_week_and_the_money() -> None:
    html = page()
    first, rest = html.split("这周先做")[1].split("</section>", 1)
    view = a_view()
    steps = [step for step in view["now"] if step["role"] not in ("tax", "platform")][:3]
    assert re.findall(r'href="#step-(\d+)"', first) == [str(step["number"]) for step in steps]
    assert html.index("这周先做") < html.index("钱：要多少") < html.index("现在可办")
    assert "321万元" in rest.split("钱：要多少")[1].split("</section>")[0]


def test_details_are_folded_unless_asked_for() -> None:
    folded, unfolded = page(), plan_page(a_view(), "signed.id.x", TODAY, {"open": "1"})
    assert folded.count("<details") == unfolded.count("<details open") > 5 and "<details open" not in folded
    assert "收起细节" in unfolded and "全部展开" in folded


def test_wishes_that_the_page_does_not_know_are_dropped() -> None:
    html = plan_page(a_view(), "signed.id.x", TODAY, {"size": HOSTILE, "script": HOSTILE, "open": HOSTILE, "x": "1"})
    assert html == page()
    large = plan_page(a_view(), "signed.id.x", TODAY, {"size": "large", "script": "hant"})
    assert 'lang="zh-Hant-HK" data-size="large"' in large and "?open=1&amp;script=hant&amp;size=large&amp;" in large
