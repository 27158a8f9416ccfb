"""How well open questions are grouped by meaning: B-cubed precision and recall, adjusted Rand index.

Run: python -m benchmarks.unanswered [--split dev|test] [--sweep]; the background is the catalogue's own questions.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML
from sklearn.metrics import adjusted_rand_score

from knowledge.catalogue.load import load_catalogue
from knowledge.retrieval.encoder import default_encoder
from knowledge.unanswered import grouping
from knowledge.unanswered.background import background_of

QUESTIONS = Path(__file__).with_suffix(".yml")


def labelled(split: str) -> tuple[list[str], list[int]]:
    """Questions and the number of each one's group."""
    groups = YAML(typ="safe").load(QUESTIONS.read_text(encoding="utf-8"))[split]
    pairs = [(text, number) for number, group in enumerate(groups) for text in group]
    return [text for text, _ in pairs], [number for _, number in pairs]


def b_cubed(truth: list[int], found: list[int]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    same_truth = np.equal.outer(truth, truth)
    same_found = np.equal.outer(found, found)
    both = (same_truth & same_found).sum(axis=1)
    precision, recall = float((both / same_found.sum(axis=1)).mean()), float((both / same_truth.sum(axis=1)).mean())
    return precision, recall, 2 * precision * recall / (precision + recall)


def figures(split: str, grouper: grouping.Grouper) -> dict[str, float]:
    """What the grouping makes of the split."""
    texts, truth = labelled(split)
    found = [int(label) for label in grouper.labels(texts)]
    precision, recall, f1 = b_cubed(truth, found)
    return {
        "questions": len(texts),
        "groups": len(set(truth)),
        "found": len(set(found)),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "ari": adjusted_rand_score(truth, found),
    }


def main() -> None:
    """Print one line per split, or per setting of the dev split."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--sweep", action="store_true", help="weights and distances, on dev only")
    arguments = parser.parse_args()
    grouper = grouping.Grouper(default_encoder(), background_of(load_catalogue()))
    if not arguments.sweep:
        for split in [arguments.split] if arguments.split else ["dev", "test"]:
            print(split, _line(figures(split, grouper)))
        return
    for weight, distance in itertools.product((0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0), np.arange(0.5, 0.95, 0.04)):
        grouping.MEANING_WEIGHT, grouping.DISTANCE = weight, float(distance)
        print(f"{weight:.1f} {distance:.2f}", _line(figures("dev", grouper)))


def _line(found: dict[str, float]) -> str:
    return "  ".join(
        f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}" for name, value in found.items()
    )


if __name__ == "__main__":
    main()
