"""Every store test runs on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator

import pytest

from knowledge.tickets.store import TicketStore


@pytest.fixture
def store(url: str) -> Iterator[TicketStore]:
    opened = TicketStore.open(url)
    yield opened
    opened.close()
