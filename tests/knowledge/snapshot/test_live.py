import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from builders import record
from samples import HashEncoder, sample_catalogue

from knowledge.errors import SnapshotMissing
from knowledge.snapshot.live import LiveSnapshot
from knowledge.snapshot.store import SnapshotStore

NEW = record(id="new-loan", title="新贷款产品")
PROMISED_SECONDS = 2


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path, HashEncoder())


def wait_for(condition: Callable[[], bool]) -> float:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < PROMISED_SECONDS
        time.sleep(0.01)
    return time.monotonic() - started


def served(live: LiveSnapshot) -> int | None:
    try:
        return live.get().number
    except SnapshotMissing:
        return None


def damage(store: SnapshotStore, number: int) -> None:
    (store.path(number) / "records.jsonl").write_text("{}", encoding="utf-8")


def test_a_new_record_is_found_within_two_seconds_while_answering(store: SnapshotStore) -> None:
    store.publish(sample_catalogue())
    failures: list[Exception] = []
    stop = Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                assert live.get().retriever.search("腾飞贷").hits[0].record.id == "tengfei-loan"
            except Exception as error:
                failures.append(error)
                return

    with LiveSnapshot(store) as live:
        asking = Thread(target=ask)
        asking.start()
        store.publish(sample_catalogue([NEW]))
        wait_for(lambda: live.get().retriever.search("新贷款产品").hits[0].record.id == "new-loan")
        stop.set()
        asking.join()
        assert live.get().number == 2
    assert not failures


def test_rollback_is_followed(store: SnapshotStore) -> None:
    store.publish(sample_catalogue())
    store.publish(sample_catalogue([NEW]))
    with LiveSnapshot(store) as live:
        store.rollback(1)
        wait_for(lambda: live.get().number == 1)


def test_a_damaged_one_is_refused_once_and_the_last_good_one_stays(
    store: SnapshotStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.publish(sample_catalogue())
    store.publish(sample_catalogue([NEW]))
    store.rollback(1)
    damage(store, 2)
    with LiveSnapshot(store, poll_seconds=0.02) as live, caplog.at_level(logging.ERROR):
        (store.root / "CURRENT").write_text("000002", encoding="utf-8")
        wait_for(lambda: bool(caplog.records))
        time.sleep(0.2)
        assert live.get().number == 1
        assert len(caplog.records) == 1 and "快照 2 未启用" in caplog.text
        assert store.publish(sample_catalogue([NEW])) == 3
        wait_for(lambda: live.get().number == 3)


def test_start_with_a_damaged_current_one(store: SnapshotStore) -> None:
    store.publish(sample_catalogue())
    store.publish(sample_catalogue([NEW]))
    damage(store, 2)
    with LiveSnapshot(store) as live:
        assert live.get().number == 1


def test_start_before_anything_is_published(store: SnapshotStore) -> None:
    with LiveSnapshot(store, poll_seconds=0.02) as live:
        with pytest.raises(SnapshotMissing, match="kb publish"):
            live.get()
        store.publish(sample_catalogue())
        wait_for(lambda: served(live) == 1)


def test_a_pointer_to_a_half_written_folder_is_refused(store: SnapshotStore) -> None:
    store.publish(sample_catalogue())
    with LiveSnapshot(store, poll_seconds=0.02) as live:
        (store.root / "000002").mkdir()
        (store.root / "CURRENT").write_text("000002", encoding="utf-8")
        time.sleep(0.2)
        assert live.get().number == 1
