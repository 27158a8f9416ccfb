"""Understanding on messages never trained on: intents beside Rasa's stock pipeline, facts by fact, latency of both.

Run in the Rasa environment after `make setup`: make bench-nlu
"""

import argparse
import asyncio
import csv
import json
import os
import sys
import time
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import recognizers  # noqa: E402
from benchmarks.labelled import LABELLED_ON, Labelled, comparable, messages  # noqa: E402
from benchmarks.pipelines import CONFIGS, in_own_process, memory_mb, trained  # noqa: E402

RESULTS = ROOT / "results"
NEEDS = ("need_kind", "need_purpose")
ROWS = {
    "intent accuracy": "accuracy",
    "intent macro-F1": "macro_f1",
    "fell back": "fell_back",
    "training from scratch, s": "train_s",
    "a message, median ms": "p50_ms",
    "a message, p95 ms": "p95_ms",
    "memory, MB": "rss_mb",
}


def main() -> None:
    """Measure both pipelines (or, as the child process, one) and write Markdown, a confusion table and every mistake."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="test", help="tune on dev, report test")
    parser.add_argument("--only-ours", action="store_true", help="leave the stock pipeline out: a minute, not twenty")
    parser.add_argument("--stock-epochs", type=int, help="train DIET for fewer epochs; its quality then does not count")
    parser.add_argument("--recognizers", type=Path, help="Specs folder of a checkout of microsoft/Recognizers-Text")
    parser.add_argument(
        "--mistakes", action="store_true", help="list every wrong message (never with a split to report)"
    )
    parser.add_argument("--one", choices=CONFIGS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    said = messages(arguments.split)
    if arguments.one:
        print(json.dumps(measure(arguments.one, said, arguments.stock_epochs)))
        return
    names = ["ours"] if arguments.only_ours else list(CONFIGS)
    epochs = ["--stock-epochs", str(arguments.stock_epochs)] if arguments.stock_epochs else []
    found = {name: in_own_process(__file__, name, "--split", arguments.split, *epochs) for name in names}
    told = [facts_of(message.text, needs) for message, needs in zip(said, found["ours"]["needs"], strict=True)]
    facts = fact_counts(said, told)
    parts = [
        f"# Understanding, {arguments.split} split: {len(said)} messages, {datetime.now():%Y-%m-%d %H:%M}, {os.cpu_count()} cores",
        intent_table(found, arguments.stock_epochs),
        fact_table(facts),
        amounts_line(said, told),
    ]
    if arguments.recognizers:
        parts.append(recognizers.report(arguments.recognizers, RESULTS / "recognizers-failures.tsv"))
    text = "\n\n".join(parts) + "\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"nlu-{arguments.split}.md").write_text(text, encoding="utf-8")
    write_confusion(RESULTS / f"nlu-{arguments.split}-confusion.csv", said, found["ours"]["intents"])
    print(text)
    if arguments.mistakes:
        print_mistakes(said, found["ours"]["intents"], told)


def measure(name: str, said: list[Labelled], stock_epochs: int | None) -> dict[str, Any]:
    """Train the language part from scratch, then read every message once, after five to warm up."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    def train(config: str, folder: str) -> str:
        return str(train_nlu(config, str(ROOT / "data"), folder, domain=str(ROOT / "bot" / "domain")))

    with trained(train, name, stock_epochs) as (model, seconds):
        return {"train_s": seconds, **asyncio.run(read_all(Agent.load(model), said))}


async def read_all(agent: Any, said: list[Labelled]) -> dict[str, Any]:
    """Speed, memory, and of each message the likeliest real intent and the needs among its entities."""
    import numpy as np
    from sklearn.metrics import accuracy_score, f1_score

    for message in said[:5]:
        await agent.parse_message(message.text)
    times, intents, needs, fallbacks = [], [], [], 0
    for message in said:
        begun = time.perf_counter()
        parsed = await agent.parse_message(message.text)
        times.append((time.perf_counter() - begun) * 1000)
        fallbacks += parsed["intent"]["name"] == "nlu_fallback"
        needs.append({found["entity"]: found["value"] for found in parsed["entities"] if found["entity"] in NEEDS})
        intents.append(next(entry["name"] for entry in parsed["intent_ranking"] if entry["name"] != "nlu_fallback"))
    meant = [message.intent for message in said]
    return {
        "intents": intents,
        "needs": needs,
        "accuracy": float(accuracy_score(meant, intents)),
        "macro_f1": float(f1_score(meant, intents, average="macro")),
        "fell_back": fallbacks / len(said),
        "p50_ms": float(np.percentile(times, 50)),
        "p95_ms": float(np.percentile(times, 95)),
        "rss_mb": memory_mb(),
    }


def facts_of(text: str, needs: dict[str, str]) -> dict[str, Any]:
    """What the pipeline finds: its ``needs``, and the facts that rules alone read, on the day of the labels."""
    from knowledge.terms.facts import extract_facts

    read = {mention.fact: comparable(mention.value) for mention in extract_facts(text, today=LABELLED_ON)}
    return {fact: value for fact, value in read.items() if fact not in NEEDS} | needs


def fact_counts(said: list[Labelled], told: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """fact -> right, extra (found but not stated so) and missed (stated but not found so)."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for message, found in zip(said, told, strict=True):
        meant = {fact: comparable(value) for fact, value in message.facts.items()}
        for fact in {*meant, *found}:
            same = fact in meant and fact in found and meant[fact] == found[fact]
            counts[fact]["right"] += same
            counts[fact]["extra"] += fact in found and not same
            counts[fact]["missed"] += fact in meant and not same
    return counts


def scores(counts: Counter[str]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    right, extra, missed = counts["right"], counts["extra"], counts["missed"]
    precision, recall = right / max(1, right + extra), right / max(1, right + missed)
    return precision, recall, 2 * right / max(1, 2 * right + extra + missed)


def fact_table(facts: dict[str, Counter[str]]) -> str:
    """Markdown: a row a fact, the sum over all first."""
    lines = ["| fact | stated | precision | recall | F1 |", "| --- | ---: | ---: | ---: | ---: |"]
    total = sum(facts.values(), Counter())
    for name, counts in [("**all (micro)**", total), *sorted(facts.items())]:
        precision, recall, f1 = scores(counts)
        lines.append(f"| {name} | {counts['right'] + counts['missed']} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    return "\n".join(lines)


def amounts_line(said: list[Labelled], told: list[dict[str, Any]]) -> str:
    """How many amounts that were both stated and found have exactly the stated value, and of all that were stated."""
    found = exact = stated = 0
    for message, read in zip(said, told, strict=True):
        for fact, value in message.facts.items():
            if fact.endswith("_wan"):
                stated += 1
                found += fact in read
                exact += read.get(fact) == comparable(value)
    return f"Amounts: {exact} of {found} found have the exact value ({exact / max(1, found):.3f}); {stated} were stated ({exact / max(1, stated):.3f})."


def intent_table(found: dict[str, dict[str, Any]], stock_epochs: int | None) -> str:
    """Markdown: a row a figure, with the ratio ours / stock where both ran."""
    names = list(found)
    lines = ["| | " + " | ".join(names) + (" | ours / stock |" if len(names) > 1 else " |")]
    lines.append("| --- |" + " ---: |" * (len(names) + (len(names) > 1)))
    for title, key in ROWS.items():
        values = [found[name][key] for name in names]
        ratio = f" {values[0] / values[1]:.2f} |" if len(values) > 1 and values[1] else " - |" * (len(values) > 1)
        lines.append(f"| {title} | " + " | ".join(f"{value:.3g}" for value in values) + " |" + ratio)
    note = f"\n\nDIET cut to {stock_epochs} epochs: its quality and training time do not count." if stock_epochs else ""
    return "\n".join(lines) + note


def write_confusion(path: Path, said: list[Labelled], intents: list[str]) -> None:
    """A row a meant intent, a column an understood one."""
    names = sorted({message.intent for message in said} | set(intents))
    pairs = Counter((message.intent, intent) for message, intent in zip(said, intents, strict=True))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["meant \\ understood", *names])
        table.writerows([meant, *(pairs[meant, name] for name in names)] for meant in names)


def print_mistakes(said: list[Labelled], intents: list[str], told: list[dict[str, Any]]) -> None:
    """Every message whose intent or facts are wrong."""
    for message, intent, read in zip(said, intents, told, strict=True):
        meant = {fact: comparable(value) for fact, value in message.facts.items()}
        wrong = [
            f"{fact}: {meant.get(fact)} / {read.get(fact)}"
            for fact in sorted({*meant, *read})
            if meant.get(fact) != read.get(fact)
        ]
        if wrong or intent != message.intent:
            print(f"{message.text!r}\n    {message.intent} / {intent}; {'; '.join(wrong)}")


if __name__ == "__main__":
    main()
