"""How much of a policy the drafting proposes rightly: precision and recall by field.

``python -m benchmarks.drafting`` measures the held-out policies; ``--dev`` the ones that the rules were written with; ``--misses`` lists each miss.
A field counts as right when the first candidate is what is expected; "any" counts one further down too.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.catalogue.load import Catalogue, load_catalogue
from knowledge.drafting.proposal import Draft, propose
from knowledge.drafting.reading import read_text

FOLDER = Path(__file__).parent / "policies"


class Score:
    """Counts of one field."""

    def __init__(self) -> None:
        self.right = self.found = self.wanted = self.anywhere = 0

    def line(self, name: str) -> str:
        """One line of the table."""
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        return f"{name:26} precision {precision:5.2f}  recall {recall:5.2f}  any {self.anywhere:3}/{self.wanted:<3} proposed {self.found}"


def leaves(tree: dict[str, Any]) -> Iterator[str]:
    """fact op value of every typed leaf."""
    for child in tree.get("any", [tree]):
        if "any" in child:
            yield from leaves(child)
        elif "fact" in child:
            value = "、".join(sorted(map(str, child["value"]))) if isinstance(child["value"], list) else child["value"]
            yield f"{child['fact']} {child['op']} {value}"


def policies(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, content) of each labelled policy."""
    for path in sorted(folder.glob("*.yml")):
        yield path.stem, YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def measure(folder: Path, catalogue: Catalogue, misses: list[str]) -> dict[str, Score]:
    """Scores by field over all policies of ``folder``."""
    scores: defaultdict[str, Score] = defaultdict(Score)
    for name, policy in policies(folder):
        proposal = propose(read_text(policy["text"]), catalogue)
        wanted = {record["article"] for record in policy["records"]} - {""}
        offered = {draft.label for draft in proposal.measures}
        count = scores["(split into records)"]
        count.wanted, count.found = count.wanted + len(wanted), count.found + len(offered)
        count.right += len(wanted & offered)
        count.anywhere += len(wanted & offered)
        if wanted != offered:
            misses.append(f"{name}: articles wanted {sorted(wanted)}, offered {sorted(offered)}")
        drafts = {"": proposal.whole, **{draft.label: draft for draft in proposal.measures}}
        for record in policy["records"]:
            if draft := drafts.get(record["article"]):
                _compare(f"{name} {record['article']}", record, draft, scores, misses, split=bool(wanted))
    return dict(scores)


def _compare(
    name: str, record: dict[str, Any], draft: Draft, scores: dict[str, Score], misses: list[str], *, split: bool
) -> None:
    fields = record["fields"]
    whole_of_many = split and not record["article"]
    for field, value in fields.items():
        candidates = [candidate.value for candidate in draft.fields.get(field, [])]
        score = scores[field]
        score.wanted += 1
        score.found += bool(candidates)
        score.right += bool(candidates) and _same(candidates[0], value)
        score.anywhere += any(_same(candidate, value) for candidate in candidates)
        if not candidates or not _same(candidates[0], value):
            misses.append(f"{name} {field}: wanted {value!r}, proposed {candidates!r}")
    figures = [field for field in draft.fields if field.startswith("benefit.") and field != "benefit.summary"]
    for field in figures if not whole_of_many else []:
        if field not in fields:
            scores[field].found += 1
            misses.append(f"{name} {field}: not wanted, proposed {draft.fields[field][0].value!r}")
    if "conditions" in record:
        wanted = {_sorted(leaf) for leaf in record["conditions"]}
        found = {leaf for candidate in draft.conditions for leaf in leaves(candidate.value)}
        score = scores["conditions (typed)"]
        score.wanted, score.found = score.wanted + len(wanted), score.found + len(found)
        score.right += len(wanted & found)
        score.anywhere += len(wanted & found)
        misses += [f"{name} condition missed: {leaf}" for leaf in sorted(wanted - found)]
        misses += [f"{name} condition too much: {leaf}" for leaf in sorted(found - wanted)]


def _sorted(leaf: str) -> str:
    fact, op, value = leaf.split(" ", 2)
    return f"{fact} {op} {'、'.join(sorted(value.split('、')))}"


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, list) and isinstance(found, list):
        return sorted(map(str, found)) == sorted(map(str, wanted))
    return bool(found == wanted)


def main() -> None:
    """Prints the table, all fields together last."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dev", action="store_true")
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    misses: list[str] = []
    scores = measure(FOLDER / ("dev" if chosen.dev else "held_out"), load_catalogue(), misses)
    for name, score in sorted(scores.items()):
        print(score.line(name))
    total = Score()
    for score in scores.values():
        total.right, total.found = total.right + score.right, total.found + score.found
        total.wanted, total.anywhere = total.wanted + score.wanted, total.anywhere + score.anywhere
    print(total.line("all"))
    if chosen.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
