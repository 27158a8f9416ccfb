"""Small catalogue and small encoder shared by the tests of this package."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent / name) for name in ("retrieval", "eligibility")]

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
