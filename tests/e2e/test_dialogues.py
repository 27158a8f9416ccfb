"""Dialogues by situation, turn by turn, through the real servers."""

from pathlib import Path
from typing import Any

import pytest
from figures import unexplained
from founder import Founder
from ruamel.yaml import YAML

from knowledge.catalogue.load import Catalogue, load_catalogue

pytestmark = pytest.mark.server
ROOT = Path(__file__).parents[1] / "conversations"
SITUATIONS = tuple(sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name != "openings"))
DIALOGUES = [path for situation in SITUATIONS for path in sorted((ROOT / situation).glob("*.yml"))]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_dialogue(path: Path, advisor_url: str, catalogue: Catalogue) -> None:
    founder = Founder(advisor_url)
    pending, messages = None, []
    for turn in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["turns"]:
        messages = _take(founder, turn, messages)
        check(turn, messages, pending)
        last = messages[-1]["custom"]
        pending = last["fact"] if last["type"] == "question" else pending
    assert unexplained(founder.heard, catalogue) == []


def _take(founder: Founder, turn: dict[str, Any], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One turn: words, a payload, or the button of a title."""
    if "tap" in turn:
        return founder.tap(payload(before, turn["tap"]))
    return founder.tap(turn["say"]) if turn["say"].startswith("/") else founder.say(turn["say"])


def payload(messages: list[dict[str, Any]], title: str) -> str:
    """What the button of that title sends."""
    return next(button["payload"] for message in messages for button in message["buttons"] if button["title"] == title)


def check(turn: dict[str, Any], messages: list[dict[str, Any]], pending: str | None) -> None:
    """Every expectation of one turn, with the turn's words in the failure."""
    said = turn.get("say") or turn["tap"]
    text = "\n".join(message["text"] for message in messages)
    kinds = [message["custom"]["type"] for message in messages]
    last = messages[-1]["custom"]
    told = next((message["custom"]["facts"] for message in messages if "facts" in message["custom"]), {})
    assert messages and all(message["text"] for message in messages), said
    assert "type" not in turn or turn["type"] in kinds, (said, kinds, text)
    assert "status" not in turn or last["answer_status"] == turn["status"], (said, last["answer_status"], text)
    for words in turn.get("contains", []):
        assert words in text, (said, text)
    for words in turn.get("absent", []):
        assert words not in text, (said, text)
    for fact, value in turn.get("facts", {}).items():
        assert told.get(fact) == value, (said, fact, told)
    if turn.get("resumes"):
        assert (last["type"], last["fact"]) == ("question", pending), (said, text)
    if turn.get("asks_something_else"):
        assert last["type"] == "question" and last["fact"] != pending, (said, text)
