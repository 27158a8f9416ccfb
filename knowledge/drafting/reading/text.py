"""Plain text: which encoding, and where its paragraphs are."""

from __future__ import annotations

import codecs
import re

from knowledge.drafting.document import Document, document_of
from knowledge.drafting.reading.heading import title_among
from knowledge.drafting.reading.lines import Line, paragraphs
from knowledge.errors import DocumentRefused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ENCODINGS = ("utf-8", "gb18030")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_MOST_CONTROLS = 0.002


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB18030 (with GBK and GB2312).

    Raises DocumentRefused for a file that is no text.
    """
    named = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for encoding in (named,) if named else _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) <= len(text) * _MOST_CONTROLS:
            return _CONTROL.sub("", text)
    raise DocumentRefused("认不出这个文件的格式。请上传PDF、Word（.docx）、网页或文本文件，或把正文粘贴进来。")


def from_text(text: str) -> Document:
    """Paragraphs of pasted text; lines that were wrapped at a fixed width are joined again."""
    lines = [line.replace("\u3000", "  ").rstrip() for line in _CONTROL.sub("", text).splitlines()]
    widest = max((len(line) for line in lines), default=0)
    measured = [
        Line(
            text=line.strip(),
            left=len(line) - len(line.lstrip()),
            right=len(line),
            size=1.0,
            gap=bool(index and not lines[index - 1].strip()),
        )
        for index, line in enumerate(lines)
        if line.strip()
    ]
    found = paragraphs(measured, right_edge=widest, wrapped=_is_wrapped(measured, widest))
    return document_of(title_among(text for text, _ in found), found)


def _is_wrapped(lines: list[Line], widest: int) -> bool:
    """Whether the text was cut at a fixed width: many lines as long as the longest, none far longer than a printed one."""
    full = sum(line.right >= widest - 3 for line in lines)
    return len(lines) >= 4 and 15 <= widest <= 60 and full >= len(lines) * 0.3
