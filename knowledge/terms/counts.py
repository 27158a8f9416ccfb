"""Patents, copyrights and trademarks: 发明专利3个实用新型十几个, 没有专利, 其中两个在申请, 发明/实用/软著 2/8/15."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from knowledge.terms.clauses import Clause, clauses
from knowledge.terms.cues import Cue, cues
from knowledge.terms.mention import FactMention
from knowledge.terms.pairs import LOOSE_GAP, Pair, all_summed, chain, paired, runs
from knowledge.terms.quantities import Quantity, quantities

Placed = TypeVar("Placed", Cue, Quantity)
_IP = ("invention_patents", "utility_patents", "software_copyrights", "trademarks")
_PATENTS = ("invention_patents", "utility_patents")
_KINDS = (*_IP, "other_ip", "patents")
_UNITS = ("", "个", "件", "项", "篇", "枚", "份", "款")

_NO_KIND_BEHIND = {
    "发明": re.compile(r"了(?![几\d一二三四五六七八九十两俩]|授权)|人|家|奖|者|出|创造|一种|的(?!专利|有|是|话|就|没)"),
    "专利": re.compile(r"号|法|局|代理|导航|质押(?:贷|融)|权质押|池|奖|转化"),
    "知识产权": re.compile(r"质押|贷款|融资|局|证券|保险|法|示范|优势|贯标"),
    "商标": re.compile(r"号|局|代理|纠纷"),
}
"""Behind a kind's word these make another word of it: 发明人, 专利号."""
_MODELS_COUNTED = re.compile(r"\s*(?:有|是|共|:|：)?\s*[\d一二三四五六七八九十两俩几]{1,4}[多来余]?[个件项]")
"""新型 alone is an adjective unless a count follows."""
_NO_SOFTWARE = re.compile(r"(?:作品|美术|文字|图书)(?:登记)?$")
_UNREAL_NUMBER_BEFORE = re.compile(
    r"(?:第|每|差|缺|少|补|至少|不少于|另|新增|增加|提供|不是|并非|客户有|对方有|同行有|人家有)了?\s*$"
)
_UNREAL_NUMBER_AFTER = re.compile(
    r"\s*(?:打|以上|的?大?类|[^，。\d\s发实软商专外]{0,6}(?:(?:也|都)没|一个没)|没有?(?:$|[，。、；的吧呢啊]))"
)
_NOT_EVEN_ONE = re.compile(r"\s*(?:[^，。\d]{0,6}[也都])?没")
_FROM, _UP_TO = re.compile(r"从[^，。]{0,5}$"), re.compile(r"[^，。]{0,4}[到变]")
_NO_FIGURE = re.compile(r"[几数](?![十百千])")
_REQUIRED = re.compile(
    r"(?<![主只])(?:要|需要?|得|必须|至少|达到|要求)(?:有|满)?[^，。]{0,10}(?:才|吗|么|以上)|要几[个件项]|几[个件项][^，。]{0,6}(?:才|够|吗|？|\?)"
    r"|[填报写][了]?[少多]|(?:再多|缺|少)[填报写]?[了一两]?[个件项]|门槛|硬性|(?:一般|高企|认定|政策|贷款|银行)[^，。]{0,3}要求|是不是(?:得|要|必须)|等[^，。]{0,10}(?:授权|下证|下来|批)"
    r"|一[个件项][^，。]{0,8}(?:补|奖|给|资助|加|值|抵|贷)[^，。]{0,4}(?:多少|几|啥|什么)"
)

_HELD = re.compile(
    r"\s*(?:那|就)?(?:我们|咱们?|我司|公司)(?:公司|现在|手[上里]|这|那|现有|已经?|授权|的|\s){0,4}[\d一二三四五六七八九十两几]{1,4}[多来余]?[个件项](?:授权|有效)?的?(?:发明|实用|软著|商标)"
    r"(?![^，。]{0,8}(?:都|全|授权|下来|到手|批))"
)
"""知识产权质押的话，我们9个发明能押多少: what a question starts from is held."""

_NONE = r"(?:(?:没有|没(?!有))(?!几|数|统计|算|仔细|问题|用|授权|质押|拿|转|续|查|记|评|印象|概念|下|批|到|办法|侵权|交|关系|纠纷)|木有|无(?!效|关|法)|为零|为0|是零|0[个件项]?$|零$)"
_NONE_BEFORE = re.compile(
    r"(?<![有关无证片])(?:没有?|无|零|0|\bno|暂无|尚无|木有|未有)(?:任何|什么|啥|一个|一件|一项|授权的?|自己的?|自主|自有|申请过?|已|其他|其它|别的|半个|有效|相关|[个件项]|的|\s)*(?:[^，。]{0,6}(?:和|或|跟|也|、))?\s*$"
)
_NONE_AFTER = re.compile(
    rf"\s*(?:models?|专利|授权|数量|证书|这块|方面|这些|的话|的|是|嘛|呢|倒|就|确实|真|暂时|目前|现在|还|也|都|均|全|我们|一?[个件项样]|半个|：|:|=|\s)*{_NONE}"
)
_NOT_ANY = re.compile(r"(?:专利|证书)?(?:也|都|还|倒|暂时)?(?:没有|没(?![有下授拿批]))(?=$|[，。；、的呢啊吧])")
"""实用新型二十几个软著没有: the number is not that of the kind denied."""
_THAT_IS_ALL = re.compile(
    r"(?:有|得|过|申请|任何|一[个件项]|啥|什么|的|了|呢|啊|哦|吧|嘛|哈|呀|啦)*\s*(?:[\d一二三四五六七八九十]|$)"
)
_HAD = re.compile(r"[只有]\s*$")
"""只有商标没有专利: 没有 speaks of the next kind."""
_NOT_NONE = re.compile(r"没有?(?:问题|质押)|没几[个件项]|[有没]没有?|有[^，。]{1,12}没$")

_PENDING = re.compile(
    r"发明申请(?!日)|申请(?:中|当中|了|过?\s*(?=[\d一二三四五六七八九十两俩几个件项发实软商专]))|(?:还|正|都|刚|已经?|也)在?申请|在申请|受理|[在仲]审|实审|实质审查|初审|审查|审着|审核"
    r"|待(?:授权|审|批)|[没未]有?(?:授权|下|批|出|到手|拿到?证|领证?|发证|拿到)|公示|公告|刚[交提递报]|递交|提交|[报交]上去|[没未]拿"
    r"|在(?:办|走|写|弄|报|排|撰写|准备)|审理|流程|pending|under review|filed|(?:准备|打算|计划|想|拟|要)再?(?:申请|报|申报|写|布局|搞|弄|拿)"
)
_NEVER_APPLIED = re.compile(r"[没未]有?(?:申请|报|弄|搞|做|布局)")
_GRANTED = re.compile(r"授权|下证|下来|拿到?了?证|有证|到手|获批|获得|证书|批了|拿到")
_GRANTED_THEN = re.compile(r"\s*已?经?(?:授权|下证|拿证)了?(?:的)?(?:有|是)?\s*")
_ALL_OF_THEM = re.compile(r"^\s*(?:但是?|不过|只是)?(?:目前|现在)?(?:都|全|均|也)")
_OF_THOSE = re.compile(r"^\s*(?:其中|里面|当中|但|有|不过)")
_NOW_ALL = re.compile(r"现在|目前|一共|总共|加起来")
_NO_WORDS = re.compile(r"[\s呃嗯啊哦那个这有的是对吧嘛呢哈现在目前效]*")
_CORRECTED = re.compile(r"(?:不对|错了|说错|搞错|哦不|应该是|更正|不,|^不$|写错|打错|记错|准确)")

_PIECE = re.compile(
    r"(?=另外|另有|还有|其余|剩下|剩余|余下|其他|其它|其中|里面|但|不过|然后|好像|(?<=[个件项])(?:(?:已经?)?(?:授权|下证|获批|批下来|拿到)了?|实审|在审|初审|受理|在申请|申请中)\s*[\d一二三四五六七八九十两俩])"
)
_REST = re.compile(r"(?:其余|剩下|剩余|余下|其他|其它|另外|都|全)的?(?:部|全|都|为|是|就|均|则|属于)*\s*$")
_NUMBER_ALONE = re.compile(
    r"^\s*(?:=|但是?|不过|还|有效|就|也|只|我们家?|公司|手里|手上|大概|约|差不多|有|是|现在|目前|总共|一共|共|才|都|得|嘛|呢|应该|可能|估计|好像|大约|已经?|授权|下证|拿到|注册|登记|下来|了|个|倒|哦|嗯|呃|应该|：|:)*\s*$"
)
_BEHIND_ALONE = re.compile(
    r"^\s*(?:左右|吧|了|的|样子|多|不到|而已|啦|呢|上下|哦|啊|呀|嘛|都|已经?|授权|有证|下证|下来|拿到|证书|有效|才对|才是)*\s*$"
)

_RESPECTIVELY = re.compile(
    r"^[^\d，。；个件项]{0,4}(?:数量?|件数|个数|专利)?\s*(?:分别|各自|依次)?\s*(?:是|为|有|：|:|=|，|,|\s)*$"
)
_EACH = re.compile(r"^[^\d，。；]{0,4}各(?:自|有|拿了?|是|\s)*$")
_TOGETHER = re.compile(r"^[^，。；\d]{0,6}(?:共|加起来|合计|合起来|一起|总数|有|大概|差不多|\s)*$")
_NONE_OF_ALL = re.compile(
    r"^\s*(?:专利|这些|通通|统统|[一0][个件项])*\s*(?:也|现在|目前|还)*(?:都|均|全|全都|通通)+(?:还|是|为|暂)*(?:没|无|0|零|未)"
)

_SAME_KIND = re.compile(r"\s*(?:类|型|的|models?)?\s*")
"""Between a kind and the word 专利 that only completes it: 发明类专利, utility model patents."""
_NEAR = 24
"""How far a denial reaches."""

_AND_MORE = re.compile(r"\+(?:$|[\s,，。；、个件项])")


def count_facts(
    clause: Clause, numbers: list[Quantity], cues: list[Cue], earlier: list[FactMention]
) -> list[FactMention]:
    """What one clause says about intellectual property, read with the rest of its message."""
    first, behind = clause.start, clause.end
    return [mention for mention in _told(clause.whole) if first <= mention.start < behind]


@lru_cache(maxsize=4)
def _told(text: str) -> tuple[FactMention, ...]:
    kinds: list[Cue] = []
    for cue in cues(text):
        named_again = cue.fact == "patents" and kinds and _SAME_KIND.fullmatch(text[kinds[-1].end : cue.start])
        if cue.fact in _KINDS and _is_kind(cue, text) and not named_again:
            kinds.append(cue)
    return tuple(_Reader(text, kinds).read()) if kinds else ()


def _is_kind(cue: Cue, text: str) -> bool:
    other = _NO_KIND_BEHIND.get(text[cue.start : cue.end])
    if text[cue.start : cue.end] == "新型" and not _MODELS_COUNTED.match(text, cue.end):
        return False
    if cue.fact == "software_copyrights" and _NO_SOFTWARE.search(text[max(0, cue.start - 4) : cue.start]):
        return False
    return not (other and other.match(text, cue.end))


@dataclass(frozen=True)
class _Piece:
    """A part of a clause that speaks of one state: 两件授权 | 另外五件还在审."""

    text: str
    start: int
    lead: str
    supposed: bool
    pending: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class _Reader:
    """Goes through a message piece by piece; remembers the kind still without a number, the total, the last count."""

    def __init__(self, text: str, kinds: list[Cue]) -> None:
        self._text = text
        self._kinds = kinds
        self._others = [cue for cue in cues(text) if cue.fact == "employees" and text[cue.start : cue.end] != "公司"]
        self._numbers = [number for number in quantities(text) if _counts(number, text)]
        self._found: list[FactMention] = []
        self._open: Cue | None = None
        self._total: int | None = None
        self._before_last = 0
        """How many counts were told before the last enumeration that told any."""
        self._used: set[int] = set()
        """Offsets of kinds and numbers that an enumeration has settled."""

    def read(self) -> list[FactMention]:
        parts = _pieces(self._text, self._numbers)
        for run in runs(self._kinds, self._text):
            if not any(part.supposed for part in parts if part.start <= run[0].start < part.end):
                self._enumerated(run)
        for part in parts:
            count = len(self._found)
            if (part.supposed and not _HELD.match(part.text)) or _REQUIRED.search(part.text):
                self._open = next(iter(_inside(self._kinds, part)[::-1]), None)
            else:
                self._read_piece(part)
            if len(self._found) > count and not part.lead.endswith("、"):
                self._before_last = count
        return self._found

    def _enumerated(self, run: list[Cue]) -> None:
        """发明/实用/软著 2/8/15; 发明和实用新型各5件; 发明、实用都没有; 发明和软著一共10个 says neither."""
        behind = run[-1].end
        numbers = chain([number for number in self._numbers if number.start >= behind], self._text)
        gap = self._text[behind : numbers[0].start] if numbers else ""
        if len(numbers) == len(run) and len(run) > 1 and _RESPECTIVELY.match(gap):
            self._settle(run, numbers)
            for cue, number in zip(run, numbers, strict=True):
                self._tell(cue, number)
        elif numbers and _EACH.match(gap):
            self._settle(run, numbers[:1])
            for cue in run:
                self._tell(cue, numbers[0])
        elif _NONE_OF_ALL.match(self._text[behind : behind + 20]) and not self._number_before(run[0]):
            self._settle(run, [])
            for cue in run:
                self._deny(cue)
        elif numbers and all_summed(run, self._text) and _TOGETHER.match(gap) and not self._number_before(run[0]):
            self._settle(run, numbers[:1])

    def _settle(self, run: list[Cue], numbers: list[Quantity]) -> None:
        self._used.update(cue.start for cue in run)
        self._used.update(number.start for number in numbers)

    def _number_before(self, cue: Cue) -> bool:
        return any(0 <= cue.start - number.end <= 2 for number in self._numbers)

    def _read_piece(self, part: _Piece) -> None:
        kinds = [cue for cue in _inside(self._kinds, part) if cue.start not in self._used]
        numbers = [number for number in _inside(self._numbers, part) if number.start not in self._used]
        if not kinds:
            self._without_kind(part, numbers)
            return
        others = _inside(self._others, part)
        counted = [cue for cue in kinds if not _NOT_ANY.match(self._text, cue.end)]
        pairs = [pair for pair in paired([*counted, *others], numbers, self._text) if pair.cue.fact in _KINDS]
        taken = {pair.cue.start for pair in pairs}
        alone = [cue for cue in kinds if cue.start not in taken]
        if not part.pending:
            for pair in pairs:
                self._counted(pair)
        for cue in alone:
            if part.pending or not self._is_rest(cue, part):
                self._deny_if_said(cue, part)
        self._open = alone[-1] if alone and alone[-1] is kinds[-1] else kinds[-1] if part.pending and pairs else None

    def _counted(self, pair: Pair) -> None:
        if pair.cue.fact == "patents":
            self._total = int(pair.number.low)
            if self._total == 0:
                self._deny(pair.cue)
        else:
            self._tell(pair.cue, pair.number)

    def _without_kind(self, part: _Piece, numbers: list[Quantity]) -> None:
        """发明嘛，三个; 发明8个，不对，9个; 5个发明，其中2个在申请; 2个发明，都在审."""
        waiting, self._open = self._open, None
        if len(numbers) == 1:
            number = numbers[0]
            before, after = part.text[: number.start - part.start], part.text[number.end - part.start :]
            if waiting and not part.pending and _NUMBER_ALONE.match(before) and _BEHIND_ALONE.match(after):
                self._counted(Pair(waiting, number))
            else:
                self._about_the_last(part, number, before)
                self._open = waiting if part.pending else None
        elif (
            waiting
            and not numbers
            and (none := _NONE_AFTER.match(part.text))
            and _THAT_IS_ALL.match(part.text, none.end())
        ):
            self._deny(waiting)
        elif not numbers and part.pending and _ALL_OF_THEM.match(part.text) and self._found:
            del self._found[self._before_last :]
        elif not numbers and _NO_WORDS.fullmatch(part.text):
            self._open = waiting

    def _about_the_last(self, part: _Piece, number: Quantity, before: str) -> None:
        last = self._found[-1] if self._found else None
        if last is None or not isinstance(last.value, int):
            return
        bracketed = part.lead.endswith(("（", "(")) and not part.text.startswith("另")
        of_those = bracketed or _OF_THOSE.match(part.text)
        if part.pending:
            if of_those and number.low <= last.value:
                self._replace(last, last.value - int(number.low), number)
            return
        all_of_them = _NOW_ALL.search(before) and _NUMBER_ALONE.match(before)
        corrected = _CORRECTED.search(part.lead[-6:] + before)
        granted = (of_those and _GRANTED.search(part.text)) or (
            _GRANTED_THEN.fullmatch(before) and number.low <= last.value
        )
        if all_of_them or corrected or granted:
            self._replace(last, int(number.low), number)

    def _replace(self, last: FactMention, value: int, number: Quantity) -> None:
        self._found.append(FactMention(last.fact, value, "", number.start, number.end, number.approximate))

    def _is_rest(self, cue: Cue, part: _Piece) -> bool:
        """一共18件专利，发明6件，其余实用新型: what is left of the total."""
        before = self._text[max(part.start, cue.start - _NEAR) : cue.start]
        bracketed = part.lead.endswith(("（", "(")) and part.text.strip() == self._text[cue.start : cue.end]
        if self._total is None or cue.fact not in _PATENTS or not (bracketed or _REST.search(before)):
            return False
        named = {mention.fact: mention.value for mention in self._found if mention.fact in _PATENTS}
        left = self._total - sum(value for value in named.values() if isinstance(value, int))
        if cue.fact not in named and left >= 0:
            self._found.append(FactMention(cue.fact, left, "", cue.start, cue.end))
        return True

    def _tell(self, cue: Cue, number: Quantity) -> None:
        if cue.fact in _IP:
            start, end = min(cue.start, number.start), max(cue.end, number.end)
            if number.start - cue.end > LOOSE_GAP:
                start, end = number.start, number.end
            self._found.append(FactMention(cue.fact, int(number.low), "", start, end, _hedged(number, self._text)))

    def _deny_if_said(self, cue: Cue, part: _Piece) -> None:
        before = self._text[max(part.start, cue.start - _NEAR) : cue.start]
        after = self._text[cue.end : min(part.end, cue.end + _NEAR)]
        if part.pending or _NOT_NONE.search(before + self._text[cue.start : cue.end] + after):
            return
        if _NONE_BEFORE.search(before) or (_NONE_AFTER.match(after) and not _HAD.search(before)):
            self._deny(cue)

    def _deny(self, cue: Cue) -> None:
        facts = _PATENTS if cue.fact == "patents" else (cue.fact,)
        self._found += [FactMention(fact, 0, "", cue.start, cue.end) for fact in facts if fact in _IP]


def _counts(number: Quantity, text: str) -> bool:
    before, after = text[max(0, number.start - 6) : number.start], text[number.end : number.end + 12]
    return (
        number.kind in ("count", "plain")
        and number.unit in _UNITS
        and not _NO_FIGURE.match(text, number.start)
        and not before.endswith("好")
        and not _UNREAL_NUMBER_BEFORE.search(before)
        and not (_FROM.search(before) and _UP_TO.match(text[number.end : number.end + 8]))
        and not _UNREAL_NUMBER_AFTER.match(after)
        and not (number.low == 1 and _NOT_EVEN_ONE.match(after))
    )


def _inside(items: list[Placed], part: _Piece) -> list[Placed]:
    """The part of sorted ``items`` that starts in ``part``."""
    first, behind = (bisect_left(items, edge, key=lambda item: item.start) for edge in (part.start, part.end))
    return items[first:behind]


def _hedged(number: Quantity, text: str) -> bool:
    return number.approximate or bool(_AND_MORE.match(text, number.end))


def _pieces(text: str, numbers: list[Quantity]) -> list[_Piece]:
    found = []
    for start, end, supposed in _stretches(text, numbers):
        inner = (match.start() for match in _PIECE.finditer(text, start, end) if match.start() > start)
        edges = [start, *inner, end]
        for first, behind in itertools.pairwise(edges):
            words, lead = text[first:behind], text[max(0, first - 10) : first]
            pending = bool(_PENDING.search(words)) and not _NEVER_APPLIED.search(words)
            found.append(_Piece(words, first, lead, supposed, pending))
    return found


def _stretches(text: str, numbers: list[Quantity]) -> list[tuple[int, int, bool]]:
    """(start, end, supposed) of the clauses, those joined that cut a number from its unit: 8 个."""
    joined: list[tuple[int, int, bool]] = []
    across = {number.end: number.start for number in numbers if " " in text[number.start : number.end]}
    for clause in clauses(text):
        cut = any(start < clause.start < end for end, start in across.items()) if joined else False
        if cut:
            start, _, supposed = joined.pop()
            joined.append((start, clause.end, supposed or clause.supposed))
        else:
            joined.append((clause.start, clause.end, clause.supposed))
    return joined
