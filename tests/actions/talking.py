"""A Rasa tracker as the action server receives it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from knowledge.terms.vocabulary import FACTS


def tracker(
    text: str = "",
    *,
    intent: str = "inform",
    entities: list[dict[str, Any]] | None = None,
    consent: bool = True,
    **slots: Any,
) -> Tracker:
    """The state right after the founder said ``text``."""
    said = {"text": text, "intent": {"name": intent}, "entities": entities or [], "metadata": {"consent": consent}}
    held = {**dict.fromkeys(FACTS), **slots}
    loop = {"name": "advice_form"} if slots.get("requested_slot") else {}
    return Tracker("sender", held, said, [{"event": "user", **said}], False, None, loop, "action_listen")
