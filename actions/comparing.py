"""Two or more records side by side; kinds of finance and terms against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actions.base import AdvisorAction
from actions.mention import pointed_records
from actions.pointing import points
from actions.render import render
from actions.reply import Message, Reply, Turn, button, say
from actions.situation import FOCUS, SHOWN, listed, show_list
from actions.statuses import AnswerStatus
from knowledge.advice.advise import advise
from knowledge.advice.aspects import aspects_of
from knowledge.advice.comparison import compare, longest, most
from knowledge.advice.concepts import Kind, concepts_named, name_of
from knowledge.catalogue.model import Record, Term

_SHOWN_TOGETHER = 4
_LETTERS = "ABCD"
_BETWEEN = ("和", "跟", "与", "、", "还是", "比", "，", "vs", "VS")

_MOST = re.compile("最(?:快|便宜|低|高|多|长|容易|好办|划算|合适)")


class CompareRecords(AdvisorAction):
    """Two or more records side by side."""

    action_name = "action_compare_records"
    notes_facts = True
    yields = True

    def answer(self, turn: Turn) -> Reply:
        """Those named or pointed at; kinds of finance where kinds are named; else the first of what was last shown."""
        named = _named(turn)
        if len(named) < 2 and not pointed_records(turn) and (reply := concepts_reply(turn)):
            return reply
        records = [turn.library.records[name] for name in _to_compare(turn, named) or _leading(turn)]
        if len(records) < 2:
            return Reply(AnswerStatus.CLARIFIED, [say("utter_name_two_records")])
        return _records_reply(turn, records)


def concepts_reply(turn: Turn) -> Reply | None:
    """What each of the terms or kinds named means and costs; None unless the words name two, or one entry about two."""
    found = concepts_named(turn.library, turn.text)
    if not found or (len(found) == 1 and not _about_two(turn.text, found[0])):
        return None
    text = render(
        "concepts",
        concepts=[_concept(one) for one in found[:_SHOWN_TOGETHER]],
        both=any(isinstance(one, Kind) for one in found),
    )
    payload = {
        "type": "notice",
        "terms": [name_of(one) for one in found],
        "records": [name for one in found if isinstance(one, Term) for name in one.records],
    }
    topics = [one.topic for one in found if isinstance(one, Kind)]
    buttons = [button(f"看看有哪些{topic}", "search_catalog", topic=topic) for topic in topics[:2]]
    buttons.append(button("按我的情况推荐", "seek_recommendation"))
    return Reply(AnswerStatus.ANSWERED, [Message(text=text, custom=payload, buttons=buttons)])


def _about_two(text: str, concept: Term | Kind) -> bool:
    return isinstance(concept, Term) and sum(name in text for name in concept.aliases) > 1


def _concept(concept: Term | Kind) -> dict[str, object]:
    return {"name": name_of(concept), "kind": isinstance(concept, Kind), **concept.model_dump(mode="json")}


def _named(turn: Turn) -> list[str]:
    """Ids of the records that the words name, in their order."""
    pieces = [turn.text]
    for mark in _BETWEEN:
        pieces = [part for piece in pieces for part in piece.split(mark)]
    found = [turn.library.retriever.resolve(piece) for piece in dict.fromkeys(pieces) if piece]
    each = list(dict.fromkeys(one.record.id for one in found if one.record))
    whole = turn.library.retriever.resolve(turn.text)
    together = [record.id for record in whole.candidates] or ([whole.record.id] if whole.record else [])
    return each if len(each) > 1 else list(dict.fromkeys([*each, *together]))


def _to_compare(turn: Turn, named: list[str]) -> list[str]:
    shown = [name for name in listed(turn.tracker, SHOWN) if name in turn.library.records]
    pointed = [record.id for record in pointed_records(turn)]
    focus = turn.tracker.get_slot(FOCUS)
    if len(named) >= 2:
        return named[:_SHOWN_TOGETHER]
    if len(pointed) >= 2:
        return pointed[:_SHOWN_TOGETHER]
    if named and (focus or points(turn.text)):  # 它和园区贷比: the one talked about, and the one named
        return _distinct([*pointed, focus, *named])
    if named:
        return _distinct([*shown[:2], *named])
    return shown[:_SHOWN_TOGETHER] if len(shown) <= _SHOWN_TOGETHER or _MOST.search(turn.text) else shown[:2]


def _leading(turn: Turn) -> list[str]:
    """哪个放款最快 where nothing was shown yet: the first of what suits the firm as far as it is known."""
    if not _MOST.search(turn.text):
        return []
    advice = advise(turn.library, turn.profile, today=turn.today)
    return [item.id for item in advice.items if item.status in ("eligible", "needs_info")][:_SHOWN_TOGETHER]


def _distinct(ids: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in ids if name))[:_SHOWN_TOGETHER]


def _records_reply(turn: Turn, records: list[Record]) -> Reply:
    found = compare(records, turn.library, turn.profile, turn.today, aspects_of(turn.text))
    titles, letters = [record.title for record in records], list(_LETTERS[: len(records)])
    text = render(
        "comparison",
        titles=titles,
        letters=letters,
        rows=found.rows,
        own=found.own,
        told=bool(turn.profile.facts()),
        verdicts=_VERDICTS,
        kinds=found.kinds,
        most=None if found.most_money is None else (letters[found.most_money], most(records[found.most_money])),
        longest=None if found.longest is None else (letters[found.longest], longest(records[found.longest])),
    )
    own_row = {"label": "您的情况", "values": [f"{_VERDICTS[own.status]}{_because(own.why)}" for own in found.own]}
    rows = [*found.rows, own_row] if turn.profile.facts() else list(found.rows)
    payload = {"type": "comparison", "ids": [record.id for record in records], "titles": titles, "rows": rows}
    buttons = [
        button(f"{letter}我符不符合", "check_eligibility", record=one.id)
        for letter, one in zip(letters, records, strict=True)
    ]
    message = Message(text=text, custom=payload, buttons=buttons)
    return Reply(AnswerStatus.ANSWERED, [message], show_list(record.id for record in records))


_VERDICTS = {"eligible": "初步符合", "needs_info": "待确认", "near_miss": "差一步", "ineligible": "目前不符合"}


def _because(why: tuple[str, ...]) -> str:
    return f"（{'；'.join(why)}）" if why else ""
