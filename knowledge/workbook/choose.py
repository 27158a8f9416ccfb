"""Which items an export is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import Record


@dataclass(frozen=True)
class Choice:
    """What records must be; an empty tuple stands for any. Where anything is chosen, only records are exported."""

    kinds: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    availability: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()

    def fits(self, record: Record) -> bool:
        """Whether the record is one of those chosen."""
        pairs: tuple[tuple[str, Collection[str]], ...] = (
            (record.kind, self.kinds),
            (record.board, self.boards),
            (record.availability, self.availability),
            (record.owner, self.owners),
        )
        return all(not wanted or value in wanted for value, wanted in pairs)


def chosen(catalogue: Catalogue, choice: Choice) -> Catalogue:
    """The records that fit; the whole catalogue when nothing is chosen."""
    if choice == Choice():
        return catalogue
    return Catalogue({id_: record for id_, record in catalogue.records.items() if choice.fits(record)}, {}, {}, {})
