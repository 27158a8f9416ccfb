"""Removes a conversation from Rasa's tracker store, so that after 删除 nothing of it is kept."""

from collections.abc import Iterator

import sqlalchemy
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore


class CannotForget(Exception):
    """A store that this code does not know how to delete from."""


async def forget(agent: Agent, sender_id: str) -> None:
    """Delete every event of ``sender_id``, between two of its turns.

    Raises CannotForget for an unknown kind of store, and whatever the database raises.
    """
    async with agent.lock_store.lock(sender_id):
        for store in _real_stores(agent.tracker_store):
            _delete(store, sender_id)


def _real_stores(store: TrackerStore) -> Iterator[TrackerStore]:
    """Rasa wraps the store for failure (with a fallback in memory) and for awaiting."""
    wrapped = [getattr(store, name, None) for name in ("_tracker_store", "_fallback_tracker_store")]
    inner = [one for one in wrapped if one is not None]
    if not inner:
        yield store
    for one in inner:
        yield from _real_stores(one)


def _delete(store: TrackerStore, sender_id: str) -> None:
    if isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            if store.engine.dialect.name == "sqlite":  # else the words stay readable in the file's free pages
                session.execute(sqlalchemy.text("PRAGMA secure_delete = ON"))
            session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == sender_id).delete()
            session.commit()
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(sender_id, None)
    else:
        raise CannotForget(type(store).__name__)
