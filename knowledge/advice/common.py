"""Which common question a message asks, when it asks one: never over a record or a term that it names itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from knowledge.advice.find import named_term
from knowledge.advice.library import Library
from knowledge.catalogue.model import CommonQuestion, Record
from knowledge.retrieval.common import CommonHit
from knowledge.retrieval.documents import names_of
from knowledge.retrieval.phrasings import asking_of
from knowledge.retrieval.words import plain

Need = Literal["certain", "sure", "likely"]
_CLAUSE_END = re.compile(r"[，。！？!?；;\s]+")
_SHORTEST_CLAUSE = 6
"""Characters from which the last clause of a story is looked at by itself."""


def common_question(library: Library, text: str, today: dt.date, *, need: Need = "sure") -> CommonQuestion | None:
    """The common question in force that ``text``, or the clause a story ends with, asks.

    ``need``: "certain" takes the same words only, "sure" may stand in for any vague answer, "likely" is better than none.
    """
    if not library.faq:
        return None
    texts = list(_askings(text))
    results = library.common.search_each(texts, today=today)
    for said, result in zip(texts, results, strict=True):
        hit = result.best
        if hit and _enough(hit, need, whole=said == text) and not _names_another(library, text, hit):
            return hit.question
    return None


def _enough(hit: CommonHit, need: Need, *, whole: bool) -> bool:
    """``whole``: the hit is for the whole message; a part of one has to be surer."""
    if need == "certain":
        return hit.certainty == 1.0
    return hit.sure or (need == "likely" and whole)


def _askings(text: str) -> Iterable[str]:
    yield text
    clauses = [clause for clause in _CLAUSE_END.split(text) if clause]
    if len(clauses) > 1:
        yield "，".join(clauses[-2:])
        if len(plain(clauses[-1])) >= _SHORTEST_CLAUSE:
            yield clauses[-1]


def _names_another(library: Library, text: str, hit: CommonHit) -> bool:
    """Whether ``text`` names, letter for letter, a record or a term that the question itself does not name."""
    if hit.certainty == 1.0:
        return False
    record, term = library.retriever.resolve(text).record, named_term(library, text)
    asked = asking_of(hit.question).asked
    other_record = record is not None and _names(record, text) and not any(_names(record, said) for said in asked)
    other_term = term is not None and all(named_term(library, said) != term for said in asked)
    return other_record or other_term


def _names(record: Record, text: str) -> bool:
    return any(plain(name) in plain(text) for name in names_of(record))
