"""What every action of this process works on, handed in once, at start: the library and the stores in the database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from knowledge.advice.library import Library
from knowledge.errors import SnapshotMissing
from knowledge.opinions.store import OpinionStore
from knowledge.storage.store import Store
from knowledge.subscriptions.store import SubscriptionStore
from knowledge.switches.store import SwitchStore
from knowledge.tickets.store import TicketStore
from knowledge.usage.recorder import Recorder
from knowledge.usage.store import UsageStore

_source: list[Callable[[], Library]] = []
_REST_SECONDS = 20.0
S = TypeVar("S", bound=Store)


class _Opened(Generic[S]):
    """A store that is opened when first needed; after a failure it is tried again only after a rest, so that a database
    that is away does not slow every turn."""

    def __init__(self, kind: type[S]) -> None:
        self._kind = kind
        self._opener: Callable[[], S] = kind.open
        self._store: S | None = None
        self._rests_until = 0.0
        self._lock = threading.Lock()

    def use(self, opener: Callable[[], S]) -> None:
        """Set how the store is opened."""
        self._opener, self._store, self._rests_until = opener, None, 0.0

    def get(self) -> S:
        """The store.

        Raises the store's ``failure`` when its database cannot be opened.
        """
        with self._lock:
            if self._store is None:
                if time.monotonic() < self._rests_until:
                    raise self._kind.failure("数据库刚才没有打开")
                self._rests_until = time.monotonic() + _REST_SECONDS
                self._store = self._opener()
            return self._store


_tickets, _opinions, _subscriptions = _Opened(TicketStore), _Opened(OpinionStore), _Opened(SubscriptionStore)
_switches, _counts = _Opened(SwitchStore), _Opened(UsageStore)
_recorder: list[Recorder] = []


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
    """Set how the ticket store is opened."""
    _tickets.use(opener)


def use_opinions(opener: Callable[[], OpinionStore]) -> None:
    """Set how the store of opinions is opened."""
    _opinions.use(opener)


def use_subscriptions(opener: Callable[[], SubscriptionStore]) -> None:
    """Set how the store of subscriptions is opened."""
    _subscriptions.use(opener)


def use_switches(opener: Callable[[], SwitchStore]) -> None:
    """Set how the channels' switches are opened."""
    _switches.use(opener)


def use_counts(opener: Callable[[], UsageStore]) -> None:
    """Set how the store of counts is opened."""
    _counts.use(opener)


def use_usage(recorder: Recorder | None) -> None:
    """Set what counts turns; None: nothing does."""
    _recorder[:] = [recorder] if recorder else []


def tickets() -> TicketStore:
    """The ticket store.

    Raises TicketStoreFailed.
    """
    return _tickets.get()


def opinions() -> OpinionStore:
    """What founders say of answers.

    Raises StoreFailed.
    """
    return _opinions.get()


def subscriptions() -> SubscriptionStore:
    """Who wants to hear of new policies.

    Raises StoreFailed.
    """
    return _subscriptions.get()


def switches() -> SwitchStore:
    """Which channels are open.

    Raises StoreFailed.
    """
    return _switches.get()


def counts() -> UsageStore:
    """Where turns are counted.

    Raises StoreFailed.
    """
    return _counts.get()


def usage() -> Recorder | None:
    """What counts turns, if anything does."""
    return _recorder[0] if _recorder else None
