import datetime as dt

import pytest
from samples import ROWS, HashEncoder, sample_records

from knowledge.retrieval.search import Filters, Retriever

TODAY = dt.date(2026, 11, 23)


def ids(result) -> list[str]:
    return [hit.record.id for hit in result.hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("腾飞贷", "tengfei-loan"),
        ("腾飞贷利率多少", "tengfei-loan"),
        ("研发费用加计扣除怎么算", "rd-deduction"),
        ("深天使", "angel-fof"),
        ("不想稀释股权的长期信贷", "tengfei-loan"),
        ("风险补偿资金池", "risk-pool"),
    ],
)
def test_best_hit(sample_retriever: Retriever, query: str, expected: str) -> None:
    assert ids(sample_retriever.search(query))[0] == expected


def test_a_filter_never_starves_the_result(sample_retriever: Retriever) -> None:
    result = sample_retriever.search("腾飞贷", filters=Filters(kinds=("tax",)), top_k=1)
    assert ids(result) == ["rd-deduction"]


@pytest.mark.parametrize(
    ("filters", "query", "record_id", "reason"),
    [
        (Filters(valid_on=TODAY), "旧版贴息办法", "old-subsidy", "已过有效期（2025-12-31）"),
        (Filters(valid_on=TODAY), "新版贴息办法", "future-subsidy", "2027-01-01起才生效"),
        (Filters(districts=("南山区",)), "坪山风险补偿资金池", "risk-pool", "不在南山区适用"),
        (Filters(recommendable_only=True), "坪山科技银行", "bank-proposed", "只是建议，尚未设立"),
        (Filters(stages=("成熟期",)), "深圳天使母基金", "angel-fof", "面向种子期，不适合成熟期"),
        (Filters(industries=("智能制造",)), "生物医药专项担保", "biomed-guarantee", "面向生物医药，不适合智能制造"),
        (Filters(boards=("资本市场",)), "腾飞贷", "tengfei-loan", "属于科技信贷，不在所选板块"),
        (Filters(kinds=("tax",)), "腾飞贷", "tengfei-loan", "属于银行贷款，不在所选类别"),
    ],
)
def test_rejected_with_the_reason(
    sample_retriever: Retriever, filters: Filters, query: str, record_id: str, reason: str
) -> None:
    result = sample_retriever.search(query, filters=filters)
    assert record_id not in ids(result)
    assert {item.record.id: item.reason for item in result.rejected}[record_id] == reason


@pytest.mark.parametrize(
    ("district", "passes"),
    [
        ("坪山区", {"坪山区", "深圳市", "全国"}),
        ("南山区", {"深圳市", "全国"}),
        ("深圳市", {"深圳市", "全国"}),
        ("深圳市其他区", {"深圳市", "全国"}),
        ("广州市", {"全国"}),
    ],
)
def test_districts(sample_retriever: Retriever, district: str, passes: set[str]) -> None:
    result = sample_retriever.search("贷款", filters=Filters(districts=(district,)), top_k=len(ROWS))
    assert {region for hit in result.hits for region in hit.record.region} == passes


def test_a_record_for_every_industry_passes_an_industry_filter(sample_retriever: Retriever) -> None:
    result = sample_retriever.search("贷款", filters=Filters(industries=("智能制造",)), top_k=len(ROWS))
    assert len(result.hits) == len(ROWS) - 1


def test_nothing_passes(sample_retriever: Retriever) -> None:
    result = sample_retriever.search("腾飞贷", filters=Filters(kinds=("bond",)))
    assert result.hits == () and not result.confident


def test_confidence_is_about_what_the_filters_leave(sample_retriever: Retriever) -> None:
    assert sample_retriever.search("腾飞贷").evidence["name"] == 1.0
    assert sample_retriever.search("腾飞贷", filters=Filters(kinds=("tax",))).evidence["name"] == 0.0


@pytest.mark.parametrize("query", ["", "   ", "😀😀", "？！。", "\0", "\ud800"])
def test_a_query_without_words_finds_nothing(sample_retriever: Retriever, query: str) -> None:
    result = sample_retriever.search(query)
    assert result.hits == () and not result.confident
    assert sample_retriever.similarity(query) == {}
    assert sample_retriever.resolve(query).record is None


def test_ten_thousand_characters(sample_retriever: Retriever) -> None:
    assert sample_retriever.search("贷款" * 5000).hits
    assert sample_retriever.resolve("贷款" * 5000).record is None
    assert sample_retriever.similarity("贷款" * 5000)


def test_scores_and_parts(sample_retriever: Retriever) -> None:
    result = sample_retriever.search("腾飞贷", top_k=3)
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)
    assert set(result.hits[0].parts) == {"dense", "words", "characters", "names"}
    assert set(result.timings) == {"encode", "rank", "total"}


def test_similarity_covers_every_record(sample_retriever: Retriever) -> None:
    meaning = sample_retriever.similarity("园区贷")
    assert set(meaning) == {row["id"] for row in ROWS}
    assert all(0 <= value <= 1 for value in meaning.values())
    assert max(meaning, key=meaning.__getitem__) == "park-loan"


def test_order_of_records_does_not_matter() -> None:
    records = list(sample_records().values())
    one, other = Retriever.build(records, HashEncoder()), Retriever.build(records[::-1], HashEncoder())
    assert ids(one.search("信贷")) == ids(other.search("信贷"))


def test_no_records() -> None:
    with pytest.raises(ValueError, match="no records"):
        Retriever.build([], HashEncoder())
