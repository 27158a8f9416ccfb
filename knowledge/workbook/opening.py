"""Opens a file that somebody uploads: refuses what is no usable Excel file, and finds the tables in what is."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.errors import WorkbookRefused
from knowledge.workbook.cells import Cell, is_blank
from knowledge.workbook.columns import GUIDE, OPTIONS, SHEETS, Column, Sheet
from knowledge.workbook.words import half_width, nearest, tidy, unescaped

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_ITEM_ROWS, MAX_PART_ROWS = 20_000, 100_000
"""Most rows of a sheet of items, and of a sheet of their parts (conditions, sources…)."""
_MAX_FILES_INSIDE = 2_000
_MAX_COLUMNS = 200
_HEADER_WITHIN = 10
_NEAR_HEADER = 60
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OTHER_ZIPS = {
    "word/document.xml": "这是 Word 文件",
    "ppt/presentation.xml": "这是 PowerPoint 文件",
    "xl/workbook.bin": "这是 .xlsb 文件",
    "content.xml": "这是 .ods 文件",
}
_SAVE_AS = "请用 Excel 或 WPS 打开，“另存为”选“Excel 工作簿（.xlsx）”再导入"


@dataclass
class Table:
    """One known sheet of a file: where its columns are, and every row with something in it, by row number."""

    sheet: Sheet
    header_row: int = 0
    letters: dict[Column, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    """Letter by label of columns that are not ours."""
    repeated: list[Column] = field(default_factory=list)
    rows: list[tuple[int, dict[Column, Cell]]] = field(default_factory=list)


@dataclass(frozen=True)
class Opened:
    """The tables that were found, the titles of other sheets, and those of ours that have no header."""

    tables: dict[str, Table]
    other_sheets: list[str]
    headless: list[str]


def open_tables(content: bytes) -> Opened:
    """Every known table of an .xlsx file. Raises WorkbookRefused, which says why and what to do."""
    _check(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(content)
    except WorkbookRefused:
        raise
    except Exception as error:  # a damaged file makes openpyxl raise anything
        raise WorkbookRefused(f"文件已损坏，读不出来。{_SAVE_AS}，还不行就重新导出一份") from error


def _check(content: bytes) -> None:
    if not content.strip(b"\x00 \r\n\t"):
        raise WorkbookRefused("文件是空的")
    if len(content) > MAX_BYTES:
        raise WorkbookRefused(
            f"文件有 {len(content) / 1024 / 1024:.0f} MB，最大 {MAX_BYTES // 1024 // 1024} MB；请分成几个文件，图片也请删掉"
        )
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise WorkbookRefused(
            "文件有密码，打不开；请在 Excel 里“文件→信息→保护工作簿→用密码进行加密”清空密码，存好再导入"
            if locked
            else f"这是旧的 .xls 文件（改了扩展名也不行）；{_SAVE_AS}"
        )
    if not content.startswith(b"PK"):
        raise WorkbookRefused(f"{_kind_of_text(content)}；{_SAVE_AS}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as error:
        raise WorkbookRefused("文件不完整或已损坏，可能没有传完；请重新存一遍再导入") from error


def _kind_of_text(content: bytes) -> str:
    start = content[:2000]
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"MIME-Version")):
        return "这是网页格式的文件，不是真正的 .xlsx"
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            text = content[: 2000 - 2000 % 4].decode(encoding, errors="strict" if len(content) < 2000 else "ignore")
        except UnicodeDecodeError:
            continue
        if text.isprintable() or all(one.isprintable() or one in "\r\n\t" for one in text):
            return "这是文本文件（如 .csv），不是真正的 .xlsx"
    return "这不是 Excel 文件，或已损坏"


def _check_archive(archive: zipfile.ZipFile) -> None:
    inside = archive.infolist()
    if len(inside) > _MAX_FILES_INSIDE or sum(one.file_size for one in inside) > MAX_UNPACKED_BYTES:
        raise WorkbookRefused("文件解压以后太大，不像正常的表格；请只留要导入的几张表，另存一份再导入")
    if any(one.flag_bits & 1 for one in inside):
        raise WorkbookRefused("文件有密码，打不开；请去掉密码再导入")
    names = set(archive.namelist())
    for name, kind in _OTHER_ZIPS.items():
        if name in names:
            raise WorkbookRefused(f"{kind}，不是 .xlsx；{_SAVE_AS}")
    if "xl/workbook.xml" not in names:
        raise WorkbookRefused(f"这是压缩包，不是 Excel 文件；{_SAVE_AS}")


def _read(content: bytes) -> Opened:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    tables: dict[str, Table] = {}
    others: list[str] = []
    headless: list[str] = []
    for page in book.worksheets:
        title = tidy(half_width(page.title))
        if title not in SHEETS or title in tables:
            others += [] if title in (GUIDE, OPTIONS) else [page.title]
            continue
        table, blank = _table(page, SHEETS[title])
        if table:
            tables[title] = table
        elif not blank:
            headless.append(title)
    return Opened(tables, others, headless)


def _table(page: Worksheet, sheet: Sheet) -> tuple[Table | None, bool]:
    """The table of a page, or None and whether nothing is on it."""
    page.reset_dimensions()  # what a file says of its own size may be wrong
    rows = _rows(page, sheet)
    first = [row for _, row in zip(range(_HEADER_WITHIN), rows, strict=False)]
    known = {plain: column for column in sheet.columns for plain in (label(column.title), label(column.header))}
    labelled = [[label(_shown(cell)) for cell in cells] for _, cells in first]
    scores = [sum(one in known for one in labels) for labels in labelled]
    if not scores or max(scores) < min(2, len(sheet.columns)):
        return None, not first
    at = scores.index(max(scores))
    table, places = _with_header(sheet, first[at][0], first[at][1], known)
    for number, cells in [*first[at + 1 :], *rows]:
        picked = {column: cells[index] for column, index in places.items() if index < len(cells)}
        if any(not is_blank(cell) for cell in picked.values()):
            table.rows.append((number, picked))
    return table, False


def _rows(page: Worksheet, sheet: Sheet) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Row number and cells of every row with something in it. Raises WorkbookRefused when there are too many."""
    most = MAX_ITEM_ROWS if sheet.kind else MAX_PART_ROWS
    count = 0
    for number, cells in enumerate(page.iter_rows(max_col=_MAX_COLUMNS), start=1):
        if all(cell.value is None for cell in cells):
            continue
        count += 1
        if count > most + 1:
            raise WorkbookRefused(f"“{sheet.title}”表超过 {most} 行；请分成几个文件")
        yield number, cells


def _with_header(
    sheet: Sheet, number: int, cells: Sequence[Cell], known: dict[str, Column]
) -> tuple[Table, dict[Column, int]]:
    table, places = Table(sheet, number), dict[Column, int]()
    for index, cell in enumerate(cells):
        said = _shown(cell)
        if not said:
            continue
        column = known.get(label(said))
        if column is None:
            table.unknown[said] = get_column_letter(index + 1)
        elif column in places:
            table.repeated.append(column)
        else:
            places[column] = index
            table.letters[column] = get_column_letter(index + 1)
    return table, places


def _shown(cell: Cell) -> str:
    return "" if is_blank(cell) else tidy(unescaped(str(cell.value)))


def label(said: str) -> str:
    """A column's label without what people change in it: blanks, full-width signs, a star for required."""
    return re.sub(r"[\s*]", "", half_width(said))


def meant_column(sheet: Sheet, said: str) -> str | None:
    """The header that an unknown one may have been meant as."""
    return nearest(said, [column.header for column in sheet.columns], at_least=_NEAR_HEADER)
