"""Worked cases that a bank officer can read: tests/cases/*.yml, over the catalogue as it stands in the repository."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from library import TinyLibrary
from ruamel.yaml import YAML

from knowledge.advice.advise import Advice, advise
from knowledge.advice.library import Library
from knowledge.catalogue.load import load_catalogue
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.retrieval.search import Retriever

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*.yml"))
WRITTEN_ON = dt.date(2026, 11, 24)
"""The day for which the officers wrote the cases."""


@pytest.fixture(scope="module")
def published(real_retriever: Retriever) -> Library:
    """The repository's content as a snapshot would hold it."""
    content = load_catalogue()
    return TinyLibrary(content.records, content.institutions, content.terms, real_retriever)


@pytest.fixture(scope="module", params=CASES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(request.param.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def advice(case: dict[str, Any], published: Library) -> Advice:
    profile = EnterpriseProfile.model_validate({**case["facts"], "complete": case.get("complete", [])})
    return advise(published, profile, today=WRITTEN_ON, words=f"{case['words']}。{case['company']}")


def test_forty_cases() -> None:
    assert len(CASES) >= 40


def test_the_officers_choice_is_recommended(case: dict[str, Any], advice: Advice) -> None:
    shown = [item.id for item in advice.items if item.status != "near_miss"]
    for wanted in case["must"]:
        alternatives = wanted if isinstance(wanted, list) else [wanted]
        assert set(alternatives) & set(shown), (case["title"], wanted, shown)


def test_no_blunder(case: dict[str, Any], advice: Advice, published: Library) -> None:
    for refused in case["must_not"]:
        for item in advice.items:
            kind = published.records[item.id].kind
            blunder = refused["kind"] == kind if isinstance(refused, dict) else refused == item.id
            assert not blunder, (case["title"], item.id)


def test_what_is_one_step_away_is_named(case: dict[str, Any], advice: Advice) -> None:
    near = {item.id: "；".join(item.gaps) for item in advice.items if item.status == "near_miss"}
    for step in case.get("one_step") or []:
        assert step["gap"] in near.get(step["id"], ""), (case["title"], step, near)
