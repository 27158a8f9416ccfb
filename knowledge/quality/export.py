"""Findings as an Excel file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from knowledge.quality.findings import Finding
from knowledge.quality.kinds import FINDING_KINDS, SEVERITY_LABELS, Limits

ITEM_KINDS = {"records": "记录", "institutions": "机构", "glossary": "术语", "faq": "常见问题"}
_COLUMNS = (
    ("轻重", 8),
    ("问题", 20),
    ("内容类型", 10),
    ("编号", 34),
    ("名称", 40),
    ("说明", 60),
    ("责任人", 30),
    ("日期", 12),
)


def findings_workbook(found: Sequence[Finding], limits: Limits) -> bytes:
    """An .xlsx with one row a finding. Every cell is text or a date: none starts a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("质量台")
    sheet.freeze_panes = "A2"
    for place, (_, width) in enumerate(_COLUMNS):
        sheet.column_dimensions["ABCDEFGH"[place]].width = width
    header = [_cell(sheet, title) for title, _ in _COLUMNS]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for one in found:
        label = FINDING_KINDS[one.kind].texts(limits)[0]
        kind = ITEM_KINDS[one.item_kind]
        values = (SEVERITY_LABELS[one.severity], label, kind, one.id, one.title, one.what, one.owner, one.date)
        sheet.append([_cell(sheet, value) for value in values])
    sheet.auto_filter.ref = f"A1:H{len(found) + 1}"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(sheet: Any, value: str | dt.date | None) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=text)
    if isinstance(text, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
