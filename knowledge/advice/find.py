"""Finding by words: desks by expertise, terms by name."""

from __future__ import annotations

from rapidfuzz import fuzz

from knowledge.advice.library import Library
from knowledge.catalogue.model import Institution, Term
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.terms.vocabulary import NEED_KINDS

_TERM_SIMILARITY = 86
_TYPE_WORDS = {
    "银行": ("银行", "支行"),
    "担保": ("担保",),
    "投资机构": ("投资", "基金", "风投", "创投"),
    "交易所": ("交易所", "上市", "挂牌"),
    "知识产权": ("知识产权", "专利"),
    "保险": ("保险",),
}


def find_desks(library: Library, text: str, profile: EnterpriseProfile, *, top_k: int = 4) -> tuple[Institution, ...]:
    """Institutions whose expertise fits the question and the need, Pingshan's own first among equals."""
    scored = [(_desk_score(desk, text, profile), desk) for desk in library.institutions.values()]
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1].id))[:top_k]
    return tuple(desk for score, desk in best if score > 0)


def find_term(library: Library, text: str) -> Term | None:
    """The glossary term that ``text`` asks about: the longest name inside it, else a near spelling."""
    names = [(name, term) for term in library.terms.values() for name in (term.term, *term.aliases)]
    lowered = text.lower()
    inside = [(len(name), term.id, term) for name, term in names if name.lower() in lowered]
    if inside:
        return max(inside, key=lambda found: (found[0], found[1]))[2]
    close = [(fuzz.partial_ratio(name, text), term.id, term) for name, term in names if len(name) > 2]
    best = max(close, key=lambda found: (found[0], found[1]), default=None)
    return best[2] if best and best[0] >= _TERM_SIMILARITY else None


def _desk_score(desk: Institution, text: str, profile: EnterpriseProfile) -> float:
    wanted = {profile.need_kind, *(need for need in NEED_KINDS if need in text)} - {None}
    topical = sum(3.0 for topic in desk.expertise if topic in text or _overlap(topic, text))
    kind = 3.0 * any(word in text for word in _TYPE_WORDS.get(desk.type, ()))
    named = 6.0 if any(name in text for name in (desk.name, *desk.aliases)) else 0.0
    serves = 2.0 * bool(wanted & set(desk.needs)) + 1.0 * (
        profile.industry is not None and profile.industry in desk.industries
    )
    if topical + named + serves + kind == 0:
        return 0.0
    local = {"坪山区": 1.5, "深圳市": 0.8}.get(desk.serves, 0.0)
    return topical + named + serves + kind + local + 0.4 * bool(desk.phone)


def _overlap(topic: str, text: str) -> bool:
    pieces = {topic[i : i + 2] for i in range(len(topic) - 1)}
    return len(pieces) > 0 and sum(piece in text for piece in pieces) >= max(1, len(pieces) // 2)
