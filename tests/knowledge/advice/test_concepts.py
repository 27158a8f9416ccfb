from types import SimpleNamespace
from typing import Any

import pytest

from knowledge.advice.concepts import concepts_named, kinds, name_of
from knowledge.advice.search import request_in
from knowledge.catalogue.load import load_catalogue


@pytest.fixture(scope="module")
def library() -> Any:
    return SimpleNamespace(terms=load_catalogue().terms)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("贷款和股权哪个好", ["贷款", "股权融资"]),
        ("股权和贷款哪个好", ["股权融资", "贷款"]),
        ("质押和抵押有什么区别", ["抵押与质押"]),
        ("融资租赁和银行贷款有啥区别", ["融资租赁与售后回租", "贷款"]),
        ("贴息和贴保是一回事吗", ["贴息", "贴保（担保费补贴）"]),
        ("科小和高企哪个好拿", ["科技型中小企业（科小）", "高新技术企业（高企）"]),
        ("今天天气怎么样", []),
    ],
)
def test_terms_and_kinds_in_their_order(library: Any, text: str, named: list[str]) -> None:
    assert [name_of(one) for one in concepts_named(library, text)] == named


def test_kinds_are_weighed_without_a_figure() -> None:
    for kind in kinds():
        assert not any(letter.isdigit() for letter in kind.gets + kind.costs + kind.suits)
        assert request_in(kind.topic).filtered
