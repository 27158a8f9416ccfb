"""Removes a conversation, or the contacts said in it, from Rasa's tracker store."""

import json
from collections.abc import Iterator

import sqlalchemy
import sqlalchemy.orm
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore

from bot.channels.masking import masked_event


class CannotForget(Exception):
    """A store that this code does not know how to delete from."""


async def forget(agent: Agent, sender_id: str) -> None:
    """Delete every event of ``sender_id``, between two of its turns.

    Raises CannotForget for an unknown kind of store, and whatever the database raises.
    """
    async with agent.lock_store.lock(sender_id):
        for store in _real_stores(agent.tracker_store):
            _delete(store, sender_id)


async def mask_contacts(agent: Agent, sender_id: str) -> None:
    """Make telephone numbers and WeChat ids in what ``sender_id`` said unreadable, between two of its turns.

    Raises as ``forget`` does.
    """
    async with agent.lock_store.lock(sender_id):
        for store in _real_stores(agent.tracker_store):
            _mask(store, sender_id)


def _real_stores(store: TrackerStore) -> Iterator[TrackerStore]:
    """Rasa wraps the store for failure (with a fallback in memory) and for awaiting."""
    wrapped = [getattr(store, name, None) for name in ("_tracker_store", "_fallback_tracker_store")]
    inner = [one for one in wrapped if one is not None]
    if not inner:
        yield store
    for one in inner:
        yield from _real_stores(one)


def _mask(store: TrackerStore, sender_id: str) -> None:
    if isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            _overwrite_what_goes(store, session)
            said = {"sender_id": sender_id, "type_name": "user"}
            for row in session.query(store.SQLEvent).filter_by(**said):
                row.data = json.dumps(masked_event(json.loads(row.data)))
            session.commit()
    elif isinstance(store, InMemoryTrackerStore):
        if sender_id in store.store:
            store.store[sender_id] = json.dumps(masked_event(json.loads(store.store[sender_id])))
    else:
        raise CannotForget(type(store).__name__)


def _overwrite_what_goes(store: SQLTrackerStore, session: sqlalchemy.orm.Session) -> None:
    if store.engine.dialect.name == "sqlite":  # else the words stay readable in the file's free pages
        session.execute(sqlalchemy.text("PRAGMA secure_delete = ON"))


def _delete(store: TrackerStore, sender_id: str) -> None:
    if isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            _overwrite_what_goes(store, session)
            session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == sender_id).delete()
            session.commit()
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(sender_id, None)
    else:
        raise CannotForget(type(store).__name__)
