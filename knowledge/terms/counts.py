"""Patents, copyrights, trademarks and people: 发明专利3个实用新型十几个, 五十来号人, 没有专利."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.cues import Cue
from knowledge.terms.mention import FactMention
from knowledge.terms.quantities import Quantity

_IP = ("invention_patents", "utility_patents", "software_copyrights", "trademarks")
_IP_CUES = (*_IP, "other_ip", "patents")
_NONE_BEFORE = re.compile(
    r"(?:没有?|无|零|0|暂无|还没有?|都没有?)(?:任何|什么|一个|授权的?|自己的?|申请)*(?:[个件项])?(?:[^，。]{0,6}(?:和|或|跟|也))?\s*$"
)
_NONE_AFTER = re.compile(r"^(?:也|都|还|暂时)*(?:没有?|无|为零|为0|0[个件]?$|是零)")
_NOT_NONE = re.compile(r"没有?(?:问题|用|授权|质押)")
_PEOPLE_NOT_STAFF = re.compile(r"(?:投资|法|合伙|创始|联系|负责|申请|股东|自然|担保|借款|发起|经办|本)$")
_GAP = 6


def count_facts(clause: Clause, numbers: list[Quantity], cues: list[Cue]) -> list[FactMention]:
    """Facts of one clause about intellectual property and people."""
    if clause.supposed:
        return []
    return [*_intellectual_property(clause, numbers, cues), *_people(clause, numbers)]


def _intellectual_property(clause: Clause, numbers: list[Quantity], cues: list[Cue]) -> list[FactMention]:
    mine = [cue for cue in cues if cue.fact in _IP_CUES]
    if not mine or clause.pending:
        return _denied(clause, mine)
    counted = [
        number
        for number in numbers
        if number.kind in ("count", "plain") and number.unit in ("", "个", "件", "项", "篇", "枚", "份", "款", "种")
    ]
    pairs = _pairs(mine, counted, clause)
    found = [_counted(cue, number, clause) for cue, number in pairs if cue.fact in _IP]
    taken = {cue for cue, _ in pairs}
    return [*found, *_denied(clause, [cue for cue in mine if cue not in taken])]


def _pairs(mine: list[Cue], counted: list[Quantity], clause: Clause) -> list[tuple[Cue, Quantity]]:
    """Numbers before their words or after them, whichever way the clause begins."""
    if not counted:
        return []
    number_first = counted[0].start < mine[0].start
    pairs: list[tuple[Cue, Quantity]] = []
    for cue in mine:
        if number_first:
            near = [number for number in counted if 0 <= cue.start - number.end <= _GAP]
            chosen = near[-1] if near else None
        else:
            near = [number for number in counted if 0 <= number.start - cue.end <= _GAP]
            chosen = near[0] if near else None
        if chosen and all(chosen is not number for _, number in pairs):
            pairs.append((cue, chosen))
    return pairs


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


def _people(clause: Clause, numbers: list[Quantity]) -> list[FactMention]:
    found = []
    for number in numbers:
        before = clause.text[: number.start - clause.start]
        people = re.search(r"人|员工|伙伴", number.unit) or (
            number.kind in ("count", "plain")
            and number.unit in ("", "个", "号", "名", "位")
            and re.search(r"(?:员工|团队|人数|职工|人员)(?:有|大概|大约|约|是|:|：|共|总共|现在|差不多)*$", before)
        )
        share = re.search(r"研发|技术|博士|硕士|带动|招|新增|解决", before[-6:])
        if people and not _PEOPLE_NOT_STAFF.search(before) and not share and not re.search(r"上次|每|人均|占", before):
            words = clause.text[number.start - clause.start : number.end - clause.start]
            found.append(FactMention("employees", int(number.low), words, number.start, number.end, number.approximate))
    return found[-1:]
