from pathlib import Path

import pytest
from ruamel.yaml import YAML

from knowledge.eligibility.truth import Truth, all_of, any_of, negate

TABLE = YAML(typ="safe").load(Path(__file__).with_name("truth_table.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("left", "right", "expected"), TABLE["all"])
def test_all(left: str, right: str, expected: str) -> None:
    assert all_of([Truth(left), Truth(right)]) is Truth(expected)


@pytest.mark.parametrize(("left", "right", "expected"), TABLE["any"])
def test_any(left: str, right: str, expected: str) -> None:
    assert any_of([Truth(left), Truth(right)]) is Truth(expected)


@pytest.mark.parametrize(("part", "expected"), TABLE["not"])
def test_not(part: str, expected: str) -> None:
    assert negate(Truth(part)) is Truth(expected)


def test_the_table_is_complete() -> None:
    assert [len(TABLE[name]) for name in ("all", "any", "not")] == [9, 9, 3]
