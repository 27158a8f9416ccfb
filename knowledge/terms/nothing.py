"""Money told to be none: 还没有收入, 零营收, 固资0, 净利润就是零."""

from __future__ import annotations

import re
from bisect import bisect_left

from knowledge.terms.cues import Cue
from knowledge.terms.mention import FactMention
from knowledge.terms.phrases import Phrase, is_filler

_ZERO_ABLE = ("revenue_wan", "rd_expense_wan", "net_profit_wan", "fixed_assets_wan", "receivables_wan")
_REACH = 24
_DENIABLE = ("revenue_wan", "rd_expense_wan", "receivables_wan")
"""Without a word of it there is none; a firm without profit may have a loss."""
_NONE_BEFORE = re.compile(
    r"(?<!有)(?:还没有?|没有?|尚未|尚无|未|无|零|暂无|冇|no|(?<![\d.])0)(?:开始|做|投|搞|怎么做|产生|实现|形成|带来|正式|发生|有|过|任何|一分钱?|一毛钱?|一点|一块钱|半毛钱|的|啥|主营|业务|实际|\s)*$"
)
_NONE_AFTER = re.compile(
    r"^(?:目前|现在|暂时|还|也|都|一分钱?|一毛钱?|一点|基本|完全|压根|是|上|几乎|就|一直|\s)*(?:没有?|冇|无)(?:有|产生|过|进来|呢|啊|的|啦|哦|吧|嘛|呀|了)*$"
)
_ZERO_AFTER = re.compile(
    r"^(?:[^，。\d]{0,4}?)(?:是|为|就|=|:|：|还|只有|等于|约|\s)*(?:零|zero|0(?:\.0+)?)(?:元|万元?|w|的|呢|啊|吧|啦)*$"
)
_NOT_NONE = re.compile(
    r"^(?:要求|门槛|限制|证明|来源|团队|人员|渠道|部门|总监|明细|质押|融资|逾期|坏账|问题|压力|占|归集|数据|统计)"
)
_EVEN = re.compile(
    r"(?:打平(?!手)|盈亏平衡(?!点)|不[赚挣][也又]?不[亏赔蚀]|不[亏赔蚀][也又]?不[赚挣]|不盈不亏|没(?:有)?(?:盈利|赚钱?)[，,也]*没(?:有)?亏|收支(?:平衡|相抵|持平)|盈亏(?:相抵|持平))"
)
"""Neither profit nor loss."""
_NOT_YET_EVEN = re.compile(r"没|未|快|差|离|争取|预计|明年|今年|季度|月|想|要|能|可以|才|目标|力争|距|将")
_GENERIC = re.compile(r"^[^，。]{0,2}的(?:话|初创|[^，。]{0,6}(?:公司|企业|项目|团队|单位|厂))")


def nothing_told(text: str, words: list[Cue], parts: list[Phrase]) -> list[FactMention]:
    """Facts that are zero."""
    found = []
    for part in parts:
        if part.supposed:
            continue
        first, behind = (bisect_left(words, edge, key=lambda cue: cue.start) for edge in (part.start, part.end))
        named = [cue for cue in words[first:behind] if cue.fact in (*_ZERO_ABLE, "sales")]
        found += [_zero(text, cue) for cue in named if _is_nothing(text, cue, part)]
        found += _breaks_even(part)
    return found


def _breaks_even(part: Phrase) -> list[FactMention]:
    match = _EVEN.search(part.text)
    if not match or _NOT_YET_EVEN.search(part.text[max(0, match.start() - _REACH) : match.start()]):
        return []
    start, end = part.start + match.start(), part.start + match.end()
    return [FactMention("net_profit_wan", 0, match.group(), start, end)]


def _is_nothing(text: str, cue: Cue, part: Phrase) -> bool:
    before = text[max(part.start, cue.start - _REACH) : cue.start]
    after = text[cue.end : min(part.end, cue.end + _REACH)]
    if _NOT_NONE.match(after) or (_GENERIC.match(after) and not re.search("我|咱", before)):
        return False
    if cue.fact == "sales":
        return text[cue.start : cue.end] == "销售" and bool(_NONE_BEFORE.search(before)) and is_filler(after)
    deniable = cue.fact in _DENIABLE and not (cue.fact == "receivables_wan" and text[cue.start : cue.end][:2] != "应收")
    if deniable and (_NONE_BEFORE.search(before) or _NONE_AFTER.match(after)):
        return True
    return bool(re.search(r"(?:^|[^\d.百千万十])(?:零|0)$", before) or _ZERO_AFTER.match(after))


def _zero(text: str, cue: Cue) -> FactMention:
    fact = "revenue_wan" if cue.fact == "sales" else cue.fact
    return FactMention(fact, 0, text[cue.start : cue.end], cue.start, cue.end)
