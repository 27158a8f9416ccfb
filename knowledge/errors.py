"""Every error that this package raises on purpose.

KnowledgeError
├── CatalogueInvalid      content files break the model (carries every problem found)
├── UnknownFact           a fact name that the vocabulary does not hold
├── RecordNotFound        no record or institution with that id
├── FactsInvalid          a file of company facts that the model refuses
├── SnapshotError
│   ├── SnapshotMissing   nothing has been published yet, or that number does not exist
│   ├── SnapshotBusy      another publisher is at work
│   └── SnapshotDamaged   a published folder does not match its manifest
├── DocumentRefused       an uploaded document that cannot be read (the message is for staff)
├── WorkbookError
│   ├── WorkbookRefused   an Excel file that cannot be read at all: damaged, locked, too large, not Excel
│   └── WorkbookTooLong   a text that does not fit into a cell
├── EstimateImpossible    a benefit cannot be computed from the facts given
└── TicketError
    ├── TicketNotFound    no ticket of that number
    ├── TicketRefused     a move that the ticket's state (or a missing reason) does not allow
    ├── TooManyTickets    the sender has several open already
    └── TicketStoreFailed the database does not answer
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """Root of the family: catch this at the process edge."""


class CatalogueInvalid(KnowledgeError):
    """Content files break the model; ``problems`` holds one readable line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UnknownFact(KnowledgeError):
    """A fact name that the vocabulary does not hold."""


class RecordNotFound(KnowledgeError):
    """No record or institution with that id."""


class FactsInvalid(KnowledgeError):
    """A file of company facts that the model refuses; names file and field."""


class DocumentRefused(KnowledgeError):
    """An uploaded document that cannot be read; the message tells staff why and what to do."""


class WorkbookError(KnowledgeError):
    """Anything wrong with an Excel file as a whole."""


class WorkbookRefused(WorkbookError):
    """An Excel file that cannot be read at all; says why and what to do."""


class WorkbookTooLong(WorkbookError):
    """A text that does not fit into a cell of Excel; names item and column."""


class SnapshotError(KnowledgeError):
    """Anything wrong with published snapshots."""


class SnapshotMissing(SnapshotError):
    """Nothing has been published yet, or that number does not exist."""


class SnapshotBusy(SnapshotError):
    """Another publisher is at work."""


class SnapshotDamaged(SnapshotError):
    """A published folder does not match its manifest."""


class EstimateImpossible(KnowledgeError):
    """A benefit cannot be computed; ``missing`` names the facts that would allow it."""

    def __init__(self, message: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


class StoreFailed(KnowledgeError):
    """The database does not answer; never carries a value that was to be stored."""


class TicketError(KnowledgeError):
    """Anything wrong with tickets."""


class TicketNotFound(TicketError):
    """No ticket of that number."""


class TicketRefused(TicketError):
    """A move that the ticket's state does not allow, or a refusal without a reason."""


class TooManyTickets(TicketError):
    """The sender has several open tickets already."""


class TicketStoreFailed(TicketError):
    """The database does not answer; never carries a value that was to be stored."""
