"""A file that is no usable workbook is refused in words that say what it is and what to do."""

import io
import zipfile

import openpyxl
import pytest
from sheets import Book, good

from knowledge.catalogue.load import Catalogue
from knowledge.errors import WorkbookRefused, WorkbookTooLong
from knowledge.workbook import opening
from knowledge.workbook.export import export_catalogue, template
from knowledge.workbook.opening import open_tables
from knowledge.workbook.reading import read_workbook

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content, says",
    [
        (b"", "文件是空的"),
        (b"\0" * 100, "文件是空的"),
        (OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "文件有密码"),
        (OLE + b"\0" * 512 + "Workbook".encode("utf-16-le"), "旧的 .xls 文件"),
        ("编号,名称\r\na,贷款\r\n".encode("gb18030"), "文本文件"),
        ("编号,名称\r\na,贷款\r\n".encode() * 500, "文本文件"),
        (b"\xef\xbb\xbf<html><table></table></html>", "网页格式"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", "不是 Excel 文件"),
        (archive(word__document_xml=b"<w/>"), "Word 文件"),
        (archive(readme_txt=b"hello"), "压缩包"),
        (archive(xl__workbook_xml=b"<broken"), "损坏"),
        (archive(xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "损坏"),
    ],
)
def test_what_is_no_workbook(content: bytes, says: str) -> None:
    with pytest.raises(WorkbookRefused, match=says):
        open_tables(content)


def test_a_file_cut_short_and_one_with_a_spoilt_sheet() -> None:
    whole = Book().content()
    with pytest.raises(WorkbookRefused, match="损坏"):
        open_tables(whole[: len(whole) // 2])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[:-40] if name == "xl/worksheets/sheet2.xml" else content)
    with pytest.raises(WorkbookRefused, match="损坏"):
        open_tables(stream.getvalue())


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = archive(xl__workbook_xml=b"<a/>", xl__sharedStrings_xml=b"0" * (opening.MAX_UNPACKED_BYTES + 1))
    assert len(bomb) < 1024 * 1024
    with pytest.raises(WorkbookRefused, match="解压以后太大"):
        open_tables(bomb)


def test_a_file_that_is_too_large() -> None:
    with pytest.raises(WorkbookRefused, match="最大 20 MB"):
        open_tables(b"PK" + b"0" * opening.MAX_BYTES)


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_ITEM_ROWS", 2)
    book = Book()
    for number in range(2):
        book.row("记录", 编号=f"loan-{number}")
    with pytest.raises(WorkbookRefused, match="“记录”表超过 2 行"):
        book.read()


def test_a_workbook_of_something_else() -> None:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.title = "工资表"
    book.save(stream)
    with pytest.raises(WorkbookRefused, match=r"没有找到要导入的表.*工资表.*模板"):
        read_workbook(stream.getvalue(), good())


def test_the_template_has_lists_and_notes_and_imports_as_nothing() -> None:
    content = template(good()).getvalue()
    reading = read_workbook(content, good())
    assert (reading.problems, reading.notices, reading.rows) == ([], [], {})
    page = openpyxl.load_workbook(io.BytesIO(content))["记录"]
    headers = {cell.value: cell for cell in page[1]}
    assert "必填" in headers["名称"].comment.text and "万元" in headers["单户上限（万元）"].comment.text
    offered = {str(one.sqref).split(":")[0] for one in page.data_validations.dataValidation}
    assert {headers[label].column_letter + "2" for label in ("类型", "板块", "办理状态")} <= offered
    assert page.freeze_panes == "C2"


def test_a_text_too_long_for_a_cell_is_not_cut() -> None:
    catalogue = good()
    record = catalogue.records["good-loan"]
    long = record.model_copy(update={"apply": record.apply.model_copy(update={"how": "长" * 40_000})})
    with pytest.raises(WorkbookTooLong, match=r"good-loan.*怎么申请.*32767"):
        export_catalogue(Catalogue({"good-loan": long}, catalogue.institutions, {}, {}))
