import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import record
from samples import HashEncoder, sample_catalogue

from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import CommonQuestion
from knowledge.errors import CatalogueInvalid, SnapshotDamaged, SnapshotMissing
from knowledge.snapshot.origin import Origin
from knowledge.snapshot.store import SnapshotStore

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)
STAFF = Origin(made_from="console", by="样例", note="加一条")
COMMON = CommonQuestion.model_validate(
    {
        "id": "sample-question", "question": "样例问题怎么办", "answer": "样例回答", "owner": "样例科室",
        "recheck_by": "2027-05-01", "reviewed_on": "2026-11-23", "confidence": "high",
        "sources": [{"title": "样例", "issuer": "样例"}],
    }
)  # fmt: skip
NEW = record(id="new-loan", title="新贷款产品")


@pytest.fixture
def store(tmp_path: Path, encoder: HashEncoder) -> SnapshotStore:
    return SnapshotStore(tmp_path / "snapshots", encoder, now=lambda: NOW)


def test_publish_and_load(store: SnapshotStore, catalogue: Catalogue) -> None:
    assert store.publish(catalogue) == 1
    snapshot = store.load(1)
    assert (snapshot.number, store.current_number(), store.numbers()) == (1, 1, [1])
    assert snapshot.records == catalogue.records
    assert snapshot.institutions == catalogue.institutions and snapshot.terms == catalogue.terms
    assert snapshot.retriever.search("腾飞贷").hits[0].record.id == "tengfei-loan"


def test_manifest(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    manifest = json.loads((store.path(1) / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["created_at"] == "2026-11-23T10:00:00+00:00"
    assert manifest["model"] == "hash-64" and manifest["records"] == len(catalogue.records)
    assert set(manifest["files"]) == {path.name for path in store.path(1).iterdir()} - {"manifest.json"}


def test_nothing_changed_makes_no_new_folder(store: SnapshotStore, catalogue: Catalogue) -> None:
    assert [store.publish(catalogue), store.publish(sample_catalogue())] == [1, 1]
    assert store.numbers() == [1]


def test_a_change_makes_the_next_number_and_encodes_only_what_is_new(
    store: SnapshotStore, catalogue: Catalogue, encoder: HashEncoder
) -> None:
    store.publish(catalogue)
    encoder.encoded.clear()
    assert store.publish(sample_catalogue([NEW])) == 2
    assert encoder.encoded and all("新贷款产品" in text or "样例银行" in text for text in encoder.encoded)
    assert store.load(2).retriever.search("新贷款产品").hits[0].record == NEW


def test_another_model_makes_a_new_snapshot(store: SnapshotStore, catalogue: Catalogue, encoder: HashEncoder) -> None:
    store.publish(catalogue)
    encoder.name = "hash-other"
    with pytest.raises(SnapshotDamaged, match="kb publish"):
        store.load(1)
    assert store.publish(catalogue) == 2


def test_rollback_and_forward(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    store.publish(sample_catalogue([NEW]))
    store.rollback(1)
    assert store.current_number() == 1
    assert store.publish(catalogue) == 1
    assert store.publish(sample_catalogue([NEW])) == 3


def test_rollback_to_nothing(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    with pytest.raises(SnapshotMissing, match="没有快照 9；现有：1"):
        store.rollback(9)


@pytest.mark.parametrize(
    "name",
    [
        "records.jsonl",
        "institutions.jsonl",
        "terms.jsonl",
        "vectors.npy",
        "owners.npy",
        "index.faiss",
        "passages.json",
        "faq.jsonl",
        "questions.json",
        "questions.npy",
        "manifest.json",
    ],
)
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_damage_is_refused(store: SnapshotStore, catalogue: Catalogue, name: str, damage: str) -> None:
    catalogue = replace(catalogue, faq={COMMON.id: COMMON})
    store.publish(catalogue)
    spoil(store.path(1) / name, damage)
    with pytest.raises(SnapshotDamaged, match="000001"):
        store.load(1)
    assert store.publish(catalogue) == 2


def test_rollback_to_a_damaged_snapshot_changes_nothing(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    store.publish(sample_catalogue([NEW]))
    spoil(store.path(1) / "vectors.npy", "flip")
    with pytest.raises(SnapshotDamaged):
        store.rollback(1)
    assert store.current_number() == 2


def test_unfinished_folders_are_cleared(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.root.mkdir()
    (store.root / "building-000001").mkdir()
    store.publish(catalogue)
    assert sorted(path.name for path in store.root.iterdir() if path.is_dir()) == ["000001"]


def test_an_empty_catalogue_is_not_published(store: SnapshotStore) -> None:
    with pytest.raises(CatalogueInvalid, match="没有任何记录"):
        store.publish(Catalogue({}, {}, {}))


def test_an_unreadable_pointer_counts_as_none(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    (store.root / "CURRENT").write_text("?", encoding="utf-8")
    assert store.current_number() is None


def test_a_candidate_is_built_aside(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    candidate = store.prepare(sample_catalogue([NEW]), origin=STAFF)
    assert (candidate.number, candidate.live, store.current_number(), store.numbers()) == (2, False, 1, [1])
    assert store.candidate_number() == 2 and "new-loan" in store.load_candidate(2).records
    store.activate(2)
    assert (store.current_number(), store.numbers(), store.candidate_number()) == (2, [1, 2], None)
    assert store.load(2).manifest["origin"] == {"made_from": "console", "by": "样例", "note": "加一条"}


def test_a_candidate_of_what_is_live(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    candidate = store.prepare(sample_catalogue(), origin=STAFF)
    assert candidate.live and candidate.number == 1 and store.candidate_number() is None


def test_a_discarded_candidate_cannot_be_activated(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    store.prepare(sample_catalogue([NEW]), origin=STAFF)
    store.discard(2)
    with pytest.raises(SnapshotMissing, match="请重新准备"):
        store.activate(2)
    with pytest.raises(SnapshotMissing, match="请重新准备"):
        store.load_candidate(2)
    assert store.current_number() == 1


def test_the_next_candidate_replaces_the_first(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    store.prepare(sample_catalogue([NEW]), origin=STAFF)
    store.prepare(sample_catalogue([NEW, record(id="newer-loan", title="更新的贷款")]), origin=STAFF)
    assert "newer-loan" in store.load_candidate(2).records
    assert [path.name for path in store.root.glob("candidate-*")] == ["candidate-000002"]


def test_a_damaged_candidate_is_not_activated(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    store.prepare(sample_catalogue([NEW]), origin=STAFF)
    spoil(store.candidate_path(2) / "vectors.npy", "flip")
    with pytest.raises(SnapshotDamaged):
        store.activate(2)
    assert store.current_number() == 1 and store.numbers() == [1]


def test_activating_again_after_a_crash_half_way(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    store.prepare(sample_catalogue([NEW]), origin=STAFF)
    store.candidate_path(2).rename(store.path(2))
    store.activate(2)
    assert store.current_number() == 2


def test_in_memory(store: SnapshotStore, catalogue: Catalogue, encoder: HashEncoder) -> None:
    store.publish(catalogue)
    encoder.encoded.clear()
    snapshot = store.in_memory(sample_catalogue([NEW]))
    assert snapshot.retriever.search("新贷款产品").hits[0].record == NEW
    assert encoder.encoded and all("新贷款产品" in text or "样例银行" in text for text in encoder.encoded)
    assert store.numbers() == [1]


def test_what_staff_published_is_remembered_after_a_roll_back(store: SnapshotStore, catalogue: Catalogue) -> None:
    store.publish(catalogue)
    assert store.newest_from_console() is None
    store.publish(sample_catalogue([NEW]), origin=STAFF)
    store.rollback(1)
    assert store.newest_from_console() == 2


def spoil(path: Path, damage: str) -> None:
    content = path.read_bytes()
    if damage == "remove":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
