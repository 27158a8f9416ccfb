"""Contract of the sentence featurizer, on the kinds of text that founders send."""

import numpy as np
import pytest

pytest.importorskip("rasa", reason="runs in the Rasa environment")

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import RESPONSE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.sentence_featurizer import SentenceFeaturizer, embed

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


@pytest.fixture
def featurizer(tmp_path):
    config = SentenceFeaturizer.get_default_config()
    context = ExecutionContext(GraphSchema({}), node_name="sentences")
    return SentenceFeaturizer.create(config, model_storage=None, resource=Resource("none"), execution_context=context)


def dense(message, attribute=TEXT):
    return message.get_dense_features(attribute)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_one_unit_vector_a_message(featurizer, text):
    message = Message({TEXT: text})
    featurizer.process([message])
    sequence, sentence = dense(message)
    assert sequence is None
    assert sentence.features.shape == (1, 384)
    assert sentence.features.dtype == np.float32
    assert np.linalg.norm(sentence.features) == pytest.approx(1, abs=1e-3)


def test_message_without_text_gets_no_feature(featurizer):
    message = Message({})
    featurizer.process([message])
    assert dense(message) == (None, None)


def test_only_the_text_is_read(featurizer):
    message = Message({TEXT: "想贷款", RESPONSE: "好的"})
    featurizer.process([message])
    assert dense(message, RESPONSE) == (None, None)


def test_training_and_answering_see_the_same_vector(featurizer):
    trained, asked = Message({TEXT: "想贷款"}), Message({TEXT: "想贷款"})
    featurizer.process_training_data(TrainingData([trained]))
    featurizer.process([asked])
    np.testing.assert_array_equal(dense(trained)[1].features, dense(asked)[1].features)


def test_full_width_and_half_width_are_the_same_text():
    np.testing.assert_array_equal(embed("贷３００万，ＩＰＯ", 256), embed("贷300万,IPO", 256))


def test_both_ends_of_a_long_message_are_read():
    story = "公司情况如下。" * 100
    assert not np.array_equal(embed(story + "能贷款吗", 256), embed(story + "再见", 256))
    assert not np.array_equal(embed("你好" + story, 256), embed("想贷款" + story, 256))


def test_meaning_is_nearer_than_wording():
    ask, same, other = (
        embed(text, 256)[0] for text in ("公司缺钱，想借一笔", "企业需要资金，打算贷款", "今天天气怎么样")
    )
    assert ask @ same > ask @ other


def test_refuses_to_read_nothing():
    with pytest.raises(ValueError, match="max_chars must be at least 2"):
        SentenceFeaturizer.validate_config({"max_chars": 0})
