"""Runs of known product words (电池极片涂布机), each with the industry that its head decides.

industries.yml holds the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("industries.yml")
REACH = 40
"""Characters looked at before and behind a phrase."""


@dataclass(frozen=True)
class _Sense:
    """What a word says: ``alone`` by itself; behind a word of one of ``keeps`` the earlier industry stays."""

    alone: str | None
    keeps: frozenset[str] = frozenset()
    silent: bool = False
    vague: bool = False
    """Too common to say anything without a verb."""
    ending: bool = False


@dataclass(frozen=True)
class _Lexicon:
    senses: dict[str, _Sense]
    heard: dict[str, str]
    """The longer words by their sound: each character stands for all that sound like it."""
    endings: dict[str, _Sense]
    lengths: dict[str, tuple[int, ...]]
    """First character -> lengths of the words that begin with it, longest first."""
    heard_lengths: dict[str, tuple[int, ...]]
    sounds: dict[int, str]


_HEARD_FROM = 3
"""Shorter words sound like too many others."""


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    table = YAML(typ="safe").load(_FILE.read_text(encoding="utf-8"))
    vague = frozenset(_split(table["vague"]))
    senses: dict[str, _Sense] = {}
    for industry, topics in table["words"].items():
        for topic, words in topics.items():
            senses |= {word: _Sense(industry, vague=topic == "loose" or word in vague) for word in _split(words)}
    senses |= _heads(table["heads"], vague)
    senses |= dict.fromkeys(_split(table["silent"]), _Sense(None, silent=True))
    endings = {word: replace(sense, ending=True) for word, sense in _heads(table["endings"], vague).items()}
    sounds = str.maketrans({char: group[0] for group in table["sounds"].split() for char in group})
    heard = {word.translate(sounds): word for word in senses if _spoken(word)}
    return _Lexicon(senses, heard, endings, _lengths(senses), _lengths(heard), sounds)


def _heads(groups: list[dict], vague: frozenset[str]) -> dict[str, _Sense]:
    heads = {}
    for group in groups:
        alone = None if group["alone"] == "none" else group["alone"]
        for word in _split(group["words"]):
            heads[word] = _Sense(alone, frozenset(group["keeps"]), vague=alone is None or word in vague)
    return heads


def _spoken(word: str) -> bool:
    return len(word) >= _HEARD_FROM and all("\u4e00" <= char <= "\u9fff" for char in word)


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def _split(words: str) -> list[str]:
    return [word.replace("_", " ") for word in words.split()]


@dataclass(frozen=True)
class _Word:
    sense: _Sense
    start: int
    end: int


def _words(text: str) -> Iterator[_Word]:
    """Known words of ``text``, left to right, the longest at each place."""
    sounds = text.translate(_lexicon().sounds)
    position = 0
    while position < len(text):
        word = _written_at(text, position) or _ending_at(text, position) or _heard_at(text, sounds, position)
        if word:
            yield word
        position = word.end if word else position + 1


def _written_at(text: str, start: int) -> _Word | None:
    lexicon = _lexicon()
    for length in lexicon.lengths.get(text[start], ()):
        end = start + length
        sense = lexicon.senses.get(text[start:end])
        if sense and end <= len(text) and _whole(text, start, end):
            return _Word(sense, start, end)
    return None


_END_OF_NAME = re.compile(
    r"(?:的|，|、|和|与|及|跟|加|研发|开发|生产|制造|销售|厂|公司|企业|团队|这|那|吧|嘛|啊|呢|出口|贸易|\s)|$"
)
_NAME = re.compile(r"[\u4e00-\u9fff](?![一二两三四五六七八九十几多百千些每])[\u4e00-\u9fff]")


def _ending_at(text: str, at: int) -> _Word | None:
    """The 机 of 热压机."""
    sense = _lexicon().endings.get(text[at])
    if sense and _NAME.match(text, max(0, at - 2), at) and _END_OF_NAME.match(text, at + 1):
        return _Word(sense, at, at + 1)
    return None


def _heard_at(text: str, sounds: str, start: int) -> _Word | None:
    """A word of which voice input got one character wrong."""
    lexicon = _lexicon()
    for length in lexicon.heard_lengths.get(sounds[start], ()):
        end = start + length
        word = lexicon.heard.get(sounds[start:end])
        if (
            word
            and end <= len(text)
            and sum(said != meant for said, meant in zip(text[start:end], word, strict=True)) == 1
        ):
            return _Word(lexicon.senses[word], start, end)
    return None


def _whole(text: str, start: int, end: int) -> bool:
    """False inside a longer Latin word."""
    return not (_latin(text[start : start + 1]) and _latin(text[start - 1 : start])) and not (
        _latin(text[end - 1 : end]) and _latin(text[end : end + 1])
    )


def _latin(char: str) -> bool:
    return "a" <= char <= "z"


@dataclass(frozen=True)
class Phrase:
    """A run of words in a clause, the offsets those of the clause."""

    industry: str
    start: int
    end: int
    vague: bool
    unknown: bool
    """Only its last character is known."""


def any_of(words: str) -> str:
    """A pattern for any of ``words``, which may hold patterns themselves."""
    return f"(?:{'|'.join(words.split())})"


TO_OTHERS = re.compile(
    any_of("给 为 帮 替 向 卖给 供给 供货给 服务于? 面向 针对 对接 跟 对 用 靠 通过 借助 除了 比 由") + r"[^，的]{0,6}$"
)
_JOINED = re.compile(r"[a-z0-9\s\-+·]{0,10}|[^，]{0,3}用?的?[^，的]{0,5}|[^，的]{0,5}")
"""What may stand between two words of one phrase."""
_PARTED = re.compile(
    any_of(
        r"""和 与 跟 及 或 还有 以及 兼 也 / 做 搞 整 造 供 给 为 是 卖 公司 企业 厂 团队 我 他 客户 生产线 上市 想 要 买 换 贷 借 万 亿 元 有
        去年 今年 员工 \d{2,} \b(?:and|for|to|of|in|with)\b"""
    )
)
_MAKING = re.compile(r"开发|生产|设计|制造|研发|加工|定制|提供|搭建|建设|用|的")
_SITE = re.compile(r"[^，]{0,4}?(?:园|产业园|园区|产业基地|产业城|加速器|孵化|创新港|科技园|工业园|产业带|谷(?!歌|物))")


def phrases_of(text: str) -> list[Phrase]:
    found: list[Phrase] = []
    run: list[_Word] = []
    for word in [*_words(text), None]:
        if run and (word is None or not _runs_on(text, run[-1], word) or _made_for(text, run[0], run[-1], word)):
            found += _phrase(run, text)
            run = []
        if word:
            run.append(word)
    return found


def _runs_on(text: str, last: _Word, word: _Word) -> bool:
    gap = text[last.end : word.start]
    parted = last.sense.silent or word.sense.silent or _PARTED.search(gap)
    return len(gap) <= 10 and not parted and bool(_JOINED.fullmatch(gap))


def _made_for(text: str, first: _Word, last: _Word, word: _Word) -> bool:
    """Between 医院 and 软件 in 给医院开发软件, 给养老院用的机器人."""
    return bool(
        _MAKING.search(text, last.end, word.start) and TO_OTHERS.search(text[max(0, first.start - REACH) : first.start])
    )


def _phrase(run: list[_Word], text: str) -> list[Phrase]:
    while run and run[0].sense.alone is None:
        run = run[1:]
    industry = None
    for word in run:
        if not (industry in word.sense.keeps or (industry and word.sense.alone is None)):
            industry = word.sense.alone
    if industry is None or _SITE.match(text, run[-1].end, run[-1].end + 8):
        return []
    return [Phrase(industry, run[0].start, run[-1].end, all(word.sense.vague for word in run), run[0].sense.ending)]
