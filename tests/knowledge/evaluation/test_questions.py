"""The packaged test questions over the packaged content, and what counts as passed."""

import datetime as dt

import pytest
from library import TinyLibrary
from pydantic import ValidationError

from knowledge.advice.library import Library
from knowledge.catalogue.load import load_catalogue
from knowledge.evaluation.probe import Answer, Probe
from knowledge.evaluation.questions import TestQuestion, starting_questions
from knowledge.evaluation.run import Outcome, judged, regressions, run
from knowledge.retrieval.search import Retriever

WRITTEN_ON = dt.date(2026, 11, 24)
"""The day on which the packaged questions were checked."""
SEEN = Probe(
    answers=(
        Answer(kind="records", id="one-loan", title="一号贷", via=("点到了名称",)),
        Answer(kind="glossary", id="lpr", title="LPR", via=("术语",)),
    ),
    facts=(),
    hits=(),
    confident=True,
    refused=(),
    advised=(),
    not_advised=(),
)
TITLES = {"one-loan": "一号贷", "other-loan": "二号贷", "lpr": "LPR"}


@pytest.fixture(scope="module")
def published(real_retriever: Retriever) -> Library:
    content = load_catalogue()
    return TinyLibrary(content.records, content.institutions, content.terms, real_retriever)


def test_the_packaged_set_names_what_exists() -> None:
    content = load_catalogue()
    known = content.records.keys() | content.terms.keys() | content.faq.keys()
    questions = starting_questions()
    assert len(questions) >= 40 and len({question.id for question in questions}) == len(questions)
    for question in questions:
        assert {*question.expected, *question.unwanted} <= known, question.id


def test_the_packaged_set_passes_but_for_what_is_marked(published: Library) -> None:
    found = run(published, starting_questions(), today=WRITTEN_ON, titles={})
    marked = {question.id for question in starting_questions() if question.known_failing}
    assert {outcome.id for outcome in found if not outcome.passed} == marked


def question(**fields: object) -> TestQuestion:
    return TestQuestion.model_validate({"id": "q", "text": "一号贷怎么样", **fields})


def test_passed() -> None:
    assert judged(question(expected=["one-loan", "lpr"], unwanted=["other-loan"]), SEEN, TITLES).passed


def test_the_reason_names_what_is_missing_and_what_is_too_much() -> None:
    outcome = judged(question(expected=["other-loan", "gone"], unwanted=["one-loan"]), SEEN, TITLES)
    assert outcome.reason == "没有找到：二号贷、gone（知识库里没有）；不该出现：一号贷（点到了名称）"


def test_only_what_passed_before_is_a_regression() -> None:
    before = [outcome("kept", True), outcome("lost", True), outcome("never", False)]
    after = [outcome("kept", True), outcome("lost", False), outcome("never", False), outcome("new", False)]
    assert [found.id for found in regressions(before, after)] == ["lost"]


def outcome(key: str, passed: bool) -> Outcome:
    return Outcome(id=key, text=key, passed=passed, reason="" if passed else "没有找到")


@pytest.mark.parametrize("fields", [{}, {"expected": ["one-loan"], "unwanted": ["one-loan"]}])
def test_a_question_that_could_never_tell_anything_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        question(**fields)
