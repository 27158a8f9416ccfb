"""PDF: lines with their places, without headers, footers and page numbers, joined to paragraphs."""

from __future__ import annotations

import io
import itertools
import logging
import re
import statistics
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from knowledge.drafting.document import Document, document_of
from knowledge.drafting.reading.heading import title_among
from knowledge.drafting.reading.limits import MOST_PAGES
from knowledge.drafting.reading.lines import Line, paragraphs
from knowledge.errors import DocumentRefused

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # one warning for each odd font

_BROKEN = "这份PDF损坏了，打不开。请重新下载，或在阅读软件里另存一份再上传。"
_SCANNED = (
    "这份PDF是扫描件，里面只有图片，没有文字，认不出来。请找能选中复制文字的版本，或先用识别软件转成文字，再粘贴进来。"
)
_PAGE_NUMBER = re.compile(r"[-—–―－·\s]*第?\s*\d{1,4}\s*页?\s*(?:(?:[/／]|[，,]?\s*共)\s*\d{1,4}\s*页?)?[-—–―－·\s]*")
_COMPATIBLE = re.compile("[\u2f00-\u2fd5\uf900-\ufaff]")
_RADICALS = str.maketrans(
    "⼾⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "户民母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
"""Some fonts give 一, 金 and 长 as radicals or compatibility forms, which no word matches."""
_EDGE = 0.1
"""Share of the page, at top and at bottom, where headers and footers stand."""
_SMALL_PRINT = 0.85
_LARGE_PRINT = 1.15
"""Size against the text: what is smaller at an edge is a header or footer, what is larger a heading."""
_LEAST_PER_PAGE = 8
"""Fewer characters a page: a scan."""
_WIDE_GAP = 1.6
"""Blank space between paragraphs, against that between lines."""


@dataclass(frozen=True)
class _Placed:
    """A printed line; ``place`` is its middle as a share of the page's height, top 0."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    place: float
    page: int


def from_pdf(data: bytes) -> Document:
    """The text layer of a PDF.

    Raises DocumentRefused when it is encrypted, broken, scanned or too long.
    """
    pages = _pages(data)
    if sum(len(line.text) for lines in pages for line in lines) < _LEAST_PER_PAGE * max(len(pages), 1):
        raise DocumentRefused(_SCANNED)
    lines = [line for page in _without_edges(pages) for line in page]
    found = paragraphs(_measured(lines), right_edge=_right_edge(lines))
    return document_of(title_among(text for text, _ in found), found)


def _pages(data: bytes) -> list[list[_Placed]]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            if len(opened.pages) > MOST_PAGES:
                raise DocumentRefused(
                    f"这份PDF有{len(opened.pages)}页，超过{MOST_PAGES}页的上限。请只上传有关的页，或把正文粘贴进来。"
                )
            return [_lines(page) for page in opened.pages]
    except DocumentRefused:
        raise
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise DocumentRefused("这份PDF有打开密码。请去掉密码另存一份，再上传。") from error
        raise DocumentRefused(_BROKEN) from error
    except Exception as error:  # a malformed file makes pdfminer raise anything
        raise DocumentRefused(_BROKEN) from error


def _lines(page: Any) -> list[_Placed]:
    found = page.extract_text_lines(return_chars=True, use_text_flow=False, x_tolerance=3, y_tolerance=3)
    placed = []
    for line in found:
        text = line["text"].translate(_RADICALS).strip()
        text = _COMPATIBLE.sub(lambda form: unicodedata.normalize("NFKC", form.group()), text)
        if text:
            size = statistics.median(char["size"] for char in line["chars"])
            middle = (line["top"] + line["bottom"]) / 2 / float(page.height)
            placed.append(
                _Placed(text, line["x0"], line["x1"], line["top"], line["bottom"], size, middle, page.page_number)
            )
    page.close()
    return placed


def _without_edges(pages: list[list[_Placed]]) -> list[list[_Placed]]:
    """The pages without page numbers, small print at the edges, and what stands at the edge of half of them."""
    usual = _usual_size([line for lines in pages for line in lines])
    repeated = Counter(key for lines in pages for key in {_shape(line) for line in lines if _at_edge(line)})
    often = {key for key, count in repeated.items() if len(pages) > 1 and count >= max(2, len(pages) / 2)}
    return [
        [
            line
            for line in lines
            if not (
                _at_edge(line)
                and (_PAGE_NUMBER.fullmatch(line.text) or _shape(line) in often or line.size < usual * _SMALL_PRINT)
            )
        ]
        for lines in pages
    ]


def _usual_size(lines: list[_Placed]) -> float:
    """The size that most characters are printed in."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _at_edge(line: _Placed) -> bool:
    return line.place < _EDGE or line.place > 1 - _EDGE


def _shape(line: _Placed) -> tuple[str, bool]:
    return re.sub(r"\d+", "0", line.text), line.place < _EDGE


def _right_edge(lines: list[_Placed]) -> float:
    """Where full lines end: near the widest, a stray one left aside."""
    ends = sorted(line.right for line in lines)
    return ends[int((len(ends) - 1) * 0.95)] if ends else 0.0


def _measured(lines: list[_Placed]) -> list[Line]:
    spaces = [
        max(line.top - before.bottom, 0.0) for before, line in itertools.pairwise(lines) if line.page == before.page
    ]
    usual = statistics.median(spaces) if spaces else 0.0
    size = _usual_size(lines)
    measured = []
    before: _Placed | None = None
    for line in lines:
        above = line.top - before.bottom if before and before.page == line.page else 0.0
        gap = above > usual * _WIDE_GAP and above > usual + 0.3 * line.size
        measured.append(
            Line(line.text, line.left, line.right, line.size, gap, line.size > size * _LARGE_PRINT, line.page)
        )
        before = line
    return measured
