"""Ten founders open in their own words; each gets a recommendation that a loan officer would call sensible."""

import datetime as dt
from pathlib import Path

import pytest
from figures import unexplained
from founder import Founder
from ruamel.yaml import YAML

from knowledge.catalogue.load import load_catalogue

pytestmark = pytest.mark.server
FOLDER = Path(__file__).parents[1] / "conversations" / "openings"
OPENINGS = {path.stem: YAML(typ="safe").load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
QUESTIONS_AT_MOST = 6


@pytest.fixture(scope="module")
def records() -> dict:
    return load_catalogue().records


@pytest.fixture(scope="module")
def founders(advisor_url: str) -> dict:
    return {name: Founder(advisor_url) for name in OPENINGS}


@pytest.fixture(scope="module")
def heard(founders: dict) -> dict:
    return {name: founders[name].seek(case["say"], case["answers"]) for name, case in OPENINGS.items()}


@pytest.mark.parametrize("name", OPENINGS)
def test_a_recommendation_within_six_questions(name: str, heard: dict) -> None:
    asked, message = heard[name]
    assert message["custom"]["type"] == "recommendation"
    assert len(asked) <= QUESTIONS_AT_MOST
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("name", OPENINGS)
def test_nothing_already_said_is_asked_again(name: str, heard: dict) -> None:
    asked, message = heard[name]
    told_at_once = set(OPENINGS[name].get("told", []))
    assert not told_at_once & set(asked)
    assert told_at_once <= set(message["custom"]["profile"])


@pytest.mark.parametrize("name", OPENINGS)
def test_the_recommendation_is_sensible(name: str, heard: dict, records: dict) -> None:
    expect, items = OPENINGS[name]["expect"], heard[name][1]["custom"]["items"]
    ids = {item["id"] for item in items}
    assert not expect.get("kinds_any") or {item["kind"] for item in items[:3]} & set(expect["kinds_any"])
    assert not expect.get("ids_any") or ids & set(expect["ids_any"])
    assert not ids & set(expect.get("ids_none", []))
    assert not any(set(records[name].region) <= set(expect.get("regions_none", [])) for name in ids)


@pytest.mark.parametrize("name", OPENINGS)
def test_nothing_expired_or_proposed_and_every_item_has_source_and_desk(name: str, heard: dict, records: dict) -> None:
    for item in heard[name][1]["custom"]["items"]:
        assert records[item["id"]].recommendable(dt.date.today())
        assert item["sources"] and item["contact"]["name"] and item["reviewed_on"]


@pytest.mark.parametrize("name", OPENINGS)
def test_every_figure_of_the_replies_is_a_record_s_or_the_founder_s(name: str, founders: dict, heard: dict) -> None:
    assert heard[name] and unexplained(founders[name].heard, load_catalogue()) == []
