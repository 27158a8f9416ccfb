"""Which desk to call: matched by what it is asked about, by industry, stage, need and district, with the reasons."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from knowledge.advice.library import Library
from knowledge.catalogue.model import Institution, Record
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.stage import find_stage
from knowledge.retrieval.search import Filters
from knowledge.terms.vocabulary import ELSEWHERE_IN_SHENZHEN, NEED_KINDS, SHENZHEN_DISTRICTS

_TYPE_WORDS = {
    "银行": ("银行", "支行", "客户经理"),
    "担保": ("担保",),
    "投资机构": ("投资", "基金", "风投", "创投", "vc", "VC"),
    "交易所": ("交易所", "上市", "挂牌"),
    "知识产权": ("知识产权", "专利"),
    "保险": ("保险",),
    "中介": ("券商", "保荐", "承销", "信托"),
}
_WISH = re.compile(
    r"(?:帮|给|替)?我们?|想|找个?|哪[个家位里]|谁|问问?|咨询|联系|方式|电话|预约|约|机构|窗口|部门|办理?|懂|人|聊聊|认识|有没有|吗|呢|的"
)
"""Words of wanting a desk, which say nothing of what it is wanted for."""
_NAMED, _RECORD, _TOPIC, _TYPE, _NEED, _INDUSTRY, _STAGE = 8.0, 4.0, 3.0, 4.0, 2.0, 1.5, 0.5
_NEARNESS = {"坪山区": 1.5, "深圳市": 0.8}
_RECORDS_READ = 5
_FLOOR = 0.6
"""Share of the best score below which a desk is not worth a call, even one with a telephone."""
_REASONS_SHOWN = 3
_DISTRICT = "坪山区"
_GENERAL = "政策咨询 补贴申报 科技金融政策 融资咨询 融资对接 企业诉求"


@dataclass(frozen=True)
class Desk:
    """``reasons``: why this one, in the founder's words (管科技贷款贴息); ``named``: the founder named it."""

    institution: Institution
    score: float
    reasons: tuple[str, ...]
    named: bool = False

    @property
    def reachable(self) -> bool:
        """Whether a telephone number or an address is known."""
        return bool(self.institution.phone or self.institution.address)


@dataclass
class _Case:
    """Points and reasons as they are gathered."""

    points: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def add(self, points: float, reason: str = "") -> None:
        self.points += points
        if reason and reason not in self.reasons:
            self.reasons.append(reason)


def find_desks(
    library: Library, text: str, profile: EnterpriseProfile, *, today: dt.date, top_k: int = 4
) -> tuple[Desk, ...]:
    """Desks that fit the question and the firm, those with a telephone or an address first; only the named, if any is."""
    return _ranked(library, text, profile, _records_about(library, text, today), today=today)[:top_k]


def general_desks(library: Library, profile: EnterpriseProfile, *, today: dt.date, top_k: int = 4) -> tuple[Desk, ...]:
    """Desks for whoever has not said what about: those that advise on policy, and those for the firm's need."""
    return _ranked(library, _GENERAL, profile, [], today=today, whole_topics=True)[:top_k]


def _ranked(
    library: Library,
    text: str,
    profile: EnterpriseProfile,
    records: list[Record],
    *,
    today: dt.date,
    whole_topics: bool = False,
) -> tuple[Desk, ...]:
    stage = find_stage(profile, today).stage
    found = []
    for institution in library.institutions.values():
        named = _is_named(institution, text)
        case = _case(institution, text, profile.model_copy(update={"stage": stage}), records, whole_topics)
        if named:
            case.add(_NAMED)
        if case.points and (named or _serves(institution, profile)):
            points = case.points + _NEARNESS.get(institution.serves, 0.0)
            found.append(Desk(institution, points, tuple(case.reasons[:_REASONS_SHOWN]), named))
    named_ones = [desk for desk in found if desk.named]
    best = max((desk.score for desk in found), default=0.0)
    fitting = named_ones or [desk for desk in found if desk.score >= _FLOOR * best]
    return tuple(sorted(fitting, key=lambda desk: (not desk.reachable, -desk.score, desk.institution.id)))


def desk_of(library: Library, record: Record) -> Desk:
    """The desk that a record names as its own."""
    return Desk(library.institutions[record.contact], _NAMED, (f"管{record.title}",), named=True)


def _records_about(library: Library, text: str, today: dt.date) -> list[Record]:
    """Recommendable records that the words are about, best first; none when nothing is really about them."""
    topic = _WISH.sub("", text).strip()
    if not topic:
        return []
    filters = Filters(valid_on=today, recommendable_only=True)
    result = library.retriever.search(topic, filters=filters, top_k=_RECORDS_READ)
    return [hit.record for hit in result.hits] if result.confident else []


def _is_named(desk: Institution, text: str) -> bool:
    """By a whole name, or a bureau by the end of one: 科创局 for 坪山区科创局."""
    names = (desk.name, *desk.aliases)
    ends = {name[-length:] for name in names if name.endswith(("局", "办")) for length in range(3, len(name))}
    return any(name in text for name in names) or any(end in text for end in ends)


def _case(desk: Institution, text: str, profile: EnterpriseProfile, records: list[Record], whole: bool) -> _Case:
    case = _Case()
    own = [(place, record) for place, record in enumerate(records) if record.contact == desk.id]
    if own:
        place, record = own[0]
        case.add(_RECORD / (1 + place / 2), f"管{record.title}")
    for topic in desk.expertise:
        if topic in text or (not whole and _overlap(topic, text)):
            case.add(_TOPIC, f"管{topic}")
    if any(word in text for word in _TYPE_WORDS.get(desk.type, ())):
        case.add(_TYPE)
    wanted = {profile.need_kind, *(need for need in NEED_KINDS if need in text)} - {None}
    for need in sorted(wanted & set(desk.needs), key=NEED_KINDS.index):
        case.add(_NEED / len(wanted), f"对应{need}需求")
    if case.points and profile.industry in desk.industries:
        case.add(_INDUSTRY, f"熟悉{profile.industry}")
    if case.points and profile.stage in desk.stages:
        case.add(_STAGE, f"面向{profile.stage}企业")
    if case.points and desk.serves == _DISTRICT:
        case.add(0.0, "坪山本区")
    return case


def _serves(desk: Institution, profile: EnterpriseProfile) -> bool:
    """Whether the desk is for firms of that district; not known counts as yes."""
    district: Any = profile.district
    if district is None or desk.serves in ("全国", "广东省", district):
        return True
    if desk.serves == _DISTRICT:
        return district not in (*SHENZHEN_DISTRICTS, ELSEWHERE_IN_SHENZHEN) and "深圳" in district
    return district in (*SHENZHEN_DISTRICTS, ELSEWHERE_IN_SHENZHEN) or "深圳" in district


def _overlap(topic: str, text: str) -> bool:
    pieces = {topic[i : i + 2] for i in range(len(topic) - 1)}
    return len(pieces) > 0 and sum(piece in text for piece in pieces) >= max(1, len(pieces) // 2)
