import pytest

from knowledge.retrieval.search import Retriever


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("腾飞贷", "tengfei-loan"),
        ("请问腾飞贷利率多少", "tengfei-loan"),
        ("藤飞贷怎么申请", "tengfei-loan"),
        ("加计扣出是什么", "rd-deduction"),
        ("研发费用加记扣除", "rd-deduction"),
        ("生物医药专项但保", "biomed-guarantee"),
        ("坪山风补池", "risk-pool"),
        ("风险补偿资金池", "risk-pool"),
        ("工行的科创e贷要什么条件", "icbc-eloan"),
        ("科创E贷 邮储", "psbc-eloan"),
        ("高企能申请腾飞贷吗", "tengfei-loan"),
        ("高企怎么认定", "hi-tech"),
        ("《腾飞贷》", "tengfei-loan"),
    ],
)
def test_named_clearly(sample_retriever: Retriever, mention: str, expected: str) -> None:
    found = sample_retriever.resolve(mention)
    assert found.record and found.record.id == expected and found.candidates == ()


def test_ambiguous(sample_retriever: Retriever) -> None:
    found = sample_retriever.resolve("科创e贷额度多少")
    assert found.record is None
    assert {item.id for item in found.candidates} == {"icbc-eloan", "psbc-eloan"}


@pytest.mark.parametrize(
    "mention",
    [
        "贷款",
        "补贴",
        "专利",
        "我想贷款300万",
        "有什么补贴",
        "我们有5个专利",
        "担保",
        "你好",
        "坪山",
        "公司在坪山，做锂电池的",
        "利率多少",
        "a",
        "基金",
    ],
)
def test_generic_words_name_nothing(sample_retriever: Retriever, mention: str) -> None:
    found = sample_retriever.resolve(mention)
    assert found.record is None and found.candidates == ()
