"""Ways to say: show me what you have, ask no more."""

import pytest

from actions.form import RESULTS_NOW
from knowledge.terms.normalise import normalise


@pytest.mark.parametrize(
    "text",
    [
        "先给结果",
        "先看结果吧",
        "先睇下结果",
        "先睇吓結果",
        "直接出结果",
        "直接推荐",
        "别问了",
        "唔使问啦",
        "不用再问",
        "看下结果",
        "先给我结果",
    ],
)
def test_results_are_wanted(text: str) -> None:
    assert RESULTS_NOW.search(normalise(text))


@pytest.mark.parametrize("text", ["评审结果下周出", "我想先问一下", "你问吧", "推荐的那个怎么申请"])
def test_results_are_not_wanted(text: str) -> None:
    assert not RESULTS_NOW.search(normalise(text))
