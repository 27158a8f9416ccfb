"""A document as read: its paragraphs, where each stands, and passages of them."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict


class Paragraph(BaseModel):
    """``text`` without line breaks; ``start`` its offset in the document's text; ``page`` from 1, None without pages."""

    model_config = ConfigDict(frozen=True)

    text: str
    start: int
    page: int | None = None


class Document(BaseModel):
    """``title`` as the document gives it ("" when it gives none); paragraphs in reading order."""

    model_config = ConfigDict(frozen=True)

    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The paragraphs, one a line: ``Paragraph.start`` counts in it."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


class Passage(BaseModel):
    """Characters ``start`` up to ``end`` of paragraph number ``paragraph`` (from 0)."""

    model_config = ConfigDict(frozen=True)

    paragraph: int
    start: int
    end: int

    def words(self, document: Document) -> str:
        """What the passage says."""
        return document.paragraphs[self.paragraph].text[self.start : self.end]


def document_of(title: str, paragraphs: Iterable[tuple[str, int | None]]) -> Document:
    """A document of (text, page) pairs; blank ones are left out."""
    placed: list[Paragraph] = []
    start = 0
    for text, page in paragraphs:
        words = " ".join(text.split())
        if words:
            placed.append(Paragraph(text=words, start=start, page=page))
            start += len(words) + 1
    return Document(title=title.strip(), paragraphs=tuple(placed))
