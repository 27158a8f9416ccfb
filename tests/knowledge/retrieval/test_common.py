"""A common question is found by other words for it, never by its negative examples and never out of force."""

import datetime as dt
from pathlib import Path

import pytest
from builders import question
from hypothesis import given
from hypothesis import strategies as st
from samples import HashEncoder, sample_records

from knowledge.catalogue.model import CommonQuestion
from knowledge.retrieval.common import CommonIndex, CommonResult
from knowledge.retrieval.phrasings import QuestionVectors

TODAY = dt.date(2026, 11, 24)
COLLATERAL = question(
    id="collateral",
    similar_questions=["厂房是租的，怎么跟银行借钱"],
    negative_questions=["抵押物怎么评估", "没有抵押物的公司怎么注销"],
)
EXPIRED = question(id="expired", question="去年的贴息还能报吗", valid_until="2025-12-31")
COMING = question(id="coming", question="明年的贴息怎么报", valid_from="2027-01-01")
QUESTIONS = [COLLATERAL, EXPIRED, COMING]


def index_of(questions: list[CommonQuestion]) -> CommonIndex:
    encoder = HashEncoder()
    vectors = QuestionVectors.encode(sample_records().values(), questions, encoder)
    return CommonIndex(questions, encoder, vectors)


INDEX = index_of(QUESTIONS)


def search(text: str) -> CommonResult:
    return INDEX.search(text, today=TODAY)


@pytest.mark.parametrize(
    "text", ["没有抵押物怎么贷款", "请问，没有抵押物怎么贷款呢？", "没有抵押物怎么 贷款", "厂房是租的怎么跟银行借钱啊"]
)
def test_the_same_words_are_certain(text: str) -> None:
    best = search(text).best
    assert best and best.question == COLLATERAL and best.certainty == 1.0 and best.sure


def test_nearly_the_same_words_are_sure() -> None:
    best = search("没有抵押物怎么才能贷款").best
    assert best and best.question == COLLATERAL and best.sure and best.certainty < 1


@pytest.mark.parametrize("text", ["今天天气怎么样", "园区贷利率多少", "", "？！", "🙂"])
def test_other_words_find_nothing(text: str) -> None:
    assert search(text).best is None


@pytest.mark.parametrize("text", ["没有抵押物的公司怎么注销", "请问没有抵押物的公司怎么注销呢", "抵押物怎么评估啊"])
def test_a_negative_example_is_never_the_question(text: str) -> None:
    result = search(text)
    assert all(hit.question != COLLATERAL for hit in result.hits)
    assert [(one.question.id, "更像反例" in one.reason) for one in result.rejected] == [("collateral", True)]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("去年的贴息还能报吗", "expired", "已过有效期（2025-12-31）"),
        ("明年的贴息怎么报", "coming", "2027-01-01起才生效"),
    ],
)
def test_out_of_force_is_rejected_with_the_reason(text: str, name: str, reason: str) -> None:
    result = search(text)
    assert result.best is None
    assert {one.question.id: one.reason for one in result.rejected}[name] == reason


def test_it_is_in_force_on_its_last_day() -> None:
    best = INDEX.search("去年的贴息还能报吗", today=dt.date(2025, 12, 31)).best
    assert best and best.question == EXPIRED


def test_without_questions_nothing_is_found() -> None:
    assert index_of([]).search("没有抵押物怎么贷款", today=TODAY) == CommonResult()


@given(st.text(max_size=400))
def test_any_text_gets_ranked_certainties_of_questions_in_force(text: str) -> None:
    hits = search(text).hits
    assert [hit.certainty for hit in hits] == sorted((hit.certainty for hit in hits), reverse=True)
    assert all(0 <= hit.certainty <= 1 and hit.question.in_force(TODAY) for hit in hits)


def test_vectors_come_back_as_saved(tmp_path: Path) -> None:
    vectors = QuestionVectors.encode(sample_records().values(), QUESTIONS, HashEncoder())
    vectors.save(tmp_path)
    loaded = CommonIndex(QUESTIONS, HashEncoder(), QuestionVectors.load(tmp_path))
    assert loaded.search("没有抵押物怎么才能贷款", today=TODAY) == search("没有抵押物怎么才能贷款")
