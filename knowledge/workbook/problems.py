"""What is wrong with a file, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to put right; ``kind`` and ``id`` name the item that it keeps from being imported, if it is known.

    ``row`` 0 and ``column`` "" stand for the whole sheet and the whole row; ``letter`` is the column's in this file.
    """

    sheet: str
    row: int
    column: str
    message: str
    kind: str = ""
    id: str = ""
    letter: str = ""

    @property
    def place(self) -> str:
        """Sheet, row and column, as a person looks for them."""
        row = f"第{self.row}行" if self.row else ""
        column = f"“{self.column}”" if self.column else ""
        cell = f"（{self.letter}{self.row or ''}）" if self.letter else ""
        return f"{self.sheet}{row}{column}{cell}"

    def __str__(self) -> str:
        return f"{self.place}：{self.message}"
