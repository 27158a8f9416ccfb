"""What 第二个, 前两个, 最后那个, 这个, 它, 刚才那个 point at in what was last shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.terms.normalise import normalise

_DIGITS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "俩": 2}
_PLACE = "[一二两俩三四五六七八九十]|[1-9][0-9]?"
_ORDINAL = re.compile(
    rf"第\s*({_PLACE})(?![次季年月天批期轮名页版手方产大\d]|步(?![怎找要的具材符是]))|(?<![\d.])({_PLACE})号(?![楼机线文])"
)
_BARE_PAIR = re.compile(rf"(?<![第\d.])({_PLACE})[和跟与、]({_PLACE})(?=比|哪|的|对比|有|呢|选|$)")
_LAST = re.compile(r"(?:最后|最末|末尾|最下面|倒数第一)(?:那|这)?[一1]?[个项款条家种]")
_FIRST_FEW = re.compile(rf"(?:前面?|头|上面|这)({_PLACE})[个项款条家种]")
_ALL = re.compile(
    rf"(?:这|那|上面|上述|刚才|刚刚)(?:些|几)[个项款条家种]?|(?:你)?(?:推荐|列出?|给)的(?:这|那)?(?:几|些)|(?:{_PLACE})[个项款条家种](?:里面|当中|之中|中间|都)"
)
_OTHER = re.compile(r"另外?一?[个项款条家种]|另外(?:那|的)[个项款条家种]?|剩下(?:那|的)[个项款条家种]?")
_ONE = re.compile(
    r"(?:这|那|该|此|刚才|刚刚|上面|上述|前面)(?:说|讲|提到?|推荐)?的?(?:那|这)?一?[个项款条家种]|(?<![其吉])它(?!们)|该(?:产品|政策|项目|贷款)|(?:这|那)(?:产品|政策|贷款|补贴|钱|东西)"
)


def pointed_at(text: str, shown: Sequence[str], focus: str | None) -> list[str]:
    """Ids that ``text`` points at: ``shown`` is the list last shown, ``focus`` the one last talked about.

    Empty when the words point at nothing, or at one of several without saying which.
    """
    said = normalise(text)
    for find in (_by_place, _by_group, _by_pronoun):
        if found := find(said, list(shown), focus):
            return list(dict.fromkeys(found))
    return []


def points(text: str) -> bool:
    """Whether the words stand for something shown before, whichever it is."""
    return bool(_ONE.search(normalise(text)))


def _by_place(said: str, shown: list[str], focus: str | None) -> list[str]:
    words = [word for match in _ORDINAL.finditer(said) for word in match.groups() if word]
    if pair := _BARE_PAIR.search(said):
        words += pair.groups()
    places = [_DIGITS.get(word, int(word) if word.isdigit() else 0) for word in words]
    return [shown[place - 1] for place in places if 0 < place <= len(shown)]


def _by_group(said: str, shown: list[str], focus: str | None) -> list[str]:
    if _LAST.search(said):
        return shown[-1:]
    if few := _FIRST_FEW.search(said):
        count = _DIGITS.get(few.group(1), int(few.group(1)) if few.group(1).isdigit() else 0)
        if count > 1:
            return shown[:count]
    return shown if _ALL.search(said) else []


def _by_pronoun(said: str, shown: list[str], focus: str | None) -> list[str]:
    if _OTHER.search(said):
        others = [name for name in shown if name != focus]
        return others if len(others) == 1 and focus else []
    only = focus or (shown[0] if len(shown) == 1 else None)
    return [only] if only and _ONE.search(said) else []
