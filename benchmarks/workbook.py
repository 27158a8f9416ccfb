"""How long an Excel file of N records takes to write, to read and to plan. Run: .venv/bin/python benchmarks/workbook.py [--records 5000]

The records are the packaged ones over and over, each with an id and a title of its own. Seconds of this process (CPU)
and of the clock; written to results/workbook.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.catalogue.load import Catalogue, load_catalogue  # noqa: E402
from knowledge.workbook.export import export_catalogue  # noqa: E402
from knowledge.workbook.plan import plan_import  # noqa: E402
from knowledge.workbook.reading import read_workbook  # noqa: E402

Result = TypeVar("Result")


def many(catalogue: Catalogue, records: int) -> Catalogue:
    """``records`` records that refer to nothing but institutions."""
    some = list(catalogue.records.values())
    made = {}
    for number in range(records):
        one = some[number % len(some)]
        alone = {"exclusive_with": [], "supersedes": [], "conflicts": []}
        own = {"id": f"{one.id[:50]}-{number}", "title": f"{one.title}{number}"}
        made[own["id"]] = one.model_copy(update={**own, **alone})
    return Catalogue(made, catalogue.institutions, {}, {})


def timed(rows: list[str], name: str, work: Callable[[], Result]) -> Result:
    """The result of ``work``, and a row of the table."""
    clock, cpu = time.perf_counter(), time.process_time()
    result = work()
    rows.append(f"| {name} | {time.process_time() - cpu:.1f} | {time.perf_counter() - clock:.1f} |")
    print(rows[-1])
    return result


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=5000)
    records = parser.parse_args().records
    packaged = load_catalogue()
    catalogue = many(packaged, records)
    before = Catalogue({}, packaged.institutions, {}, {})
    rows = [f"| {records} records | CPU s | clock s |", "| --- | ---: | ---: |"]
    content = timed(rows, "export", lambda: export_catalogue(catalogue).getvalue())
    reading = timed(rows, f"read ({len(content) / 1e6:.1f} MB)", lambda: read_workbook(content, before))
    plan = timed(rows, "plan, all new", lambda: plan_import(before, reading))
    assert len(plan.new) == records and not plan.wrong
    plan = timed(rows, "plan, all unchanged", lambda: plan_import(catalogue, reading))
    assert not plan.ready and not plan.wrong
    results = ROOT / "results"
    results.mkdir(exist_ok=True)
    (results / "workbook.md").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
