"""Facts of a profile as a founder would say them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from actions.reply import Turn
from actions.situation import TURN_FACTS, listed
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.wording import yours
from knowledge.terms.vocabulary import FACTS

_PLAIN = {
    "overdue": ("有过逾期或失信", "没有逾期或失信"),
    "district_grant": ("拿过坪山区科技创新资金", "没拿过坪山区科技创新资金"),
}


def facts_in_words(profile: EnterpriseProfile, today: dt.date, *, only: Collection[str] | None = None) -> list[str]:
    """'发明专利5件', '注册地坪山区' …, in the vocabulary's order."""
    known = [name for name in profile.facts() if only is None or name in only]
    return [_in_words(name, profile, today) for name in known]


def told_in_words(turn: Turn) -> list[str]:
    """What the last message told; an industry with the founder's words that it was judged by."""
    told = listed(turn.tracker, TURN_FACTS)
    words = _industry_words(turn) if "industry" in told else None
    return [
        f"{line}（按“{words}”归的，不对就说一声）" if words and line.startswith(FACTS["industry"].label) else line
        for line in facts_in_words(turn.profile, turn.today, only=told)
    ]


def _industry_words(turn: Turn) -> str | None:
    """The product named, unless the founder named the industry itself."""
    for entity in turn.tracker.latest_message.get("entities") or []:
        if entity["entity"] == "industry" and "start" in entity:
            words = turn.text[entity["start"] : entity["end"]]
            return words if words and words not in str(entity["value"]) else None
    return None


def _in_words(name: str, profile: EnterpriseProfile, today: dt.date) -> str:
    if name in _PLAIN:
        return _PLAIN[name][0 if getattr(profile, name) else 1]
    if name == "collateral" and not profile.collateral:
        return "没有可抵押物"
    if name == "certifications" and not profile.certifications:
        return "暂无资质"
    value = getattr(profile, name) if name == "district" else yours(name, profile, today)
    return f"{FACTS[name].label}：{value}"
