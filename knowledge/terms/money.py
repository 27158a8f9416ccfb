"""The money that a message tells: every amount, whose it is (owners.py), for which year, and whether it counts."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from knowledge.terms.amounts import is_figure, money_among
from knowledge.terms.clauses import Clause
from knowledge.terms.cues import Cue
from knowledge.terms.growth import growth_in
from knowledge.terms.kinds import kind_wanted
from knowledge.terms.mention import FactMention
from knowledge.terms.nothing import nothing_told
from knowledge.terms.owners import CLOSE, MOVED, USED_FOR, owner
from knowledge.terms.periods import LAST, PRIOR, Period, period_at
from knowledge.terms.phrases import Phrase, is_filler, phrases
from knowledge.terms.purposes import MOST_CLAUSES, names_purpose, purpose_stated
from knowledge.terms.quantities import Quantity, whole_or_range
from knowledge.terms.spots import DISCARD, FLOWS, LOAN, NEED, STATES, STRONG, Said, Spot, Words
from knowledge.terms.wishes import WISH, asked_in_general, intends, lent_before, paid_by_us, priced

_REQUIRED = re.compile(r"(?:是不是|是否)(?:要|得|必须|需要)|要求|门槛|不低于|至少要|必须|才(?:能|行|可以)|满足|达标")
_CHANGED = re.compile(
    r"(?<!差不)(?:增长|增加|涨|多|提高|提升|下降|减少|降|少|(?<![花烧亏])掉|跌|下滑|缩水|上调|写到|写成|往上调|调高|做高|虚增)了?"
    r"(?:大概|大约|约|近|快|差不多)*$"
)
_PART_OF = re.compile(r"^\s*(?:其中|里面|包括|包含|当中)")
_NOT_THAT = re.compile(r"(?:(?:不|唔)(?:是|系)?(?:要)?|不止|并非|(?<!有)没有?)\s*$")
_DENIED = re.compile(r"(?:没有?|不(?!对)|无|别)[^，。]{0,3}$")
_MINUS = re.compile(r"(?:负(?:的|了|数)?|-|−|﹣|—)\s*(?:大概|大约|约)?\s*(?:¥|￥)?\s*$")
_OWN = re.compile(r"我|咱|总共|全公司|全部加|自己|本公司|本司|our|we ")
_OTHERS = re.compile(
    r"(?<![给为向跟和与供])(?:母公司|总公司|集团公司|集团|控股股东|大股东|兄弟公司|关联公司|同行|对手|竞品|友商|隔壁|朋友的?(?:公司|厂|那)|同学|亲戚"
    r"|客户(?:里|当中|之一)|哥们|人家|别人|别家|他们|它们|龙头|老东家|前公司|上一家公司|标的|客户(?:是|都是|一年|去年|那边)|甲方(?:是|一年)|行业(?:平均|里|规模)|市场规模)"
    r"(?!全资|的?子公司|控股|介绍|推荐|欠|拖|压)"
)
_GENERIC = re.compile(r"^(?:以[上下]|左右|上下)?的(?:企业|公司|厂|单位|项目|标准|门槛)")
_SOMEONE = re.compile(r"我|咱|作为|是一?[家个]|去年|上年|本")
_SERVES = re.compile(r"(?:(?<!作)[给为跟和]|服务|供货)(?!我)[^，。]{0,6}(?:营收|收入|产值|销售额|营业额)[^，。]{0,4}$")
_RETRACTS = re.compile(r"[哦噢呃额啊诶]*(?:那[个是]|这是|不对|错了|说错|记错|看错|搞错|哦不|额不|呃不|更正|口误)")
_DUE = re.compile(r"到期|展期|置换|换成|要还|还款日|续上|续贷|要续|过桥|倒一?下|倒贷")
_RENEWS = re.compile(r"续|转贷|倒一?[下贷]|过(?:个|一下)?桥|周转|借新还旧|置换|展期|顶一下|接上")
_PRIVATE = re.compile("信用卡|花呗|房贷|车贷")
_PRICE = re.compile(r"(?:设备|总|一共|合计|全部|机器|产线|货|材料|工程)[^，。]{0,6}$")
_ALL_OF_IT = re.compile(r"全|都|整笔|这笔|这个钱|这些钱")
_RATE = re.compile(r"(?:左右|多|吧|块钱?|元|的?样子|\s)*(?:[/每一](?:个)?月|月均|一天|/天)")
_SHARE_OF = re.compile(r"占(?:到|了|比|年|全年|总|公司|我们|去年|的)*$")
_SHARE_IN = re.compile(
    r"(?:的|里|中)?(?:大概|大约|约|差不多)?(?:百分之|\d+(?:\.\d+)?(?:%|个点)|[一二两三四五六七八九半]+成(?!立|本|长))"
)
_CLAUSE_BEFORE = re.compile(r"[^，,。；;！!？?\n]*.$")
_FOR_IT = re.compile("钱(?:主要)?(?:是|拿|用)|缺|资金|用途")
_ALREADY_SPENT = re.compile("[投花烧砸付用买]了|已经|去年|前年|每年|每月|自己")
_COST = re.compile("的?盘子|设备|安装|土建|资金|费用|投入|总价|预计|要花|得花|打算花|花费|成本|需要花")
_DONE_BEFORE = re.compile(r"了|过|[买投建]的|去年|前年|每年|每月|已经|存货|库存|房|地|抵押")
_FOR_A_TERM = re.compile(
    r"(?:用个?|借个?|期限[是为]?)[^，。]{0,3}[\d一二三两四五半几]+(?:年|个月)|[\d一二三两四五半]+(?:年|个月)期|还[\d一二三两四五半]+年"
)
"""三五百万吧，用个两年: a term makes the amount a loan."""
_ONLY_A_PART = re.compile("(?:剩下的?|其余|剩余)(?![^，。]{0,10}[想要得](?:贷|借))|首付|一半|一部分|自筹")
_REPLACES = re.compile("改[成为]|换成|调[成到整]")
_PIECES = ("一台", "一套", "单台")
_RUNS_SHORT = ("周转", "垫资", "流动资金")
_RESPECTIVELY = re.compile("分别|各为|依次")
_SENTENCE_ENDS = "。；;\n"


def money_told(
    text: str, found: list[Clause], numbers: list[Quantity], every: list[Cue], this_year: int
) -> tuple[FactMention, ...]:
    """The money that normalised ``text`` states, left to right; 去年 is the year before ``this_year``."""
    parts = phrases(found, numbers)
    money = money_among(text, numbers, every, parts)
    words = Words(text, [cue for cue in every if not _is_whole(text, cue)], this_year)
    reader = _Reader(words, _paired(words, money), {one.start: other for one, other in itertools.pairwise(money)})
    for part in parts:
        first, behind = (bisect_left(money, edge, key=lambda item: item.start) for edge in (part.start, part.end))
        reader.read(part, money[first:behind])
    told = reader.finish(found)
    prior = [(item.fact, item.spot.amount) for item in reader.told if item.fact and item.period == PRIOR]
    grown = growth_in(text, prior, {mention.fact for mention in told})
    return tuple(sorted([*told, *nothing_told(text, words.cues, parts), *grown], key=lambda mention: mention.start))


@dataclass
class _Told:
    """An amount and what it was taken for; ``fact`` None when nothing says, ``wrong`` when it does not count."""

    fact: str | None
    spot: Spot
    period: str | None
    wrong: bool

    @property
    def is_fact(self) -> bool:
        return not self.wrong and self.fact in STRONG.values() and self.period in (None, LAST)

    def mention(self) -> FactMention:
        """The fact; a loss is a negative profit, its lower end first."""
        fact, amount = self.fact or "", self.spot.amount
        value = amount.value
        if fact == "loss" or (fact == "net_profit_wan" and _MINUS.search(self.spot.before)):
            fact, value = "net_profit_wan", whole_or_range(-amount.high, -amount.low)
        words = self.spot.text[amount.start : amount.end]
        return FactMention(fact, value, words, amount.start, amount.end, amount.approximate)


@dataclass
class _Reader:
    """Walks over a message phrase by phrase."""

    words: Words
    paired: dict[int, str]
    following: dict[int, Quantity]
    told: list[_Told] = field(default_factory=list)
    said: Said = field(default_factory=Said)
    period: str | None = None
    others: bool = False
    part_of: bool = False

    @property
    def text(self) -> str:
        return self.words.text

    def read(self, phrase: Phrase, amounts: list[Quantity]) -> None:
        """One phrase and the money in it."""
        self._surroundings(phrase)
        if not amounts:
            self._without_amount(phrase)
        known = self.paired | _numbers_first(self.words, phrase, amounts)
        left = phrase.start
        for place, amount in enumerate(amounts):
            right = amounts[place + 1].start if place + 1 < len(amounts) else phrase.end
            spot = Spot(self.words, phrase, amount, left, right, self.following.get(amount.start))
            self._take(spot, known.get(amount.start) or owner(spot, self.said))
            left = amount.end

    def _surroundings(self, phrase: Phrase) -> None:
        """Whose figures follow, and whether they are parts of one told before."""
        if other := _OTHERS.search(phrase.text[:14]):
            self.others = not _OWN.search(phrase.text[other.end() :])
        elif _OWN.search(phrase.text):
            self.others = False
        new_sentence = phrase.start and self.text[phrase.start - 1] in _SENTENCE_ENDS
        self.part_of = bool(_PART_OF.match(phrase.text)) or (self.part_of and not new_sentence)

    def _without_amount(self, phrase: Phrase) -> None:
        if self.told and _RETRACTS.match(phrase.text) and "是" in phrase.text and self._retract(phrase):
            return
        period = period_at(phrase.text, self.words.this_year)
        if period and period.kind == LAST:
            self.period = LAST
        if not phrase.supposed:
            self._announce(phrase)

    def _announce(self, phrase: Phrase) -> None:
        """想贷款周转, 营收的话: names what the next amount is."""
        named = [
            cue
            for cue in self.words.between(phrase.start, phrase.end)
            if cue.fact in (*STRONG, DISCARD, "limit")
            and not _DENIED.search(self.text[max(phrase.start, cue.start - 8) : cue.start])
        ]
        if named and intends(phrase.text):
            named = [cue for cue in named if self.words.spelt(cue) not in _PIECES]  # 打算上一套系统
        if not named:
            if intends(phrase.text) or self._runs_short(phrase):
                self.said.announce(NEED)
            return
        last = named[-1]
        topic = STRONG.get(last.fact, DISCARD)
        if topic == "rd_expense_wan" and any(cue.fact == NEED for cue in named):
            topic = NEED  # 缺研发的钱
        lead, rest = self.text[phrase.start : last.start], self.text[last.start : phrase.end]
        if topic == "receivables_wan" and paid_by_us(lead):
            topic = NEED if WISH.search(lead) else DISCARD
        lent = topic == NEED and lent_before(self.words.spelt(last), lead, rest)
        self.said.announce(LOAN if lent else topic)

    def _runs_short(self, phrase: Phrase) -> bool:
        """给供应商结款要周转."""
        spelt = [self.words.spelt(cue) for cue in self.words.between(phrase.start, phrase.end) if cue.fact == "wish"]
        return any(word in _RUNS_SHORT for word in spelt) and not phrase.text.endswith("了")

    def _retract(self, phrase: Phrase) -> bool:
        """哦不对那是前年的, 那是利润: says what the last amount really was."""
        last = self.told[-1]
        period = period_at(phrase.text, self.words.this_year)
        named = [cue for cue in self.words.between(phrase.start, phrase.end) if cue.fact in STRONG]
        if named:
            last.fact = STRONG[named[-1].fact]
        elif period and period.kind != LAST:
            last.period = period.kind
        return bool(named or (period and period.kind != LAST))

    def _take(self, spot: Spot, fact: str | None) -> None:
        if self.told and not spot.period_in(spot.before) and MOVED.search(spot.before):
            if not spot.is_first:
                self.told[-1].wrong = True
            elif fact is None and _REPLACES.search(spot.before):
                last = self.told[-1]  # 五百万不够了，改成八百万吧
                fact, last.wrong = last.fact if last.is_fact else None, True
        told = _Told(fact, spot, self._period(spot, fact), False)
        told.wrong = _is_denied(spot) or not self._counts(told)
        self.told.append(told)
        self.said.fact, self.said.end, self.said.period = fact, spot.amount.end, told.period
        if fact:
            self.said.topic, self.said.announced = fact, False

    def _period(self, spot: Spot, fact: str | None) -> str | None:
        """The time that the amount is for; figures of a year keep the one told before."""
        if fact not in FLOWS:
            found = spot.period_in(spot.lead)
            return found.kind if found and found.kind in (PRIOR, "future") and fact != NEED else None
        found = _rate(spot.after) or spot.period_in(spot.before) or spot.period_in(spot.lead) or _noted(spot)
        self.period = found.kind if found else self.period
        return self.period

    def _counts(self, told: _Told) -> bool:
        """False for what is supposed, required, somebody else's, a difference or a part of a sum."""
        spot, fact = told.spot, told.fact
        if spot.phrase.supposed or not is_figure(spot.text, spot.amount) or _CHANGED.search(spot.before):
            return False
        if self.part_of and any(other.fact == fact and not other.wrong for other in self.told):
            return False
        if re.match(
            r"以[上下](?:的|[，,]?(?:是吧|对吧|是吗|对吗|吗|才|就))", spot.text[spot.amount.end : spot.amount.end + 8]
        ):
            return False
        if fact == NEED:
            return not asked_in_general(spot)
        return not _REQUIRED.search(spot.before) and not _of_others(spot, fact, self.others)

    def finish(self, found: list[Clause]) -> list[FactMention]:
        """The facts told, after a look at what is still without one."""
        for settle in (self._renew_due_loans, self._want_named_later, self._meet_the_need):
            if any(told.fact == NEED and not told.wrong for told in self.told):
                break
            settle(found[:MOST_CLAUSES])
        wish = kind_wanted(found[:MOST_CLAUSES])
        if wish and wish.kind == "补贴":
            for told in self.told:
                told.wrong = told.wrong or (told.fact == NEED and priced(told.spot))  # 三百二十万的，能不能补
        return [told.mention() for told in self.told if told.is_fact]

    def _renew_due_loans(self, found: list[Clause]) -> None:
        """建行500万下个月到期了，想续上: as much is needed again."""
        if (
            _PRIVATE.search(self.text)
            or _ONLY_A_PART.search(self.text)
            or not any(told.fact in (None, LOAN) for told in self.told)
        ):
            return
        if not _RENEWS.search(self.text):
            purpose = purpose_stated(found) if _DUE.search(self.text) else None
            if not purpose or purpose.name != "转贷":
                return
        for told in self.told:
            amount = told.spot.amount
            around = self.text[max(0, amount.start - 16) : amount.end + 20]
            if told.fact in (None, LOAN) and not told.spot.phrase.supposed and _DUE.search(around):
                told.fact, told.wrong, told.period = NEED, not is_figure(self.text, amount), None

    def _want_named_later(self, found: list[Clause]) -> None:
        """三五百万吧，急着发工资; 设备款260万，想全部贷出来."""
        for told in self.told:
            spot = told.spot
            following = self.text[spot.amount.end : spot.amount.end + 24]
            rest = self.text[spot.amount.end : spot.phrase.end]
            alone = is_filler(spot.lead) and is_filler(USED_FOR.sub("", rest))
            whole = _PRICE.search(spot.before) and _ALL_OF_IT.search(following)
            if told.fact is None and not told.wrong and (alone or whole) and USED_FOR.search(following):
                told.fact = NEED

    def _meet_the_need(self, found: list[Clause]) -> None:
        """换设备，两百四十万; 流片一次180万，想借这笔钱去流片: an unclaimed amount is what the stated need costs."""
        unclaimed = [told for told in self.told if told.fact is None and not told.wrong and told.period != PRIOR]
        if not unclaimed or _ONLY_A_PART.search(self.text):
            return
        purpose, wish = purpose_stated(found), kind_wanted(found)
        lent_for = _FOR_A_TERM.search(self.text) and not any(told.is_fact for told in self.told)
        for told in unclaimed:
            spot = told.spot
            wanted = (wish and wish.kind != "补贴") or (not wish and _FOR_IT.search(self.text))
            costs = purpose and wanted and names_purpose(purpose.name, _just_before(spot)) and not _spent(spot)
            machines = "设备" not in spot.lead or (
                purpose and purpose.name in ("设备", "扩产") and "抵" not in self.text
            )
            if wish and wish.kind == "补贴" and _COST.search(spot.lead):
                continue  # 注册检验费用一百万，想看看有没有资助
            if costs or ((purpose or wish or lent_for) and machines and _stands_alone(spot)):
                told.fact, told.period = NEED, None


def _just_before(spot: Spot) -> str:
    """The words before the amount, and those of the clause before when its own name nothing done: 流片要钱，一次就六百万."""
    ahead = _CLAUSE_BEFORE.search(spot.text[max(0, spot.phrase.start - 40) : max(0, spot.phrase.start - 1)])
    return (ahead.group() if ahead and all(cue.fact in ("wish", "aside") for cue in spot.named) else "") + spot.before


def _spent(spot: Spot) -> bool:
    return bool(_ALREADY_SPENT.search(spot.lead)) or bool(re.match("[^，。]{0,3}[了过]", spot.after))


def _stands_alone(spot: Spot) -> bool:
    """Whether the amount is all that its phrase tells, and the phrase before it tells of nothing done."""
    rest = spot.text[spot.amount.end : spot.phrase.end]
    ahead = _CLAUSE_BEFORE.search(spot.text[max(0, spot.phrase.start - 40) : spot.phrase.start])
    done = ahead and _DONE_BEFORE.search(ahead.group()) and not WISH.search(ahead.group())
    return is_filler(_COST.sub("", spot.lead)) and is_filler(_COST.sub("", rest)) and not done


def _is_denied(spot: Spot) -> bool:
    """不是500万, 不是赚60万."""
    named = [cue for cue in spot.named if cue.fact in STRONG]
    ends = [spot.amount.start]
    if named and spot.touches(named[-1]):
        ends.append(named[-1].start)
    return any(_NOT_THAT.search(spot.text[max(spot.left, end - 10) : end]) for end in ends)


def _of_others(spot: Spot, fact: str | None, others: bool) -> bool:
    """营收过亿的企业, 给年营收50亿的车企供货, 集团去年二十亿."""
    if fact in FLOWS and spot.after.startswith("的") and _SERVES.search(spot.lead):
        return True
    if fact in STATES.values() and _GENERIC.match(spot.after) and not _SOMEONE.search(spot.phrase.text):
        return True
    return others and fact != "receivables_wan"


def _rate(after: str) -> Period | None:
    """50万一个月."""
    found = _RATE.match(after)
    return Period("part", 0, found.end()) if found else None


def _noted(spot: Spot) -> Period | None:
    """营收3100万（24年）: the year behind the amount."""
    after = spot.text[spot.amount.end : spot.amount.end + 12]
    return spot.period_in(after[1:]) if re.match(r"\s?[(（]", after) else None


def _is_whole(text: str, cue: Cue) -> bool:
    """营收 in 研发占营收8%, 收入 in 收入的两成: what a share is taken of."""
    if cue.fact not in ("revenue_wan", "net_profit_wan"):
        return False
    before, after = text[max(0, cue.start - 10) : cue.start], text[cue.end : cue.end + 10]
    return bool(_SHARE_OF.search(before) or _SHARE_IN.match(after))


def _numbers_first(words: Words, phrase: Phrase, amounts: list[Quantity]) -> dict[int, str]:
    """三千万营收两百五十万净利四百万研发: each amount before its word."""
    if len(amounts) < 2 or any(cue.fact in STRONG for cue in words.between(phrase.start, amounts[0].start)):
        return {}
    found: dict[int, str] = {}
    for amount in amounts:
        cue = words.first(amount.end, phrase.end)
        if cue is None or cue.fact not in STATES or not CLOSE.fullmatch(words.text, amount.end, cue.start):
            return {}
        found[amount.start] = STATES[cue.fact]
    return found


def _paired(words: Words, amounts: list[Quantity]) -> dict[int, str]:
    """营收和利润分别是2000万和100万: the first fact owns the first amount."""
    text = words.text
    found: dict[int, str] = {}
    for match in _RESPECTIVELY.finditer(text):
        start = max(text.rfind(end, 0, match.start()) for end in _SENTENCE_ENDS) + 1
        ends = [place for place in (text.find(end, match.end()) for end in _SENTENCE_ENDS) if place >= 0]
        named = [cue for cue in words.between(start, match.start()) if cue.fact in STRONG]
        following = [amount for amount in amounts if match.end() <= amount.start < min(ends, default=len(text))]
        if 1 < len(following) <= len(named):
            pairs = zip(named[-len(following) :], following, strict=True)
            found |= {amount.start: STRONG[cue.fact] for cue, amount in pairs}
    return found
