"""On the real content with the real model."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from knowledge.retrieval.search import Retriever

CASES = YAML(typ="safe").load(Path(__file__).with_name("must_find.yml").read_text(encoding="utf-8"))
TOP = 3


@pytest.mark.parametrize("how", ["name", "paraphrase"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_found_at_the_top(real_retriever: Retriever, case: dict, how: str) -> None:
    result = real_retriever.search(case[how], top_k=TOP)
    assert set(case["ids"]) & {hit.record.id for hit in result.hits}
    assert result.confident


def test_paraphrases_do_not_say_the_name() -> None:
    assert all(case["name"] not in case["paraphrase"] for case in CASES)


@pytest.mark.parametrize("query", ["今天天气怎么样", "推荐一部好看的电影", "怎么做红烧肉", "猫砂哪个牌子好"])
def test_nothing_is_about_this(real_retriever: Retriever, query: str) -> None:
    assert not real_retriever.search(query).confident


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_resolve_by_name(real_retriever: Retriever, case: dict) -> None:
    found = real_retriever.resolve(f"{case['name']}要什么条件")
    named = {item.id for item in ((found.record,) if found.record else found.candidates)}
    assert named & set(case["ids"])


@pytest.mark.parametrize(
    "mention",
    [
        "贷款",
        "补贴",
        "专利",
        "我想贷款300万",
        "有什么补贴",
        "我们有5个专利",
        "公司在坪山",
        "没有抵押物",
        "需要一笔流动资金",
    ],
)
def test_generic_sentences_name_nothing(real_retriever: Retriever, mention: str) -> None:
    found = real_retriever.resolve(mention)
    assert found.record is None and found.candidates == ()
