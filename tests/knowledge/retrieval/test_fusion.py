import numpy as np
import pytest
from builders import record

from knowledge.retrieval.fusion import factors, fuse
from knowledge.retrieval.settings import FusionSettings

SETTINGS = FusionSettings(
    weights={"dense": 0.75, "names": 0.25}, kind_factor={"policy": 0.5}, availability_factor={"closed": 0.8}
)


def test_parts_are_stretched_over_what_is_allowed_and_names_are_not() -> None:
    parts = {"dense": np.array([0.2, 0.4, 0.9]), "names": np.array([0.0, 1.0, 0.0])}
    assert fuse(parts, np.array([True, True, False]), SETTINGS) == pytest.approx([0.0, 1.0, 0.0])
    assert fuse(parts, np.ones(3, dtype=bool), SETTINGS) == pytest.approx([0.0, 0.75 * 0.2 / 0.7 + 0.25, 0.75])


def test_equal_scores_say_nothing() -> None:
    parts = {"dense": np.array([0.5, 0.5]), "names": np.zeros(2)}
    assert fuse(parts, np.ones(2, dtype=bool), SETTINGS) == pytest.approx([0.0, 0.0])


def test_nothing_allowed() -> None:
    parts = {"dense": np.array([0.5]), "names": np.zeros(1)}
    assert fuse(parts, np.zeros(1, dtype=bool), SETTINGS) == pytest.approx([0.0])


def test_factors_by_kind_and_availability() -> None:
    records = [record(), record(kind="policy"), record(kind="policy", availability="closed")]
    assert factors(records, SETTINGS) == pytest.approx([1.0, 0.5, 0.4])
