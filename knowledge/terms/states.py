"""Facts that are a state, not a number: collateral, titles held, equity round, tax rating, arrears, district grant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.clauses import Clause
from knowledge.terms.mention import FactMention

_NO_COLLATERAL = re.compile(
    r"(?:没有?|无|缺|拿不出|提供不了|也没)(?:什么|任何|啥|东西|可以?|可供|能|值钱的?|合适的?)*(?:抵押物|抵押品|抵押|质押物|押的|担保物)|轻资产|没(?:房|东西)(?:可)?(?:抵|押)|抵押物?(?:也|都)?没有?"
)
_LOAN_KIND = re.compile(
    r"(?:无|免|不用|不要|不需要?)抵押(?:的)?(?:贷|产品|信用|借)|(?:有没有|能不能|要不要|需不需要|需要|要)[^，。]{0,4}抵押[^，。]{0,3}(?:吗|么|\?|？|$)"
)
_ASSETS = {
    "房产": r"房产|房子|自有厂房|厂房是(?:自己|买)|买的厂房|写字楼|商铺|物业|住宅",
    "土地": r"土地|自有用地|地皮|工业用地",
    "设备": r"设备|机器|机床|产线",
    "股权": r"股权|股份",
    "存货": r"存货|库存",
}
_PLEDGE = re.compile(r"抵押|可押|能押|可以押|押给|作押|做押|质押|抵给|自有|名下有")
_TITLES = {
    "高新技术企业": r"国家?高新技术企业|高新技术企业|国高新?|国家高新|高企|高新企业|高薪企业",
    "科技型中小企业": r"科技型中小企?业?|科技中小企业|科小",
    "创新型中小企业": r"创新型中小企业|创新型企业",
    "专精特新小巨人": r"(?:国家级?)?(?:专精特新)?[“\"]?小巨人[”\"]?(?:企业)?",
    "专精特新中小企业": r"专精特新(?:中小企业|企业)?(?![“\"]?小巨人)",
}
_TITLE = re.compile("|".join(f"(?P<t{place}>{pattern})" for place, pattern in enumerate(_TITLES.values())))
_NO_TITLE = re.compile(
    r"(?:什么|任何|啥|一个)?(?:资质|认定|证书|称号)(?:也|都|还|一个)*(?:没有?|无)|(?:没有?|无|还没)(?:任何|什么|啥|评|拿)*(?:资质|认定|证书|称号)"
)
_HOLDING = re.compile(r"(?:是|有|拿|评|获|过了|通过|认定|入库|已|属于|也|证|持有|刚|当年|年的?|加)[^，。]{0,8}$")
_HELD_AFTER = re.compile(
    r"^(?:企业|资质|证书|认定|称号|证)?(?:也|都|已经|已|去年|今年|前年|刚)*(?:有|拿|过|评|下来|通过|是|入库|到手|齐)|^(?:企业|资质|证书|认定)?(?:了|$|和|跟|与|、)"
)
_NOT_HELD = re.compile(
    r"(?:不是|没有?|没|未|还没|想|要|准备|打算|计划|正在|申请|申报|冲|怎么|如何|能不能|什么是|符合|目标|帮|认定条件)[^，。]{0,6}$"
)
_ABOUT_TITLE = re.compile(
    r"^(?:企业|资质|认定)?(?:有什么|有啥|有哪些|能|可以|怎么|如何|是什么|补贴|奖励|政策|条件|申报|申请|认定(?:要|需|条件|流程)|的?(?:条件|要求|好处|补贴|贷款|流程|材料)|要(?:什么|多少)|值得|贷|还没|没|在申请|申请中|明年|$(?<=x))"
)
_ROUNDS = {
    "Pre-IPO": r"pre[\s-]*ipo",
    "天使轮": r"天使轮?|种子轮|pre[\s-]*a\+?(?:轮)?",
    "A轮": r"(?<![a-z])a\d?\+{0,2}轮",
    "B轮": r"(?<![a-z])b\d?\+{0,2}轮",
    "C轮及以后": r"(?<![a-z])[c-f]\d?\+{0,2}轮",
}
_NO_ROUND = re.compile(
    r"(?:没|没有|未|还没|从没)(?:有)?(?:怎么|做)?(?:融过资?|融资过?|拿过投资|外部融资|引入投资|投资人|融到)|没融(?:资|过)?(?!.{0,4}问题)|未融资|零融资"
)
_DONE = re.compile(r"(?:完成|融完|融了|拿了?|刚融|做完|过了|已|投了|结束|close|到账|融过|完|了|有过)")
_TALKING = re.compile(r"在谈|准备|想|计划|打算|正在|要融|找|启动|筹备|争取")
_TAX = re.compile(
    r"纳税(?:信用)?(?:等级|评级|级别)?(?:是|为|评了?|:|：)?\s*(?P<after>[abmcd])级?|(?P<before>[abmcd])级纳税"
)
_CLEAN = re.compile(
    r"(?:没有?|无|从来?没有?|从未|没有过?)(?:过|任何|什么|贷款|银行)*(?:逾期|失信|欠款|不良|断供)|征信(?:都|也|是|一直|记录|情况)*(?:良好|没问题|没有问题|干净|好的?|正常|ok)|信用(?:记录)?良好|逾期(?:也|都)?没有?"
)
_ARREARS = re.compile(
    r"(?:有|出现|发生)过?[^，。没]{0,5}(?:逾期|失信|断供|不良记录)|逾期(?:过|了|\d|[一二三两几])|断供|失信被执行|被列(?:入|为)失信|征信(?:不好|有问题|花了?|不行|差|黑|不太好)|晚还过|还款晚了|欠着银行"
)
_GRANT = re.compile(
    r"(?:拿|获得?|领|享受|有|得|申请到)(?:过|到过?|了)[^，。]{0,8}(?:坪山|区里?|区级|区科创)[^，。]{0,10}(?:资助|资金|补贴|专项|扶持|奖励)|(?:坪山|区里?|区级)[^，。]{0,10}(?:资助|资金|补贴|专项)[^，。]{0,4}(?:拿|获|领|有)(?:过|到)"
)
_NO_GRANT = re.compile(
    r"没(?:有)?(?:拿|领|申请|享受|获得?)过?[^，。]{0,6}(?:区|坪山)[^，。]{0,10}(?:资助|资金|补贴|专项|扶持)"
)


def state_facts(clause: Clause, text: str) -> list[FactMention]:
    """Facts of one clause; nothing of what is only supposed."""
    if clause.supposed:
        return []
    return [*_collateral(clause), *_titles(clause, text), *_round(clause), *_flags(clause)]


def _mention(fact: str, value: object, clause: Clause, match: re.Match[str]) -> FactMention:
    return FactMention(fact, value, match.group(), clause.start + match.start(), clause.start + match.end())


def _collateral(clause: Clause) -> Iterator[FactMention]:
    if _LOAN_KIND.search(clause.text):
        return
    if match := _NO_COLLATERAL.search(clause.text):
        yield _mention("collateral", [], clause, match)
    elif pledge := _PLEDGE.search(clause.text):
        held = [name for name, words in _ASSETS.items() if re.search(words, clause.text)]
        if held and not re.search(r"没|不|吗|什么|知识产权|专利|想(?:做|办)|怎么|贷款", clause.text):
            yield _mention("collateral", held, clause, pledge)


def _titles(clause: Clause, text: str) -> Iterator[FactMention]:
    if match := _NO_TITLE.search(clause.text):
        yield _mention("certifications", [], clause, match)
        return
    held, spans = [], []
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
    for name, words in _ROUNDS.items():
        match = re.search(words, clause.text)
        if match and _DONE.search(clause.text) and not _TALKING.search(clause.text):
            yield _mention("equity_round", name, clause, match)
            return


def _flags(clause: Clause) -> Iterator[FactMention]:
    if match := _TAX.search(clause.text):
        yield _mention("tax_rating", (match["after"] or match["before"]).upper(), clause, match)
    if match := _CLEAN.search(clause.text):
        yield _mention("overdue", False, clause, match)
    elif match := _ARREARS.search(clause.text):
        yield _mention("overdue", True, clause, match)
    if match := _NO_GRANT.search(clause.text):
        yield _mention("district_grant", False, clause, match)
    elif (match := _GRANT.search(clause.text)) and not re.search(r"没|吗|想|能", clause.text):
        yield _mention("district_grant", True, clause, match)
