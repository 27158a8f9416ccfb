"""Of several documents: the newer replaces the older, the nearer level goes first, and both are named."""

import datetime as dt

from knowledge.catalogue.model import Record
from knowledge.catalogue.precedence import current, differences, successor
from tests.knowledge.eligibility.builders import record

TODAY = dt.date(2026, 11, 24)


def shelf(*records: Record) -> dict[str, Record]:
    return {one.id: one for one in records}


def paper(number: str | None = None, date: str | None = None) -> list[dict[str, str | None]]:
    return [{"title": "样例办法", "issuer": "样例机构", "doc_no": number, "date": date}]


def test_what_is_replaced_is_not_on_offer() -> None:
    records = shelf(record(id="old"), record(id="new", supersedes=["old"]))
    assert list(current(records, TODAY)) == ["new"]


def test_a_replacement_that_is_no_longer_in_force_replaces_nothing() -> None:
    records = shelf(record(id="old"), record(id="new", supersedes=["old"], valid_until="2026-11-23"))
    assert list(current(records, TODAY)) == ["old"]


def test_a_draft_replaces_nothing() -> None:
    records = shelf(record(id="old"), record(id="new", supersedes=["old"], availability="proposed"))
    assert list(current(records, TODAY)) == ["old"]


def test_a_chain_leads_to_the_last_on_offer() -> None:
    records = shelf(
        record(id="first"),
        record(id="second", supersedes=["first"], availability="closed"),
        record(id="third", supersedes=["second"]),
    )
    later = successor(records["first"], records, TODAY)
    assert later is not None
    assert later.id == "third"
    assert list(current(records, TODAY)) == ["third"]


def test_records_that_replace_each_other_do_not_go_on_for_ever() -> None:
    records = shelf(record(id="one", supersedes=["two"]), record(id="two", supersedes=["one"]))
    assert set(current(records, TODAY)) == set()


def test_the_nearer_level_goes_first_and_both_numbers_are_named() -> None:
    conflict = {"record": "city", "about": "担保费", "here": "30%", "there": "50%"}
    records = shelf(
        record(id="district", level="区", conflicts=[conflict], sources=paper("深坪规〔2022〕1号", "2022")),
        record(id="city", level="市", sources=paper("深规〔2024〕9号", "2024")),
    )
    for name in records:
        (found,) = differences(records)[name]
        assert [reading.record for reading in found.readings] == ["district", "city"]
        assert [reading.says for reading in found.readings] == ["30%", "50%"]
        assert found.because == "区级文件在先"
        assert [reading.document for reading in found.readings] == [
            "《样例办法》（深坪规〔2022〕1号）",
            "《样例办法》（深规〔2024〕9号）",
        ]


def test_of_one_level_the_newer_goes_first() -> None:
    conflict = {"record": "new", "about": "上限", "here": "50万元", "there": "30万元"}
    records = shelf(
        record(id="old", conflicts=[conflict], sources=paper(date="2022-06")),
        record(id="new", sources=paper(date="2025")),
    )
    (found,) = differences(records)["old"]
    assert [reading.record for reading in found.readings] == ["new", "old"]
    assert found.because == "后出的文件在先"
    assert found.readings[1].document == "《样例办法》（样例机构，2022-06）"


def test_without_level_or_date_neither_goes_first() -> None:
    conflict = {"record": "other", "about": "上限", "here": "50万元", "there": "30万元"}
    records = shelf(record(id="one", conflicts=[conflict]), record(id="other"))
    (found,) = differences(records)["one"]
    assert found.because == ""
