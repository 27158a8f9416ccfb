"""Which records exist on a topic: filters read from the words, how many match in all, one page of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from knowledge.advice.library import Library, on_offer
from knowledge.catalogue.model import Record
from knowledge.retrieval.documents import keyword_text
from knowledge.retrieval.filters import rejection
from knowledge.retrieval.search import Filters
from knowledge.retrieval.synonyms import expanded
from knowledge.retrieval.words import grams, plain
from knowledge.terms.normalise import normalise
from knowledge.terms.vocabulary import BOARDS, CONFIDENCE, INDUSTRIES, KINDS, LEVELS, RECOMMENDABLE, STAGES

PAGE = 6
_FILE = Path(__file__).with_name("topics.yml")
_BROAD_INDUSTRY = {
    "新能源（汽车）": ("新能源", "汽车", "储能", "锂电", "电池"),
    "新一代信息技术": ("信息技术", "软件", "芯片", "半导体"),
    "生物医药": ("医疗器械", "创新药", "医药"),
    "智能制造": ("机器人", "装备"),
}
_LEVELS = {
    "区": ("区级", "区里", "坪山区的", "坪山的", "坪山区里", "坪山自己"),
    "市": ("市级", "市里", "深圳市级", "深圳的"),
    "国家": ("国家级", "国家的", "全国性"),
}
_EMPTY_WORDS = re.compile(
    r"有没有|有哪些|有什么|都有|还有|哪些|什么|哪几|几种|几个|多少|关于|方面|相关|有关|针对|专门|适合|面向|支持|扶持"
    r"|享受|优惠|目前|现在|你们|我们|收录|查一?下|搜一?下|搜索|列一?下|列出来|列出|看看|给我|帮我|所有|全部|名单|清单"
    r"|产品|政策|项目|渠道|措施|方案|办法|险种|板块|机构|公司|企业|只看|只要|就看|想看|可以|能办|别的|其他|其它|再来"
    r"|换一批|换几个|几项|一些|请问|申请|申报|区级|区里|市级|市里|国家级|坪山区|坪山|深圳市|深圳|科技|银行|融资|资金|政府|金融|专项"
    r"|自己|能拿|能领|能享受|拿到|领到|啥|我|钱|[的吗呢么啊了吧呀哦有都些]"
)
_EDGE_WORDS = "先急做用给把要来下办是跟与和想找看能里只就那款类种家个"
_KEPT_HEADS = ("贴息", "贴保", "信用贷", "母基金", "科创债")
"""Kind words that say more than the kind."""
_WORD_SHARE = 0.6
"""Share of the topic's character pairs that a record's text must hold to count as about it."""


class Request(BaseModel):
    """What is wanted: filters, the words left over, the words to rank by, and how many records were shown before."""

    model_config = ConfigDict(frozen=True)
    topic: str = ""
    words: str = ""
    kinds: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    skip: int = 0

    def narrowed(self, other: Request) -> Request:
        """This request with every filter that ``other`` sets, from its first page."""
        said = {name: value for name, value in other.model_dump(exclude={"skip", "words"}).items() if value}
        return self.model_copy(update={**said, "skip": 0})

    @property
    def filtered(self) -> bool:
        """Whether anything but words was asked for."""
        return bool(self.kinds or self.stages or self.boards or self.industries or self.levels)


@dataclass(frozen=True)
class Found:
    """``records``: one page, best first; ``total``: how many match; ``narrow``: (label, request) worth offering."""

    request: Request
    records: tuple[Record, ...]
    total: int
    narrow: tuple[tuple[str, Request], ...]

    @property
    def rest(self) -> int:
        """How many come after this page."""
        return self.total - self.request.skip - len(self.records)


def request_in(text: str) -> Request:
    """The filters and the topic that ``text`` names."""
    said = plain(normalise(text))
    kinds, head = _kinds_in(said)
    left = said if head in _KEPT_HEADS else said.replace(head, "", 1)
    stages, boards = _named(STAGES, said), _named(BOARDS, said)
    industries = tuple(name for name in INDUSTRIES if _industry_word(name, said))
    levels = tuple(level for level, words in _LEVELS.items() if any(word in said for word in words))
    for word in (*stages, *boards, *(word for name in industries for word in (name, *_BROAD_INDUSTRY.get(name, ())))):
        left = left.replace(plain(word), "")
    return Request(
        topic=_EMPTY_WORDS.sub("", left).strip(_EDGE_WORDS),
        words=normalise(text),
        kinds=kinds,
        stages=stages,
        boards=boards,
        industries=industries,
        levels=levels or (("区",) if "坪山" in said and not head else ()),
    )


def search(library: Library, request: Request, *, today: dt.date) -> Found:
    """Recommendable records in force that pass the filters and are about the topic; the surest first without a topic."""
    offered = on_offer(library, today)
    matching = [
        record for record in _order(library, request, today) if record.id in offered and _about(record, request)
    ]
    if not matching and request.topic:
        matching = [record for record in _convincing(library, request, today) if record.id in offered]
    page = matching[request.skip : request.skip + PAGE]
    return Found(request, tuple(page), len(matching), tuple(_narrower(request, matching)))


def in_words(request: Request) -> list[str]:
    """The filters as a founder reads them."""
    levels = {"区": "坪山区级", "市": "深圳市级", "省": "省级", "国家": "国家级"}
    kinds = next((word for word, meant in kind_words().items() if meant == request.kinds), "")
    return [
        *(levels[level] for level in request.levels),
        *request.stages,
        *request.industries,
        *request.boards,
        *([kinds or "、".join(KINDS[kind] for kind in request.kinds)] if request.kinds else []),
        *([f"“{request.topic}”"] if request.topic else []),
    ]


def _order(library: Library, request: Request, today: dt.date) -> list[Record]:
    filters = _filters(request, today)
    if request.topic:
        hits = library.retriever.search(
            request.words or request.topic, filters=filters, top_k=len(library.records)
        ).hits
        found = [hit.record for hit in hits]
    else:
        found = [record for record in library.records.values() if rejection(record, filters) is None]
        found.sort(key=_sureness)
    return [record for record in found if not request.levels or record.level in request.levels]


def _sureness(record: Record) -> tuple[int, int, int, str]:
    return (
        RECOMMENDABLE.index(record.availability),
        LEVELS.index(record.level),
        CONFIDENCE.index(record.confidence),
        record.id,
    )


def _filters(request: Request, today: dt.date) -> Filters:
    return Filters(
        stages=request.stages,
        kinds=request.kinds,
        boards=request.boards,
        industries=request.industries,
        valid_on=today,
        recommendable_only=True,
    )


def _about(record: Record, request: Request) -> bool:
    if request.industries and not request.kinds and not set(request.industries) & set(record.industries):
        return False
    if not request.topic:
        return request.filtered
    text = plain(keyword_text(record))
    return any(_holds(text, word) for word in [request.topic, *expanded(request.topic).split()[1:]])


def _holds(text: str, word: str) -> bool:
    pairs = grams(word, (2,)) or [word]
    return bool(word) and sum(pair in text for pair in pairs) / len(pairs) >= _WORD_SHARE


def _convincing(library: Library, request: Request, today: dt.date) -> list[Record]:
    result = library.retriever.search(request.words or request.topic, filters=_filters(request, today), top_k=PAGE)
    found = [hit.record for hit in result.hits] if result.confident else []
    return [record for record in found if not request.levels or record.level in request.levels]


def _narrower(request: Request, matching: list[Record]) -> Iterable[tuple[str, Request]]:
    """Ways to narrow that leave something and leave something out, the most useful first."""
    if len(matching) <= PAGE:
        return
    if not request.levels and 0 < sum(record.level == "区" for record in matching) < len(matching):
        yield "只看坪山区的", request.model_copy(update={"levels": ("区",), "skip": 0})
    kinds = Counter(record.kind for record in matching)
    if len(kinds) > 1:
        for kind, _ in kinds.most_common(2):
            yield f"只看{KINDS[kind]}", request.model_copy(update={"kinds": (kind,), "skip": 0})
    if not request.stages:
        for stage in STAGES:
            fits = sum(stage in record.stages for record in matching)
            if 0 < fits < len(matching):
                yield f"只看{stage}", request.model_copy(update={"stages": (stage,), "skip": 0})


@cache
def kind_words() -> dict[str, tuple[str, ...]]:
    """Word -> the kinds of product that it names."""
    words = {word: tuple(kinds) for word, kinds in YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")).items()}
    return {**words, **{plain(label): (kind,) for kind, label in KINDS.items()}}


def _kinds_in(said: str) -> tuple[tuple[str, ...], str]:
    """The kinds that the last kind word stands for, and that word."""
    found = [(said.rfind(word) + len(word), len(word), word) for word in kind_words() if word in said]
    head: Any = max(found, default=(0, 0, ""))[2]
    return kind_words().get(head, ()), head


def _named(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    return tuple(word for word in words if word in text)


def _industry_word(name: str, said: str) -> bool:
    return any(plain(word) in said for word in (name, *_BROAD_INDUSTRY.get(name, ())) if word != "其他")


def overview(library: Library, today: dt.date) -> list[tuple[str, int]]:
    """(kind in Chinese, how many may be recommended), the most first."""
    counts = Counter(record.kind for record in on_offer(library, today).values())
    return [(KINDS[kind], count) for kind, count in counts.most_common()]
