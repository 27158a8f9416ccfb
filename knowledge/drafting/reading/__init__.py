"""Bytes or pasted text to a Document. Nothing in a file is executed, and nothing that it names is fetched."""

from knowledge.drafting.reading.files import read_document, read_text

__all__ = ["read_document", "read_text"]
