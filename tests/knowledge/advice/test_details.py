import pytest
from builders import leaf, record

from knowledge.advice.aspects import aspects, aspects_of
from knowledge.advice.details import detail, months
from knowledge.catalogue.load import Catalogue, load_catalogue


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("利率和额度是多少", ("rate", "amount")),
        ("要什么材料找谁办", ("materials", "contact")),
        ("多久能批下来", ("speed",)),
        ("期限多久", ("term",)),
        ("怎么申请，截止什么时候", ("apply", "deadline")),
        ("最多能贷多少 要还吗", ("amount", "obligations")),
        ("手续费收多少，能不能续", ("fees", "renewal")),
        ("想申请", ("apply",)),
        ("介绍一下", ()),
    ],
)
def test_the_aspects_asked_for_in_their_order(question: str, asked: tuple[str, ...]) -> None:
    assert aspects_of(question) == asked


def test_every_aspect_answers_for_every_record(content: Catalogue) -> None:
    for one in content.records.values():
        for aspect in aspects():
            assert all(line.strip() for line in detail(one, aspect).lines), (one.id, aspect)


def test_a_quoted_figure_is_the_record_s_own_clause(content: Catalogue) -> None:
    park = content.records["park-loan-sz"]
    assert detail(park, "amount").lines == ("单户1000万元以内",)
    assert detail(park, "term").lines == ("期限1到3年",)
    assert detail(park, "rate").lines == ()


def test_a_field_speaks_where_no_sentence_does() -> None:
    made = record(benefit={"summary": "信用贷款", "amount_max_wan": 300, "rate_pct": 3.5, "term_months_max": 18})
    assert [detail(made, name).lines for name in ("amount", "rate", "term")] == [
        ("最高300万元",),
        ("3.5%",),
        ("最长18个月",),
    ]


def test_what_the_record_says_it_does_not_know_is_not_an_answer() -> None:
    assert detail(record(benefit={"summary": "线上贷款；利率公开资料没有写。"}), "rate").lines == ()


def test_conditions_materials_and_dates_come_from_their_fields() -> None:
    made = record(
        leaf("overdue", "eq", False, text="没有逾期"),
        apply={"how": "到网点", "materials": ["执照", "报表"], "window": "每年三月"},
        valid_until="2027-01-31",
    )
    assert detail(made, "conditions").lines == ("没有逾期",)
    assert detail(made, "materials").lines == ("执照、报表",)
    assert detail(made, "deadline").lines == ("有效期至2027-01-31", "申报时间：每年三月")


@pytest.mark.parametrize(("count", "words"), [(36, "3年"), (12, "1年"), (18, "18个月")])
def test_months_in_words(count: int, words: str) -> None:
    assert months(count) == words
