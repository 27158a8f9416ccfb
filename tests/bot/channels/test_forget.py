"""After 删除 the tracker store holds nothing of the conversation, whatever Rasa wraps it in."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    SQLTrackerStore,
    TrackerStore,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.forget import CannotForget, forget


def in_memory(folder: Path) -> TrackerStore:
    return InMemoryTrackerStore(Domain.empty())


def in_sqlite(folder: Path) -> TrackerStore:
    return SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(folder / "conversations.db"))


def as_rasa_wraps_it(folder: Path) -> TrackerStore:
    return FailSafeTrackerStore(AwaitableTrackerStore(in_sqlite(folder)))


def agent_with(store: Any) -> Any:
    return SimpleNamespace(tracker_store=store, lock_store=InMemoryLockStore())


async def told(store: TrackerStore, sender: str) -> None:
    await store.save(DialogueStateTracker.from_events(sender, [UserUttered("去年营收800万")]))


@pytest.mark.parametrize("build", [in_memory, in_sqlite, as_rasa_wraps_it])
def test_one_conversation_goes_and_the_others_stay(build: Any, tmp_path: Path) -> None:
    async def scenario() -> tuple:
        store = build(tmp_path)
        await told(store, "leaves")
        await told(store, "stays")
        await forget(agent_with(store), "leaves")
        return await store.retrieve("leaves"), await store.retrieve("stays")

    gone, kept = asyncio.run(scenario())
    assert gone is None
    assert kept.latest_message.text == "去年营收800万"


def test_the_copy_in_memory_that_rasa_keeps_when_the_database_fails_goes_too(tmp_path: Path) -> None:
    async def scenario() -> dict:
        store = as_rasa_wraps_it(tmp_path)
        await told(store.fallback_tracker_store, "leaves")
        await forget(agent_with(store), "leaves")
        return store.fallback_tracker_store.store

    assert asyncio.run(scenario()) == {}


def test_the_file_on_disk_holds_no_word_of_it(tmp_path: Path) -> None:
    async def scenario() -> list[bytes]:
        store, files = in_sqlite(tmp_path), []
        await told(store, "leaves")
        files.append((tmp_path / "conversations.db").read_bytes())
        await forget(agent_with(store), "leaves")
        return [*files, (tmp_path / "conversations.db").read_bytes()]

    before, after = asyncio.run(scenario())
    assert b"leaves" in before and b"800" in before
    assert b"leaves" not in after and b"800" not in after


def test_an_unknown_store_is_named() -> None:
    with pytest.raises(CannotForget, match="object"):
        asyncio.run(forget(agent_with(object()), "leaves"))
