from pathlib import Path

import numpy as np
import pytest

from knowledge.retrieval.vector import NOT_SEARCHED, VectorIndex

OWNERS = np.array([0, 0, 1, 2, 2, 2])


@pytest.fixture
def vectors() -> np.ndarray:
    rows = np.random.default_rng(7).normal(size=(len(OWNERS), 8)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def naive(vectors: np.ndarray, query: np.ndarray) -> list[float]:
    mean = vectors.mean(axis=0)
    centred, question = vectors - mean, query - mean
    cosines = centred @ question / np.linalg.norm(centred, axis=1) / np.linalg.norm(question)
    return [float(cosines[owner == OWNERS].max()) for owner in range(3)]


def test_the_same_as_comparing_one_by_one(vectors: np.ndarray) -> None:
    found = VectorIndex(vectors, OWNERS).scores(vectors[3], np.ones(3, dtype=bool))
    assert found == pytest.approx(naive(vectors, vectors[3]), abs=1e-5)


def test_what_is_not_allowed_is_not_searched(vectors: np.ndarray) -> None:
    found = VectorIndex(vectors, OWNERS).scores(vectors[3], np.array([False, True, False]))
    assert found[0] == found[2] == NOT_SEARCHED
    assert found[1] == pytest.approx(naive(vectors, vectors[3])[1], abs=1e-5)


def test_nothing_allowed(vectors: np.ndarray) -> None:
    assert set(VectorIndex(vectors, OWNERS).scores(vectors[0], np.zeros(3, dtype=bool))) == {NOT_SEARCHED}


def test_save_and_load(vectors: np.ndarray, tmp_path: Path) -> None:
    index = VectorIndex(vectors, OWNERS)
    index.save(tmp_path)
    everything = np.ones(3, dtype=bool)
    assert (VectorIndex.load(tmp_path).scores(vectors[1], everything) == index.scores(vectors[1], everything)).all()


def test_files_that_do_not_belong_together(vectors: np.ndarray, tmp_path: Path) -> None:
    VectorIndex(vectors, OWNERS).save(tmp_path)
    np.save(tmp_path / "owners.npy", OWNERS[:-1])
    with pytest.raises(ValueError, match="5 owners"):
        VectorIndex.load(tmp_path)


def test_an_unreadable_index(vectors: np.ndarray, tmp_path: Path) -> None:
    VectorIndex(vectors, OWNERS).save(tmp_path)
    (tmp_path / "index.faiss").write_bytes(b"nothing")
    with pytest.raises(ValueError, match="unreadable"):
        VectorIndex.load(tmp_path)
