"""What 第二个 and 它 point at after a recommendation."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from talking import tracker

from actions.form import _shown
from actions.reply import Turn

ADVICE = SimpleNamespace(items=[SimpleNamespace(id="a"), SimpleNamespace(id="b")])


def slots_after(*actions: str) -> dict[str, Any]:
    said = tracker("腾飞贷要什么条件", intent="ask_record", focus_record="x")
    said.events += [{"event": "action", "name": name} for name in actions]
    turn = Turn(said, None, None, dt.date(2026, 11, 24))  # type: ignore[arg-type]
    return {event["name"]: event["value"] for event in _shown(ADVICE, turn)}  # type: ignore[arg-type]


def test_a_list_of_its_own_takes_the_focus_away() -> None:
    assert slots_after() == {"shown_records": ["a", "b"], "focus_record": None, "shown_desks": None}


def test_a_list_that_only_follows_an_answer_leaves_the_focus_on_the_answer() -> None:
    assert slots_after("action_ask_record") == {"shown_records": ["a", "b"]}
