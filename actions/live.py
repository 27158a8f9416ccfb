"""What every action of this process works on, handed in once, at start: the library and the tickets."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.advice.library import Library
from knowledge.errors import SnapshotMissing, TicketStoreFailed
from knowledge.tickets.store import TicketStore

_source: list[Callable[[], Library]] = []
_REST_SECONDS = 20.0


@dataclass
class _Tickets:
    opener: Callable[[], TicketStore] = TicketStore.open
    store: TicketStore | None = None
    rests_until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_tickets = _Tickets()


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


def use_tickets(opener: Callable[[], TicketStore]) -> None:
    """Set how the ticket store is opened; it is opened when first needed."""
    _tickets.opener, _tickets.store, _tickets.rests_until = opener, None, 0.0


def tickets() -> TicketStore:
    """The ticket store.

    Raises TicketStoreFailed when its database cannot be opened; it is tried again only after a rest, so that a
    database that is away does not slow every turn.
    """
    with _tickets.lock:
        if _tickets.store is None:
            if time.monotonic() < _tickets.rests_until:
                raise TicketStoreFailed("工单数据库刚才没有打开")
            _tickets.rests_until = time.monotonic() + _REST_SECONDS
            _tickets.store = _tickets.opener()
        return _tickets.store
