"""What of a record is indexed: short, well-written fields rather than one long document."""

from __future__ import annotations

from knowledge.catalogue.model import Record
from knowledge.terms.vocabulary import KINDS

_NAME_REPEATS = 2


def names_of(record: Record) -> list[str]:
    """The title and every alias."""
    return [record.title, *record.aliases]


def passages_of(record: Record) -> list[str]:
    """The texts that get one vector each: what describes the record, then every other way to ask for it."""
    return [*descriptions_of(record), *record.similar_questions]


def descriptions_of(record: Record) -> list[str]:
    """What the record says of itself: names, benefit, use, conditions, every question and answer."""
    use = "、".join([KINDS[record.kind], *record.needs, *record.purposes, *record.stages, *record.industries])
    texts = [
        "，".join(names_of(record)),
        f"{record.title}：{record.benefit.summary}",
        f"{record.provider}，{use}。{record.benefit.summary}",
        "；".join(leaf.text for leaf in record.leaves()),
        *(f"{faq.q}{faq.a}" for faq in record.faq),
    ]
    return [text for text in texts if text]


def keyword_text(record: Record, *, asked: bool = True) -> str:
    """The text that BM25 sees; names count more than once. ``asked``: with the other ways to ask for it."""
    names = "。".join(names_of(record) * _NAME_REPEATS)
    faq = "。".join(f"{item.q}{item.a}" for item in record.faq)
    ways = "。".join(record.similar_questions if asked else ())
    texts = [names, record.provider, KINDS[record.kind], *passages_of(record)[1:4], record.apply.how, faq, ways]
    return "。".join(texts)
