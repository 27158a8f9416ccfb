"""Once a ticket holds a contact, the conversation does not."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.forget import mask_contacts
from bot.channels.masking import MASK, masked, masked_event


@pytest.mark.parametrize(
    "contact",
    [
        "13800138000",
        "138 0013 8000",
        "+86 138-0013-8000",
        "１３８００１３８０００",
        "一三八零零一三八零零零",
        "0755-28339213",
        "0755 2833 9213",
        "+852 9123 4567",
        "400-830-8003",
        "chen_2020",
        "微信pingshan",
    ],
)
def test_contacts_go_and_the_rest_stays(contact: str) -> None:
    said = masked(f"我们做储能，王女士 {contact}，想贷300万")
    assert said.startswith("我们做储能，王女士 ") and said.endswith("，想贷300万")
    assert MASK in said and contact.removeprefix("微信") not in said


@pytest.mark.parametrize(
    "said", ["去年营收8000000元，2024-03-01成立", "工单PS-20261124-4831到哪了", "Pre-IPO轮，AI芯片"]
)
def test_other_words_stay(said: str) -> None:
    assert masked(said) == said


def test_only_what_was_said_is_touched() -> None:
    event = {"text": "13800138000", "message_id": "13800138000", "timestamp": 13800138000.0, "entities": [{"value": 5}]}
    assert masked_event(event) == {**event, "text": MASK}


def in_memory(folder: Path) -> Any:
    return InMemoryTrackerStore(Domain.empty())


def in_sqlite(folder: Path) -> Any:
    store = SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(folder / "conversations.db"))
    return FailSafeTrackerStore(AwaitableTrackerStore(store))


@pytest.mark.parametrize("build", [in_memory, in_sqlite])
def test_one_conversation_is_masked_and_goes_on(build: Any, tmp_path: Path) -> None:
    async def scenario() -> tuple:
        store = build(tmp_path)
        agent = type("Agent", (), {"tracker_store": store, "lock_store": InMemoryLockStore()})()
        for sender in ("mine", "theirs"):
            await store.save(DialogueStateTracker.from_events(sender, [UserUttered("王女士13800138000")]))
        await mask_contacts(agent, "mine")
        tracker = await store.retrieve("mine")
        tracker.update(UserUttered("谢谢"))
        await store.save(tracker)
        texts = [event.text for event in (await store.retrieve("mine")).events]
        return texts, (await store.retrieve("theirs")).latest_message.text

    mine, theirs = asyncio.run(scenario())
    assert mine == ["王女士****", "谢谢"]
    assert theirs == "王女士13800138000"
