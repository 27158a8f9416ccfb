from knowledge.retrieval.settings import settings
from knowledge.terms.vocabulary import AVAILABILITY, KINDS


def test_every_kind_and_part_exists(sample_retriever) -> None:
    found = settings()
    assert set(found.fusion.kind_factor) <= set(KINDS)
    assert set(found.names.yielding_kinds) <= set(KINDS)
    assert set(found.fusion.availability_factor) <= set(AVAILABILITY)
    assert set(found.fusion.weights) == set(sample_retriever.search("贷款").hits[0].parts)


def test_kinds_of_records_are_generic_words() -> None:
    generic = set(settings().names.generic)
    assert {"贷款", "补贴", "专利", "担保", "保险", "债券"} <= generic


def test_weights_are_positive() -> None:
    assert all(weight > 0 for weight in settings().fusion.weights.values())
