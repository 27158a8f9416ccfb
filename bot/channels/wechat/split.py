"""Cuts a long text at 2,048 bytes: between paragraphs or items, then lines, then sentences, never inside a character."""

import re
from collections.abc import Iterator

import regex

MOST_BYTES = 2_048
_ITEM = re.compile(r"(?=^[ \t]*\d{1,2}[.、](?!\d))", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[。！？；!?;])")


def size(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode())


def paragraphs(text: str) -> list[str]:
    """Blocks between blank lines, a block of several numbered items cut before each."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [piece.strip("\n") for block in blocks for piece in _ITEM.split(block) if piece.strip()]


def split(text: str, most: int = MOST_BYTES) -> list[str]:
    """``text`` in pieces of at most ``most`` bytes; a paragraph or item is cut only when it alone is larger."""
    return list(_packed(text, most))


def _packed(text: str, most: int) -> Iterator[str]:
    """Fill each piece with whole paragraphs, keeping what stood between them."""
    blocks = paragraphs(text)
    kept, position = "", 0
    for block in blocks:
        start = text.index(block, position)
        gap, position = text[position:start], start + len(block)
        if kept and size(kept + gap + block) <= most:
            kept += gap + block
            continue
        if kept:
            yield kept
        *full, kept = _smaller(block, most)
        yield from full
    if kept:
        yield kept


def _smaller(block: str, most: int) -> list[str]:
    """One block, cut where it must be: at line ends, sentence ends, between characters as seen, at worst code points."""
    if size(block) <= most:
        return [block]
    ways = (re.split(r"(?<=\n)", block), _SENTENCE.split(block), regex.findall(r"\X", block), list(block))
    pieces = next(pieces for pieces in ways if all(size(piece) <= most for piece in pieces))
    return [piece.strip("\n") for piece in _filled(pieces, most)]


def _filled(pieces: list[str], most: int) -> Iterator[str]:
    kept = ""
    for piece in pieces:
        if kept and size(kept + piece) > most:
            yield kept
            kept = ""
        kept += piece
    yield kept
