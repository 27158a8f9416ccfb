"""Small catalogue and small encoder shared by the tests of this package."""

import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

sys.path[:0] = [str(Path(__file__).parent / name) for name in ("retrieval", "eligibility", "storage", "console")]

from postgres import programs, running  # noqa: E402
from samples import HashEncoder, sample_catalogue  # noqa: E402

from knowledge.catalogue.load import Catalogue  # noqa: E402
from knowledge.retrieval.search import Retriever  # noqa: E402


@pytest.fixture
def encoder() -> HashEncoder:
    return HashEncoder()


@pytest.fixture
def catalogue() -> Catalogue:
    return sample_catalogue()


@pytest.fixture(scope="session")
def sample_retriever() -> Retriever:
    return Retriever.build(sample_catalogue().records.values(), HashEncoder())


@pytest.fixture(scope="session")
def real_retriever() -> Retriever:
    """The real content behind the real offline model."""
    from knowledge.catalogue.load import load_catalogue
    from knowledge.retrieval.encoder import SentenceEncoder

    return Retriever.build(load_catalogue().records.values(), SentenceEncoder())


_names = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL: install postgresql or set TEST_DATABASE_URL")
    with running(found) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of its own."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'advisor.db'}"
    server = sa.make_url(request.getfixturevalue("postgres_url")).set(drivername="postgresql+psycopg")
    name = f"store_{os.getpid()}_{next(_names)}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
