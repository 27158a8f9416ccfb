"""不低于, 以上, 超过: how official texts compare a quantity, as an operator of a condition."""

from __future__ import annotations

import re

_AT_LEAST = r"不(?:得)?低于|不(?:得)?少于|不(?:得)?小于|至少|达到|达|满|须达|不短于"
_AT_MOST = r"不(?:得)?超过|不(?:得)?高于|不(?:得)?多于|不(?:得)?大于|未超过|至多|最多|不长于"
_MORE = r"(?<!不)(?<!未)(?<!得)超过|(?<!不)(?<!得)高于|(?<!不)(?<!得)大于|(?<!不)(?<!得)多于"
_LESS = r"(?<!不)(?<!得)低于|(?<!不)(?<!得)少于|(?<!不)(?<!得)小于|不足|不满|未满|不到"
_BEFORE = (
    ("le", re.compile(f"(?:{_AT_MOST})(?:人民币|的)?$")),
    ("lt", re.compile(f"(?:{_LESS})(?:人民币|的)?$")),
    ("ge", re.compile(f"(?:{_AT_LEAST})(?:到|了)?(?:人民币)?$")),
    ("gt", re.compile(f"(?:{_MORE})(?:人民币)?$")),
)
_INCLUDING = re.compile(r"^[（(]含[^）)]*[）)]")
_BEHIND = (
    ("ge", re.compile(r"^(?:[（(]含[^）)]*[）)])?(?:及|或|\(含\))?以上")),
    ("le", re.compile(r"^(?:[（(]含[^）)]*[）)])?(?:及)?(?:以下|以内|之内)")),
)
_AND_MORE = {"gt": "ge", "lt": "le"}


def comparison(before: str, behind: str) -> str | None:
    """ge, gt, le or lt for a quantity between ``before`` and ``behind``; None when nothing compares it."""
    told = next((name for name, pattern in _BEFORE if pattern.search(before.rstrip())), None)
    if told:
        return _AND_MORE.get(told, told) if _INCLUDING.match(behind) else told
    return next((name for name, pattern in _BEHIND if pattern.match(behind)), None)
