"""What one question, for one firm, finds in a snapshot: the advisor's own search and advice, laid open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from knowledge.advice.about import eligibility_report
from knowledge.advice.advise import advise
from knowledge.advice.common import common_question
from knowledge.advice.concepts import concepts_named
from knowledge.advice.find import find_term
from knowledge.advice.library import Library
from knowledge.advice.search import request_in, search
from knowledge.catalogue.model import Term
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth
from knowledge.eligibility.wording import yours
from knowledge.retrieval.filters import Filters
from knowledge.retrieval.search import SearchResult
from knowledge.terms.facts import extract_facts
from knowledge.terms.vocabulary import FACTS, fact_label

CHANNELS = {"dense": "意思", "words": "词", "characters": "字", "names": "名称"}
"""The parts of a search score, as staff read them."""
_HITS = 10
_REFUSED = 8


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Answer(_Frozen):
    """Something that the founder gets to see. ``kind``: records, glossary or faq; ``via``: on which way it was found."""

    kind: str
    id: str
    title: str
    via: tuple[str, ...]


class Scored(_Frozen):
    """A record that the search found; ``parts``: the raw scores by channel (keys of CHANNELS)."""

    id: str
    title: str
    score: float
    parts: dict[str, float]


class Refused(_Frozen):
    """A record that was near and is not shown, and why."""

    id: str
    title: str
    reason: str


class Advised(_Frozen):
    """A record recommended to the firm."""

    id: str
    title: str
    status: str
    score: float
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    gaps: tuple[str, ...]


class Probe(_Frozen):
    """``answers``: what the founder sees, best first. ``facts``: (label, value) of what is known of the firm.

    ``confident`` False: the search itself takes its hits for chance. ``hits`` and ``refused`` are the search's,
    ``advised`` and ``not_advised`` the recommendation's, empty when nothing is known of the firm.
    """

    answers: tuple[Answer, ...]
    facts: tuple[tuple[str, str], ...]
    hits: tuple[Scored, ...]
    confident: bool
    refused: tuple[Refused, ...]
    advised: tuple[Advised, ...]
    not_advised: tuple[Refused, ...]


def probe(library: Library, text: str, profile: EnterpriseProfile, *, today: dt.date) -> Probe:
    """Ask ``library`` what a founder would: ``profile`` is what is known beside what ``text`` itself tells."""
    known = with_facts_of(text, profile, today=today)
    found = library.retriever.search(text, filters=Filters(valid_on=today, recommendable_only=True), top_k=_HITS)
    told = bool(known.facts())
    advised = _advised(library, known, text, today) if told else ()
    return Probe(
        answers=_answers(library, text, advised, today),
        facts=tuple((fact_label(fact), yours(fact, known, today) or "") for fact in known.facts()),
        hits=_scored(found),
        confident=found.confident,
        refused=tuple(Refused(id=one.record.id, title=one.record.title, reason=one.reason) for one in found.rejected),
        advised=advised,
        not_advised=tuple(_not_advised(known, found, advised, today)) if told else (),
    )


def with_facts_of(text: str, profile: EnterpriseProfile, *, today: dt.date) -> EnterpriseProfile:
    """``profile`` and the other facts that ``text`` states about the firm, as the advisor would note them."""
    told: dict[str, Any] = {mention.fact: mention.value for mention in extract_facts(text, today=today)}
    stated = {name: value for name, value in told.items() if name in FACTS}
    return EnterpriseProfile.model_validate({**stated, **profile.model_dump(exclude_none=True)})


def _answers(library: Library, text: str, advised: tuple[Advised, ...], today: dt.date) -> tuple[Answer, ...]:
    """One entry an item, in the order in which it was first found."""
    merged: dict[tuple[str, str], Answer] = {}
    for answer in _ways(library, text, advised, today):
        key = (answer.kind, answer.id)
        earlier = merged.get(key)
        merged[key] = answer if earlier is None else earlier.model_copy(update={"via": (*earlier.via, *answer.via)})
    return tuple(merged.values())


def _ways(library: Library, text: str, advised: tuple[Advised, ...], today: dt.date) -> Iterator[Answer]:
    """As a common question, by name, as a term, on the list of the search (unless one is named), among the recommendations."""
    if common := common_question(library, text, today, need="likely"):
        yield Answer(kind="faq", id=common.id, title=common.question, via=("常见问题",))
    named = library.retriever.resolve(text)
    for record in (named.record,) if named.record else named.candidates:
        yield Answer(kind="records", id=record.id, title=record.title, via=("点到了名称",))
    for term in _terms(library, text):
        yield Answer(kind="glossary", id=term.id, title=term.term, via=("术语",))
    if not named.record:
        for place, record in enumerate(search(library, request_in(text), today=today).records, 1):
            yield Answer(kind="records", id=record.id, title=record.title, via=(f"查找第{place}",))
    for place, item in enumerate(advised, 1):
        yield Answer(kind="records", id=item.id, title=item.title, via=(f"推荐第{place}",))


def _terms(library: Library, text: str) -> list[Term]:
    """Two concepts that are asked about side by side, else the one that is named."""
    several = [concept for concept in concepts_named(library, text) if isinstance(concept, Term)]
    one = find_term(library, text)
    return several if len(several) > 1 else [one] if one else []


def _scored(found: SearchResult) -> tuple[Scored, ...]:
    return tuple(
        Scored(id=hit.record.id, title=hit.record.title, score=hit.score, parts=hit.parts) for hit in found.hits
    )


def _advised(library: Library, profile: EnterpriseProfile, text: str, today: dt.date) -> tuple[Advised, ...]:
    return tuple(
        Advised(
            id=item.id,
            title=item.title,
            status=item.status,
            score=item.score,
            reasons=item.reasons,
            missing=item.missing,
            gaps=item.gaps,
        )
        for item in advise(library, profile, today=today, words=text).items
    )


def _not_advised(
    known: EnterpriseProfile, found: SearchResult, advised: tuple[Advised, ...], today: dt.date
) -> Iterator[Refused]:
    """The records nearest to the words that are not recommended, and why."""
    shown = {item.id for item in advised}
    for record in [hit.record for hit in found.hits if hit.record.id not in shown][:_REFUSED]:
        _, judgement = eligibility_report(record, known, today)
        gaps = "；".join(gap.text for gap in judgement.gaps)
        why = f"条件不符合：{gaps}" if judgement.truth is Truth.NO else "条件没有不符合，但对这家企业用处不大，排在后面"
        yield Refused(id=record.id, title=record.title, reason=why)
