"""Facts that are a state, not a number: titles held, equity round, tax rating, arrears, district grant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention

_TITLES = {
    "高新技术企业": r"国家?高新技术企业|高新技术企业|国高新?|国家高新|高企|高新(?:企业|证书?)|高薪企业",
    "科技型中小企业": r"科技型中小企?业?|科技中小企业|科小",
    "创新型中小企业": r"创新型中小企业|创新型企业",
    "专精特新小巨人": r"(?:国家级?)?(?:专精特新)?[“\"]?小巨人[”\"]?(?:企业)?",
    "专精特新中小企业": r"专精特新(?:中小企业|企业)?(?![“\"]?小巨人)",
}
_TITLE = re.compile("|".join(f"(?P<t{place}>{pattern})" for place, pattern in enumerate(_TITLES.values())))
_NO_TITLE = re.compile(
    r"(?:什么|任何|啥|一个)?(?:资质|认定|证书|称号)(?:也|都|还|一个)*(?:没有?|无)|(?<!有)(?:没有?|无|还没)(?:任何|什么|啥|评|拿)*(?:资质|认定|证书|称号)"
)
_CONCEPT = re.compile(r"概念|指什么|什么意思|区别|定义|评.{2,8}(?:不|吗|么)$")
_HOLDING = re.compile(r"(?:是|有|拿|评|获|过了|通过|认定|入库|已|属于|也|证|持有|刚|当年|年的?|加)[^，。]{0,8}$")
_HELD_AFTER = re.compile(
    r"^(?:企业|资质|证书|认定|称号|证)?(?:也|都|已经|已|每年|去年底?|今年|前年|年底|年初|上半年|下半年|上个?月|刚)*(?:有|拿|过|评|下来|通过|是|入库|到手|齐|续)|^(?:企业|资质|证书|认定)?(?:了|$|和|跟|与|、)"
)
_NOT_HELD = re.compile(
    r"(?:不是|没有?|没|未|还没|想|要|准备|打算|计划|正在|申请|申报|冲|怎么|如何|能不能|什么是|能|可以|辅导|符合|目标|帮|认定条件)[^，。]{0,6}$"
)
_ABOUT_TITLE = re.compile(
    r"^(?:企业|资质|认定)?(?:有什么|有啥|有哪些|能|可以|怎么|如何|是什么|补贴|奖励|政策|条件|申报|申请|认定(?:要|需|条件|流程)|的?(?:机构|老师|律师|条件|要求|好处|补贴|贷款|流程|材料)|要(?:什么|多少)|过期|失效|到期|被取消|没了|值得|贷|还没|没|在申请|申请中|明年|$(?<=x))"
)
_ROUNDS = {
    "天使轮": r"天使(?!基金|投资人|类|机构|母)轮?|种子轮|pre[\s-]*a\+?(?:轮)?",
    "A轮": r"(?<![a-z])a\d?\+{0,2}轮",
    "B轮": r"(?<![a-z])b\d?\+{0,2}轮",
    "C轮及以后": r"(?<![a-z])[c-f]\d?\+{0,2}轮",
    "Pre-IPO": r"pre[\s-]*ipo(?:轮)?",
}
_NO_ROUND = re.compile(
    r"(?<!有)(?:没|没有|未|还没|从没)(?:有)?(?:怎么|做)?(?:融过资?|融资过?|拿过投资|外部融资|引入投资|投资人|融到)|没有?(?:接触|谈|见)过?(?:任何)?(?:投资|资本|融资|vc)|没融(?:资|过)?(?!.{0,4}问题)|未融资|零融资"
)
_DONE = re.compile(
    r"(?:完成|融完|融了|拿了?|刚融|做完|过了|已|投了|投的|结束|交割|打款|是|处于|目前|现在|有|close|到账|融过|完|了|有过)"
)
_TALKING = re.compile(r"在谈|准备|想|计划|打算|正在|要[融投做开]|找|启动|筹备|争取|没|未|还差")
_TAX = re.compile(
    r"(?:纳税|税务|税)(?:信用)?(?:等级|评级|级别)?(?:是|为|评了?|:|：|[^，。a-z]{0,6}到)?\s*(?P<after>[abmcd])级?|(?P<before>[abmcd])级纳税"
)
_CLEAN = re.compile(
    r"(?:从来?没有?|从未|没有?|不曾)(?:过)?(?:晚还|拖欠|断供|欠过)|(?<!有)(?:没有?|无|从来?没有?|从未|没有过?)(?:过|任何|什么|贷款|银行)*(?:逾期|失信|欠款|不良|断供)|征信(?:都|也|是|一直|记录|情况)*(?:良好|没问题|没有问题|干净|好的?|正常|ok)|信用(?:记录)?良好|(?:逾期|欠款)(?:也|都)?没有?"
)
_ARREARS = re.compile(
    r"(?:有|出现|发生)过?[^，。没]{0,5}(?:逾期|失信|断供|不良记录)|逾期(?:过|了|\d|[一二三两几])|断供|失信被执行|被列(?:入|为)失信|征信(?:不好|有问题|花了?|不行|差|黑|不太好)|晚还|没有?按时还|没还上|欠息|还款晚了|欠着银行"
)
_ASKED = re.compile(r"会|怎么|吗|如果|多久|算不算")
_GRANT = re.compile(
    r"(?:拿|获得?|领|享受|有|得|申请到)(?:过|到过?|了)[^，。]{0,8}(?:坪山|区里?|区级|区科创)[^，。]{0,10}(?:资助|资金|补贴|专项|扶持|奖励)|(?:坪山|区里?|区级)[^，。]{0,10}(?:资助|资金|补贴|专项)[^，。]{0,8}(?:拿|获|领|有)(?:过|到)"
)
_NO_GRANT = re.compile(
    r"没(?:有)?(?:拿|领|申请|享受|获得?)过?[^，。]{0,6}(?:区|坪山)[^，。]{0,10}(?:资助|资金|补贴|专项|扶持)"
    r"|(?:坪山|区)[^，。]{0,12}(?:资助|资金|补贴|专项|扶持|那个|的)[^，。]{0,3}(?:没|未)(?:有)?(?:拿|领|申请|享受|获)"
)


def state_facts(clause: Clause) -> list[FactMention]:
    """Facts of one clause; nothing of what is only supposed."""
    if clause.supposed:
        return []
    return [*_titles(clause), *_round(clause), *_flags(clause)]


def _mention(fact: str, value: object, clause: Clause, match: re.Match[str]) -> FactMention:
    return FactMention(fact, value, match.group(), clause.start + match.start(), clause.start + match.end())


def _titles(clause: Clause) -> Iterator[FactMention]:
    if match := _NO_TITLE.search(clause.text):
        yield _mention("certifications", [], clause, match)
        return
    if _CONCEPT.search(clause.text):
        return
    held: list[str] = []
    spans: list[re.Match[str]] = []
    for match in _TITLE.finditer(clause.text):
        before, after = clause.text[: match.start()], clause.text[match.end() :]
        if _NOT_HELD.search(before) or _ABOUT_TITLE.match(after) or clause.pending:
            continue
        alone = not before.strip() and not after.strip()
        if alone or spans or _HOLDING.search(before) or _HELD_AFTER.match(after):
            held.append(list(_TITLES)[int((match.lastgroup or "t0")[1:])])
            spans.append(match)
    if held and not re.search(r"[?？吗呢]\s*$", clause.text):
        first, last = spans[0], spans[-1]
        start, end = clause.start + first.start(), clause.start + last.end()
        yield FactMention(
            "certifications", list(dict.fromkeys(held)), clause.text[first.start() : last.end()], start, end
        )


def _round(clause: Clause) -> Iterator[FactMention]:
    if match := _NO_ROUND.search(clause.text):
        yield _mention("equity_round", "未融资", clause, match)
        return
    for name, words in reversed(_ROUNDS.items()):
        match = re.search(words, clause.text)
        alone = match and "轮" in match.group() and not clause.text.replace(match.group(), "").strip()
        if match and (alone or _completed(clause.text[: match.start()], clause.text[match.end() :])):
            yield _mention("equity_round", name, clause, match)
            return


def _completed(before: str, after: str) -> bool:
    """True when the words around a round's name say that it is done."""
    talking = _TALKING.search(before[-5:]) or _TALKING.match(re.sub("^(?:融资|轮|也|都|还|就|的)+", "", after))
    return (
        not talking
        and not re.search(r"没|未", after[:14])
        and bool(_DONE.search(before[-6:]) or _DONE.search(after[:10]))
    )


def _flags(clause: Clause) -> Iterator[FactMention]:
    if match := _TAX.search(clause.text):
        yield _mention("tax_rating", (match["after"] or match["before"]).upper(), clause, match)
    if match := _CLEAN.search(clause.text):
        yield _mention("overdue", False, clause, match)
    elif (match := _ARREARS.search(clause.text)) and not _ASKED.search(clause.text):
        yield _mention("overdue", True, clause, match)
    if match := _NO_GRANT.search(clause.text):
        yield _mention("district_grant", False, clause, match)
    elif (match := _GRANT.search(clause.text)) and not re.search(r"没|吗|想|能", clause.text):
        yield _mention("district_grant", True, clause, match)
