"""Files of every kind to paragraphs; what cannot be read says why."""

from __future__ import annotations

import io
import zipfile

import pytest
from files import POLICY, policy_html, printed, scanned, word
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.drafting.document import Document
from knowledge.drafting.reading import read_document, read_text
from knowledge.drafting.reading.apart import read_apart
from knowledge.drafting.reading.limits import MOST_BYTES
from knowledge.errors import DocumentRefused


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(DocumentRefused) as refused:
        read_document(data, name)
    return str(refused.value)


@pytest.mark.browser
def test_a_printed_pdf_gives_its_paragraphs_back_without_header_and_page_number() -> None:
    pdf = printed(
        policy_html(),
        format="A6",
        display_header_footer=True,
        header_template="<div style='font-size:9px;width:100%;text-align:center'>政策汇编</div>",
        footer_template="<div style='font-size:9px;width:100%;text-align:center'>— <span class=pageNumber></span> —</div>",
        margin={"top": "50px", "bottom": "50px", "left": "40px", "right": "40px"},
    )
    document = read_document(pdf, "a.pdf")
    assert texts(document) == list(POLICY)
    assert document.title == POLICY[0]
    assert (document.paragraphs[0].page, document.paragraphs[-1].page) == (1, 2)


def test_a_scan_says_that_it_has_no_text() -> None:
    assert "扫描件" in refusal(scanned(), "a.pdf")


def test_a_pdf_with_a_password_says_so() -> None:
    assert "密码" in refusal(_locked_pdf(), "a.pdf")


def test_a_broken_pdf_says_so() -> None:
    assert "损坏" in refusal(b"%PDF-1.7\n" + b"\x00\xff garbage" * 50, "a.pdf")


def test_word_gives_paragraphs_and_table_rows() -> None:
    document = read_document(word(table=(("类别", "金额"), ("国家级", "100万元"))), "a.docx")
    assert texts(document) == [*POLICY, "类别｜金额", "国家级｜100万元"]


def test_numbers_that_word_writes_itself_are_written_out() -> None:
    assert texts(read_document(word(numbered=True), "a.docx")) == list(POLICY)


def test_the_first_bytes_decide_not_the_name() -> None:
    assert texts(read_document(word(), "renamed.pdf")) == list(POLICY)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.pdf", "空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "另存为.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "打开密码"),
        (b"{\\rtf1 hello}", "a.doc", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.pdf", "图片"),
        (b"PK\x03\x04 broken", "a.docx", "损坏"),
        (bytes(range(256)) * 20, "a.txt", "认不出"),
        ("短".encode(), "a.txt", "几乎没有文字"),
        (b"x" * (MOST_BYTES + 1), "a.txt", "上限"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, said: str) -> None:
    assert said in refusal(data, name)


def test_other_office_files_are_named() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "Excel" in refusal(packed.getvalue(), "a.docx")


def test_a_word_file_that_unpacks_to_far_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<x/>")
        archive.writestr("bomb.bin", b"\0" * (201 * 1024 * 1024))
    assert "太大" in refusal(packed.getvalue(), "a.docx")


def test_a_page_gives_its_article_not_its_menus() -> None:
    page = f"""<html><head><meta charset="gb2312"><meta name="ArticleTitle" content="{POLICY[0]}"></head><body>
      <div class="nav"><a href="/">首页</a><a href="/x">政务公开</a></div>
      <div class="content"><p>{"</p><p>".join(POLICY)}</p>
      <table><tr><td><p>类别</p></td><td>金额</td></tr></table></div>
      <div id="footer">版权所有</div><script>alert(1)</script></body></html>"""
    document = read_document(page.encode("gb18030"), "a.html")
    assert texts(document) == [*POLICY, "类别｜金额"]
    assert document.title == POLICY[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_usual_encodings(encoding: str) -> None:
    assert texts(read_document("\r\n".join(POLICY).encode(encoding), "a.txt")) == list(POLICY)


def test_lines_cut_at_a_fixed_width_are_joined() -> None:
    width = 30
    cut = [line[at : at + width] for line in POLICY for at in range(0, len(line), width)]
    assert texts(read_text("\n".join(cut))) == list(POLICY)


def test_lines_that_were_not_cut_stay_apart() -> None:
    assert texts(read_text("申请材料\n企业营业执照\n招用人员花名册\n近一年的财务报表\n")) == [
        "申请材料",
        "企业营业执照",
        "招用人员花名册",
        "近一年的财务报表",
    ]


def test_offsets_are_those_of_the_text() -> None:
    document = read_text("\n".join(POLICY))
    for paragraph in document.paragraphs:
        assert document.text[paragraph.start : paragraph.start + len(paragraph.text)] == paragraph.text


def test_the_reader_apart_reads_refuses_and_gives_up_in_time() -> None:
    assert texts(read_apart(word(), "a.docx")) == list(POLICY)
    with pytest.raises(DocumentRefused, match="扫描件"):
        read_apart(scanned(), "a.pdf")
    with pytest.raises(DocumentRefused, match="太复杂"):
        read_apart(word(), "a.docx", seconds=0.01)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>"]))
def test_no_bytes_bring_it_down(data: bytes, opening: bytes) -> None:
    try:
        document = read_document(opening + data, "a.bin")
    except DocumentRefused:
        return
    assert document.paragraphs


def _locked_pdf() -> bytes:
    """A PDF whose trailer asks for a password that nobody gave."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/Length 40/P -44/O<" + b"28" * 32 + b">/U<" + b"00" * 32 + b">>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % start
