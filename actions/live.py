"""The library that every action of this process reads: handed in once, at start."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.advice.library import Library
from knowledge.errors import SnapshotMissing

_source: list[Callable[[], Library]] = []


def use(source: Callable[[], Library]) -> None:
    """Set where actions get the current library from (a LiveSnapshot's ``get``)."""
    _source[:] = [source]


def library() -> Library:
    """The current library.

    Raises SnapshotMissing when none was handed in or published.
    """
    if not _source:
        raise SnapshotMissing("动作服务器还没有载入知识库")
    return _source[0]()
