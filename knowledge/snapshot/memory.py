"""A catalogue as a snapshot that is never written: what staff would get before they publish."""

from __future__ import annotations

from knowledge.catalogue.load import Catalogue
from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.search import Retriever
from knowledge.snapshot.snapshot import Snapshot

UNWRITTEN = 0


def snapshot_of(catalogue: Catalogue, encoder: Encoder) -> Snapshot:
    """``catalogue``, ready to search.

    Raises ValueError when it has no records.
    """
    return Snapshot(
        UNWRITTEN,
        catalogue.records,
        catalogue.institutions,
        catalogue.terms,
        catalogue.faq,
        Retriever.build(catalogue.records.values(), encoder),
        {},
    )
