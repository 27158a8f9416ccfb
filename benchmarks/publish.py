"""How long a release takes with many records: checks, first publish, one changed record, comparing, test questions.

    python benchmarks/publish.py [--records 10000] [--out results/publish.json]

The records are the packaged ones and variations of them, encoded by the real model; each step is printed as it ends.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge.catalogue.checks import content_problems
from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.catalogue.model import Record
from knowledge.evaluation.questions import starting_questions
from knowledge.evaluation.run import run
from knowledge.release.changes import changes
from knowledge.release.firms import sample_firms
from knowledge.release.moves import moves
from knowledge.retrieval.encoder import default_encoder
from knowledge.snapshot.origin import Origin
from knowledge.snapshot.store import SnapshotStore

_WORDS = "研发设备厂房订单专利园区人才出口绿色数字海洋低空机器芯片材料医疗储能软件"
_STAFF = Origin(made_from="console")


def many_records(count: int) -> Catalogue:
    """The packaged catalogue filled up to ``count`` records, the same ones each time."""
    catalogue = load_catalogue()
    chance, packaged = random.Random(1), list(catalogue.records.values())
    records = dict(catalogue.records)
    while len(records) < count:
        made = _varied(chance.choice(packaged), len(records), chance)
        records[made.id] = made
    return dataclasses.replace(catalogue, records=records)


def _varied(record: Record, number: int, chance: random.Random) -> Record:
    def words(size: int) -> str:
        return "".join(chance.choices(_WORDS, k=size))

    benefit = record.benefit.model_copy(update={"summary": f"{words(24)}，{record.benefit.summary[:20]}"})
    changed = {"id": f"made-{number}", "title": f"{words(6)}{record.title[:6]}", "aliases": [], "benefit": benefit}
    return record.model_copy(update={**changed, "exclusive_with": [], "supersedes": [], "conflicts": []})


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--out", type=Path, default=Path("results/publish.json"))
    arguments = parser.parse_args()
    figures: dict[str, Any] = {"records": arguments.records, "load_before": os.getloadavg()}

    def timed(name: str, act: Callable[[], Any]) -> Any:
        wall, processor = time.perf_counter(), time.process_time()
        result = act()
        figures[name] = {
            "seconds": round(time.perf_counter() - wall, 2),
            "cpu_seconds": round(time.process_time() - processor, 2),
        }
        print(name, figures[name], flush=True)
        return result

    today = dt.date.today()
    catalogue = many_records(arguments.records)
    with tempfile.TemporaryDirectory() as folder:
        store = SnapshotStore(Path(folder), default_encoder())
        timed("checks", lambda: content_problems(catalogue))
        timed("publish_first", lambda: store.publish(catalogue, origin=_STAFF))
        one = catalogue.records["ccb-shankedai"].model_copy(update={"aliases": ["样例别名"]})
        changed = dataclasses.replace(catalogue, records={**catalogue.records, one.id: one})
        candidate = timed("prepare_one_changed", lambda: store.prepare(changed, origin=_STAFF))
        live = timed("load", lambda: store.load(1))
        built = timed("load_candidate", lambda: store.load_candidate(candidate.number))
        found = timed("changes", lambda: changes(live, built))
        assert [change.id for change in found] == [one.id]
        timed("moves", lambda: moves(live, built, sample_firms(), today=today))
        timed("questions_one_side", lambda: run(built, starting_questions(), today=today, titles={}))
        timed("activate", lambda: store.activate(candidate.number))
    figures["load_after"] = os.getloadavg()
    arguments.out.parent.mkdir(exist_ok=True)
    arguments.out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
