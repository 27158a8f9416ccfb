"""From a catalogue to a candidate, with the small encoder."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from builders import record
from samples import HashEncoder, sample_catalogue

from knowledge.catalogue.load import Catalogue
from knowledge.errors import CatalogueInvalid
from knowledge.evaluation.questions import TestQuestion
from knowledge.release.firms import sample_firms
from knowledge.release.make import Made, make_candidate
from knowledge.release.progress import Step
from knowledge.snapshot.origin import Origin
from knowledge.snapshot.store import SnapshotStore

TODAY = dt.date(2026, 11, 24)
NEW = record(id="new-loan", title="新贷款产品")
QUESTIONS = [
    TestQuestion(id="tengfei", text="腾飞贷怎么申请", expected=("tengfei-loan",)),
    TestQuestion(id="nowhere", text="园区贷怎么申请", expected=("tengfei-loan",)),
]


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path, HashEncoder())


def unlike() -> Catalogue:
    """The samples, each with a summary of its own, as the checks want them."""
    catalogue = sample_catalogue([NEW])
    del catalogue.records["old-subsidy"]
    for key, item in catalogue.records.items():
        benefit = item.benefit.model_copy(update={"summary": hashlib.sha256(key.encode()).hexdigest()})
        catalogue.records[key] = item.model_copy(update={"benefit": benefit})
    return catalogue


def without(key: str) -> Catalogue:
    catalogue = unlike()
    del catalogue.records[key]
    return catalogue


def make(store: SnapshotStore, catalogue: Catalogue, steps: list[tuple[Step, float]] | None = None) -> Made | None:
    return make_candidate(
        store,
        catalogue,
        origin=Origin(made_from="console"),
        questions=QUESTIONS,
        firms=sample_firms()[:1],
        today=TODAY,
        progress=lambda step, share: steps.append((step, share)) if steps is not None else None,
    )


def test_the_first_one(store: SnapshotStore) -> None:
    made = make(store, unlike())
    assert made and made.number == 1 and made.review.based_on is None and not made.review.regressed
    assert {change.what for change in made.review.changes} == {"added"} and store.current_number() is None


def test_a_new_record_and_no_regression(store: SnapshotStore) -> None:
    store.publish(without("new-loan"))
    steps: list[tuple[Step, float]] = []
    made = make(store, unlike(), steps)
    assert made and (made.number, made.review.based_on, store.current_number()) == (2, 1, 1)
    assert [change.id for change in made.review.changes] == ["new-loan"]
    assert [outcome.id for outcome in made.review.failed] == ["nowhere"] and not made.review.regressed
    assert list(dict.fromkeys(step for step, _ in steps)) == [Step.CHECK, Step.BUILD, Step.COMPARE, Step.TEST]
    assert steps[-1] == (Step.TEST, 1.0)


def test_a_regression(store: SnapshotStore) -> None:
    store.publish(unlike())
    made = make(store, without("tengfei-loan"))
    assert made and [(outcome.id, outcome.reason) for outcome in made.review.regressed] == [
        ("tengfei", "没有找到：tengfei-loan（知识库里没有）")
    ]


def test_nothing_changed(store: SnapshotStore) -> None:
    store.publish(unlike())
    assert make(store, unlike()) is None and store.candidate_number() is None


def test_what_does_not_pass_the_checks_is_not_built(store: SnapshotStore) -> None:
    store.publish(unlike())
    bad = record(id="bad-proposed", title="（建议）样例", availability="available")
    with pytest.raises(CatalogueInvalid, match="只是建议的记录应为 proposed"):
        make(store, sample_catalogue([bad]))
    assert store.candidate_number() is None
