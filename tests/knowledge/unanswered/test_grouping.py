"""Open questions are grouped by meaning: as well as measured, named by the most typical one, the most asked first."""

import datetime as dt

import pytest

from benchmarks.unanswered import figures
from knowledge.catalogue.load import load_catalogue
from knowledge.retrieval.encoder import SentenceEncoder
from knowledge.storage.columns import SHENZHEN
from knowledge.unanswered.background import background_of
from knowledge.unanswered.grouping import Asked, Grouper

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=SHENZHEN)
RENT = ["租厂房有补贴吗", "厂房租金能不能补", "租办公室政府补不补钱"]


@pytest.fixture(scope="module")
def grouper() -> Grouper:
    return Grouper(SentenceEncoder(), background_of(load_catalogue()))


def asked(*said: str, handled: frozenset[str] = frozenset()) -> list[Asked]:
    return [
        Asked(number, text, NOW + dt.timedelta(hours=number), handled=text in handled)
        for number, text in enumerate(said, 1)
    ]


def test_on_questions_never_looked_at_while_tuning(grouper: Grouper) -> None:
    found = figures("test", grouper)
    assert found["precision"] > 0.85 and found["recall"] > 0.7


def test_the_most_asked_comes_first_with_count_and_last_time(grouper: Grouper) -> None:
    rent, weekend = grouper.groups(asked("你们周末上班吗", *RENT))
    assert (len(rent.asked), rent.last) == (3, NOW + dt.timedelta(hours=4))
    assert rent.name in RENT and set(rent.sayings) == set(RENT)
    assert weekend.sayings == ("你们周末上班吗",)


def test_greetings_and_punctuation_make_no_other_wording(grouper: Grouper) -> None:
    (group,) = grouper.groups(asked("租厂房有补贴吗", "您好，请问租厂房有补贴吗？"))
    assert len(group.asked) == 2 and group.sayings == ("租厂房有补贴吗",)


def test_what_was_dealt_with_comes_after_what_is_open(grouper: Grouper) -> None:
    first, second = grouper.groups(asked("你们周末上班吗", *RENT, handled=frozenset(RENT)))
    assert first.name == "你们周末上班吗" and second.open == () and len(second.asked) == 3


def test_nothing_one_and_emptiness(grouper: Grouper) -> None:
    assert grouper.groups([]) == []
    assert [group.name for group in grouper.groups(asked("租厂房有补贴吗", "？？"))] == ["租厂房有补贴吗"]
