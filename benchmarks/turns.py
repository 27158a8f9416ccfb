"""Whole turns through a real action server: our pipeline beside Rasa's stock one, same run, one process each.

Run in the Rasa environment after `make setup`: .venv-bot/bin/python benchmarks/turns.py
"""

import argparse
import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.labelled import messages  # noqa: E402
from benchmarks.pipelines import CONFIGS, in_own_process, memory_mb, trained  # noqa: E402

START_SECONDS = 60
ROWS = {
    "turns / s": "turns_per_second",
    "turn p50, ms": "turn_p50_ms",
    "turn p95, ms": "turn_p95_ms",
    "memory, MB": "rss_mb",
}


def main() -> None:
    """Measure both pipelines (or, as the child process, one) and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=CONFIGS, help=argparse.SUPPRESS)
    parser.add_argument("--stock-epochs", type=int, default=5, help="epochs of DIET; its speed is the same with few")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one, arguments.stock_epochs)))
        return
    with action_server() as url:
        os.environ["ACTION_ENDPOINT_URL"] = url
        epochs = ("--stock-epochs", str(arguments.stock_epochs))
        table = as_table({name: in_own_process(__file__, name, *epochs) for name in CONFIGS}, arguments.stock_epochs)
    report = ROOT / "results" / "turns.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text(table, encoding="utf-8")
    print(table)


@contextlib.contextmanager
def action_server() -> Iterator[str]:
    """The real action server on a free port; its webhook's address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [str(ROOT / ".venv" / "bin" / "python"), "-m", "actions.server", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(f"http://127.0.0.1:{port}/status"):
            if time.monotonic() > deadline:
                sys.exit("the action server does not answer; run `make setup` first")
            time.sleep(0.3)
        yield f"http://127.0.0.1:{port}/webhook"
    finally:
        server.terminate()
        server.wait()


def answers(url: str) -> bool:
    """Whether ``url`` answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def measure(name: str, stock_epochs: int) -> dict[str, float]:
    """Train from scratch, then take every dev message as a turn."""
    from rasa.core.agent import Agent
    from rasa.model_training import train as train_all
    from rasa.utils.endpoints import EndpointConfig

    def train(config: str, folder: str) -> str:
        return str(train_all(str(ROOT / "bot" / "domain"), config, [str(ROOT / "data")], folder).model)

    with trained(train, name, stock_epochs) as (model, _):
        agent = Agent.load(model, action_endpoint=EndpointConfig(os.environ["ACTION_ENDPOINT_URL"]))
        texts = [message.text for message in messages("dev")]
        return {**asyncio.run(take_turns(agent, texts)), "rss_mb": memory_mb()}


async def take_turns(agent: Any, texts: list[str]) -> dict[str, float]:
    """Every dev message as the first turn of a consenting visitor: NLU, rules, actions, reply; trackers in memory."""
    import numpy as np
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    times = []
    for number, text in enumerate(texts):
        said = UserMessage(text, CollectingOutputChannel(), f"bench-{number}", metadata={"consent": True})
        begun = time.perf_counter()
        await agent.handle_message(said)
        times.append((time.perf_counter() - begun) * 1000)
    return {
        "turns_per_second": 1000 * len(times) / sum(times),
        "turn_p50_ms": float(np.percentile(times, 50)),
        "turn_p95_ms": float(np.percentile(times, 95)),
    }


def as_table(figures: dict[str, dict[str, float]], stock_epochs: int) -> str:
    """Markdown: a row per figure, with the ratio ours / stock."""
    lines = [
        f"Turns, {datetime.now():%Y-%m-%d %H:%M}, {os.cpu_count()} cores; DIET trained for {stock_epochs} epochs",
        "",
        "| | ours | stock | ours / stock |",
        "| --- | ---: | ---: | ---: |",
    ]
    for title, key in ROWS.items():
        ours, stock = figures["ours"][key], figures["stock"][key]
        lines.append(f"| {title} | {ours:.3g} | {stock:.3g} | {ours / stock:.2f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
