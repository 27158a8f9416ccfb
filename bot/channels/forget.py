"""Removes a conversation from Rasa's tracker store, so that after 删除 nothing of it is kept."""

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore


class CannotForget(Exception):
    """A store that this code does not know how to delete from."""


def forget(store: TrackerStore, sender_id: str) -> None:
    """Delete every event of ``sender_id``.

    Raises CannotForget for an unknown kind of store.
    """
    inner = store
    while hasattr(inner, "_tracker_store"):  # Rasa wraps the store for failure and for awaiting
        inner = inner._tracker_store
    if isinstance(inner, SQLTrackerStore):
        with inner.session_scope() as session:
            session.query(inner.SQLEvent).filter(inner.SQLEvent.sender_id == sender_id).delete()
            session.commit()
    elif isinstance(inner, InMemoryTrackerStore):
        inner.store.pop(sender_id, None)
    else:
        raise CannotForget(type(inner).__name__)
