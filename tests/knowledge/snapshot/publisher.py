"""A publisher in its own process that kills itself on the way: python publisher.py ROOT [STEP].

STEP is the name of a function that the publisher calls; the process dies by SIGKILL as that call begins,
or after N calls with STEP:N. STEP "hold" keeps the lock until the process is killed from outside.
"""

import os
import signal
import sys
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS.parents[1]), str(TESTS / "retrieval"), str(TESTS / "eligibility")]

from builders import record  # noqa: E402
from samples import HashEncoder, sample_catalogue  # noqa: E402

from knowledge.snapshot import files, publish, store  # noqa: E402

HOMES = {
    "write_snapshot": store,
    "load_snapshot": store,
    "swap": store,
    "sync": publish,
    "sha256": publish,
    "replace": files.os,
    "rename": os,
}


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hold(*_: object, **__: object) -> None:
    print("holding", flush=True)
    time.sleep(60)


def arm(step: str) -> None:
    name, _, after = step.partition(":")
    if name == "hold":
        store.write_snapshot = hold
        return
    real, left = getattr(HOMES[name], name), [int(after or 0)]

    def call(*arguments: object, **named: object) -> object:
        if left[0] == 0:
            die()
        left[0] -= 1
        return real(*arguments, **named)

    setattr(HOMES[name], name, call)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        arm(sys.argv[2])
    new = record(id="new-loan", title="新贷款产品")
    print(store.SnapshotStore(Path(sys.argv[1]), HashEncoder()).publish(sample_catalogue([new])))
