"""The real content is itself tested: size, variety, sources, dates, references, privacy, no two alike."""

import datetime as dt
import re

import pytest
from builders import question

from knowledge.catalogue.checks import content_problems, content_warnings
from knowledge.catalogue.duplicates import near_duplicates, same_questions
from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.terms.vocabulary import BOARDS, FACTS, RECOMMENDABLE

WRITTEN_ON = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return load_catalogue()


def test_size(content: Catalogue) -> None:
    assert len(content.records) >= 100
    assert len(content.institutions) >= 25
    assert {record.board for record in content.records.values()} == set(BOARDS)


def test_enough_records_can_be_judged(content: Catalogue) -> None:
    assert sum(record.typed() for record in content.records.values()) >= 70


def test_no_problem_is_left(content: Catalogue) -> None:
    assert content_problems(content) == []


def test_no_two_alike(content: Catalogue) -> None:
    assert [str(pair) for pair in near_duplicates(content.records)] == []


def test_dates_are_sane(content: Catalogue) -> None:
    for record in content.records.values():
        assert record.reviewed_on <= WRITTEN_ON < record.recheck_by, record.id
        for day in filter(None, (record.valid_from, record.valid_until)):
            assert 2005 <= day.year <= 2040, record.id


def test_proposals_are_never_recommended(content: Catalogue) -> None:
    proposals = [record for record in content.records.values() if record.id.endswith("-proposed")]
    assert proposals
    assert all(not record.recommendable(WRITTEN_ON) for record in proposals)


def test_expired_records_are_never_recommended(content: Catalogue) -> None:
    expired = [item for item in content.records.values() if item.valid_until and item.valid_until < WRITTEN_ON]
    assert all(not record.recommendable(WRITTEN_ON) for record in expired)


def test_every_board_has_something_to_recommend(content: Catalogue) -> None:
    on_offer = {record.board for record in content.records.values() if record.availability in RECOMMENDABLE}
    assert on_offer == set(BOARDS)


def test_titles_and_ids_are_unique(content: Catalogue) -> None:
    titles = [record.title for record in content.records.values()]
    assert len(titles) == len(set(titles))
    assert not set(content.records) & set(content.institutions)


def test_every_term_is_explained_in_full(content: Catalogue) -> None:
    assert all(len(term.definition) >= 15 for term in content.terms.values())


def test_every_certification_can_be_got_from_exactly_one_record_on_offer(content: Catalogue) -> None:
    offered = [
        item for item in content.records.values() if item.kind == "certification" and item.recommendable(WRITTEN_ON)
    ]
    granted = [item.grants.value for item in offered if item.grants]
    assert sorted(granted) == sorted(FACTS["certifications"].choices) and len(granted) == len(offered)


def test_every_figure_of_a_common_answer_is_a_record_s(content: Catalogue) -> None:
    """Promise 1: what an answer says was read in a document that a record cites."""
    for item in content.faq.values():
        cited = {source.title for source in item.sources}
        records = [
            record
            for record in content.records.values()
            if record.id in item.records or cited & {source.title for source in record.sources}
        ]
        read = " ".join(record.model_dump_json() for record in records)
        hotlines = {desk.phone for desk in content.institutions.values() if desk.type == "热线"}
        figures = set(re.findall(r"\d+(?:\.\d+)?(?:-\d+)*", item.answer)) - hotlines
        assert [figure for figure in figures if figure not in read] == [], item.id


def test_common_questions_are_no_two_alike(content: Catalogue) -> None:
    assert len(content.faq) >= 20
    assert [str(pair) for pair in same_questions(content.faq)] == []


def test_two_common_questions_that_say_the_same_are_found() -> None:
    first = question(id="first", similar_questions=["没有抵押怎么贷到款"])
    second = question(id="second", question="征信不好怎么办", similar_questions=["没有抵押怎么贷到款啊"])
    third = question(id="third", question="怎么上市")
    found = same_questions({one.id: one for one in (first, second, third)})
    assert [(pair.first.id, pair.second.id) for pair in found] == [("first", "second")]
    assert "second.yml" in str(found[0]) and "没有抵押怎么贷到款啊" in str(found[0])


def test_a_phrasing_on_both_sides_is_warned_of() -> None:
    both = question(similar_questions=["怎么借钱"], negative_questions=["怎么借钱"])
    warnings = content_warnings(Catalogue({}, {}, {}, {both.id: both}))
    assert len(warnings) == 1 and "'怎么借钱'" in warnings[0]
