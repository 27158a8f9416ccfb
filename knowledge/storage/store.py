"""What every store in the database does: open, close, and transactions whose failure is an error of ours."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import ClassVar, Self

import sqlalchemy as sa

from knowledge.errors import KnowledgeError, StoreFailed
from knowledge.storage.engine import database_url, open_engine


class Store:
    """A store over one engine; ``failure`` is raised when the database does not answer."""

    failure: ClassVar[type[KnowledgeError]] = StoreFailed

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str | None = None) -> Self:
        """The store at ``url`` (default: the settings'), its tables up to date."""
        try:
            return cls(open_engine(url or database_url()))
        except StoreFailed as error:
            raise cls.failure(str(error)) from error

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.SQLAlchemyError as error:
            # the error's own text shows the values, a telephone number among them
            raise self.failure(f"数据库出错（{type(error).__name__}）") from None
