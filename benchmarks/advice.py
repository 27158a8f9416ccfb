"""How few questions the advice needs, and how long a decision takes. Run after `make setup`: make bench-advice

Enterprises are drawn from knowledge/questions/population.yml; an oracle knows every fact of theirs. Each begins with what
founders tell in a first message (OPENING) and answers truthfully. A policy is done with an enterprise at the question from
which on its first three records are the oracle's. `--split dev` draws others, to tune on.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")
import numpy as np  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.advice.advise import advise, implied, prospect_of  # noqa: E402
from knowledge.advice.rank import Assessment, assess  # noqa: E402
from knowledge.catalogue.load import load_catalogue  # noqa: E402
from knowledge.catalogue.model import Record  # noqa: E402
from knowledge.eligibility.firms import Firms  # noqa: E402
from knowledge.eligibility.profile import EnterpriseProfile  # noqa: E402
from knowledge.eligibility.stage import find_stage  # noqa: E402
from knowledge.questions.bank import question_bank  # noqa: E402
from knowledge.questions.choose import TOP, next_question, worth_of_questions  # noqa: E402
from knowledge.questions.population import FirmClass, assumptions, draw  # noqa: E402
from knowledge.terms.vocabulary import FACTS  # noqa: E402

TODAY = dt.date(2026, 11, 24)
RESULTS = ROOT / "results"
SEEDS = {"dev": 11, "test": 97}
ALL = set(FACTS) - {"stage"}
LISTS = ("certifications", "collateral")
OPENING = {
    "need_kind": 0.82,
    "need_amount_wan": 0.61,
    "need_purpose": 0.53,
    "industry": 0.30,
    "need_term_months": 0.22,
    "equity_round": 0.12,
    "district": 0.10,
    "collateral": 0.10,
    "employees": 0.09,
    "founded_on": 0.08,
    "revenue_wan": 0.07,
    "receivables_wan": 0.06,
    "certifications": 0.05,
    "net_profit_wan": 0.05,
    "tax_rating": 0.02,
    "invention_patents": 0.02,
}
"""How often a first wish tells each fact: counted over the 210 seek_recommendation messages of benchmarks/messages/dev."""
CHECKPOINTS = (0, 2, 4, 6)
SIZES = (200, 2_000, 20_000)
ORDER_FIRMS, ORDER_GREEDY = 60, 8

Policy = Callable[[EnterpriseProfile, Assessment, set[str], int], str | None]
"""What is known, the assessment, the facts told and how many questions were asked -> the fact to ask, or None to stop."""


class NoMeaning:
    """The founder's words say nothing beyond the facts: a retriever that finds all records equally near."""

    def similarity(self, query: str) -> dict[str, float]:
        return {}


@dataclass(eq=False)
class Shelved:
    """A library in memory."""

    records: dict[str, Record]
    institutions: Any
    terms: Any
    retriever: Any
    number: int = 1


@dataclass(frozen=True)
class Run:
    """``right``: for each number of questions, whether the first records were the oracle's; ``asked``: facts in order."""

    right: list[bool]
    asked: list[str]

    @property
    def needed(self) -> int | None:
        """The question from which on they stay right; None when they never are."""
        wrong = [place for place, right in enumerate(self.right) if not right]
        needed = wrong[-1] + 1 if wrong else 0
        return needed if needed < len(self.right) else None


@lru_cache(maxsize=1)
def library() -> Shelved:
    """The repository's content."""
    content = load_catalogue()
    return Shelved(content.records, content.institutions, content.terms, NoMeaning())


def main() -> None:
    """Simulate, time, and write Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=SEEDS, default="test")
    parser.add_argument("--enterprises", type=int, default=1000)
    parser.add_argument(
        "--shifted", action="store_true", help="draw the enterprises from other distributions than assumed"
    )
    parser.add_argument("--only", choices=("adaptive", "as shipped", "fixed", "random", "speed"), help="one part")
    arguments = parser.parse_args()
    parts = [
        f"# Advice, {arguments.split}: {arguments.enterprises} enterprises, {dt.datetime.now():%Y-%m-%d %H:%M}, {os.cpu_count()} cores"
    ]
    if arguments.only != "speed":
        parts.append(questions_table(arguments.split, arguments.enterprises, arguments.shifted, arguments.only))
    if arguments.only in (None, "speed"):
        parts.append(speed_table())
    text = "\n\n".join(parts) + "\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"advice-{arguments.split}.md").write_text(text, encoding="utf-8")
    print(text)


def questions_table(split: str, count: int, shifted: bool, only: str | None) -> str:
    """Markdown: a row a policy."""
    rows = []
    with ProcessPoolExecutor() as pool:
        for name in ("adaptive", "as shipped", "fixed", "random"):
            if only and only != name:
                continue
            order = best_order(pool) if name == "fixed" else None
            job = partial(simulate, split=split, count=count, shifted=shifted, policy=name, order=order)
            rows.append((name, list(pool.map(job, range(count), chunksize=8)), order))
    head = "| policy | " + " | ".join(f"right after {n}" for n in CHECKPOINTS)
    lines = [
        head + " | reached | questions, mean | p90 | asked, mean |",
        "| --- |" + " ---: |" * (len(CHECKPOINTS) + 4),
    ]
    lines += [_row(name, runs) for name, runs, _ in rows]
    notes = [f"Fixed order: {'、'.join(FACTS[fact].label for fact in order)}" for _, _, order in rows if order]
    return "\n".join(lines) + "\n\n" + "\n".join(notes)


def _row(name: str, runs: list[Run]) -> str:
    shares = [np.mean([run.right[min(n, len(run.right) - 1)] for run in runs]) for n in CHECKPOINTS]
    needed = [run.needed for run in runs]
    reached = [n for n in needed if n is not None]
    longest = max(len(run.asked) for run in runs)
    counted = [n if n is not None else longest for n in needed]
    cells = [*(f"{share:.3f}" for share in shares), f"{len(reached) / len(runs):.3f}", f"{np.mean(counted):.2f}"]
    return (
        f"| {name} | "
        + " | ".join([*cells, f"{np.percentile(counted, 90):.0f}", f"{np.mean([len(run.asked) for run in runs]):.2f}"])
        + " |"
    )


def simulate(number: int, *, split: str, count: int, shifted: bool, policy: str, order: Sequence[str] | None) -> Run:
    """One enterprise under one policy."""
    firms = enterprises(split, count, shifted)
    random = np.random.default_rng([SEEDS[split], number, 1])
    choose: dict[str, Policy] = {
        "adaptive": _adaptive,
        "as shipped": _as_shipped,
        "fixed": partial(_in_order, order or ()),
        "random": partial(_in_order, random.permutation(list(question_bank().facts)).tolist()),
    }
    return interview(firms, number, opening(split, number), choose[policy])


def interview(firms: Firms, number: int, told: set[str], choose: Policy) -> Run:
    """Ask until the policy stops."""
    wanted = first_records(firms, number, ALL)
    right, asked = [], []
    while True:
        profile, found = _assessed(firms, number, told | set(asked))
        right.append(_first(found) == wanted)
        fact = choose(profile, found, {*told, *asked}, len(asked))
        if fact is None:
            return Run(right, asked)
        asked.append(fact)


def first_records(firms: Firms, number: int, told: set[str]) -> frozenset[str]:
    """The first records for what was told of an enterprise."""
    return _first(_assessed(firms, number, told)[1])


def _assessed(firms: Firms, number: int, told: set[str]) -> tuple[EnterpriseProfile, Assessment]:
    profile = profile_of(firms, number, told)
    return profile, assess(library(), profile, stage=find_stage(profile, TODAY).stage, today=TODAY)


def _first(found: Assessment) -> frozenset[str]:
    rows = found.shelf.mixer.pick(found.expected[:, None], TOP)[:, 0]
    return frozenset(found.shelf.records[row].id for row in rows if row >= 0)


def _adaptive(profile: EnterpriseProfile, found: Assessment, told: set[str], asked: int) -> str | None:
    worth = worth_of_questions(prospect_of(found), profile, closed=told | implied(profile), bank=question_bank())
    return worth[0].fact if worth else None


def _as_shipped(profile: EnterpriseProfile, found: Assessment, told: set[str], asked: int) -> str | None:
    question = next_question(prospect_of(found), profile, closed=told | implied(profile), asked=asked)
    return question.fact if question else None


def _in_order(
    order: Sequence[str], profile: EnterpriseProfile, found: Assessment, told: set[str], asked: int
) -> str | None:
    return next((fact for fact in order if fact not in told and not profile.knows(fact)), None)


def best_order(pool: Executor) -> list[str]:
    """The order of questions that puts most first records right on the dev enterprises: the best next question for all
    of them, again and again; the tail by what it is worth to one of whom nothing is known."""
    order: list[str] = []
    facts = list(question_bank().facts)
    while len(order) < ORDER_GREEDY:
        left = [fact for fact in facts if fact not in order]
        gains = list(pool.map(_right_after, [[*order, fact] for fact in left]))
        order.append(left[int(np.argmax(gains))])
    nobody = EnterpriseProfile()
    found = assess(library(), nobody, stage=None, today=TODAY)
    tail = worth_of_questions(prospect_of(found), nobody, closed=set(order), bank=question_bank())
    return [*order, *(worth.fact for worth in tail)]


def _right_after(order: list[str]) -> float:
    """Share of the oracle's first records among the first records, once the questions of ``order`` are answered."""
    firms = enterprises("dev", ORDER_FIRMS, False)
    overlap = 0
    for number in range(ORDER_FIRMS):
        told = opening("dev", number) | set(order)
        overlap += len(first_records(firms, number, told) & _oracle(number))
    return overlap / (TOP * ORDER_FIRMS)


@lru_cache(maxsize=ORDER_FIRMS)
def _oracle(number: int) -> frozenset[str]:
    return first_records(enterprises("dev", ORDER_FIRMS, False), number, ALL)


def opening(split: str, number: int) -> set[str]:
    """What an enterprise tells before it is asked anything."""
    random = np.random.default_rng([SEEDS[split], number])
    return {fact for fact, share in OPENING.items() if random.random() < share}


@lru_cache(maxsize=2)
def enterprises(split: str, count: int, shifted: bool) -> Firms:
    """The simulated enterprises."""
    assumed = assumptions()
    if shifted:
        classes = {name: _shifted(one) for name, one in assumed.classes.items()}
        assumed = assumed.model_copy(update={"classes": classes})
    return draw(assumed, count, SEEDS[split], TODAY)


def _shifted(one: FirmClass) -> FirmClass:
    """Another world: as many firms of each class, half as large again, titles and patents half as common."""
    larger = {
        name: getattr(one, name).model_copy(update={"median": getattr(one, name).median * factor})
        for name, factor in {
            "employees": 1.5,
            "revenue_a_head": 1.5,
            "invention_patents": 0.5,
            "age_months": 1.4,
        }.items()
    }
    halved = {name: share / 2 for name, share in one.certifications.items()}
    even = {name: (share + 1 / len(one.need_kind)) / 2 for name, share in one.need_kind.items()}
    return one.model_copy(update={**larger, "share": 0.25, "certifications": halved, "need_kind": even})


def speed_table() -> str:
    """Markdown: milliseconds of one decision (judge all, rank, list, choose the next question) by number of records."""
    lines = ["| records | decision, median ms | p95 ms | first of the day, s |", "| ---: | ---: | ---: | ---: |"]
    profiles = [profile_of(enterprises("dev", 40, False), number, opening("dev", number)) for number in range(40)]
    for size in SIZES:
        many = _grown(size)
        begun = time.perf_counter()
        advise(many, profiles[0], today=TODAY)
        first, times = time.perf_counter() - begun, []
        for profile in profiles:
            begun = time.perf_counter()
            advise(many, profile, today=TODAY)
            times.append((time.perf_counter() - begun) * 1000)
        lines.append(f"| {size} | {statistics.median(times):.1f} | {np.percentile(times, 95):.1f} | {first:.2f} |")
    return "\n".join(lines)


def _grown(size: int) -> Shelved:
    """The recommendable records again and again under other ids, their numeric thresholds moved, ``size`` in all."""
    usable = [record for record in library().records.values() if record.recommendable(TODAY)]
    random = np.random.default_rng(1)
    records = {}
    for number in range(size):
        one = usable[number % len(usable)]
        name = f"{one.id[:48]}-{number}"
        tree = (
            _moved(one.conditions.model_dump(by_alias=True), random)
            if one.conditions and number >= len(usable)
            else one.conditions
        )
        records[name] = Record.model_validate(
            {
                **one.model_dump(by_alias=True),
                "id": name,
                "conditions": tree,
                "exclusive_with": [],
                "supersedes": [],
                "conflicts": [],
            }
        )
    content = library()
    return Shelved(records, content.institutions, content.terms, NoMeaning(), number=size)


def _moved(tree: Any, random: np.random.Generator) -> Any:
    if isinstance(tree, list):
        return [_moved(child, random) for child in tree]
    if not isinstance(tree, dict):
        return tree
    moved = {key: _moved(value, random) for key, value in tree.items() if key in ("all", "any", "not")}
    value = tree.get("value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        moved["value"] = max(1, round(value * float(random.choice([0.5, 0.8, 1, 1.25, 2]))))
    return {**tree, **moved}


def profile_of(firms: Firms, number: int, told: set[str]) -> EnterpriseProfile:
    """What the adviser knows of an enterprise once it told ``told``."""
    values = firms.stated(number, told)
    return EnterpriseProfile.model_validate({**values, "complete": [name for name in LISTS if name in told]})


if __name__ == "__main__":
    main()
