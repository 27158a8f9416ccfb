"""How well and how fast records are found: python -m benchmarks.retrieval [--split test] [--folder CONTENT].

Prints nDCG@10 and hit@1 of words, characters, dense and fused, how often the "nothing found" decision is right,
latency and memory; writes the same table to results/retrieval.md.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
from ruamel.yaml import YAML
from sklearn.metrics import ndcg_score

from knowledge.catalogue.load import CONTENT, load_catalogue
from knowledge.retrieval.encoder import default_encoder
from knowledge.retrieval.search import Retriever, SearchResult

QUERIES = Path(__file__).with_name("queries.yml")
RESULTS = Path("results/retrieval.md")
METHODS = ("words", "characters", "dense", "fused")
OFF_TOPIC = "off-topic"


@dataclass(frozen=True)
class Query:
    """A line of queries.yml; ``relevant`` is empty for an off-topic query."""

    query: str
    kind: str
    split: str
    relevant: tuple[str, ...]


def read_queries(split: str) -> list[Query]:
    """The queries of one split."""
    rows = YAML(typ="safe").load(QUERIES.read_text(encoding="utf-8"))
    queries = [Query(row["query"], row["kind"], row["split"], tuple(row["relevant"])) for row in rows]
    return [query for query in queries if query.split == split]


def quality(queries: Iterable[Query], results: dict[str, SearchResult], method: str) -> tuple[float, float]:
    """Mean nDCG@10 and hit@1, 0..1."""
    gains, hits = [], []
    for query in queries:
        found = results[query.query].hits
        truth = np.array([[float(hit.record.id in query.relevant) for hit in found]])
        scores = np.array([[hit.score if method == "fused" else hit.parts[method] for hit in found]])
        gains.append(ndcg_score(truth, scores, k=10))
        hits.append(truth[0, scores[0].argmax()])
    return statistics.mean(gains), statistics.mean(hits)


def table(retriever: Retriever, queries: list[Query], records: int) -> str:
    """The figures as a Markdown table."""
    results = {query.query: retriever.search(query.query, top_k=records) for query in queries}
    answerable = [query for query in queries if query.relevant]
    lines = [
        "| queries | " + " | ".join(f"{method} nDCG@10 / hit@1" for method in METHODS) + " |",
        "|---" * (len(METHODS) + 1) + "|",
    ]
    for kind in ["all", *dict.fromkeys(query.kind for query in answerable)]:
        chosen = [query for query in answerable if kind in ("all", query.kind)]
        cells = ["{:.3f} / {:.3f}".format(*quality(chosen, results, method)) for method in METHODS]
        lines.append(f"| {kind} ({len(chosen)}) | {' | '.join(cells)} |")
    return "\n".join([*lines, "", *decisions(queries, results), speed(results)])


def decisions(queries: list[Query], results: dict[str, SearchResult]) -> list[str]:
    """How often a query is rightly taken to be answered, or rightly said to find nothing."""
    found = [results[query.query].confident for query in queries if query.relevant]
    refused = [not results[query.query].confident for query in queries if query.kind == OFF_TOPIC]
    return [
        f"confident when something fits: {sum(found)}/{len(found)}",
        f"nothing found when off topic: {sum(refused)}/{len(refused)}",
    ]


def speed(results: dict[str, SearchResult]) -> str:
    """Latency of a query, encoding included, and the memory of this process."""
    times = np.array([result.timings["total"] for result in results.values()])
    memory = psutil.Process().memory_info().rss / 2**20
    return (
        f"latency p50 {np.percentile(times, 50):.1f} ms, p95 {np.percentile(times, 95):.1f} ms; memory {memory:.0f} MB"
    )


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--folder", type=Path, default=CONTENT)
    arguments = parser.parse_args()
    records, encoder = load_catalogue(arguments.folder).records, default_encoder()
    retriever = Retriever.build(records.values(), encoder)
    report = table(retriever, read_queries(arguments.split), len(records))
    report = f"# Retrieval: {arguments.split} split, {len(records)} records, {encoder.name}\n\n{report}\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
