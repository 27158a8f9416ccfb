"""A record's id, suggested from its title: pinyin by words, unused so far."""

from __future__ import annotations

import re
from collections.abc import Callable

import jieba
from pypinyin import lazy_pinyin

_LONGEST = 48
_PLACES = {"坪山区": "pingshan", "深圳市": "sz", "广东省": "gd"}
_LEFT_OUT = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")


def suggested_id(title: str, taken: Callable[[str], bool]) -> str:
    """An id such as pingshan-daikuan-tiexi; ``taken`` says whether an id exists already."""
    words: list[str] = []
    for place, short in _PLACES.items():
        if title.startswith(place):
            words, title = [short], title.removeprefix(place)
    for word in jieba.cut(_LEFT_OUT.sub(" ", title)):
        spelt = re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(word)).lower())
        if spelt and len("-".join([*words, spelt])) <= _LONGEST:
            words.append(spelt)
    base = "-".join(words) or "record"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, 1000))
    return next(id for id in numbered if not taken(id))
