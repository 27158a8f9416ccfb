import datetime as dt
from typing import Any

import pytest
from library import TinyLibrary
from samples import HashEncoder

from knowledge.advice.search import PAGE, Request, in_words, overview, request_in, search
from knowledge.catalogue.load import load_catalogue
from knowledge.retrieval.search import Retriever

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def library() -> Any:
    records = load_catalogue().records
    return TinyLibrary(records, retriever=Retriever.build(records.values(), HashEncoder()))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("有哪些补贴", ["补贴"]),
        ("成长期能办的贷款", ["成长期", "贷款"]),
        ("有没有专门做生物医药的基金", ["生物医药", "基金"]),
        ("知识产权质押贷款有哪些", ["贷款", "“知识产权质押”"]),
        ("市里有没有研发费用的补助", ["深圳市级", "补贴", "“研发费”"]),
        ("只看坪山的", ["坪山区级"]),
        ("搜索 设备更新", ["“设备更新”"]),
        ("深圳有哪些補貼？？？急", ["补贴"]),
        ("先看看有哪些贷款", ["贷款"]),
        ("专项债券板块有什么", ["专项债券", "债券"]),
        ("有没有贴息的政策", ["补贴", "“贴息”"]),
        ("你们都有什么产品", []),
    ],
)
def test_filters_and_topic_in_the_words(text: str, words: list[str]) -> None:
    assert in_words(request_in(text)) == words


def test_pages_cover_everything_once(library: Any) -> None:
    request, seen = request_in("有哪些贷款"), []
    while (found := search(library, request, today=TODAY)).records:
        assert found.rest == found.total - request.skip - len(found.records)
        seen += [record.id for record in found.records]
        request = request.model_copy(update={"skip": request.skip + PAGE})
    assert len(seen) == len(set(seen)) == found.total > PAGE


@pytest.mark.parametrize("text", ["有哪些补贴", "知识产权", "初创期", "生物医药的基金", "坪山区里的", "债券"])
def test_only_what_may_be_recommended_today(library: Any, text: str) -> None:
    found = search(library, request_in(text), today=TODAY)
    assert found.records and all(record.recommendable(TODAY) for record in found.records)


def test_every_way_to_narrow_leaves_fewer_but_some(library: Any) -> None:
    found = search(library, request_in("有哪些贷款"), today=TODAY)
    assert found.narrow
    for label, request in found.narrow:
        assert label.startswith("只看")
        assert 0 < search(library, request, today=TODAY).total < found.total


def test_narrowing_keeps_the_other_filters_and_starts_over() -> None:
    wide = Request(kinds=("bank-loan",), stages=("初创期",), skip=6)
    assert wide.narrowed(request_in("只看成长期的")) == Request(kinds=("bank-loan",), stages=("成长期",))


def test_what_is_not_there_is_not_found(library: Any) -> None:
    assert search(library, request_in("火星移民补贴"), today=TODAY).total == 0


def test_the_overview_counts_what_may_be_recommended(library: Any) -> None:
    counts = overview(library, TODAY)
    assert sum(count for _, count in counts) == sum(one.recommendable(TODAY) for one in library.records.values())
