"""Which message asks a common question: never one that names a record or a term of its own."""

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest
from builders import question
from samples import HashEncoder, sample_records

from knowledge.advice.common import common_question
from knowledge.advice.library import Library
from knowledge.catalogue.model import Term
from knowledge.retrieval.common import CommonIndex
from knowledge.retrieval.phrasings import QuestionVectors
from knowledge.retrieval.search import Retriever

TODAY = dt.date(2026, 11, 24)
COLLATERAL = question(id="collateral", similar_questions=["没有抵押物能从银行借到钱吗"])
TITLES = question(id="titles", question="高企和专精特新先办哪个", answer="先办高企。")


def library(*questions: Any) -> Library:
    encoder, records = HashEncoder(), sample_records()
    vectors = QuestionVectors.encode(records.values(), questions, encoder)
    term = Term(id="interest-subsidy", term="贴息", definition="政府补一部分利息。")
    return cast(
        Library,
        SimpleNamespace(
            records=records,
            terms={term.id: term},
            faq={one.id: one for one in questions},
            retriever=Retriever.build(records.values(), encoder),
            common=CommonIndex(questions, encoder, vectors),
        ),
    )


LIBRARY = library(COLLATERAL, TITLES)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("没有抵押物怎么贷款", "collateral"),
        ("没有抵押物怎么才能贷款", "collateral"),
        ("我们是做机器人的，去年刚成立，十几个人。没有抵押物怎么贷款？", "collateral"),
        ("高企和专精特新先办哪一个", "titles"),
        ("园区贷没有抵押物怎么贷款", None),
        ("没有抵押物怎么拿贴息贷款", None),
        ("园区贷", None),
        ("你好", None),
        ("", None),
    ],
)
def test_asked(text: str, name: str | None) -> None:
    found = common_question(LIBRARY, text, TODAY)
    assert (found.id if found else None) == name


def test_certain_takes_the_same_words_only() -> None:
    assert common_question(LIBRARY, "没有抵押物怎么才能贷款", TODAY, need="certain") is None
    assert common_question(LIBRARY, "请问没有抵押物怎么贷款呢", TODAY, need="certain") == COLLATERAL


def test_a_library_without_questions_answers_none() -> None:
    assert common_question(library(), "没有抵押物怎么贷款", TODAY) is None
