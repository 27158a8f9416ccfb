"""The plan in the conversation: when it comes, what it says, what it needs first."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from library import library_of
from plans import TODAY, records
from talking import tracker

from actions.asks_plan import says_plan, wants_plan
from actions.form import recommend
from actions.memory import DeleteProfile
from actions.plans import shelf as shelves
from actions.plans.shelf import Shelf
from actions.reply import Turn
from actions.situation import profile_of

TOLD = {"district": "坪山区", "need_kind": "贷款", "need_amount_wan": 321, "certifications": []}


@pytest.fixture
def kept(tmp_path: Path) -> Any:
    found = Shelf.read({"SESSION_SECRET": "x" * 32, "PLAN_DIR": str(tmp_path), "PUBLIC_URL": "https://a.example.cn"})
    shelves.use(found)
    yield found
    shelves.use(None)


def turn(text: str = "给我一份方案", today: dt.date = TODAY, **state: Any) -> Turn:
    said = tracker(text, intent="seek_recommendation", wanted_view="plan", **state)
    return Turn(said, library_of(records()), profile_of(said), today)


@pytest.mark.parametrize(
    "text",
    [
        "给我一份方案",
        "做个融资规划",
        "一步步怎么来",
        "先办哪个后办哪个",
        "给我一份融资计划书",
        "出一套完整的方案",
        "Word方案有吗",
    ],
)
def test_words_for_a_plan(text: str) -> None:
    assert says_plan(text)


@pytest.mark.parametrize("text", ["想贷300万", "有哪些补贴", "计划明年上市", "哪个方案利息低", "推荐一下"])
def test_words_for_something_else(text: str) -> None:
    assert not says_plan(text)


def test_a_plan_is_wanted_by_words_only_where_advice_is_sought() -> None:
    assert wants_plan(tracker("给我一份方案", intent="seek_recommendation"))
    assert not wants_plan(tracker("我们有一份融资计划", intent="inform"))
    tapped = [{"entity": "view", "value": "plan"}]
    assert wants_plan(tracker('/seek_recommendation{"view": "plan"}', intent="seek_recommendation", entities=tapped))
    assert not wants_plan(tracker("/seek_recommendation", intent="seek_recommendation"))


def test_no_plan_without_consent() -> None:
    reply = recommend(turn(consent=False, **TOLD))
    assert reply.messages[0].response == "utter_ask_consent"


def test_no_plan_without_a_fact() -> None:
    assert recommend(turn()).messages[0].response == "utter_plan_needs_facts"


def test_the_text_is_whole_and_the_payload_names_records(kept: Shelf) -> None:
    reply = recommend(turn(**TOLD))
    (message,) = reply.messages
    assert message.text and message.custom
    for expected in (
        "【现在可办】",
        "样例贷",
        "【3-6个月准备】",
        "样例认定",
        "办成后多出：认定后才有的贷款",
        "营业执照",
        message.custom["url"],
    ):
        assert expected in message.text, expected
    assert message.custom["type"] == "plan"
    assert [step["records"] for step in message.custom["now"]] == [["loan"], ["relief"]]
    assert {event["name"]: event["value"] for event in reply.events}["wanted_view"] is None


def test_the_plan_points_by_its_numbers() -> None:
    events = {event["name"]: event["value"] for event in recommend(turn(**TOLD)).events}
    assert events["shown_records"][:2] == ["loan", "relief"]


def test_without_a_shelf_the_plan_is_still_told() -> None:
    (message,) = recommend(turn(**TOLD)).messages
    assert message.text and "链接" not in message.text
    assert message.custom and message.custom["url"] is None


def test_deleting_the_profile_deletes_its_plans(kept: Shelf, tmp_path: Path) -> None:
    recommend(turn(**TOLD))
    assert list(tmp_path.rglob("*.json"))
    said = tracker("", intent="delete_profile", **TOLD)
    DeleteProfile().answer(Turn(said, library_of(records()), profile_of(said), TODAY))
    assert not list(tmp_path.rglob("*.json"))
