import pytest

from knowledge.retrieval.synonyms import expanded, synonyms


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("找人作保", "找人作保 担保"),
        ("作保就是担保", "作保就是担保"),
        ("腾飞贷", "腾飞贷"),
        ("", ""),
    ],
)
def test_expanded(query: str, expected: str) -> None:
    assert expanded(query) == expected


def test_keys_are_phrases_and_values_are_words() -> None:
    assert all(len(said) >= 2 and words.split() for said, words in synonyms().items())
