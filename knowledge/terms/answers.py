"""A bare reply to the pending question: 3个, 没有, 两年前, 差不多五百万, 坪山的."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from knowledge.terms.dates import founding_answer
from knowledge.terms.facts import extract_facts
from knowledge.terms.industries import industry_in
from knowledge.terms.mention import FactMention, plausible
from knowledge.terms.needs import kind_in, purpose_in
from knowledge.terms.normalise import normalise
from knowledge.terms.places import place_in
from knowledge.terms.quantities import Quantity, quantities, whole_or_range
from knowledge.terms.vocabulary import FACTS

_LONGEST_REPLY = 40
_NONE = re.compile(
    r"^(?:还|都|也|暂时|目前|现在|一个|完全|啥|什么)*(?:没有?|无|零|0)(?:有|过|呢|啊|哦|吧|的|啦|任何|这些|一个|申请|拿|评|专利|收入|营收|盈利|利润|资质|抵押|东西|融资?)*[。！!~]*$|^都没有?|^一个(?:也|都)没有?"
)
_UNANSWERED = re.compile(
    r"不(?:太?清楚|太?知道|好说|想说|确定|记得|了解|方便|便|告诉|晓得|肯定|明白|懂)|没(?:印象|统计|算过|关系|问题|概念|听说)|记不|说不|保密|不太"
)
_YES = re.compile(r"^(?:有|是|对|嗯|拿过|有过|出现过|是的|对的|有的|享受过|领过|获得过)")
_NO = re.compile(r"^(?:没|无|不|否|从来没|从没|从未|还没|都没|木有|未|一次(?:也|都)没)")
_ONE_YUAN_FROM = 100_000
"""A bare number this large is 元, a smaller one 万元."""
_ASSETS = {
    "房产": r"房(?![^，。]{0,3}租)|楼|物业",
    "土地": r"地(?!方)",
    "设备": r"设备|机器|机床",
    "股权": r"股权|股份",
    "存货": r"存货|库存",
}
_TITLES = {
    "高新技术企业": r"高新|高企|国高",
    "科技型中小企业": r"科技型|科小|科技中小",
    "创新型中小企业": r"创新型",
    "专精特新小巨人": r"小巨人",
    "专精特新中小企业": r"专精特新(?!.{0,3}小巨人)",
}
_ROUNDS = {"Pre-IPO": r"pre-?ipo", "天使轮": r"天使|种子|pre-?a", "A轮": r"a", "B轮": r"b", "C轮及以后": r"[c-f]"}
_STAGES = {
    "种子期": r"种子|想法|刚开始|刚起步",
    "初创期": r"初创|起步|刚",
    "成长期": r"成长|发展|扩张|增长",
    "成熟期": r"成熟|稳定|上市",
}


def parse_answer(text: str, fact: str, *, today: dt.date) -> FactMention | None:
    """The value that ``text`` gives for the pending ``fact``; None when it does not answer it.

    Raises KeyError for a fact outside the vocabulary.
    """
    told = next((mention for mention in extract_facts(text, today=today) if mention.fact == fact), None)
    if told:
        return told
    normal = normalise(text[:_LONGEST_REPLY]).strip(" ，。,.!！~")
    if not normal or len(text) > _LONGEST_REPLY or _UNANSWERED.search(normal):
        return None
    found = _READERS[FACTS[fact].type](normal, fact, today)
    if found is None:
        return None
    mention = FactMention(fact, found[0], text, 0, len(text), found[1])
    return mention if plausible(mention) else None


Answer = tuple[object, bool] | None
"""(value, approximate)."""


def _count(text: str, fact: str, today: dt.date) -> Answer:
    if _NONE.match(text):
        return 0, False
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
    if _NO.match(text) or _NONE.match(text):
        return False, False
    return (True, False) if _YES.match(text) else None


def _choices(text: str, fact: str, today: dt.date) -> Answer:
    words = _TITLES if fact == "certifications" else _ASSETS
    if _NONE.match(text) or re.match(r"^(?:都|什么都|啥都)?(?:没有?|无)(?!.*(?:只有|但))", text):
        return [], False
    held = [value for value, pattern in words.items() if re.search(pattern, text)]
    return (held, False) if held and not re.search(r"[吗?？]", text) else None


def _choice(text: str, fact: str, today: dt.date) -> Answer:
    found = _CHOICE[fact](text)
    return (found, False) if found else None


def _first(words: dict[str, str]) -> Callable[[str], str | None]:
    return lambda text: next((value for value, pattern in words.items() if re.search(pattern, text)), None)


def _round_in(text: str) -> str | None:
    return "未融资" if re.search(r"没|未|无|还没", text) else _first(_ROUNDS)(text)


def _rating_in(text: str) -> str | None:
    found = re.search(r"(?<![a-z])([abmcd])(?![a-z])", text)
    return found.group(1).upper() if found else None


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
