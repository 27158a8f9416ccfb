"""A bare reply to the pending question: 3个, 没有, 两年前, 差不多五百万, 坪山的."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from knowledge.terms.clauses import clauses
from knowledge.terms.collateral import assets_named
from knowledge.terms.dates import founding_answer
from knowledge.terms.facts import extract_facts
from knowledge.terms.industries import industry_in
from knowledge.terms.mention import FactMention, plausible
from knowledge.terms.needs import kind_in, purpose_in
from knowledge.terms.normalise import normalise
from knowledge.terms.places import place_in
from knowledge.terms.quantities import Quantity, quantities, whole_or_range
from knowledge.terms.rounds import round_named
from knowledge.terms.standing import asks
from knowledge.terms.titles import titles_named
from knowledge.terms.vocabulary import FACTS

_LONGEST_REPLY = 40
_FILLER = (
    r"(?:嗯+|哦|啊|呃|额|哎|唉|那个|这个|好像|应该|大概|可能|估计|目前|暂时|现在|我们|咱们?|公司|肯定"
    r"|绝对|真的?|当然|还|都|也|就"
    r"|从来|一直|以前|之前|压根|根本|完全|其实|倒|确实|一个|啥|什么|，|,|\s)*"
)
_NONE = re.compile(
    rf"^{_FILLER}(?:没有?|木有|无|零|0)(?:有|过|呢|啊|哦|吧|的|了|啦|嘛|任何|这些|那些|一个|申请|拿|评"
    r"|做|搞|弄|专利|商标|软著|收入|营收|盈利|利润|资质"
    r"|证书?|称号|抵押物?|质押|押|抵|东西|资产|融资?|固定|应收|研发|能|可以|什么|啥|个|件|万|元|块|呀"
    r"|哈|诶|，|。)*[。！!~]*$"
    rf"|^{_FILLER}一个(?:也|都)没有?|^{_FILLER}(?:什么|啥)(?:也|都)没有?$"
)
_UNANSWERED = re.compile(
    r"不(?:太?清楚|太?知道|好说|想说|确定|记得|了解|方便|便|告诉|晓得|肯定|明白|懂|太(?!多|大|够|高|好)|回答|透露)"
    r"|没(?:印象|统计|算过|关系|问题|概念|听说|留意|注意|查过)|记不|说不|保密|忘了|不好意思|跳过"
    r"|下一个|还是[^，。]{1,4}(?:呢|来着)?$|拿不准"
)
_WHEN = r"(?:(?:[去前今]年|\d{2,4}年|早几年|疫情(?:期间|时)?)(?:底|初|的时候)?)?"
_YES = re.compile(
    rf"^{_FILLER}{_WHEN}(?:有(?!没|什么|啥|必要|区别)|是(?!什么|不|指)|对(?!了)|嗯$|(?:拿|领|享受|获得?|批"
    r"|出现|享|得|吃到|申请到)(?:过|到过?|了)|曾|被)"
)
_NO = re.compile(
    rf"^{_FILLER}(?:没|无|否|从未|未|木有|零|0|不(?=$|[，。啊呀哦吧的是曾存会])|一[次分](?:钱)?(?:也|都)?没)"
)
_RIGHTS = ("invention_patents", "utility_patents", "software_copyrights", "trademarks")
"""12件实用新型 says nothing of inventions."""
_PENDING = re.compile(r"在审|审查|申请中|在申请|[没未]授权|没下证|没下来")
"""3个还在审: none is granted yet."""
_NOTHING_TO_PLEDGE = re.compile("轻资产")
_BUT = re.compile("[，,。；;].*(?:只|就|但|不过|有)")
"""没房没地，只有设备: something after all."""
_ELSEWHERE = re.compile(r"市里|市级|省|国家|深圳市|龙岗|南山|宝安|别的区|其他区")
_OVERDUE = re.compile(
    r"(?P<yes>(?<![没不])(?:晚过|拖过|逾过|断过|欠过|晚了|拖了|花了?$|黑了|不好|一般|偶尔|上过|进过"
    r"|[一两二三几\d]+[次笔回天])(?!(?:都|也)?没))|(?P<no>干净|良好|清白|正常|准时|按时|没毛病|很好"
    r"|挺好|没晚|没拖|没断|没欠)"
)
_ONE_YUAN_FROM = 100_000
"""A bare number this large is 元, a smaller one 万元."""
_STAGES = {
    "种子期": r"种子|想法|刚开始",
    "初创期": r"初创|起步|刚",
    "成长期": r"成长|发展|扩张|增长",
    "成熟期": r"成熟|稳定|上市",
}


def parse_answer(text: str, fact: str, *, today: dt.date) -> FactMention | None:
    """The value that ``text`` gives for the pending ``fact``; None when it does not answer it.

    Raises KeyError for a fact outside the vocabulary.
    """
    mentions = extract_facts(text, today=today)
    told = next((mention for mention in mentions if mention.fact == fact), None)
    if told and not (fact == "collateral" and told.value == [] and _BUT.search(text)):
        return told
    normal = normalise(text[:_LONGEST_REPLY]).strip(" ，。,.!！~")
    normal = _answered_part(normal)
    if fact in _RIGHTS and told is None:
        if any(mention.fact in _RIGHTS for mention in mentions):
            return None
        if _PENDING.search(normal):
            return FactMention(fact, 0, text, 0, len(text), False)
    if (
        not normal
        or len(text) > _LONGEST_REPLY
        or _POINTS.fullmatch(normal)
        or any(part.supposed for part in clauses(normal))
    ):
        return None
    found = _READERS[FACTS[fact].type](normal, fact, today)
    if found is None:
        return None
    mention = FactMention(fact, found[0], text, 0, len(text), found[1])
    return mention if plausible(mention) else None


def _answered_part(text: str) -> str:
    """What is left when the clauses that decline to answer are taken out (记不清了，大概三百万)."""
    parts = re.split(r"[，,。；;！!？?\s]+", text)
    answered = [part for part in parts if part and not _UNANSWERED.search(part)]
    return text if len(answered) == len([part for part in parts if part]) else "，".join(answered)


_POINTS = re.compile(r"(?:看|要|选|就)*第\s*[一二两三四五六七八九十\d]{1,2}\s*[个项款条家种]?(?:吧|呢|怎么样|的)*")
"""第3个 points into a list and answers no question."""
Answer = tuple[object, bool] | None
"""(value, approximate)."""


def _count(text: str, fact: str, today: dt.date) -> Answer:
    if _NONE.match(text):
        return 0, False
    if re.search("没几|好几", text):
        return None
    wanted = [number for number in quantities(text) if number.kind in ("count", "plain")]
    return (int(wanted[0].low), wanted[0].approximate) if wanted else None


def _amount(text: str, fact: str, today: dt.date) -> Answer:
    if fact == "need_term_months":
        return _term(text)
    if _NONE.match(text):
        return (0, False) if fact != "need_amount_wan" else None
    money = [number for number in quantities(text) if number.kind == "money"]
    plain = [number for number in quantities(text) if number.kind == "plain" or number.unit == "个"]
    if money:
        return _signed(money[-1].value, text, fact), money[-1].approximate
    if not plain:
        return None
    scale = 1 / 10_000 if plain[-1].low >= _ONE_YUAN_FROM else 1.0
    return _signed(whole_or_range(plain[-1].low * scale, plain[-1].high * scale), text, fact), plain[-1].approximate


def _signed(value: float | list[float], text: str, fact: str) -> float | list[float]:
    if fact != "net_profit_wan" or not re.search(r"亏|负|-\s*\d", text):
        return value
    return [-item for item in value[::-1]] if isinstance(value, list) else -value


def _term(text: str) -> Answer:
    spans: list[Quantity] = [number for number in quantities(text) if number.kind in ("months", "years", "plain")]
    if not spans:
        return (6, True) if "半年" in text else None
    factor = 12 if spans[0].kind == "years" else 1
    return whole_or_range(spans[0].low * factor, spans[-1].high * factor), spans[0].approximate


def _share(text: str, fact: str, today: dt.date) -> Answer:
    shares = [number for number in quantities(text) if number.kind in ("percent", "plain")]
    return ((shares[0].low + shares[0].high) / 2, shares[0].approximate) if shares and shares[0].high <= 1000 else None


def _month(text: str, fact: str, today: dt.date) -> Answer:
    found = founding_answer(text, today)
    return (found.value, found.approximate) if found else None


def _flag(text: str, fact: str, today: dt.date) -> Answer:
    if fact == "district_grant" and _ELSEWHERE.search(text):
        return None
    if _NO.match(text) or _NONE.match(text):
        return False, False
    if fact == "overdue" and (found := _OVERDUE.search(text)):
        return found.lastgroup == "yes", False
    return (True, False) if _YES.match(text) and not asks(text) else None


def _choices(text: str, fact: str, today: dt.date) -> Answer:
    parts = re.split("[，,。；;]", text)
    if _NONE.match(text):
        return [], False
    held = [] if asks(text) else titles_named(text) if fact == "certifications" else _assets(parts)
    if held:
        return held, False
    nothing = fact == "collateral" and _NOTHING_TO_PLEDGE.search(text) and not asks(text)
    return ([], False) if nothing or any(map(_NONE.match, parts)) else None


def _assets(parts: list[str]) -> list[str]:
    """厂房租的，就几台机器: in a reply what is said of one asset does not reach the next clause."""
    return list(dict.fromkeys(asset for part in parts for asset in assets_named(part)))


def _choice(text: str, fact: str, today: dt.date) -> Answer:
    found = _CHOICE[fact](text)
    return (found, False) if found else None


def _first(words: dict[str, str]) -> Callable[[str], str | None]:
    return lambda text: next((value for value, pattern in words.items() if re.search(pattern, text)), None)


_NO_ROUND = re.compile(
    rf"^{_FILLER}(?:没|未|无|零|一轮(?:都|也)?没|一分钱?(?:都|也)?没)(?:有|融|拿|做|找|引|过|资|投资"
    r"|外部|任何|的|呢|啊|了|吧|呀|怎么|轮次)*$|自己的?钱|自己(?:投|掏|出|垫)|自有资金|自筹"
)


def _round_in(text: str) -> str | None:
    return "未融资" if _NO_ROUND.search(text) else round_named(re.sub("种子(?!轮)", "种子轮", text))


_CHANGED = re.compile("今年|现在|[升降变掉改]")


def _rating_in(text: str) -> str | None:
    letters = re.findall(r"(?<![a-z])[abmcd](?![a-z])", text)
    if not letters:
        return None
    return letters[-1 if _CHANGED.search(text) else 0].upper()


def _industry_in(text: str) -> str | None:
    found = industry_in(text)
    return found[0] if found else "其他" if "其他" in text else None


_CHOICE: dict[str, Callable[[str], str | None]] = {
    "stage": _first(_STAGES),
    "industry": _industry_in,
    "equity_round": _round_in,
    "tax_rating": _rating_in,
    "need_purpose": purpose_in,
    "need_kind": kind_in,
}


def _place(text: str, fact: str, today: dt.date) -> Answer:
    found = place_in(text)
    return (found[0], False) if found else None


_READERS: dict[str, Callable[[str, str, dt.date], Answer]] = {
    "choice": _choice,
    "choices": _choices,
    "count": _count,
    "number": _share,
    "range": _amount,
    "month": _month,
    "flag": _flag,
    "text": _place,
}
