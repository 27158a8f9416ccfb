"""Telephone numbers and WeChat ids in a conversation's words, made unreadable once a ticket holds them."""

from typing import Any

from knowledge.terms.masking import MASK, masked

__all__ = ["MASK", "masked", "masked_event"]
_SPOKEN = ("text", "value")
"""Keys under which Rasa keeps what a person said."""


def masked_event(event: Any) -> Any:
    """An event's JSON with everything that the person said masked."""
    if isinstance(event, dict):
        return {
            name: masked(value) if name in _SPOKEN and isinstance(value, str) else masked_event(value)
            for name, value in event.items()
        }
    return [masked_event(part) for part in event] if isinstance(event, list) else event
