"""What the advisor reads: a published snapshot, seen through the two things it needs of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

from knowledge.catalogue.model import CommonQuestion, Institution, Record, Term
from knowledge.catalogue.precedence import Difference, current, differences, replacements
from knowledge.retrieval.common import CommonIndex
from knowledge.retrieval.search import Retriever


class Library(Protocol):
    """A snapshot, or anything shaped like one; equal only to itself, so that what is derived from it can be kept."""

    def __hash__(self) -> int: ...

    @property
    def number(self) -> int: ...
    @property
    def records(self) -> Mapping[str, Record]: ...
    @property
    def institutions(self) -> Mapping[str, Institution]: ...
    @property
    def terms(self) -> Mapping[str, Term]: ...
    @property
    def faq(self) -> Mapping[str, CommonQuestion]: ...
    @property
    def retriever(self) -> Retriever: ...
    @property
    def common(self) -> CommonIndex: ...


@lru_cache(maxsize=4)
def on_offer(library: Library, today: dt.date) -> Mapping[str, Record]:
    """The records that may be recommended on ``today``."""
    return current(library.records, today)


def replacement_of(library: Library, record: Record, today: dt.date) -> Record | None:
    """The record on offer today that replaces ``record``; None while it stands."""
    return _replacements(library, today).get(record.id)


@lru_cache(maxsize=4)
def _replacements(library: Library, today: dt.date) -> Mapping[str, Record]:
    return replacements(library.records, today)


def differences_of(library: Library, record: Record) -> tuple[Difference, ...]:
    """Where the document of ``record`` and those of others differ."""
    return _differences(library).get(record.id, ())


@lru_cache(maxsize=4)
def _differences(library: Library) -> Mapping[str, tuple[Difference, ...]]:
    return differences(library.records)
