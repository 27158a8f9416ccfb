"""The question and answer of a record that a founder's question matches, by words and by meaning within the record."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.advice.aspects import aspects
from knowledge.advice.library import Library
from knowledge.catalogue.model import Faq, Record
from knowledge.retrieval.words import grams, plain

_SHARED = 0.75
"""Share of the question's character pairs that settles it by words alone."""
_CLEAR_LEAD, _LEAD, _SOME_SHARED = 0.03, 0.012, 0.12
"""How much nearer than the plain question about any aspect a written question must be: by itself, or with shared words."""
_CLAUSE_END = re.compile(r"[，。！？!?；;\s]+")
_PAIRS = 3
_OTHERS = ("这是什么产品，介绍一下", "我们能办吗", "我们符不符合条件，能不能申请", "大概能拿多少钱")
"""Plain questions that other answers are for."""


def answer_from(record: Record, question: str, library: Library) -> Faq | None:
    """The entry of ``record.faq`` that answers ``question``; None when another kind of question is nearer."""
    askings = _askings(_without(question, [record.title, *record.aliases])) if record.faq else []
    return next((found for asked in askings if (found := _settled(record, asked, library))), None)


def _askings(question: str) -> list[str]:
    """The whole question; of a long story its last pairs of clauses too, for the question is at the end."""
    clauses = [clause for clause in _CLAUSE_END.split(question) if clause]
    pairs = ["，".join(clauses[place : place + 2]) for place in range(len(clauses) - 1)] if len(clauses) > 2 else []
    return [asked for asked in (question, *reversed(pairs[-_PAIRS:])) if len(plain(asked)) >= 3]


def _settled(record: Record, asked: str, library: Library) -> Faq | None:
    shared = [_share(asked, item) for item in record.faq]
    best = max(range(len(shared)), key=shared.__getitem__)
    if shared[best] >= _SHARED:
        return record.faq[best]
    near = library.retriever.nearness(asked, [*(item.q for item in record.faq), *_plain_questions()])
    nearest = max(range(len(record.faq)), key=near.__getitem__)
    ahead = near[nearest] - max(near[len(record.faq) :])
    settled = ahead >= _CLEAR_LEAD or (ahead >= _LEAD and shared[nearest] >= _SOME_SHARED)
    return record.faq[nearest] if settled else None


def _plain_questions() -> list[str]:
    return [*_OTHERS, *(aspect.prompt for aspect in aspects().values())]


def _share(asked: str, item: Faq) -> float:
    pairs = set(grams(asked, (2,)))
    return len(pairs & set(grams(item.q, (2,)))) / len(pairs) if pairs else 0.0


def _without(question: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        question = question.replace(name, "")
    return question
