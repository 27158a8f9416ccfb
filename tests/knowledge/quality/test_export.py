"""The exported file opens in Excel, says the same, and starts no formula."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from openpyxl import load_workbook

from knowledge.quality.export import findings_workbook
from knowledge.quality.findings import Finding
from knowledge.quality.kinds import Limits


def test_rows_dates_and_no_formula() -> None:
    day = dt.date(2026, 12, 31)
    found = [
        Finding("ending-soon", "records", "a-loan", "=HYPERLINK(1)", "+owner", "还有3天\x00", "high", day),
        Finding("no-similar", "faq", "q", "问题", "", "空着", "low"),
    ]
    sheet = load_workbook(BytesIO(findings_workbook(found, Limits()))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][:7] == ["急", "30天内到期", "记录", "a-loan", "=HYPERLINK(1)", "还有3天", "+owner"]
    assert rows[1][7].date() == day
    assert rows[2][2] == "常见问题" and rows[2][7] is None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.auto_filter.ref == "A1:H3"
