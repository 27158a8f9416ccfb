"""Snapshots as the console reads them: the live one, and the drafts as they would be."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cache, cached_property

import numpy as np
from django.db.models import Count, Max
from wagtail.models import Revision

from knowledge.catalogue.load import Catalogue
from knowledge.cli.options import snapshot_root
from knowledge.console.content.models import ENTRIES
from knowledge.console.content.store import draft_catalogue
from knowledge.errors import SnapshotError
from knowledge.retrieval.encoder import SentenceEncoder, default_encoder, model_name
from knowledge.snapshot.memory import complete
from knowledge.snapshot.snapshot import Snapshot
from knowledge.snapshot.store import SnapshotStore

_lock = threading.Lock()
_kept: dict[str, tuple[object, Snapshot | None]] = {}


class _LateEncoder:
    """The encoder of the environment, loaded when something is first encoded: most pages never do."""

    @property
    def name(self) -> str:
        return model_name()

    @cached_property
    def _real(self) -> SentenceEncoder:
        return default_encoder()

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self._real.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        return self._real.encode_passages(texts)


@cache
def _encoder() -> _LateEncoder:
    return _LateEncoder()


def store() -> SnapshotStore:
    """The folder of snapshots that the advisor follows."""
    return SnapshotStore(snapshot_root(), _encoder())


def live_snapshot() -> Snapshot | None:
    """What the advisor answers from; None when nothing whole is published."""
    number = store().current_number()
    with _lock:
        try:
            return _remembered("live", number, lambda: store().load(number)) if number is not None else None
        except SnapshotError:
            return None


def draft_snapshot() -> Snapshot | None:
    """The newest version of everything, in memory, made anew after a change; None while there are no records.

    What is not complete, or names what is not there, is left out.
    """
    with _lock:
        return _remembered("draft", _state_of_drafts(), _drafts)


def _drafts() -> Snapshot | None:
    catalogue: Catalogue = complete(draft_catalogue())
    return store().in_memory(catalogue) if catalogue.records else None


def _remembered(name: str, key: object, make: Callable[[], Snapshot | None]) -> Snapshot | None:
    kept = _kept.get(name)
    if kept is None or kept[0] != key:
        _kept[name] = (key, make())
    return _kept[name][1]


def _state_of_drafts() -> tuple[object, ...]:
    revisions = Revision.objects.aggregate(newest=Max("pk"), count=Count("pk"))
    lives = (model.objects.filter(live=True).count() for model in ENTRIES.values())
    return (revisions["newest"], revisions["count"], *lives)
