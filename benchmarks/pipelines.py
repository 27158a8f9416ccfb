"""Our pipeline and Rasa's stock one: each trained from scratch in a process of its own, on the same data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CONFIGS = {"ours": ROOT / "config.yml", "stock": ROOT / "benchmarks" / "configs" / "stock.yml"}
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


def in_own_process(script: str, name: str, *options: str) -> dict[str, Any]:
    """What ``script --one name`` prints as its last line; memory and threads of the pipeline are its own."""
    print(f"measuring {name} ...", file=sys.stderr, flush=True)
    command = [sys.executable, script, "--one", name, *options]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET}, stdout=subprocess.PIPE, check=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextmanager
def trained(train: Callable[[str, str], str], name: str, stock_epochs: int | None) -> Iterator[tuple[str, float]]:
    """(model file, seconds) of a training in an empty folder, without Rasa's cache; ``train`` takes config and folder."""
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    sys.path.insert(0, str(ROOT))
    config = CONFIGS[name]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RASA_CACHE_DIRECTORY"] = folder
        if stock_epochs:
            text = config.read_text(encoding="utf-8")
            config = Path(folder) / "config.yml"
            config.write_text(text.replace("epochs: 100", f"epochs: {stock_epochs}"), encoding="utf-8")
        begun = time.perf_counter()
        model = train(str(config), folder)
        yield model, time.perf_counter() - begun


def memory_mb() -> float:
    """Resident memory of this process."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**20
