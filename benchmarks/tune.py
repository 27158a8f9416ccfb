"""Where the numbers in knowledge/retrieval/settings.yml come from: python -m benchmarks.tune [--folder CONTENT].

Tries fusion weights on the dev queries and fits the confidence model on them; prints, changes nothing.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import ndcg_score
from sklearn.preprocessing import StandardScaler

from benchmarks.retrieval import OFF_TOPIC, Query, read_queries
from knowledge.catalogue.load import CONTENT, load_catalogue
from knowledge.retrieval.encoder import default_encoder
from knowledge.retrieval.fusion import factors, fuse
from knowledge.retrieval.search import Retriever, SearchResult
from knowledge.retrieval.settings import settings

PARTS = ("dense", "words", "characters", "names")
GRID = {
    "dense": (0.5,),
    "words": (0.0, 0.1, 0.2, 0.3),
    "characters": (0.2, 0.3, 0.4, 0.5),
    "names": (0.1, 0.2, 0.3, 0.5),
}
SHOWN = 10


def best_weights(queries: list[Query], results: dict[str, SearchResult]) -> list[tuple[float, dict[str, float]]]:
    """Every combination of the grid with its mean nDCG@10, best first."""
    scored = []
    for values in product(*GRID.values()):
        weights = dict(zip(PARTS, values, strict=True))
        scored.append((float(np.mean([_gain(query, results[query.query], weights) for query in queries])), weights))
    return sorted(scored, key=lambda pair: -pair[0])


def _gain(query: Query, result: SearchResult, weights: dict[str, float]) -> float:
    parts = {name: np.array([hit.parts[name] for hit in result.hits]) for name in PARTS}
    fusion = settings().fusion.model_copy(update={"weights": weights})
    scores = fuse(parts, np.ones(len(result.hits), dtype=bool), fusion) * factors(
        [hit.record for hit in result.hits], fusion
    )
    truth = [float(hit.record.id in query.relevant) for hit in result.hits]
    return float(ndcg_score([truth], [scores], k=10))


def confidence_model(queries: list[Query], results: dict[str, SearchResult]) -> dict[str, float]:
    """Coefficients of the logistic model; off-topic queries weigh as much as all others together."""
    names = list(results[queries[0].query].evidence)
    inputs = [[results[query.query].evidence[name] for name in names] for query in queries]
    scaler = StandardScaler().fit(inputs)
    model = LogisticRegression(class_weight="balanced").fit(
        scaler.transform(inputs), [query.kind != OFF_TOPIC for query in queries]
    )
    slopes = model.coef_[0] / scaler.scale_
    bias = model.intercept_[0] - float(slopes @ scaler.mean_)
    return {"bias": round(float(bias), 2), **dict(zip(names, np.round(slopes, 2).tolist(), strict=True))}


def main() -> None:
    """Print the best weights and the confidence coefficients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=CONTENT)
    records = load_catalogue(parser.parse_args().folder).records
    retriever = Retriever.build(records.values(), default_encoder())
    queries = read_queries("dev")
    results = {query.query: retriever.search(query.query, top_k=len(records)) for query in queries}
    for gain, weights in best_weights([query for query in queries if query.relevant], results)[:SHOWN]:
        print(f"{gain:.4f} {weights}")
    print(confidence_model(queries, results))


if __name__ == "__main__":
    main()
