"""Chinese text as tokens: jieba words that know the catalogue's names, and character n-grams."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import jieba

_KEPT = re.compile(r"[^\w+%]+")
_LATIN = re.compile(r"[a-z0-9+%.]+")
_FINANCE = (
    "知识产权",
    "知识产权质押",
    "知识产权证券化",
    "应急转贷",
    "无还本续贷",
    "风险补偿",
    "资金池",
    "母基金",
    "引导基金",
    "贴息",
    "贴保",
    "担保费",
    "保费",
    "首贷",
    "信用贷",
    "投贷联动",
    "认股权",
    "可转债",
    "科创债",
    "加计扣除",
    "专精特新",
    "小巨人",
    "高企",
    "技改",
    "融资租赁",
    "应收账款",
    "供应链金融",
    "保理",
    "出口信用保险",
    "科技保险",
    "首台套",
    "新三板",
    "北交所",
    "科创板",
    "创业板",
    "辅导备案",
)


def plain(text: str) -> str:
    """Half-width, lower case, without spaces, punctuation and emoji; % and + stay."""
    return _KEPT.sub("", unicodedata.normalize("NFKC", text).lower())


def cut(text: str, tokenizer: jieba.Tokenizer) -> list[str]:
    """Search tokens: long words beside the shorter ones inside them."""
    words = tokenizer.cut_for_search(unicodedata.normalize("NFKC", text).lower())
    return [word for word in words if plain(word)]


def grams(text: str, sizes: tuple[int, ...]) -> list[str]:
    """Character n-grams of the Chinese parts; runs of Latin letters and digits stay whole."""
    tokens: list[str] = []
    for piece in re.split(r"([a-z0-9+%.]+)", unicodedata.normalize("NFKC", text).lower()):
        if _LATIN.fullmatch(piece):
            tokens.append(piece)
            continue
        for run in _KEPT.split(piece):
            tokens += [run[start : start + size] for size in sizes for start in range(len(run) - size + 1)]
    return tokens


def tokenizer_knowing(names: Iterable[str]) -> jieba.Tokenizer:
    """The process's tokenizer, taught ``names``; loading a second dictionary would cost half a second and 100 MB."""
    tokenizer = _shared()
    for name in names:
        if not tokenizer.FREQ.get(name.lower()):  # jieba keeps every prefix of a word, with frequency 0
            tokenizer.add_word(name.lower())
    return tokenizer


@cache
def _shared() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word in _FINANCE:
        tokenizer.add_word(word)
    return tokenizer
