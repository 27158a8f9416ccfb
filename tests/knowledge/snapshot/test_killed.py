"""A publisher killed at any moment leaves the old snapshot serving and the next publish working."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from builders import record
from samples import HashEncoder, sample_catalogue

from knowledge.errors import SnapshotBusy
from knowledge.snapshot.store import SnapshotStore

PUBLISHER = [sys.executable, str(Path(__file__).with_name("publisher.py"))]
NEW = record(id="new-loan", title="新贷款产品")


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    store = SnapshotStore(tmp_path, HashEncoder())
    assert store.publish(sample_catalogue()) == 1
    return store


@pytest.mark.parametrize(
    "step",
    [
        "write_snapshot",
        "sha256",
        "sha256:3",
        "sync",
        "sync:4",
        "load_snapshot",
        "rename",
        "rename:1",
        "swap",
        "replace",
    ],
)
def test_killed_before_the_swap(store: SnapshotStore, step: str) -> None:
    killed = subprocess.run([*PUBLISHER, str(store.root), step], capture_output=True, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert store.current_number() == 1
    assert "new-loan" not in store.load(1).records
    number = store.publish(sample_catalogue([NEW]))
    assert number == store.current_number() and "new-loan" in store.load(number).records
    assert not [*store.root.glob("building-*"), *store.root.glob("candidate-*")]


def test_not_killed(store: SnapshotStore) -> None:
    done = subprocess.run([*PUBLISHER, str(store.root)], capture_output=True, timeout=60, check=True)
    assert done.stdout.strip() == b"2" and store.current_number() == 2


def test_two_publishers_at_once(store: SnapshotStore) -> None:
    with subprocess.Popen([*PUBLISHER, str(store.root), "hold"], stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline().strip() == b"holding"
        with pytest.raises(SnapshotBusy, match="另一个发布正在进行"):
            store.publish(sample_catalogue([NEW]))
        other.kill()
    assert store.publish(sample_catalogue([NEW])) == 2
