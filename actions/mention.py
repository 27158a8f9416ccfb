"""Which record the founder means: a tapped id, a name, or 第二个 / 这个 of what was last shown."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk import Tracker

from actions.pointing import pointed_at, points
from actions.reply import Reply, Turn, button, say
from actions.situation import FOCUS, SHOWN, listed
from actions.statuses import AnswerStatus
from knowledge.advice.aspects import aspects_of, is_aspect_word
from knowledge.advice.faq import answer_from
from knowledge.advice.find import of_another_subject
from knowledge.catalogue.model import Record

_FEW_WORDS = 8


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
    focus = turn.tracker.get_slot(FOCUS)
    found = turn.library.retriever.resolve(turn.text)
    if focus in records and found.record and _only_asks(turn.text, found.record):
        return Mention((records[focus],))
    pointed = pointed_records(turn)
    if pointed and not (found.record and points(turn.text)):  # 这个园区贷: the name says more than 这个
        return Mention(tuple(pointed))
    if found.record or found.candidates:
        return Mention((found.record,) if found.record else (), found.candidates)
    if focus in records and turn.text and _asks_on(turn, records[focus]):
        return Mention((records[focus],))
    last = tuple(records[name] for name in listed(turn.tracker, SHOWN) if name in records)
    if len(last) == 1:
        return Mention(last if not turn.text or _asks_on(turn, last[0]) else ())
    return Mention(candidates=last[:4])


def _asks_on(turn: Turn, record: Record) -> bool:
    """Whether words that name nothing go on about the record in focus: they ask for a detail or are a few words only,
    and speak of nothing that it has nothing to do with (中介收15个点正常吗, after a listing board)."""
    if of_another_subject(turn.library, record, turn.text):
        return False
    few = len(turn.text) <= _FEW_WORDS
    return few or bool(aspects_of(turn.text)) or answer_from(record, turn.text, turn.library) is not None


def _only_asks(text: str, record: Record) -> bool:
    """Whether the name found is just the word for a detail: 能不能续贷 after another product."""
    names = [name for name in (record.title, *record.aliases) if name in text]
    return bool(names) and all(is_aspect_word(name) for name in names)


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


def pointed_records(turn: Turn, text: str | None = None) -> list[Record]:
    """Records that 第一个, 前两个, 它 … point at in what was last shown; ``text`` stands for the message's words."""
    records = turn.library.records
    ids = pointed_at(turn.text if text is None else text, listed(turn.tracker, SHOWN), turn.tracker.get_slot(FOCUS))
    return [records[name] for name in ids if name in records]
