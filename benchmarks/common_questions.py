"""How often a founder's question meets the common question it means: python -m benchmarks.common_questions [--split test].

Publishes the packaged content to the snapshot folder, asks every phrasing of common_questions.yml as the advisor does, and
prints right / wrong / none for those that mean one, how many of the others are answered by mistake, and every mistake;
writes the same to results/common_questions.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import time
from collections import Counter
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.advice.common import Need, common_question
from knowledge.advice.library import Library
from knowledge.catalogue.load import load_catalogue
from knowledge.cli.options import snapshot_root
from knowledge.retrieval.encoder import default_encoder
from knowledge.snapshot.store import SnapshotStore

PHRASINGS = Path(__file__).with_name("common_questions.yml")
RESULTS = Path("results/common_questions.md")
NEEDS: tuple[Need, ...] = ("sure", "likely")


def report(library: Library, rows: list[dict[str, str | None]], today: dt.date) -> str:
    """A line a threshold, and what went wrong."""
    lines, mistakes, times = [], [], []
    for need in NEEDS:
        counts: Counter[str] = Counter()
        for row in rows:
            started = time.perf_counter()
            found = common_question(library, str(row["text"]), today, need=need)
            times.append((time.perf_counter() - started) * 1000)
            outcome = outcome_of(found.id if found else None, row["faq"])
            counts[outcome] += 1
            if outcome not in ("right", "rightly none"):
                mistakes.append(
                    f"- {need}, {outcome}: {row['text']} → {found.id if found else '-'} ({row['faq'] or '-'})"
                )
        asked = counts["right"] + counts["wrong"] + counts["none"]
        others = counts["answered by mistake"] + counts["rightly none"]
        lines.append(
            f"{need}: {counts['right']} right, {counts['wrong']} wrong, {counts['none']} none of {asked};"
            f" {counts['answered by mistake']} of {others} others answered by mistake"
        )
    lines.append(f"latency p50 {statistics.median(times):.0f} ms")
    return "\n".join([*lines, "", *mistakes])


def outcome_of(found: str | None, meant: str | None) -> str:
    """The name of what happened."""
    if meant is None:
        return "answered by mistake" if found else "rightly none"
    if found is None:
        return "none"
    return "right" if found == meant else "wrong"


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    split = parser.parse_args().split
    store = SnapshotStore(snapshot_root(), default_encoder())
    library = store.load(store.publish(load_catalogue()))
    rows = [row for row in YAML(typ="safe").load(PHRASINGS.read_text(encoding="utf-8")) if row["split"] == split]
    text = (
        f"# Common questions: {split} split, {len(library.faq)} questions\n\n{report(library, rows, dt.date.today())}\n"
    )
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
