"""What a firm could pledge, or that it has nothing to pledge."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention

_ABSENT = re.compile(
    r"(?<!有)(?:没有?|无|缺|拿不出|提供不了|也没)(?:什么|任何|啥|东西|物|可以?|可供|能|值钱的?|合适的?)*(?:抵押物|抵押品|抵押|质押物|押的|押|担保物)"
    r"|轻资产|没(?:房|东西|物)(?:可)?(?:抵|押)|没房没[地车厂]|没有?不动产|抵押物?(?:也|都)?没有?"
)
_KIND_OF_LOAN = re.compile(
    r"(?:无|免|不用|不要|不需要?)抵押(?:的)?(?:贷|产品|信用|借|都有)"
    r"|(?:有没有|能不能|要不要|需不需要|需要|要)[^，。]{0,4}抵押[^，。]{0,3}(?:吗|么|\?|？|$)"
)
_ASSETS = {
    "房产": r"房(?!租|东|贷|屋租)|写字楼|办公楼|商铺|物业|住宅",
    "土地": r"土地|[用工]地|地皮|地(?:都|也)?是自",
    "设备": r"设备|机器|[机车磨铣]床|注塑机|产线",
    "股权": r"股权|股份|股票",
    "存货": r"存货|库存",
}
_PLEDGE = re.compile(r"抵押|可押|能押|可以押|押给|作押|做押|质押|抵给|名下有")
_OWNED = re.compile(
    r"(?:房子?|楼|地皮?|土地)(?:都|也)?是(?:我们?|公司|老板)?(?:自己|自有|买)|自有(?:厂房|土地|办公楼|物业)"
)
_BARELY = re.compile(r"(?:倒是?)?(?:都|也)?(?:可以?|能|行|有)(?:拿去|拿来|用来)?(?:抵押|押|质押)?[的吧]?$")
_NOT_OFFERED = re.compile(
    r"没|不|吗|什么|知识产权|专利|租的|想(?:做|办)|怎么|贷款|押给了?银行|已经?抵|抵押(?:了|出去)|押出去"
)


def pledgeable(clause: Clause, before: str) -> FactMention | None:
    """The ``collateral`` that one clause states; ``before`` is the clause before it (厂房是自己的，可以抵押)."""
    text = clause.text
    if _KIND_OF_LOAN.search(text):
        return None
    offer = _PLEDGE.search(text) or _OWNED.search(text)
    elliptic = _BARELY.search(text) if _PLEDGE.search(before) or _PLEDGE.search(text) else None
    held = _assets(text) or (_assets(before) if offer and elliptic and not _NOT_OFFERED.search(before) else [])
    if held and (match := offer or elliptic) and not _NOT_OFFERED.search(text):
        return _mention(held, clause, match)
    absent = _ABSENT.search(text)
    return _mention([], clause, absent) if absent else None


def _assets(text: str) -> list[str]:
    return [name for name, words in _ASSETS.items() if re.search(words, text)]


def _mention(value: list[str], clause: Clause, match: re.Match[str]) -> FactMention:
    return FactMention("collateral", value, match.group(), clause.start + match.start(), clause.start + match.end())
