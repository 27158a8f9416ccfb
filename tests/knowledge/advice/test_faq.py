from types import SimpleNamespace
from typing import Any

import pytest

from knowledge.advice.faq import answer_from
from knowledge.catalogue.load import load_catalogue
from knowledge.retrieval.encoder import SentenceEncoder
from knowledge.retrieval.search import Retriever

NAMES = ("park-loan-sz", "sz-ip-pledge-general", "tax-rd-super-deduction", "cert-hi-tech", "listing-star")


@pytest.fixture(scope="module")
def library() -> Any:
    records = {name: load_catalogue().records[name] for name in NAMES}
    return SimpleNamespace(records=records, retriever=Retriever.build(records.values(), SentenceEncoder()))


@pytest.mark.parametrize(
    ("name", "question", "found"),
    [
        ("park-loan-sz", "园区贷没进园区能申请吗", "不在园区里能办吗？"),
        ("park-loan-sz", "还没啥收入的初创公司批得下来吗", "还在投研发、没多少收入的初创公司能批吗？"),
        ("park-loan-sz", "多久放款啊", "多久能放款？"),
        ("sz-ip-pledge-general", "几个专利够质押", "几件专利才能质押？"),
        ("sz-ip-pledge-general", "评估收费吗", "评估要花钱吗？"),
        ("tax-rd-super-deduction", "亏损企业能享受加计扣除吗", "我们还在亏损，加计扣除有用吗？"),
        ("cert-hi-tech", "转让来的专利行不行", "买来的专利算吗？"),
        ("park-loan-sz", "园区贷利率多少", None),
        ("park-loan-sz", "园区贷怎么申请", None),
        ("park-loan-sz", "园区贷我们能办吗", None),
        ("park-loan-sz", "园区贷", None),
        ("park-loan-sz", "园区贷我符合条件吗", None),
        ("cert-hi-tech", "高企有什么条件", None),
        ("tax-rd-super-deduction", "加计扣除要什么材料", None),
    ],
)
def test_a_records_own_answer_is_found_only_for_its_question(
    library: Any, name: str, question: str, found: str | None
) -> None:
    answer = answer_from(library.records[name], question, library)
    assert (answer.q if answer else None) == found
