"""Whose an amount is: rules from the plainest to the weakest, the first that answers is right."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.terms.cues import Cue
from knowledge.terms.periods import LAST, PRIOR, without_period
from knowledge.terms.phrases import is_filler
from knowledge.terms.spots import DISCARD, FLOWS, LOAN, NEED, STATES, STRONG, Said, Spot
from knowledge.terms.wishes import (
    WISH,
    had_now,
    lent_before,
    more_wanted,
    offered,
    paid_by_us,
    plainly_needed,
    purchase,
    shown,
    still_wanted,
    wish_at,
)

MOVED = re.compile(r"^[^，。\d]{0,3}(?:降|改|调|加|升|减|缩|提|涨|变|跌|窄)(?:低|高|整|少)?(?:到|成|为|至)了?的?$")
"""从800万降到550万: the second amount stands."""
CLOSE = re.compile(r"[多的元块\s]{0,3}(?:左右)?的?")
"""Between an amount and the word that it belongs to: 三千万的营收."""
USED_FOR = re.compile(
    r"够(?=了|晒|啦)|就(?:能|可以|好)[^，。]{0,8}$|急|周转|买[^，。]{0,8}用|足够|都行|也行|出粮|发工资|备货|备料|进货|用来|用于|(?:想|要|能|可以|全|都)[^，。]{0,4}(?:贷|借)|就够|够用|能批|批得|贷得|贷出来"
)
_AIMED = re.compile(r"(?<![主需])(?:要|必须|得|争取|力争|打算|目标|想把|希望|能把)(?:让|把)?$")
_DID = re.compile(
    r"(?:下滑|下降|回落|缩水|萎缩|跌|降|掉|滑|涨|升|做|卖|干|收|开|到|冲|有|是|能有|能做|实现|完成|达|成|突破|跑|搞|出货|生意|一共|总共|合计)|了|到|个|得|它"
)
_BURNT = re.compile(r"[烧砸]")
_RESEARCH_USE = re.compile(r"^(?:用?来?|去)?[做搞投]研发")
_DONE_ENDINGS = ("了", "到", "出", "得")
_OWED_BY = re.compile(r"客户|被|厂|甲方|下游|款|账|平台|医院|经销商|渠道")
_OWED_MONEY = re.compile(r"(?:多)?的?(?:货?款|账|尾款|没)")
_STUCK = re.compile(
    r"(?:多|左右)?的?(?:货?款|账款?|尾款)?(?:都|还|也|全|一直)?(?:[卡压挂拖趴]在|[卡压挂拖欠]着|收不回|没收|没回|没结|没付|没给|要不回|未收|未回)"
)
_STOCK = re.compile("库存|存货|设备|原料|材料|仓库|土地|厂房")
_BORROWED_AGAINST = ("receivables_wan", "fixed_assets_wan")
_OF_MACHINES = re.compile("的(?:机器|设备|厂房|机床|仪器|产线)")
_REST = re.compile("(?:剩下?的?|其余的?|余下的?|不够的|差的)(?:大概|差不多|约)?$")
_BORROW_IT = re.compile(r"[^，。\d]{0,4}(?:想|要|打算|准备|靠|得|再|希望|能)[^，。\d]{0,5}[贷借融]")
_UNDERTAKING = re.compile("的盘子")
"""八百万的盘子 may be what is wanted."""
_SPENDING = "投用拿搞整花"


def owner(spot: Spot, said: Said) -> str | None:
    """The fact of the amount, ``DISCARD``, ``LOAN``, or None when nothing says."""
    return next((fact for rule in _RULES if (fact := rule(spot, said))), None)


def _the_same_again(spot: Spot, said: Said) -> str | None:
    """500万不对800万; 从800万降到550万; 前年400万去年800万."""
    between = without_period(spot.before)
    return said.fact if not spot.is_first and (MOVED.search(between) or is_filler(between)) else None


def _not_ours(spot: Spot, said: Said) -> str | None:
    if shown(spot):
        return LOAN
    return DISCARD if offered(spot) or any(cue.fact == "limit" for cue in spot.named) else None


def _named_before(spot: Spot, said: Said) -> str | None:
    """The word named last before the amount; a wish right at the amount weighs as much."""
    wish = wish_at(spot, said)
    ruling = [cue for cue in spot.named if cue.fact in STRONG or cue.fact == DISCARD]
    last = ruling[-1] if ruling else None
    if wish and (last is None or wish.start > last.start):
        return _wished(spot, said, wish, last)
    if last is None:
        return None
    if last.fact == DISCARD:
        return _kept_from_discard(spot, ruling)
    if last.fact == NEED:
        return plainly_needed(spot, ruling)
    if last.fact == "receivables_wan" and paid_by_us(spot.lead_of(last.start)):
        return NEED if WISH.search(spot.lead_of(last.start)) else None
    return DISCARD if last.fact in FLOWS and _AIMED.search(spot.lead_of(last.start)) else STATES[last.fact]


def _wished(spot: Spot, said: Said, wish: Cue, last: Cue | None) -> str | None:
    word = spot.words.spelt(wish)
    if word == "金额" and said.topic in (DISCARD, LOAN):
        return DISCARD
    if last is None:
        return None if _right_behind(spot) in _BORROWED_AGAINST else NEED  # 拿1500万的应收做质押
    if last.fact == "rd_expense_wan":
        return _research_or_need(spot, word)
    near = is_filler(spot.text[last.end : wish.start])
    return NEED if last.fact == NEED or not near else DISCARD  # 利息要5万


def _research_or_need(spot: Spot, word: str) -> str:
    """研发每年得投三百万 against 研发要500万."""
    yearly = spot.period_in(spot.lead)
    if word[0] in _SPENDING:
        return "rd_expense_wan" if yearly and yearly.kind == LAST else DISCARD
    return "rd_expense_wan" if yearly else NEED


def _kept_from_discard(spot: Spot, ruling: list[Cue]) -> str:
    last = ruling[-1]
    if len(ruling) > 1 and ruling[-2].fact == "fixed_assets_wan" and spot.words.spelt(last) in ("值", "价值"):
        return "fixed_assets_wan"
    before = ruling[-2] if len(ruling) > 1 else None
    if before and before.fact == "receivables_wan" and spot.words.spelt(last) == "余额":
        return before.fact
    return NEED if still_wanted(spot, last) else DISCARD


def _left_to_borrow(spot: Spot, said: Said) -> str | None:
    """自己有四百，剩下七百万想借."""
    return NEED if _REST.search(spot.before) and _BORROW_IT.match(spot.after) else None


def _named_behind(spot: Spot, said: Said) -> str | None:
    fact = _right_behind(spot)
    if fact == DISCARD:
        return DISCARD
    cue = spot.words.first(spot.amount.end, spot.right)
    rest = spot.text[spot.amount.start : spot.phrase.end]
    if fact == "receivables_wan" and paid_by_us(spot.before):
        return NEED if WISH.search(spot.lead) else DISCARD  # 要付180万货款
    if fact == NEED and cue and lent_before(spot.words.spelt(cue), spot.before, rest):
        return LOAN
    return STRONG.get(fact or "")


def _right_behind(spot: Spot) -> str | None:
    """The word right behind the amount, unless the next amount is the one that it names."""
    cue = spot.words.first(spot.amount.end, spot.right)
    if cue is None or not is_filler(without_period(spot.text[spot.amount.end : cue.start])):
        return None
    following = spot.following
    if cue.fact not in STATES or not following or following.start != spot.right:
        return cue.fact
    behind = spot.words.first(following.end, following.end + 8)
    has_own = behind and behind.fact in STATES and CLOSE.fullmatch(spot.text, following.end, behind.start)
    return cue.fact if has_own or not is_filler(spot.text[cue.end : spot.right]) else None


def _burnt_on_research(spot: Spot, said: Said) -> str | None:
    return "rd_expense_wan" if said.topic == "rd_expense_wan" and _BURNT.search(spot.before) else None


def _sold(spot: Spot, said: Said) -> str | None:
    """去年做了八百万."""
    sold = [cue for cue in spot.named if cue.fact == "sales"]
    if not sold or not is_filler(without_period(spot.text[sold[-1].end : spot.amount.start])):
        return None
    plain = spot.words.spelt(sold[-1]).endswith(_DONE_ENDINGS) or said.topic == "revenue_wan"
    return "revenue_wan" if plain or spot.period_in(spot.lead) else None


def _owed(spot: Spot, said: Said) -> str | None:
    """被主机厂压了八百万的款."""
    owed = [cue for cue in spot.named if cue.fact == "owed" and spot.touches(cue)]
    if owed and (_OWED_BY.search(spot.lead_of(owed[-1].start)) or _OWED_MONEY.match(spot.after)):
        return "receivables_wan"
    return None


def _of_a_year(spot: Spot, said: Said) -> str | None:
    """前年400万, 去年八百万: what was being told, else the year's sales; 每年三百万搞研发."""
    period = spot.period_in(spot.lead)
    if period and period.kind in (LAST, PRIOR) and _RESEARCH_USE.match(spot.after):
        return "rd_expense_wan"
    weak = any(cue.fact in ("wish", "aside") for cue in spot.named)
    if period is None or weak or not is_filler(_DID.sub("", without_period(spot.lead))):
        return None
    if said.topic in FLOWS and (said.announced or _goes_on(spot, said) or (said.end and said.period != period.kind)):
        return said.topic
    return DISCARD if said.topic == DISCARD and said.announced else "revenue_wan"


def _goes_on(spot: Spot, said: Said) -> bool:
    """2023年200万、2024年260万: a list of years."""
    gap = re.sub("[；;。，,]", "", spot.text[max(said.end, spot.amount.start - 40) : spot.amount.start])
    return bool(said.end) and is_filler(without_period(gap))


def _verb_behind(spot: Spot, said: Said) -> str | None:
    fact = _right_behind(spot)
    if fact == "wish" and (is_filler(spot.before) or WISH.search(spot.before)):
        return NEED
    sold = fact == "sales" and not (_UNDERTAKING.match(spot.after) and not spot.period_in(spot.lead))
    return "revenue_wan" if sold else None


def _in_the_bank(spot: Spot, said: Said) -> str | None:
    return DISCARD if any(cue.fact == "aside" for cue in spot.named) else None


def _wanted_without_a_word(spot: Spot, said: Said) -> str | None:
    return NEED if purchase(spot) or more_wanted(spot, said) else None


def _stuck(spot: Spot, said: Said) -> str | None:
    """七百万卡在医院那儿."""
    stock = _STOCK.search(spot.after) or _STOCK.search(spot.before)
    return "receivables_wan" if _STUCK.match(spot.after) and not stock else None


def _carried(spot: Spot, said: Said) -> str | None:
    """想贷款周转，300万: alone, an amount speaks of what was named before it."""
    alone = is_filler(spot.before) and (is_filler(USED_FOR.sub("", spot.after)) or MOVED.search(spot.after))
    if not alone:
        of_machines = said.topic == "fixed_assets_wan" and is_filler(spot.before) and _OF_MACHINES.match(spot.after)
        return said.topic if of_machines else None
    return LOAN if had_now(spot, said) else said.topic


_RULES: tuple[Callable[[Spot, Said], str | None], ...] = (
    _the_same_again,
    _not_ours,
    _left_to_borrow,
    _named_before,
    _named_behind,
    _burnt_on_research,
    _sold,
    _owed,
    _of_a_year,
    _verb_behind,
    _in_the_bank,
    _wanted_without_a_word,
    _stuck,
    _carried,
)
