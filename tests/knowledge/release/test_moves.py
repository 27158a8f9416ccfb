"""Whose recommendations a new snapshot moves, over the real content."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest
from library import TinyLibrary

from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.catalogue.model import Record
from knowledge.release.firms import sample_firms
from knowledge.release.moves import moves
from knowledge.retrieval.search import Retriever

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return load_catalogue()


def library(content: Catalogue, retriever: Retriever, records: Mapping[str, Record]) -> TinyLibrary:
    changed = replace(content, records=dict(records))
    return TinyLibrary(changed.records, changed.institutions, changed.terms, retriever)


def test_about_twenty_firms_all_different() -> None:
    firms = sample_firms()
    assert len(firms) >= 20 and len({firm.id for firm in firms}) == len({firm.name for firm in firms}) == len(firms)


def test_the_same_content_moves_nobody(content: Catalogue, real_retriever: Retriever) -> None:
    one, other = (library(content, real_retriever, content.records) for _ in range(2))
    assert moves(one, other, sample_firms(), today=TODAY) == ()


def test_a_record_that_ends_leaves_the_lists(content: Catalogue, real_retriever: Retriever) -> None:
    ended = content.records["no-principal-renewal"].model_copy(update={"availability": "closed"})
    before = library(content, real_retriever, content.records)
    after = library(content, real_retriever, {**content.records, ended.id: ended})
    found = moves(before, after, sample_firms(), today=TODAY)
    renewal = next(move for move in found if move.firm == "renewal-due-in-two-weeks")
    assert "no-principal-renewal" in [place.id for place in renewal.left] and renewal.first_moved
    assert [move.first_moved for move in found] == sorted((move.first_moved for move in found), reverse=True)


def test_a_status_that_turns(content: Catalogue, real_retriever: Retriever) -> None:
    old = content.records["no-principal-renewal"]
    rare = {"text": "只给样例名单里的企业", "rare": True}
    new = Record.model_validate(
        {**old.model_dump(by_alias=True), "conditions": {"all": [old.model_dump(by_alias=True)["conditions"], rare]}}
    )
    before = library(content, real_retriever, content.records)
    after = library(content, real_retriever, {**content.records, new.id: new})
    firm = [firm for firm in sample_firms() if firm.id == "renewal-due-in-two-weeks"]
    (move,) = moves(before, after, firm, today=TODAY)
    turned = {now.id: (was.status_label, now.status_label) for was, now in move.turned}
    assert move.left or turned["no-principal-renewal"] == ("条件初步符合", "还要补充信息")
