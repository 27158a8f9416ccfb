"""Words by which a founder takes back what was said: the new value replaces the old one without a question."""

from __future__ import annotations

import re

from knowledge.terms.normalise import normalise

_RETRACTION = re.compile(
    r"不是[^。！？!?]{1,16}是|不对|[说打记写搞弄看填报算]错|更正|纠正|更新|修正|改[成为一到]|应该是|其实|实际上?是|准确地?[说讲]|正确的?是|重新[说讲报]"
    r"|刚[才刚](?:说|讲|报)的?[^。]{0,6}(?:不|错)|现在(?:是|有|变|已)|最新|不止|没那么[多少]|哦不|噢不|啊不|不不"
)
_THE_NEW = re.compile(r"后面|后来|后者|第二|新的|这次|刚才|刚刚|现在|后一个|最新")
_THE_OLD = re.compile(r"前面|之前|前者|第一|原来|先前|旧的|上次|一开始|前一个|老的")


_LONGEST_CHOICE = 10
"""A longer message says something else: 第二个要什么材料 points at a product."""


def takes_back(text: str) -> bool:
    """Whether the words say that something said before was wrong or has changed."""
    return bool(_RETRACTION.search(normalise(text)))


def chosen_of_two(text: str) -> str | None:
    """'old' or 'new' when the words choose between what was said before and what was said last; else None."""
    said = normalise(text)
    if len(said) > _LONGEST_CHOICE:
        return None
    old, new = bool(_THE_OLD.search(said)), bool(_THE_NEW.search(said))
    return None if old == new else "old" if old else "new"
