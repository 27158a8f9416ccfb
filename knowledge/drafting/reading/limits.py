"""How much a document may hold; a policy is far shorter."""

from __future__ import annotations

from knowledge.drafting.document import Document
from knowledge.errors import DocumentRefused

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_PAGES = 120
MOST_CHARACTERS = 200_000
_LEAST_CHARACTERS = 20


def checked(document: Document) -> Document:
    """``document`` itself.

    Raises DocumentRefused when it holds next to nothing, or far more than a policy does.
    """
    letters = sum(len(paragraph.text) for paragraph in document.paragraphs)
    if letters < _LEAST_CHARACTERS:
        raise DocumentRefused("这份文件里几乎没有文字。请确认选对了文件，或把正文复制后粘贴进来。")
    if letters > MOST_CHARACTERS:
        raise DocumentRefused(
            f"这份文件有{letters // 10_000}万多字，超过{MOST_CHARACTERS // 10_000}万字的上限。请只粘贴有关的章节。"
        )
    return document
