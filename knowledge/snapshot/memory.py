"""A catalogue as a snapshot that is never written: what staff would get before they publish."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import CommonQuestion, Term
from knowledge.errors import CatalogueInvalid
from knowledge.retrieval.common import CommonIndex
from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.phrasings import QuestionVectors
from knowledge.retrieval.search import Retriever, embed
from knowledge.snapshot.snapshot import Snapshot

UNWRITTEN = 0
Naming = TypeVar("Naming", Term, CommonQuestion)


def snapshot_of(catalogue: Catalogue, encoder: Encoder, *, builder: Encoder) -> Snapshot:
    """``catalogue``, ready to search: ``builder`` encodes it, ``encoder`` what is asked of it.

    Raises CatalogueInvalid when it has no records.
    """
    if not catalogue.records:
        raise CatalogueInvalid(["没有任何记录"])
    records, common = list(catalogue.records.values()), list(catalogue.faq.values())
    questions = QuestionVectors.encode(records, common, builder)
    return Snapshot(
        UNWRITTEN,
        catalogue.records,
        catalogue.institutions,
        catalogue.terms,
        catalogue.faq,
        Retriever(records, encoder, embed(records, builder), questions),
        CommonIndex(common, encoder, questions),
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
