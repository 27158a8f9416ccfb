"""Clauses of a message, and which of them state nothing about the firm as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BREAK = re.compile(r"[，,。；;！!？?\n、（）()]|…+|(?<=[^a-z&\s])\s+(?=[^\da-z\s占约大是])")
_SUPPOSING = re.compile(
    r"如果(?!方便|可以|有合适|没问题)|要是|假如|假设|假使|倘若|万一|若是|(?<!专利)(?<!发明)(?<!新型)(?<!软著)(?<!商标)(?<!注册)(?<!营收)(?<!收入)(?<!利润)(?<!贷款)(?<!抵押)(?<!员工)(?<!研发)(?<!资质)(?<!行业)的话|多少[^，。]{0,4}才|朋友的?(?:公司|厂)|隔壁|听说|人家公司|别人家?公司|竞争对手|将来|以后要|等(?:我们|公司)?(?:拿|融|评|做到|上市)|我?私人|我自己想|个人[^，。]{0,4}(?:借|贷|用钱)|首付|买房|买车|明年(?:能|会|要|准备)"
)
_ASKING = re.compile(
    r"概念|指什么|什么意思|什么叫|什么是|是什么|是咩|有什么区别|定义|不一样|哪个好|怎么划分|谁负责|有关系吗|买个(?:高企|资质|证)|认定有没有|有哪些$"
)
_WANTED = re.compile(r"补贴|政策|资助|贴息|奖励")
"""Asking which of these exist is a wish."""
_SENTENCE_END = "。！!？?；;\n"
_STILL_SUPPOSING = re.compile(r"(?:呢|吗|么|怎么样|会怎样|怎样|如何|多少)[？?]?\s*$")
_PENDING = re.compile(
    r"申请中|在申请|正在申请|已申请|申请了|受理|在审|审查中|待授权|还没授权|没授权|未授权|还没下来|公示中|准备申请|打算申请"
)
_AROUND = 40
"""How far ``lead`` and ``tail`` reach."""


@dataclass(frozen=True)
class Clause:
    """A stretch of ``whole``; ``supposed`` only imagined or asked about, ``pending`` applied for but not held."""

    text: str
    start: int
    supposed: bool
    pending: bool
    whole: str
    """The normalised message that the clause is part of."""

    @property
    def end(self) -> int:
        """Offset just behind the clause."""
        return self.start + len(self.text)

    @property
    def lead(self) -> str:
        """The words just before the clause, the break included."""
        return self.whole[max(0, self.start - _AROUND) : self.start]

    @property
    def tail(self) -> str:
        """The words just behind the clause, the break included."""
        return self.whole[self.end : self.end + _AROUND]


def clauses(text: str) -> list[Clause]:
    """Non-empty clauses of normalised ``text`` with their offsets."""
    found: list[Clause] = []
    position, supposing = 0, False
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        part = text[position:end]
        if part.strip():
            supposed = bool(_SUPPOSING.search(part)) or (supposing and bool(_STILL_SUPPOSING.search(part)))
            supposing = supposed
            supposed = supposed or (bool(_ASKING.search(part)) and not _WANTED.search(part))
            found.append(Clause(part, position, supposed, bool(_PENDING.search(part)), text))
        if match and match.group() in _SENTENCE_END:
            supposing = False
        position = match.end() if match else end
    return found
