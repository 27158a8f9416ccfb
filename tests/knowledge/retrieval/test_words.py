import pytest

from knowledge.retrieval.keyword import KeywordIndex
from knowledge.retrieval.words import cut, grams, plain, tokenizer_knowing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《腾飞贷》 ！", "腾飞贷"),
        ("科创Ｅ贷", "科创e贷"),
        ("20+8 基金", "20+8基金"),
        ("15%", "15%"),
        ("😀", ""),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_grams_keep_latin_words_whole() -> None:
    assert grams("AIC基金", (1, 2)) == ["aic", "基", "金", "基金"]
    assert grams("贷，款", (2,)) == []


def test_names_are_words() -> None:
    tokenizer = tokenizer_knowing(["浦研贷", "科创E贷"])
    assert "浦研贷" in cut("我想办浦研贷", tokenizer)
    assert "科创e贷" in cut("科创E贷额度", tokenizer)


def test_a_name_that_begins_a_longer_name_is_a_word_too() -> None:
    tokenizer = tokenizer_knowing(["浦科贷（浦发银行）", "浦科贷"])
    assert "浦科贷" in cut("我想办浦科贷", tokenizer)


def test_keyword_scores_and_coverage() -> None:
    index = KeywordIndex(["园区贷款", "专利质押", ""], list)
    assert index.scores("园区").argmax() == 0 and index.scores("押").argmax() == 1
    assert not index.scores("天气").any() and not index.scores("").any()
    assert index.coverage("园天") == 0.5 and index.coverage("") == 0.0
