"""Finding by words: records by topic, terms by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.advice.library import Library
from knowledge.catalogue.model import Record, Term
from knowledge.retrieval.search import Filters
from knowledge.terms.vocabulary import BOARDS, INDUSTRIES, KINDS, STAGES

_TERM_SIMILARITY = 86
_BROAD_INDUSTRY = {"新能源（汽车）": ("新能源", "汽车"), "新一代信息技术": ("信息技术",)}


@dataclass(frozen=True)
class Found:
    """``records`` best first; ``filters`` as understood; ``confident`` False: nothing is really about the query."""

    records: tuple[Record, ...]
    filters: Filters
    confident: bool


def search_catalogue(library: Library, text: str, *, today: dt.date, top_k: int = 6) -> Found:
    """Recommendable records about ``text``; stage, board, kind and industry words become filters."""
    filters = Filters(
        stages=_named(STAGES, text),
        kinds=tuple(kind for kind, label in KINDS.items() if label in text),
        boards=_named(BOARDS, text),
        industries=tuple(
            name for name in INDUSTRIES if any(word in text for word in (name, *_BROAD_INDUSTRY.get(name, ())))
        ),
        districts=("坪山区",) if "坪山" in text else (),
        valid_on=today,
        recommendable_only=True,
    )
    result = library.retriever.search(text, filters=filters, top_k=top_k)
    return Found(tuple(hit.record for hit in result.hits), filters, result.confident)


def find_term(library: Library, text: str) -> Term | None:
    """The glossary term that ``text`` asks about: the longest name inside it, else a near spelling."""
    names = [(name, term) for term in library.terms.values() for name in (term.term, *term.aliases)]
    lowered = text.lower()
    inside = [(len(name), term.id, term) for name, term in names if name.lower() in lowered]
    if inside:
        return max(inside, key=lambda found: (found[0], found[1]))[2]
    close = [(fuzz.partial_ratio(name, text), term.id, term) for name, term in names if len(name) > 2]
    best = max(close, key=lambda found: (found[0], found[1]), default=None)
    return best[2] if best and best[0] >= _TERM_SIMILARITY else None


def _named(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    return tuple(word for word in words if word in text)
