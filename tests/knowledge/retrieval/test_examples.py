"""Similar questions find a record, negative ones keep it out, by the same words and by words nearer to them."""

import pytest
from builders import record
from samples import HashEncoder, sample_records

from knowledge.catalogue.model import Record
from knowledge.retrieval.search import Retriever

SIMILAR, NEGATIVE = "发不出工资有什么办法", "深天使住宿多少钱"


def retriever(**changes: list[str]) -> Retriever:
    """The sample records, the angel fund with ``changes``."""
    records = sample_records()
    angel = records["angel-fof"]
    records["angel-fof"] = Record.model_validate({**angel.model_dump(), **changes})
    return Retriever.build(records.values(), HashEncoder())


def test_a_similar_question_makes_a_missed_record_the_first() -> None:
    assert retriever().search(SIMILAR).hits[0].record.id != "angel-fof"
    found = retriever(similar_questions=[SIMILAR]).search(SIMILAR)
    assert found.hits[0].record.id == "angel-fof" and found.confident


@pytest.mark.parametrize("text", [NEGATIVE, "请问深天使住宿多少钱呢？", "深天使的住宿多少钱"])
def test_a_negative_question_keeps_the_record_out(text: str) -> None:
    assert "angel-fof" in [hit.record.id for hit in retriever().search(text, top_k=12).hits]
    finder = retriever(negative_questions=[NEGATIVE])
    result = finder.search(text, top_k=12)
    assert "angel-fof" not in [hit.record.id for hit in result.hits]
    assert {one.record.id: one.reason for one in result.rejected} == {"angel-fof": f"更像反例“{NEGATIVE}”"}
    assert finder.similarity(text)["angel-fof"] == 0.0


@pytest.mark.parametrize("text", ["深天使", "深圳天使母基金怎么申请", "天使投资找谁"])
def test_other_questions_still_find_it(text: str) -> None:
    found = retriever(negative_questions=[NEGATIVE]).search(text)
    assert found.hits[0].record.id == "angel-fof"


def test_the_same_words_do_not_name_the_record() -> None:
    finder = retriever(negative_questions=[NEGATIVE])
    assert retriever().resolve(NEGATIVE).record and not finder.resolve(NEGATIVE).record
    assert finder.resolve("深天使多少钱").record


def test_one_candidate_left_is_the_record() -> None:
    eloans = [
        record(id=name, title=f"{bank}科创e贷", aliases=["科创e贷"]) for name, bank in (("a", "甲行"), ("b", "乙行"))
    ]
    eloans[0] = Record.model_validate({**eloans[0].model_dump(), "negative_questions": ["科创e贷能网上办吗"]})
    found = Retriever.build(eloans, HashEncoder()).resolve("科创e贷能网上办吗")
    assert found.record == eloans[1] and not found.candidates


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("专利怎么申请", "sz-ip-pledge-general"),
        ("申请专利政府有没有补贴", "sz-ip-pledge-general"),
        ("怎么投标政府的采购项目", "sz-gov-order-financing"),
        ("大学生助学贷款怎么办理", "sz-startup-guarantee-loan"),
    ],
)
def test_real_confusions_are_kept_out(real_retriever: Retriever, text: str, name: str) -> None:
    result = real_retriever.search(text, top_k=20)
    assert name not in [hit.record.id for hit in result.hits]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("拿专利去银行抵押贷款怎么申请", "sz-ip-pledge-general"),
        ("政府采购中标了怎么拿合同贷款", "sz-gov-order-financing"),
        ("创业贷款怎么申请", "sz-startup-guarantee-loan"),
    ],
)
def test_real_questions_are_not_mistaken(real_retriever: Retriever, text: str, name: str) -> None:
    assert name in [hit.record.id for hit in real_retriever.search(text, top_k=5).hits]
