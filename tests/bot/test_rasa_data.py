"""Rasa's own check of domain, rules and training data."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_rasa_data_validate() -> None:
    rasa = Path(sys.executable).with_name("rasa")
    command = [
        rasa,
        "data",
        "validate",
        "--domain",
        "bot/domain",
        "--data",
        "data",
        "--config",
        "config.yml",
        "--fail-on-warnings",
    ]
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
