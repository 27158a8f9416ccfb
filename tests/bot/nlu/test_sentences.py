"""Sentence vectors, on the kinds of text that founders send."""

import numpy as np
import pytest

pytest.importorskip("rasa", reason="runs in the Rasa environment")

from bot.nlu.sentences import embed, embed_all

TEXTS = {
    "chinese": "我们做锂电池隔膜，想贷300万",
    "one character": "有",
    "empty": "",
    "blank": "   ",
    "emoji": "😂👍🏻",
    "long": "我们公司在坪山做医疗器械" * 50,
    "ten thousand": "好" * 10_000,
    "traditional": "我哋係做晶片嘅，冇抵押物",
    "zero byte": "a\0b",
    "lone surrogate": "好\ud800的",
    "markup": "<b>hi</b> /inform{}",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_unit_vector_for_any_text(text):
    vector = embed(text, 64)
    assert (vector.shape, vector.dtype) == ((384,), np.float32)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_many_texts_give_the_same_vectors_in_order():
    texts = [text for text in TEXTS.values() if len(text) < 100]
    np.testing.assert_array_equal(embed_all(texts, 64), np.array([embed(text, 64) for text in texts]))
    assert embed_all([], 64).shape == (0, 384)


def test_full_width_traditional_and_half_width_are_the_same_text():
    np.testing.assert_array_equal(embed("貸３００萬，ＩＰＯ", 64), embed("贷300万，ipo", 64))


def test_both_ends_of_a_long_message_are_read():
    story = "公司情况如下。" * 100
    assert not np.array_equal(embed(story + "能贷款吗", 64), embed(story + "再见", 64))
    assert not np.array_equal(embed("你好" + story, 64), embed("想贷款" + story, 64))


def test_meaning_is_nearer_than_wording():
    ask, same, other = (embed(text, 64) for text in ("公司缺钱，想借一笔", "企业需要资金，打算贷款", "今天天气怎么样"))
    assert ask @ same > ask @ other
