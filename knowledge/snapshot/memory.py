"""A catalogue as a snapshot that is never written: what staff would get before they publish."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import CommonQuestion, Term
from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.search import Retriever
from knowledge.snapshot.snapshot import Snapshot

UNWRITTEN = 0
Naming = TypeVar("Naming", Term, CommonQuestion)


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


def complete(catalogue: Catalogue) -> Catalogue:
    """``catalogue`` without the items whose desk is missing, and without references to what is not there."""
    records = {key: item for key, item in catalogue.records.items() if item.contact in catalogue.institutions}
    there = records.keys()
    kept = {
        key: item.model_copy(
            update={
                "exclusive_with": [other for other in item.exclusive_with if other in there],
                "supersedes": [other for other in item.supersedes if other in there],
                "conflicts": [conflict for conflict in item.conflicts if conflict.record in there],
            }
        )
        for key, item in records.items()
    }
    terms = {key: _trimmed(item, there) for key, item in catalogue.terms.items()}
    faq = {
        key: _trimmed(item, there)
        for key, item in catalogue.faq.items()
        if item.contact is None or item.contact in catalogue.institutions
    }
    return Catalogue(kept, catalogue.institutions, terms, faq)


def _trimmed(item: Naming, there: Collection[str]) -> Naming:
    return item.model_copy(update={"records": [other for other in item.records if other in there]})
