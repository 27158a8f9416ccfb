"""Files that the tests of reading need, made on the spot."""

from __future__ import annotations

import io
import shutil

import pytest
from docx import Document as new_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

POLICY = (
    "深圳市坪山区科技企业融资支持办法",
    "深坪发改规〔2025〕3号",
    "第一条 本办法适用于在坪山区注册登记、具有独立法人资格的科技企业，支持其通过银行贷款、融资担保、知识产权质押等方式取得研发和生产经营所需的资金。",
    "第二条 贷款贴息。对成立满2年的企业，按照实际支付利息的50%给予贴息，单个企业每年最高不超过100万元，由区发展和改革局按年度审核、公示以后拨付到企业账户。",
    "第三条 担保费补贴。按照实际支付担保费的30%给予补贴，单个企业每年最高50万元。",
    "第四条 本办法自2025年7月1日起施行，有效期3年。",
)


def policy_html() -> str:
    """The policy as a page to print, first lines indented."""
    body = "".join(f"<p style='text-indent:2em;margin:0'>{line}</p>" for line in POLICY[1:])
    style = "body{font:16px/28px 'Noto Serif CJK SC','Noto Sans CJK SC',serif;margin:0}"
    return f"<meta charset='utf-8'><style>{style}</style><h1 style='font-size:22px;text-align:center'>{POLICY[0]}</h1>{body}"


def printed(html: str, **options: object) -> bytes:
    """A PDF as a browser prints it; the test is left out where there is no Chromium."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.skip("no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(html)
        pdf = page.pdf(**options)  # type: ignore[arg-type]
        browser.close()
    return pdf


def word(lines: tuple[str, ...] = POLICY, *, table: tuple[tuple[str, ...], ...] = (), numbered: bool = False) -> bytes:
    """A .docx; ``numbered``: 第N条 is written by Word itself, not in the text."""
    docx = new_docx()
    if numbered:
        numbering = docx.part.numbering_part.element
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
            ),
        )
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for line in lines:
        if numbered and line.startswith("第"):
            paragraph = docx.add_paragraph(line.split(" ", 1)[1])
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
            )
        else:
            docx.add_paragraph(line)
    if table:
        made = docx.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, words in zip(made.add_row().cells, row, strict=True):
                cell.text = words
    packed = io.BytesIO()
    docx.save(packed)
    return packed.getvalue()


def scanned() -> bytes:
    """A PDF with a picture of a page and no text."""
    from PIL import Image

    packed = io.BytesIO()
    Image.new("L", (600, 800), 230).save(packed, "PDF")
    return packed.getvalue()
