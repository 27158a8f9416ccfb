"""How many people the firm employs: 五十来号人, 员工三十多, 缴社保的有26个."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention
from knowledge.terms.quantities import Quantity

_PERSON = re.compile(r"人|员工|职工|同事|伙伴")
_COUNTED_STAFF = re.compile(
    r"(?:员工|团队|人数|职工|人员|社保的?|人不多|全职)(?:有|大概|大约|约|是|:|：|共|总共|现在|差不多|就|也就|,|，)*$"
)
_NOT_STAFF = re.compile(r"(?:投资|法|合伙|创始|联系|负责|申请|股东|自然|担保|借款|发起|经办|本)$")
_PART = re.compile(r"研发|技术|博士|硕|博|本科|其中|带动|招|新增|解决|兼职|外包|实习|顾问")
_RATE = re.compile(r"上次|每|人均|占")


def people_facts(clause: Clause, numbers: list[Quantity]) -> list[FactMention]:
    """``employees`` that one clause states; a vague count gives its lower bound."""
    if clause.supposed:
        return []
    found = []
    for number in numbers:
        before = clause.text[: number.start - clause.start]
        if _is_staff(clause.lead[-10:] + before, number) and not (
            _NOT_STAFF.search(before)
            or _PART.search(before[-6:])
            or _RATE.search(before)
            or clause.text[number.start - clause.start] == "几"
        ):
            words = clause.text[number.start - clause.start : number.end - clause.start]
            found.append(FactMention("employees", int(number.low), words, number.start, number.end, number.approximate))
    return found[-1:]


def _is_staff(before: str, number: Quantity) -> bool:
    if _PERSON.search(number.unit):
        return True
    bare = number.kind in ("count", "plain") and number.unit in ("", "个", "号", "名", "位")
    return bare and bool(_COUNTED_STAFF.search(before))
