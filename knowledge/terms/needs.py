"""What the money is for, which kind of money is wanted, and the lifecycle stage when a founder names it."""

from __future__ import annotations

import re

from knowledge.terms.clauses import Clause
from knowledge.terms.kinds import kind_wanted
from knowledge.terms.mention import FactMention
from knowledge.terms.purposes import MOST_CLAUSES, purpose_stated

_STAGES = {
    "种子期": r"种子(?:期|阶段|轮阶段)|seed stage|pre-?seed|idea stage"
    r"|还在实验室|实验室阶段|[只刚才就]有?(?:一个|个|点)?(?:想法|idea|ppt|点子|概念)|(?:概念|想法|idea|原型|样机|ppt)阶段|还没有?产品|做原型",
    "初创期": r"初创(?!通|贷|型?企业贷|板)|创业(?:初期|早期)|刚刚?起步|起步(?:期|阶段)|early[- ]stage",
    "成长期": r"成长(?:期|阶段)|(?:快速|高速)(?:增长|成长|发展|扩张)|扩张(?:期|阶段)|上升期",
    "成熟期": (
        r"成熟(?:期|阶段|的?企业|的?公司)|已经很?成熟|(?:发展|业务|公司|企业)[^，。]{0,3}成熟(?!度|的技)|行业龙头|龙头企业|细分[^，。]{0,4}龙头|拟上市|"
        r"(?:准备|筹备|拟于?|快要?|马上要?|即将|正在冲刺?|正?在冲|冲刺|就要)(?:去|在|明年|后年|今年|申报|报|申请|[^，。想]{0,4})(?:(?<!管)上市(?!公司|的)|ipo|北交所"
        r"|科创板|创业板|港股|新三板|挂牌)|上市辅导|进[了入]?辅导"
    ),
}
_LENT = re.compile(
    r"放款|哪[家个]银行|银行[^，。]{0,4}(?:批|放|肯|利息)|利率(?:低|别|不要|最低|优惠|便宜)|哪家利率|房产证?可以抵"
)
"""Words of lending: beside a purpose they say that a loan is meant."""
_SHOWN = re.compile("[这那][一两几]?[款个种]|第[一二三四五]个?|哪[个款]|刚才|上面")
_PRIVATE = re.compile("信用卡(?!逾期)|消费贷|花呗")
_STAGE_RE = {stage: re.compile(words) for stage, words in _STAGES.items()}
_STAGE_ASKED = re.compile(
    r"面向|针对|适合|有没有|哪些|算不算|是不是|吗|专门|给初创|划分|什么|补贴|多少|孵化|怎么|投不投|支持"
)
_NOT_STAGE = re.compile(
    r"(?:不是|不算|没到|还没到|过了|早过|告别|[一二两三四五]年内|给|供|服务|客户[^，。]{0,6}|为|跟|和|想|打算|希望|计划)[^，。]{0,3}$"
)


def need_facts(told_in: list[Clause]) -> list[FactMention]:
    """What the clauses of a message state of purpose, kind and stage."""
    found = told_in[:MOST_CLAUSES]
    if not found or _PRIVATE.search(found[0].whole):
        return []
    purpose, wish = purpose_stated(found), kind_wanted(found)
    told: list[FactMention] = []
    if purpose:
        told.append(FactMention("need_purpose", purpose.name, "", purpose.start, purpose.end))
    if purpose and purpose.name == "转贷" and not (wish and wish.strength > 1):
        told.append(FactMention("need_kind", "贷款", "", purpose.start, purpose.end))
    elif wish:
        told.append(FactMention("need_kind", wish.kind, "", wish.start, wish.end))
    elif purpose and (lent := _lent(found)):
        told.append(FactMention("need_kind", "贷款", "", *lent))
    told += [stage for clause in found if (stage := _stage(clause))][-1:]
    return told


def _lent(found: list[Clause]) -> tuple[int, int] | None:
    """Where words of lending stand that are not about a record shown before."""
    for clause in found:
        if (lent := _LENT.search(clause.text)) and not _SHOWN.search(clause.text):
            return clause.start + lent.start(), clause.start + lent.end()
    return None


def _stage(clause: Clause) -> FactMention | None:
    if clause.supposed or _STAGE_ASKED.search(clause.text):
        return None
    for stage, words in _STAGE_RE.items():
        for match in words.finditer(clause.text):
            if not _NOT_STAGE.search(clause.text[: match.start()]):
                return FactMention("stage", stage, "", clause.start + match.start(), clause.start + match.end())
    return None


def first_of(table: dict[str, str], text: str) -> tuple[str, re.Match[str]] | None:
    """The first entry of ``table`` whose pattern ``text`` holds."""
    return next(((value, match) for value, pattern in table.items() if (match := re.search(pattern, text))), None)


def purpose_in(text: str) -> str | None:
    """A purpose that a bare reply names in a word: 研发, 买设备, 周转."""
    words = {
        "转贷": r"转贷|过桥|续贷|还贷|到期",
        "上市": r"上市|ipo|挂牌",
        "并购": r"并购|收购",
        "设备": r"设备|机器|机床|技改",
        "扩产": r"扩产|扩|建厂|产能|新厂",
        "流动资金": r"周转|流动|工资|原材料|备货|货|日常|经营",
        "研发": r"研发|临床|试验|开发|流片",
    }
    found = first_of(words, text)
    return found[0] if found else None


def kind_in(text: str) -> str | None:
    """A kind of money that a bare reply names in a word."""
    words = {
        "补贴": r"补贴|资助|奖励|贴息|政策",
        "担保": r"担保",
        "债券": r"债",
        "保险": r"保险",
        "上市": r"上市|ipo",
        "股权": r"股权|投(?![保诉标])|vc|股份|融一轮",
        "贷款": r"贷|借|授信",
    }
    found = first_of(words, text)
    return found[0] if found else None
