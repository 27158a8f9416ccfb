"""The labelled messages of the benchmark say only what the design allows."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.labelled import Labelled, comparable, messages
from knowledge.eligibility.profile import EnterpriseProfile

SPLITS = ("dev", "test")


@pytest.mark.parametrize("split", SPLITS)
def test_every_label_is_a_valid_fact(split: str) -> None:
    for message in messages(split):
        stated = {fact: tuple(v) if isinstance(v, list) else v for fact, v in message.facts.items()}
        EnterpriseProfile.model_validate(stated)


def test_the_test_split_is_large_and_shares_nothing_with_dev() -> None:
    dev, test = ({message.text for message in messages(split)} for split in SPLITS)
    assert len(test) >= 400
    assert not dev & test


@pytest.mark.parametrize("split", SPLITS)
def test_no_message_holds_a_mobile_number(split: str) -> None:
    assert [message.text for message in messages(split) if re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", message.text)] == []


def test_an_unknown_split_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no labelled messages"):
        messages("nothing")


def test_values_compare_as_numbers_and_sets() -> None:
    assert comparable(300) == comparable(300.0)
    assert comparable(["设备", "房产"]) == comparable(["房产", "设备"])
    assert comparable([300, 500]) != comparable([500, 300])
    assert comparable(False) is False
    assert Labelled("a", "greet", {}).facts == {}
