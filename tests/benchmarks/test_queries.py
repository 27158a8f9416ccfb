"""The query set keeps its promises: enough queries, both splits, records that exist, paraphrases without the name."""

from collections import Counter

import pytest

from benchmarks.retrieval import OFF_TOPIC, Query, read_queries
from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.retrieval.documents import names_of
from knowledge.retrieval.words import plain


@pytest.fixture(scope="module")
def queries() -> list[Query]:
    return [*read_queries("dev"), *read_queries("test")]


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return load_catalogue()


def test_size_and_kinds(queries: list[Query]) -> None:
    kinds = Counter(query.kind for query in queries)
    assert sum(kinds.values()) - kinds[OFF_TOPIC] >= 150
    assert kinds["paraphrase"] >= 90
    assert set(kinds) == {"name", "abbreviation", "typo", "paraphrase", OFF_TOPIC}


def test_no_query_is_in_both_splits(queries: list[Query]) -> None:
    assert len({query.query for query in queries}) == len(queries)


def test_relevant_records_exist(queries: list[Query], content: Catalogue) -> None:
    assert {name for query in queries for name in query.relevant} <= set(content.records)
    assert all(bool(query.relevant) != (query.kind == OFF_TOPIC) for query in queries)


def test_paraphrases_do_not_say_a_name(queries: list[Query], content: Catalogue) -> None:
    for query in queries:
        if query.kind == "paraphrase":
            names = {plain(name) for record in query.relevant for name in names_of(content.records[record])}
            assert not [name for name in names if name in plain(query.query)], query.query
