"""Every way an answer may end. Logged with the turn; the closed list that staff reports count by."""

from __future__ import annotations

from enum import StrEnum


class AnswerStatus(StrEnum):
    """The outcome of one turn."""

    ANSWERED = "answered"
    CLARIFIED = "clarified"
    """Several readings: the founder was asked which."""
    NEEDS_INFO = "needs_info"
    """A question was put back to the founder."""
    NOTHING_FOUND = "nothing_found"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"
    """Pointed to a person's desk."""
    ERROR_KNOWLEDGE = "error_knowledge"
    """The catalogue or its index could not answer."""
    ERROR_INTERNAL = "error_internal"
