"""Our pipeline beside Rasa's stock one: same data, same run, one process each, whole turns through a real action server.

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
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CONFIGS = {"ours": ROOT / "config.yml", "stock": ROOT / "benchmarks" / "configs" / "stock.yml"}
DEV = ROOT / "tests" / "bot" / "nlu" / "intent_dev.yml"
START_SECONDS = 60
ROWS = {
    "training, s": "train_s",
    "turns / s": "turns_per_second",
    "turn p50, ms": "turn_p50_ms",
    "turn p95, ms": "turn_p95_ms",
    "NLU messages / s": "per_second",
    "NLU p50, ms": "p50_ms",
    "NLU p95, ms": "p95_ms",
    "memory, MB": "rss_mb",
    "dev accuracy": "accuracy",
    "dev macro-F1": "macro_f1",
    "median confidence, right": "sure_right",
    "median confidence, wrong": "sure_wrong",
    "fell back": "fell_back",
}


def main() -> None:
    """Measure both pipelines (or, as the child process, one) and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=CONFIGS, help=argparse.SUPPRESS)
    parser.add_argument(
        "--stock-epochs", type=int, help="train DIET for fewer epochs: speed stays, its accuracy does not"
    )
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(CONFIGS[arguments.one], arguments.stock_epochs)))
        return
    with action_server() as url:
        os.environ["ACTION_ENDPOINT_URL"] = url
        table = as_table(
            {name: in_own_process(name, arguments.stock_epochs) for name in CONFIGS}, arguments.stock_epochs
        )
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


def in_own_process(name: str, stock_epochs: int | None) -> dict[str, float]:
    """Figures of one pipeline; its memory and threads are its own. The last line that the child prints is the result."""
    print(f"measuring {name} ...", file=sys.stderr, flush=True)
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, __file__, "--one", name]
    command += ["--stock-epochs", str(stock_epochs)] if stock_epochs else []
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure(config: Path, stock_epochs: int | None) -> dict[str, float]:
    """Train from scratch in an empty folder (no cache), then read every dev message once, after five to warm up."""
    import structlog
    from rasa.core.agent import Agent
    from rasa.model_training import train
    from rasa.utils.endpoints import EndpointConfig

    sys.path.insert(0, str(ROOT))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RASA_CACHE_DIRECTORY"] = folder
        if stock_epochs:
            text = config.read_text(encoding="utf-8")
            config = Path(folder) / "config.yml"
            config.write_text(text.replace("epochs: 100", f"epochs: {stock_epochs}"), encoding="utf-8")
        begun = time.perf_counter()
        model = train(str(ROOT / "bot" / "domain"), str(config), [str(ROOT / "data")], folder).model
        train_s = time.perf_counter() - begun
        agent = Agent.load(model, action_endpoint=EndpointConfig(os.environ["ACTION_ENDPOINT_URL"]))
        return {"train_s": train_s, **asyncio.run(both(agent, dev_messages()))}


def dev_messages() -> list[tuple[str, str]]:
    """(text, intent) of the dev split."""
    from ruamel.yaml import YAML

    by_intent = YAML(typ="safe").load(DEV)
    return [(str(text), intent) for intent, texts in by_intent.items() for text in texts]


async def both(agent: Any, messages: list[tuple[str, str]]) -> dict[str, float]:
    """Figures of the language part alone and of whole turns."""
    return {**await read_all(agent, messages), **await take_turns(agent, messages)}


async def take_turns(agent: Any, messages: list[tuple[str, str]]) -> dict[str, float]:
    """Every dev message as the first turn of a consenting visitor: NLU, rules, actions, reply; trackers in memory."""
    import numpy as np
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    times = []
    for number, (text, _) in enumerate(messages):
        said = UserMessage(text, CollectingOutputChannel(), f"bench-{number}", metadata={"consent": True})
        begun = time.perf_counter()
        await agent.handle_message(said)
        times.append((time.perf_counter() - begun) * 1000)
    return {
        "turns_per_second": 1000 * len(times) / sum(times),
        "turn_p50_ms": float(np.percentile(times, 50)),
        "turn_p95_ms": float(np.percentile(times, 95)),
    }


async def read_all(agent: Any, messages: list[tuple[str, str]]) -> dict[str, float]:
    """Speed, memory and accuracy over the messages; the intent counted is the likeliest real one."""
    import numpy as np
    import psutil
    from sklearn.metrics import accuracy_score, f1_score

    for text, _ in messages[:5]:
        await agent.parse_message(text)
    times, rankings, fallbacks = [], [], 0
    for text, _ in messages:
        begun = time.perf_counter()
        parsed = await agent.parse_message(text)
        times.append((time.perf_counter() - begun) * 1000)
        fallbacks += parsed["intent"]["name"] == "nlu_fallback"
        rankings.append(next(entry for entry in parsed["intent_ranking"] if entry["name"] != "nlu_fallback"))
    said, meant = [entry["name"] for entry in rankings], [intent for _, intent in messages]
    sure = np.array([entry["confidence"] for entry in rankings])
    right = np.array(said) == np.array(meant)
    return {
        "per_second": 1000 * len(times) / sum(times),
        "p50_ms": float(np.percentile(times, 50)),
        "p95_ms": float(np.percentile(times, 95)),
        "rss_mb": psutil.Process().memory_info().rss / 2**20,
        "accuracy": float(accuracy_score(meant, said)),
        "macro_f1": float(f1_score(meant, said, average="macro")),
        "sure_right": float(np.median(sure[right])),
        "sure_wrong": float(np.median(sure[~right])) if not right.all() else float("nan"),
        "fell_back": fallbacks / len(times),
    }


def as_table(figures: dict[str, dict[str, float]], stock_epochs: int | None) -> str:
    """Markdown: a row per figure, with the ratio ours / stock."""
    lines = [
        f"Turns, {datetime.now():%Y-%m-%d %H:%M}, {os.cpu_count()} cores"
        + (
            f"; DIET cut to {stock_epochs} epochs, so its training time and accuracy do not count"
            if stock_epochs
            else ""
        ),
        "",
        "| | ours | stock | ours / stock |",
        "| --- | ---: | ---: | ---: |",
    ]
    for title, key in ROWS.items():
        ours, stock = figures["ours"][key], figures["stock"][key]
        ratio = f"{ours / stock:.2f}" if stock else "-"
        lines.append(f"| {title} | {ours:.3g} | {stock:.3g} | {ratio} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
