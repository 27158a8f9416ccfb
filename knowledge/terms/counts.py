"""Patents, copyrights and trademarks: 发明专利3个实用新型十几个, 没有专利, 其中两个在申请."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.cues import Cue
from knowledge.terms.mention import FactMention
from knowledge.terms.quantities import Quantity

_IP = ("invention_patents", "utility_patents", "software_copyrights", "trademarks")
_IP_CUES = (*_IP, "other_ip", "patents")
_UNITS = ("", "个", "件", "项", "篇", "枚", "份", "款", "种")
_NONE_BEFORE = re.compile(
    r"(?<!有)(?:没有?|无|零|0|暂无|还没有?|都没有?)(?:任何|什么|一个|授权的?|自己的?|申请)*(?:[个件项])?(?:[^，。]{0,6}(?:和|或|跟|也))?\s*$"
)
_NONE_AFTER = re.compile(r"^(?:也|都|还|暂时|目前|一[个件项])*(?:没有?(?!数|统计|算|仔细)|无|为零|为0|0[个件]?$|是零)")
_NOT_NONE = re.compile(r"没有?(?:问题|用|授权|质押)")
_NOT_A_COUNT = re.compile(r"(?:不是|并非|第|每)\s*$")
_REQUIRED = re.compile(
    r"(?:要|需要?|得|必须|至少)(?:有)?[^，。]{0,8}(?:才|吗|么)|要几[个件项]|几[个件项][^，。]{0,6}(?:才|够|吗|？|\?)"
)
_OF_THOSE_PENDING = re.compile(r"^\s*(?:其中|里面|当中|但|有)")
_CORRECTED = re.compile(r"(?:不对|错了|说错|搞错|哦不|应该是|更正|不,|^不$)")
_GAP = 6


def count_facts(
    clause: Clause, numbers: list[Quantity], cues: list[Cue], earlier: list[FactMention]
) -> list[FactMention]:
    """What one clause says about intellectual property; ``earlier`` are the facts told before it."""
    if clause.supposed or _REQUIRED.search(clause.text):
        return []
    mine = [cue for cue in cues if cue.fact in _IP_CUES]
    counted = [number for number in numbers if _counts(number, clause)]
    if not mine:
        return _about_the_last(clause, counted, earlier)
    if clause.pending:
        return _denied(clause, mine)
    pairs = _pairs(mine, counted)
    found = [_counted(cue, number, clause) for cue, number in pairs if cue.fact in _IP]
    taken = {cue for cue, _ in pairs}
    return [*found, *_denied(clause, [cue for cue in mine if cue not in taken])]


def _counts(number: Quantity, clause: Clause) -> bool:
    before, after = clause.text[: number.start - clause.start], clause.text[number.end - clause.start :]
    return (
        number.kind in ("count", "plain")
        and number.unit in _UNITS
        and not _NOT_A_COUNT.search(before)
        and not re.match(r"[^，。\d]{0,6}(?:也|都)没", after)
    )


def _about_the_last(clause: Clause, counted: list[Quantity], earlier: list[FactMention]) -> list[FactMention]:
    """发明8个，不对，9个 replaces; 5个发明，其中2个在申请 takes away."""
    last = next((mention for mention in reversed(earlier) if mention.fact in _IP), None)
    if last is None or len(counted) != 1 or not isinstance(last.value, int):
        return []
    number = counted[0]
    if clause.pending and _OF_THOSE_PENDING.match(clause.text) and number.low <= last.value:
        value = last.value - int(number.low)
    elif _CORRECTED.search(clause.lead[-6:] + clause.text[: number.start - clause.start]) and not clause.pending:
        value = int(number.low)
    else:
        return []
    words = clause.text[number.start - clause.start : number.end - clause.start]
    return [FactMention(last.fact, value, words, number.start, number.end, number.approximate)]


def _pairs(mine: list[Cue], counted: list[Quantity]) -> list[tuple[Cue, Quantity]]:
    """Numbers before their words or after them, whichever way the clause begins."""
    if not counted:
        return []
    if len(mine) > 1 and mine[0].fact == "patents" and _belongs_to_next(mine[1], counted):
        mine = mine[1:]
    number_first = counted[0].start < mine[0].start
    pairs: list[tuple[Cue, Quantity]] = []
    for place, cue in enumerate(mine):
        if number_first:
            near = [number for number in counted if 0 <= cue.start - number.end <= _GAP]
            chosen = near[-1] if near else None
        else:
            limit = mine[place + 1].start if place + 1 < len(mine) else cue.end + 2 * _GAP
            near = [number for number in counted if 0 <= number.start - cue.end <= _GAP and number.start < limit]
            chosen = near[0] if near else None
        if chosen and all(chosen is not number for _, number in pairs):
            pairs.append((cue, chosen))
    return pairs


def _belongs_to_next(cue: Cue, counted: list[Quantity]) -> bool:
    """专利有两个发明, 专利20件全是实用新型: the only number stands just before the kind."""
    return len(counted) == 1 and 0 <= cue.start - counted[0].end <= len("全都是")


def _counted(cue: Cue, number: Quantity, clause: Clause) -> FactMention:
    start, end = min(cue.start, number.start), max(cue.end, number.end)
    words = clause.text[start - clause.start : end - clause.start]
    return FactMention(cue.fact, int(number.low), words, start, end, number.approximate)


def _denied(clause: Clause, mine: list[Cue]) -> list[FactMention]:
    found = []
    for cue in mine:
        before, after = clause.text[: cue.start - clause.start], clause.text[cue.end - clause.start :]
        if _NOT_NONE.search(clause.text) or not (_NONE_BEFORE.search(before) or _NONE_AFTER.match(after)):
            continue
        facts = ("invention_patents", "utility_patents") if cue.fact == "patents" else (cue.fact,)
        words = clause.text[cue.start - clause.start : cue.end - clause.start]
        found += [FactMention(fact, 0, words, cue.start, cue.end) for fact in facts if fact in _IP]
    return found
