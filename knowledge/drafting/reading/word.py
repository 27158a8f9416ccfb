"""Word (.docx): paragraphs and tables in order, automatic numbers written out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from docx import Document as open_docx
from docx.document import Document as DocxDocument
from docx.table import Table
from docx.text.paragraph import Paragraph as DocxParagraph

from knowledge.drafting.document import Document, document_of
from knowledge.drafting.reading.heading import title_among
from knowledge.drafting.reading.limits import MOST_UNPACKED_BYTES
from knowledge.drafting.reading.word_numbers import Numbering
from knowledge.errors import DocumentRefused

_BROKEN = "这个Word文件损坏了，打不开。请在Word或WPS里打开，另存一份.docx再上传。"


def from_word(data: bytes) -> Document:
    """The body text of a .docx; each table row is one paragraph, its cells parted by ｜.

    Raises DocumentRefused when it is broken or unpacks to far more than a document.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED_BYTES:
            raise DocumentRefused("这个Word文件解开后太大，不像是政策正文。请只保留正文，另存一份再上传。")
        found = [(text, None) for text in _texts(open_docx(io.BytesIO(data)))]
    except DocumentRefused:
        raise
    except Exception as error:  # a malformed package makes zipfile, lxml and python-docx raise anything
        raise DocumentRefused(_BROKEN) from error
    return document_of(title_among(text for text, _ in found), found)


def _texts(docx: DocxDocument) -> Iterator[str]:
    numbering = Numbering(docx)
    for block in docx.iter_inner_content():
        if isinstance(block, DocxParagraph):
            if words := block.text.strip():
                number = numbering.next_number(block)
                yield from (f"{number}{words}" if number else words).splitlines()
        elif isinstance(block, Table):
            yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            words = " ".join(cell.text.split())
            if words and (not cells or cells[-1] != words):  # a merged cell is given once for each column
                cells.append(words)
        if cells:
            yield "｜".join(cells)
