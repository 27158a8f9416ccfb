"""Money wanted, and how it differs from money borrowed already or merely offered."""

from __future__ import annotations

import re

from knowledge.terms.cues import Cue
from knowledge.terms.phrases import is_filler
from knowledge.terms.spots import DISCARD, FLOWS, LOAN, NEED, STATES, Said, Spot

WISH = re.compile(
    r"想|打算|计划|准备|希望|需要|需求|急需|急用|求|再(?!说|也)|还要|要(?!求|是)|得(?!到|了)|能不能|能否|可否|可以|拟|最好|够"
    r"|缺|差(?!不多)|帮|有没有|推荐|need|want|looking"
)
_OWN_WISH = re.compile(r"我(?:们|司)?(?:公司)?(?:就|也)?(?:要|想|准备|打算|需|缺)|想[贷借要]|打算|准备[贷借]|需要")
_LENT = re.compile("[贷借融授募债]|额度")
_PAST = re.compile(
    r"名下|存量|旧$|旧贷|原有|高息|目前银行|现在银行|银行给|余额|还剩|已经?|已有|现有|目前有|手上有|还有(?!没有)|之前|以前|曾"
    r"|上一?轮|上次|去年|前年|当时|完成|刚刚?(?!好|需)|过去|早就|在用|拿过|批下|交割|closed"
)
_TOLD_BEFORE = re.compile("[说想报填写]")
"""之前说贷200万 is still a wish."""
_WHAT_WAS_LENT = re.compile("(?:的|得)(?!话|需求|金额|用途|钱)")
"""融的是B轮."""
_BALANCE_ITEM = re.compile("(?:短期|长期|银行|长短期)借款$")
_LEFT_TO_PAY = re.compile("(?:款|余额|大概|约)*(?:还剩|余额|剩|还没还|没还)")
_HAVING = re.compile(r"(?<!没)(?<!有没)(?:有|背着|用着|欠着|挂着)(?:个|一?笔|大概|差不多)*$")
_FOR_SHARES = re.compile("(?:股[份权]?|成|点|%)[^，。]{0,3}[，,]?换(?:个|点)?(?:大概|约|差不多)*$")
_HAVE_NOW = re.compile(r"(?:现在|目前|手上|名下|已经?)有$")
_DONE = re.compile("签了|到账|到手|[拿还用放下批借贷融]了|[拿还用借贷融]过")
_USED_UP = re.compile(r"(?:的?额度)?(?:已经?|都|全|也)*(?:用完|用光|用满|提完|到账)了")
"""授信五百万已经用完了."""
_LACKS = ("需要", "需", "差", "缺", "还差", "还缺")
_PLAIN_WISHES = ("要", "周转", "垫资", "流动资金", "need", "金额")
_SPENDS = ("用", "投", "投入", "投资")
_AT_THE_BANK = re.compile("(?:从|找|跟|向|问|让)(?:银行|行里)[^，。]{0,4}$")
_GAINED = ("拿到", "拿到了", "领到", "融到", "融到了", "批下来", "申请到", "预付")
_BUYS_ONE = re.compile(r"[添买换购上进置装][^，。]{0,6}(?:一|1)?[台条套]$")
_ABOUT = "(?:大概|大约|约|差不多|总共|一共|共)*"
_BUYING = re.compile(
    rf"(?:想|要|准备|打算|计划|得)(?:再|新|先|去)?(?:添|买|购|换|上|采购|置办|购置|建|扩|盖|租|垫|付|结|备|进|发|交|囤)(?!市)[^，。\d]{{1,12}}{_ABOUT}(?:要|得)?$"
)
_PURPOSE_COSTS = re.compile(
    rf"(?:扩产|流片|中试线?|备[货料]|设备|新厂|厂房|产线|收购|并购|临床|原料款?|货款)[^，。\d]{{0,4}}{_ABOUT}(?:得|需|要多?[压占])$"
)
_PAYS_OUT = re.compile(r"(?:要|得|需要?)(?:先|再|马上)?(?:付|交|垫|打)(?:给[^，。\d]{1,8})?(?:大概|大约|约)?$")
_SHORT = re.compile(r"(?:钱|资金|款)[^，。]{0,4}(?:不够|紧|没着落)|缺|没钱|垫不|拿不出|周转")
"""流片的钱不够，先要付两百五十万."""
_WAITING = re.compile("的(?:款子?|额度|贷款)[^，。]{0,3}(?:就|只|还)(?:缺|差|等)")
"""500万的款就缺个担保."""
_QUOTED = ("报价", "价钱", "造价", "成交价")
_TO_BUY = re.compile(
    r"(?:想|要|打算|准备|计划|得)[^，。]{0,3}(?:添|买|购|换|上|采购|置办|购置|订)[^，。]{1,14}[，,]\s*$"
)
"""想添一台电镜，| 报价两千八百万."""
_JUST = re.compile(r"(?:只|就)要个?(?:大概|约|差不多)?$")
_MORE = re.compile(
    r"(?:想|要|希望|争取)[^，。\d]{0,3}(?:提|加|做|弄|涨|升)?(?:到|成|个)$|(?:再|多)(?:加|提|增|批|给)(?:个|点)?$|追加$"
)
_WE_PAY = re.compile(
    r"(?<!客户)(?<!客户要)(?<!客户得)(?:付|支付|结清?|预付|[要得该]还(?!有|剩|差))(?!我|给我|咱)[^，。]{0,6}$|(?:设备|机器|机床|产线|材料|原料|厂房|土地|工程|采购|供应商)(?:的|商)*$"
)
"""付供应商货款, 设备尾款: money that others have to get."""
_INTENDS = re.compile(
    r"(?<!不)(?:想|要|准备|打算|计划|拟)(?:再|新)?(?:添|买|换|上[一二两三几\d]|购|置办|建|扩|收购|并购|盖)|[年月]期(?!货)"
)
_SHOWN = re.compile(r"(?:你们?(?:上次|刚才|刚刚|前面)?(?:推荐|说|提|给|推)|那个|那笔|第[一二三]个)[^，。]{0,4}$")
_OFFERED = re.compile(r"^[^，。]{0,6}(?:那款|那个|那种|那档|产品|起步|起贷|的门槛|封顶|上限)")
_CATALOGUE = re.compile(r"^(?:以[内下上])?的[^，。]{0,8}[，,]?\s?有?(?:哪[几些]|什么)")
_TERMS_ASKED = re.compile(
    r"(?:利息|利率|月供|贴息)[^，。]{0,4}(?:多少|怎么|几|高)|(?:多少|几多)[^，。]{0,2}息|算算|每个?月(?:要)?还|(?:贷款|信用贷|产品)[^，。]{0,4}有?哪[几些]"
)
_ASKED_WITHIN = 14


def plainly_needed(spot: Spot, ruling: list[Cue]) -> str:
    """``NEED``, or what a word for it means here; ``ruling`` are the words that count, the last one for a need."""
    last = ruling[-1]
    word = spot.words.spelt(last)
    if len(ruling) > 1 and ruling[-2].fact in FLOWS and ruling[-2].fact != "rd_expense_wan":
        aimed = word in _LACKS and is_filler(spot.text[ruling[-2].end : last.start])
        if aimed:
            return DISCARD  # 营收还差500万
    done = _DONE.search(spot.text[last.end : spot.amount.start]) or _USED_UP.match(spot.after)
    rest = spot.text[last.start : spot.amount.start]
    return LOAN if done or lent_before(word, spot.lead_of(last.start), rest) else NEED


def lent_before(word: str, lead: str, rest: str) -> bool:
    """已经贷了500万, 去年从工行贷了五百万, 有一笔400万的贷款: money had, by ``word`` and what stands around it."""
    if not _LENT.search(word):
        return False
    if rest.startswith(word) and rest[len(word) :].startswith("了"):
        return True
    if rest.startswith(word) and _WHAT_WAS_LENT.match(rest[len(word) :]) and not WISH.search(lead + word):
        return True
    if rest.startswith(word) and _LEFT_TO_PAY.match(rest[len(word) :]):
        return True
    if _BALANCE_ITEM.search(lead[-4:] + word):
        return not WISH.search(lead)
    past = next(iter([*_PAST.finditer(lead)][-1:]), None)
    since = lead[past.end() :] if past else ""
    if past and not _TOLD_BEFORE.search(since) and not WISH.search(since):
        return not WISH.search(rest)
    return bool(_HAVING.search(lead)) and not WISH.search(lead)


def wish_at(spot: Spot, said: Said) -> Cue | None:
    """要, 搞个, 来 and the like right before the amount."""
    wishes = [cue for cue in spot.named if cue.fact == "wish"]
    if not wishes or not spot.touches(wishes[-1]):
        return None
    last = wishes[-1]
    word, lead = spot.words.spelt(last), spot.lead_of(last.start)
    if spot.text[last.end : last.end + 1] in ("了", "过"):
        return None
    if word in _PLAIN_WISHES or word.endswith(("个", "点")) or WISH.search(lead):
        return last
    return (
        last if word not in _SPENDS and (not lead.strip() or said.topic == NEED or _AT_THE_BANK.search(lead)) else None
    )


def still_wanted(spot: Spot, cue: Cue) -> bool:
    """希望拿到五六百万的贷款; 要添一条1200万的贴片线."""
    lead, word = spot.lead_of(cue.start), spot.words.spelt(cue)
    if word in _QUOTED:
        return bool(_TO_BUY.search(spot.text[max(0, spot.phrase.start - 30) : spot.phrase.start]))
    if word in _GAINED:
        return bool(WISH.search(lead[-5:]))
    return bool(WISH.search(lead) and _BUYS_ONE.search(lead + word) and spot.after.startswith("的"))


def purchase(spot: Spot) -> bool:
    """扩产得两千五百万, 要添一条产线设备八百多万."""
    if (
        _PURPOSE_COSTS.search(spot.before)
        or _BUYING.search(spot.before)
        or _FOR_SHARES.search(spot.text[: spot.amount.start][-20:])
    ):
        return True
    if _JUST.search(spot.before):
        return True
    if _WAITING.match(spot.after):
        return True
    if _PAYS_OUT.search(spot.before) and _SHORT.search(spot.text) and not spot.period_in(spot.lead):
        return True
    return bool(WISH.search(spot.before) and _BUYS_ONE.search(spot.before) and spot.after.startswith("的"))


def priced(spot: Spot) -> bool:
    """三百二十万的, 报价两千八百万: the price of a thing, not a sum that is looked for."""
    quoted = any(spot.words.spelt(cue) in _QUOTED for cue in spot.named)
    return quoted or bool(re.match(r"的(?:$|[，。\s])", spot.text[spot.amount.end : spot.amount.end + 2]))


def more_wanted(spot: Spot, said: Said) -> bool:
    """额度200万不够用，想提到500万."""
    return said.topic in (NEED, LOAN, DISCARD) and not spot.named and bool(_MORE.search(spot.before))


def had_now(spot: Spot, said: Said) -> bool:
    """想换个便宜的贷款，现在有500万的."""
    return said.topic == NEED and bool(_HAVE_NOW.search(spot.before))


def intends(text: str) -> bool:
    """要收购一家公司: what it costs may follow."""
    return bool(_INTENDS.search(text))


def paid_by_us(lead: str) -> bool:
    """Whether 货款 or 尾款 behind ``lead`` is what the firm has to pay, no claim of its own."""
    return bool(_WE_PAY.search(lead))


def shown(spot: Spot) -> bool:
    """你推荐的那个300万额度: somebody else's figure."""
    own = any(cue.fact in (*STATES, "sales") for cue in spot.named)  # 我们去年那个营收: 那个 only fills
    return bool(_SHOWN.search(spot.before)) and not own and not re.search("想|要", spot.before)


def offered(spot: Spot) -> bool:
    """500万那款: a product's figure."""
    return bool(_OFFERED.match(spot.after)) and not WISH.search(spot.before)


def asked_in_general(spot: Spot) -> bool:
    """三百万以内的信用贷款有哪几款, 贷款300万利息多少: nothing that the founder wants."""
    catalogue = _CATALOGUE.match(spot.text[spot.amount.end : spot.amount.end + 16])
    if catalogue and not WISH.search(spot.before) and not _WAITING.match(spot.after):
        return True
    around = spot.text[spot.phrase.start : spot.phrase.end + _ASKED_WITHIN]
    return not _OWN_WISH.search(spot.phrase.text) and bool(_TERMS_ASKED.search(around))
