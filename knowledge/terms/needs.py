"""What the money is for, which kind of money is wanted, and the lifecycle stage when a founder names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention

_WANT = r"(?:想|要|需要|打算|准备|计划|能|可以|求|找|申请|弄|搞|有没有|有什么|有哪些|希望|考虑|急|缺|能不能|怎么)"
_PURPOSES = {
    "转贷": r"转贷|置换[^，。]{0,8}贷|过桥|倒贷|续贷|还[^，。]{0,4}旧贷|借新还旧|还旧借新|(?<!刚)续上|(?:贷款?|借款)[^，。]{0,12}到期|到期[^，。]{0,8}(?:还|续|周转)|还上一笔",
    "上市": r"(?:准备|筹备|计划|打算|冲刺?|想|要|报|申报|启动|辅导)[^，。]{0,6}(?:(?<!管)上市(?!公司|的)|ipo|北交所|科创板|创业板|港股|挂牌|新三板)",
    "并购": r"(?:想|要|准备|打算|用于|做)?[^，。]{0,4}(?:并购|收购)(?!贷)",
    "设备": r"(?:买|换|购|添|上|采购|购置|更新|置办|进(?!口))[^，。]{0,6}(?:设备|[机磨车铣冲]床|产线|机器|仪器|生产线|[一-龥]机(?![会构器制遇])|cnc|加工中心)|(?:买|购|置办|添置)[^，。]{0,12}设备|设备更新|技改|技术改造",
    "扩产": r"扩产|扩大生产|扩建|建新?厂|新厂房|扩产能|扩[^，。]{0,4}线|增产|上产能|建生产线|扩大规模",
    "流动资金": r"周转|流动资金|发(?:工资|年终奖|奖金)|工资[^，。]{0,4}发不|买原材料|原材料|备货|备料|进货|垫资|垫款|日常经营|资金转不动|现金流(?:紧|不够)|付货款",
    "研发": r"(?:想|要|用|投|做|搞|拿|贷|融|资金|钱|万|需要|缺)[^，。]{0,8}(?:搞|做|投|用于|用来|投入)研发(?!费|占|投|人员)|研发(?:资金|用款|需要钱|缺钱)|用于?研发|中试线|(?:做|搞)(?:临床|中试|流片)(?!.{0,3}(?:cro|服务|外包|的))|要流片|(?:临床|中试|流片)(?:资金|费用|要钱|需要|缺)",
}
_KINDS = {
    "补贴": rf"{_WANT}[^，。]{{0,8}}(?:补贴|资助|奖励|扶持资金|创新资金|专项资金|贴息|免税|退税|政策支持)|(?:补贴|资助|贴息)(?:有哪些|有什么|怎么拿|能拿)",
    "担保": rf"{_WANT}[^，。]{{0,6}}担保(?!吗|费)",
    "债券": rf"{_WANT}[^，。]{{0,4}}(?:发债|债券|科创债)|发债",
    "保险": rf"{_WANT}[^，。]{{0,4}}(?:保险|投保)",
    "上市": r"(?:准备|筹备|计划|打算|冲刺?|申报|启动|想|要)[^，。]{0,6}(?:(?<!管)上市(?!公司|的)|ipo|北交所|科创板|创业板|港股|新三板)",
    "股权": r"(?:想|要|找|需要|引入|引进|拿(?![了过到完])|接触|出让|让出?|释放)[^，。]{0,6}(?:投资(?:人|机构|方)?|风投|vc|pe|天使|股权融资|股份|股权)(?!质押)|股权融资|融(?:一|下一|新|[a-d]\+?)轮|(?:有没有|有什么|有哪些|推荐)[^，。]{0,8}(?:股权(?:基金|投资|融资)|基金|投资机构|风投)|(?:启动|打算|准备|想|计划|开)[^，。]{0,4}[a-d]\+?轮|raise|融pre",
    "贷款": r"(?:想|要|需要|打算|申请|能|可以|求|准备|再|去|办|弄|搞|给)[^，。]{0,6}(?:贷(?!前)|借(?!鉴)|授信)|^(?:贷|借)(?!款?(?:都|也|已|一直|还|记录|情况|利率|正常))|贷(?:个|点|款)?[^，。]{0,3}[\d一二三四五六七八九十百千几两]+[^，。]{0,3}[万亿w]|信用贷|抵押贷|[万亿w]的?贷款|贷款(?:到期|续)|续贷|置换[^，。]{0,8}贷",
}
_NOT_MINE = re.compile(r"不想|不要|不需要|别|不考虑|不用")
_ABOUT_A_LOAN = re.compile(
    r"(?:利息|利率|月供)[^，。]{0,4}(?:多少|怎么|几|高|吗|和)|是不是|几天|多久|那款|最高能|最多能|算算|(?<!没)(?<!没有)(?<!无)(?<!无过)逾期|征信|断供|晚还|什么意思|有什么区别|和[^，。]{0,8}区别"
)
_STAGE_ASKED = re.compile(r"面向|针对|适合|有没有|哪些|算不算|是不是|吗")
_STAGES = {
    "种子期": r"种子期|还在实验室|只有想法|刚起步|还没有产品|做原型",
    "初创期": r"初创期|初创阶段|初创公司|初创企业|初创的?团队|创业初期",
    "成长期": r"成长期|快速增长|快速成长|扩张期",
    "成熟期": r"成熟期|已经很?成熟|成熟企业|拟上市|准备上市",
}


def need_facts(clause: Clause) -> Iterator[FactMention]:
    """Purpose, kind and stage that one clause states."""
    if clause.supposed or _ABOUT_A_LOAN.search(clause.text):
        return
    for fact, table in (("need_purpose", _PURPOSES), ("need_kind", _KINDS), ("stage", _STAGES)):
        found = first_of(table, clause.text)
        if found and fact == "stage" and _STAGE_ASKED.search(clause.text):
            continue
        if found and found[0] == "研发" and "每年" in clause.text:
            continue
        if found and not (fact == "need_kind" and _refused(clause.text, found[1])):
            value, match = found
            yield FactMention(fact, value, match.group(), clause.start + match.start(), clause.start + match.end())


def _refused(text: str, match: re.Match[str]) -> bool:
    return bool(_NOT_MINE.search(text) or re.search(r"没有?(?:怎么)?$", text[: match.start()]))


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
