"""How well overlapping records are told from others: python -m benchmarks.overlaps [--split test] [--records 10000].

Precision and recall of the pairs in overlap_pairs.yml, marked by hand; with --records also the time for that many records (copies of
the catalogue's with other names, their vectors given, since a snapshot remembers them). Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from knowledge.catalogue.load import load_catalogue
from knowledge.catalogue.model import Record
from knowledge.catalogue.precedence import current
from knowledge.quality.likeness import Likeness, overlap_text
from knowledge.quality.overlaps import LEAST_SCORE, overlaps, score
from knowledge.retrieval.encoder import default_encoder

PAIRS = Path(__file__).with_name("overlap_pairs.yml")
MARKED_ON = dt.date(2026, 11, 24)


def quality(split: str) -> str:
    """Precision and recall of one half of the marked pairs, and what was got wrong."""
    rows = [row for row in YAML(typ="safe").load(PAIRS.read_text(encoding="utf-8")) if row["split"] == split]
    records = [record for _, record in sorted(current(load_catalogue().records, MARKED_ON).items())]
    place = {record.id: row for row, record in enumerate(records)}
    vectors = default_encoder().encode_passages([overlap_text(record) for record in records])
    pairs = np.array([[place[name] for name in row["pair"]] for row in rows])
    said = score(Likeness(records, vectors, MARKED_ON).signs(pairs)) >= LEAST_SCORE
    truth = np.array([row["overlap"] for row in rows])
    right = int((said & truth).sum())
    wrong = [
        f"{'missed' if row['overlap'] else 'false'}: {' / '.join(row['pair'])}"
        for row, one in zip(rows, said, strict=True)
        if one != row["overlap"]
    ]
    figures = f"| {split} | {len(rows)} | {truth.sum()} | {right / said.sum():.2f} | {right / truth.sum():.2f} |"
    return "\n".join(
        ["| split | pairs | overlapping | precision | recall |", "| --- | --- | --- | --- | --- |", figures, "", *wrong]
    )


class _Given:
    """An encoder that knows every text: the catalogue's vectors with a little noise, one row a text."""

    name = "given"

    def __init__(self, vectors: np.ndarray) -> None:
        self._vectors = vectors

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        return self._vectors[: len(texts)]

    encode_queries = encode_passages


def duration(count: int) -> str:
    """Seconds for ``count`` records whose vectors are known."""
    originals = [record for _, record in sorted(current(load_catalogue().records, MARKED_ON).items())]
    base = default_encoder().encode_passages([overlap_text(record) for record in originals])
    noise = np.random.default_rng(1).normal(0, 0.05, (count, base.shape[1])).astype(np.float32)
    vectors = np.resize(base, (count, base.shape[1])) + noise
    copies: dict[str, Record] = {}
    for row in range(count):
        record = originals[row % len(originals)]
        title = f"{record.title}{row // len(originals)}"
        changes = {"id": f"r{row:05d}", "title": title, "exclusive_with": [], "supersedes": [], "conflicts": []}
        copies[changes["id"]] = record.model_copy(update=changes)
    begin = time.perf_counter()
    found = overlaps(copies, _Given(vectors / np.linalg.norm(vectors, axis=1, keepdims=True)), MARKED_ON)
    return f"{count} records: {time.perf_counter() - begin:.1f} s, {len(found)} pairs"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--records", type=int, default=0)
    given = parser.parse_args()
    print(quality(given.split))
    if given.records:
        print(duration(given.records))


if __name__ == "__main__":
    main()
