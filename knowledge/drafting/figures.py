"""What a firm gets, in figures: the most it gets, the share that is paid, of what, the rate, the term.

Amounts in 万元, shares in percent, terms in months.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.drafting.candidates import Candidate, Confidence
from knowledge.drafting.structure import Role, Sentence
from knowledge.terms.normalise import normalise
from knowledge.terms.quantities import Quantity, quantities

Kind = Literal["amount", "lump", "ratio", "rate", "term"]

_CLAUSE_BREAK = re.compile(r"[，,；;：:。]")
_MOST = re.compile(
    r"(?:最高|至多|最多|上限|封顶|不超过|不高于|不得超过|限额|以内|可达|为限|额度)(?:[^，。]{0,6})?(?:为|可达|达|额度)?(?:人民币)?$"
)
_MOST_BEHIND = re.compile(r"^[（(含）)\s]*(?:封顶|为限|为上限|以内|以下(?!的)|的上限)")
_GIVES = re.compile(r"给予|予以|奖励|奖补|补贴|补助|资助|扶持|发放|支持")
_GIVEN_BEHIND = re.compile(
    r"^(?:的)?(?:一次性)?(?:的)?(?:资金|经费|最高|配套)?(?:奖励|奖补|补贴|补助|资助|扶持|支持|贴息|奖金)"
)
_OWN_FIGURES = re.compile(
    r"注册资本|实收资本|营业收入|销售(?:收入|额)|营收|产值|投资(?:总)?额|总投资|固定资产|净利润|研发(?:费用|投入|经费)|应收|总资产|估值"
    r"|规模|资金池|预算|安排|存续|合同金额|余额"
)
_FIRM_OR_PROJECT = re.compile(r"(?:单个|单户|单家|单笔|每家|每户|每个|同一|单一|每年|年度|累计|一次性)")
_CONDITION_BEHIND = re.compile(
    r"^(?:元)?(?:[（(][^）)]*[）)])?(?:以上|以下|以内|及以上)?的(?!奖|补|资助|扶持|支持|贴息|一次性|资金|比例|信用?贷款(?:$|[，。]))"
)
_PROGRAMME = re.compile(r"规模|资金池|预算|总额度|安排|设立")
_NOT_PAID = re.compile(
    r"占|比重|增长|增幅|增速|增加|不良率|持股|负债率|费率|股权比例|比例(?:不|原则|达|应|为)|达到|完成率|申报率|股份|税率|出资比例不"
)
_FEE_RATE = re.compile(r"费率")
_RATE_BEFORE = re.compile(r"利率(?:[^，。；]{0,8})$")
_PREMIUM_RATE = re.compile(r"lpr|基准|上浮|下浮|市场报价")
_BASES = (
    ("贷款利息", re.compile(r"(?:利息|贴息)(?:总额|支出|金额|部分|费用)?的?(?:最高|不超过)?$")),
    ("担保费", re.compile(r"担保(?:保)?费(?:用|总额|支出|金额)?的?(?:最高|不超过)?$")),
    (
        "贷款本金",
        re.compile(
            r"(?:贷款|授信|放款)(?:总额|金额|额|余额|本金|规模|发放额|实际发放额|本息)?(?:给予|按)?的?(?:年化)?(?:最高|不超过)?$|本金(?:给予|的)?(?:年化)?$"
        ),
    ),
)
_BASES_BEHIND = (
    ("贷款利息", re.compile(r"^的?(?:[^，。；]{0,6})(?:利息补贴|利息资助|利息补助)")),
    ("担保费", re.compile(r"^的?(?:担保费|保费率)")),
    ("贷款利息", re.compile(r"^(?:的)?(?:比例)?(?:给予|予以)?(?:的)?(?:贷款)?(?:贴息|利息)")),
)
_PER_POINT = re.compile(r"^个百分点|年化")
_PAYS = re.compile(r"给予|予以|贴息|补贴|资助|补助|奖励|奖补|补偿|支持|扶持|返还|减免")
_TERM_BEFORE = re.compile(
    r"(?:贷款|授信|融资|担保|使用|用款|贴息|补贴|借款|资助|支持)?(?:期限?|时间)(?:一般)?(?:[^，。；]{0,6})$|(?:最长|期限)(?:可达|不超过|为)?$"
)
_TERM_WORDS = re.compile(r"期限|最长|贴息期|借款期|贷款期|授信期")
_NO_TERM = re.compile(r"有效期|存续|成立|经营|从业|近|上一?年|以上$|不少于|不低于|质保|公示")
_PAST = re.compile(r"^(?:以上|及以上|后|前|内完成|起)")
_BANK_PAYS = re.compile(r"不良|对银行|担保机构(?:最高|每)|每家担保|单家银行|补偿")


@dataclass(frozen=True)
class Figure:
    """One figure of a benefit: ``value`` in the field's unit, where it stands, how sure; ``base`` of a ratio."""

    kind: Kind
    value: float
    start: int
    end: int
    sentence: Sentence
    confidence: Confidence = "high"
    base: str | None = None

    def candidate(self, note: str = "") -> Candidate:
        """The figure as a proposal."""
        value = int(self.value) if self.value == int(self.value) else self.value
        return Candidate(value, (self.sentence.passage(self.start, self.end),), self.confidence, note)


def figures(said: Iterable[Sentence], role: Role) -> list[Figure]:
    """The figures that sentences of a part with ``role`` promise a firm; conditions' figures are left out."""
    return [figure for sentence in said for figure in _figures(sentence, role)]


def _figures(sentence: Sentence, role: Role) -> Iterator[Figure]:
    text = normalise(sentence.text)
    for quantity in quantities(text):
        figure = _read(text, quantity, sentence, role)
        if figure:
            yield figure


def _read(text: str, quantity: Quantity, sentence: Sentence, role: Role) -> Figure | None:
    opening = max((found.end() for found in _CLAUSE_BREAK.finditer(text, 0, quantity.start)), default=0)
    before, behind = text[opening : quantity.start], text[quantity.end :]
    if quantity.kind == "money":
        return _money(text, before, behind, quantity, sentence, role)
    if quantity.kind == "percent":
        return _percent(text, before, behind, quantity, sentence, role)
    if quantity.kind in ("years", "months", "days"):
        return _term(before, behind, quantity, sentence, role)
    return None


def _money(text: str, before: str, behind: str, quantity: Quantity, sentence: Sentence, role: Role) -> Figure | None:
    if _PROGRAMME.search(before) or _CONDITION_BEHIND.match(behind):
        return None
    most = _MOST.search(before) or _MOST_BEHIND.match(behind)
    own = _OWN_FIGURES.search(before)
    kind: Kind | None = None
    confidence: Confidence = "high"
    if most and not (own and not _GIVES.search(before)):
        kind = "amount"
        confidence = "high" if role == "benefit" or _PAYS.search(text) or _FIRM_OR_PROJECT.search(before) else "medium"
    elif (_GIVES.search(before) and not own) or _GIVEN_BEHIND.match(behind):
        kind = "lump"
    elif role == "benefit" and not own and not before.strip():
        kind, confidence = "lump", "low"
    if kind is None or quantity.high <= 0:
        return None
    start = most.start() + quantity.start - len(before) if most and most.re is _MOST else quantity.start
    return Figure(kind, quantity.high, start, quantity.end, sentence, confidence)


def _percent(text: str, before: str, behind: str, quantity: Quantity, sentence: Sentence, role: Role) -> Figure | None:
    where = (quantity.start, quantity.end)
    if role == "rate" or (_RATE_BEFORE.search(before) and not _PAYS.search(behind[:12])):
        if _PREMIUM_RATE.search(text) or _FEE_RATE.search(text) or "费率" in before or _PAYS.search(before):
            return None
        if role == "rate" and "利率" not in text and "年化" not in text:
            return None
        return Figure("rate", quantity.low, *where, sentence, "high" if quantity.low == quantity.high else "medium")
    if _NOT_PAID.search(before) or not _PAYS.search(text):
        return None
    base = next((name for name, pattern in _BASES if pattern.search(before)), None)
    base = base or next((name for name, pattern in _BASES_BEHIND if pattern.match(behind)), None)
    if quantity.unit.endswith("百分点") and "贴息" in text:
        base = "贷款本金"
    confidence: Confidence = "high" if base or re.search(r"的(?:最高)?$", before) else "medium"
    return Figure("ratio", quantity.high, *where, sentence, confidence, base)


def _term(before: str, behind: str, quantity: Quantity, sentence: Sentence, role: Role) -> Figure | None:
    named = role == "term" or _TERM_WORDS.search(before)
    if not named or _NO_TERM.search(before) or _PAST.match(behind):
        return None
    months = {"years": 12.0, "months": 1.0, "days": 1 / 30}[quantity.kind] * quantity.high
    return Figure("term", max(round(months), 1), quantity.start, quantity.end, sentence)


def for_a_bank(sentence: Sentence) -> bool:
    """Whether a sentence pays a bank or a guarantor, not a firm."""
    return bool(_BANK_PAYS.search(sentence.text))
