"""Search by meaning: several vectors a record, the best one counts. The only file that imports FAISS.

e5 vectors sit close together, so all are centred on the passages' mean before they are compared.
"""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np

NOT_SEARCHED = -1.0
INDEX_FILE, VECTORS_FILE, OWNERS_FILE = "index.faiss", "vectors.npy", "owners.npy"


class VectorIndex:
    """``vectors``: unit rows, shape (texts, dimensions); ``owners``: position of each row's record, ascending."""

    def __init__(self, vectors: np.ndarray, owners: np.ndarray, index: faiss.Index | None = None) -> None:
        self._vectors = vectors
        self._owners = owners
        self._records = int(owners.max()) + 1 if len(owners) else 0
        self._mean = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1], dtype=np.float32)
        self._index = _build(_unit(vectors - self._mean)) if index is None else index

    def scores(self, query: np.ndarray, allowed: np.ndarray, texts: np.ndarray | None = None) -> np.ndarray:
        """Centred cosine of each record's best text with ``query`` (shape (dimensions,)); -1 where not ``allowed``.

        ``allowed``: bool, shape (records,); ``texts``: bool, shape (texts,), default all. The index looks at nothing else.
        """
        best = np.full(self._records, NOT_SEARCHED, dtype=np.float32)
        within = allowed[self._owners]
        rows = np.flatnonzero(within if texts is None else within & texts)
        if not len(rows):
            return best
        parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]
        similarity, found = self._index.search(_unit(query[None] - self._mean), len(rows), params=parameters)
        np.maximum.at(best, self._owners[found[0]], similarity[0])
        return best

    def save(self, folder: Path) -> None:
        """Write vectors, owners and index below ``folder``."""
        np.save(folder / VECTORS_FILE, self._vectors)
        np.save(folder / OWNERS_FILE, self._owners)
        faiss.write_index(self._index, str(folder / INDEX_FILE))

    @classmethod
    def load(cls, folder: Path) -> VectorIndex:
        """Read what ``save`` wrote.

        Raises ValueError when the files do not belong together.
        """
        vectors, owners = np.load(folder / VECTORS_FILE), np.load(folder / OWNERS_FILE)
        try:
            index = faiss.read_index(str(folder / INDEX_FILE))
        except RuntimeError as error:
            raise ValueError(f"unreadable index: {error}") from error
        if not len(vectors) == len(owners) == index.ntotal:
            raise ValueError(f"{len(vectors)} vectors, {len(owners)} owners, {index.ntotal} in the index")
        return cls(vectors, owners, index)


def neighbours(vectors: np.ndarray, count: int) -> np.ndarray:
    """The rows nearest to each row, itself left out, by centred cosine: shape (rows, at most ``count``); -1 where there are fewer."""
    centred = _unit(vectors - vectors.mean(axis=0))
    found = _build(centred).search(centred, min(count + 1, len(vectors)))[1]
    itself = found == np.arange(len(vectors))[:, None]
    itself[~itself.any(axis=1), -1] = True  # twins of a row may crowd it out
    return found[~itself].reshape(len(vectors), -1)


def _build(vectors: np.ndarray) -> faiss.Index:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return index


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
