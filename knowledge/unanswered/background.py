"""Texts of all kinds, against which open questions are told apart: what the catalogue's entries are called and answer."""

from __future__ import annotations

from knowledge.catalogue.load import Catalogue

_MOST = 240


def background_of(catalogue: Catalogue) -> list[str]:
    """At most 240 questions and titles, spread evenly over the catalogue."""
    texts = [question.q for record in catalogue.records.values() for question in record.faq]
    texts += [question.question for question in catalogue.faq.values()]
    texts += [record.title for record in catalogue.records.values()]
    texts += [term.term for term in catalogue.terms.values()]
    step = max(1, len(texts) // _MOST)
    return texts[::step][:_MOST]
