"""Which record the founder means: a tapped id, a name, or 第二个 / 这个 of what was last shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasa_sdk import Tracker

from actions.base import Reply, Turn, button, say
from actions.situation import SHOWN, listed
from actions.statuses import AnswerStatus
from knowledge.catalogue.model import Record

_ORDINAL = re.compile(r"第\s*([一二两三四五六七八九十\d]{1,2})\s*(?:个|项|款|条|家|种)?")
_DIGITS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@dataclass(frozen=True)
class Mention:
    """``records``: what is meant (several for a comparison); ``candidates``: what might be meant."""

    records: tuple[Record, ...] = ()
    candidates: tuple[Record, ...] = ()


def mention_of(turn: Turn) -> Mention:
    """The record that the last message is about."""
    records = turn.library.records
    tapped = entity(turn.tracker, "record")
    if tapped and tapped in records:
        return Mention((records[tapped],))
    if pointed := pointed_at(turn):
        return Mention(tuple(pointed))
    found = turn.library.retriever.resolve(turn.text)
    if found.record or found.candidates:
        return Mention((found.record,) if found.record else (), found.candidates)
    last = tuple(records[name] for name in listed(turn.tracker, SHOWN) if name in records)
    return Mention(last) if len(last) == 1 else Mention(candidates=last[:4])


def which_one(candidates: tuple[Record, ...], intent: str) -> Reply:
    """Ask which of several records is meant."""
    buttons = [button(record.title, intent, record=record.id) for record in candidates]
    return Reply(AnswerStatus.CLARIFIED, [say("utter_which_record", buttons=buttons)])


def name_one() -> Reply:
    """No record is named and none was shown."""
    return Reply(
        AnswerStatus.CLARIFIED,
        [say("utter_name_a_record", buttons=[button("看看有哪些贷款", "search_catalog", topic="贷款")])],
    )


def entity(tracker: Tracker, name: str) -> str | None:
    """The value of an entity of the last message, if any."""
    return next(tracker.get_latest_entity_values(name), None)


def pointed_at(turn: Turn) -> list[Record]:
    """Records that 第一个, 第三项 … point at in what was last shown."""
    shown = listed(turn.tracker, SHOWN)
    places = [_DIGITS.get(found, int(found) if found.isdigit() else 0) for found in _ORDINAL.findall(turn.text)]
    ids = [shown[place - 1] for place in places if 0 < place <= len(shown)]
    return [turn.library.records[name] for name in dict.fromkeys(ids) if name in turn.library.records]
