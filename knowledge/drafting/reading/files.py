"""Which reader a file needs is told by its first bytes, not by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from knowledge.drafting.document import Document
from knowledge.drafting.reading.html import from_html, looks_like_html
from knowledge.drafting.reading.limits import MOST_BYTES, checked
from knowledge.drafting.reading.pdf import from_pdf
from knowledge.drafting.reading.text import decoded, from_text
from knowledge.drafting.reading.word import from_word
from knowledge.errors import DocumentRefused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_PDF_WITHIN = 1024
"""A PDF may start with a few bytes of something else."""


def read_document(data: bytes, filename: str) -> Document:
    """The text of a PDF, Word (.docx), HTML or text file.

    Raises DocumentRefused, in Chinese, for what cannot be read: scanned, encrypted, broken, empty, too large, another kind.
    """
    if not data:
        raise DocumentRefused("这个文件是空的（0字节）。请重新选择文件。")
    if len(data) > MOST_BYTES:
        raise DocumentRefused(
            f"文件有{len(data) / 1024 / 1024:.0f}MB，超过{MOST_BYTES // 1024 // 1024}MB的上限。请只上传正文，或把正文粘贴进来。"
        )
    return checked(_read(data, filename))


def read_text(text: str) -> Document:
    """Pasted text.

    Raises DocumentRefused when it is next to empty or too long.
    """
    return checked(from_text(text))


def _read(data: bytes, filename: str) -> Document:
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return from_pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        raise DocumentRefused(_ole_reason(data))
    if data.startswith(b"{\\rtf"):
        raise DocumentRefused("这是RTF文件。请在Word或WPS里打开，另存为.docx后再上传。")
    if data.startswith(_PICTURES) or data[8:12] == b"WEBP":
        raise DocumentRefused("这是一张图片，里面没有文字。请上传带文字的PDF或Word，或把正文粘贴进来。")
    words = decoded(data)
    return from_html(data, words) if looks_like_html(words, PurePath(filename).suffix) else from_text(words)


def _zipped(data: bytes) -> Document:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except zipfile.BadZipFile as error:
        raise DocumentRefused("这个文件损坏了，打不开。请重新下载或另存一份再上传。") from error
    if "word/document.xml" in names:
        return from_word(data)
    if "xl/workbook.xml" in names:
        raise DocumentRefused("这是Excel表格。整理好的表格请走“导入导出”；政策正文请上传PDF或Word。")
    if "ppt/presentation.xml" in names:
        raise DocumentRefused("这是PPT。请上传政策正文的PDF或Word，或把正文粘贴进来。")
    raise DocumentRefused("这是压缩包或不认识的文件。请解压后，上传里面的PDF、Word（.docx）或网页文件。")


def _ole_reason(data: bytes) -> str:
    if _ENCRYPTED_OFFICE in data:
        return "这个Word文件有打开密码。请去掉密码另存一份，再上传。"
    return "这是旧版Word（.doc）或WPS文件。请在Word或WPS里打开，另存为.docx后再上传。"
