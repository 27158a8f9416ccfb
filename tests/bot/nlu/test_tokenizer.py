"""Words of a message as the classifier sees them."""

import pytest

pytest.importorskip("rasa", reason="runs in the Rasa environment")

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tokenizer import NormalisingTokenizer


def tokens(text):
    tokenizer = NormalisingTokenizer(NormalisingTokenizer.get_default_config())
    return tokenizer.tokenize(Message({TEXT: text}), TEXT)


@pytest.mark.parametrize("text", ["我哋想貸款３００萬", "我们想贷款300万"])
def test_traditional_and_full_width_words_are_the_same_words(text):
    assert [token.text for token in tokens(text)] == ["我们", "想", "贷款", "300", "万"]


def test_offsets_are_those_of_the_message():
    text = "想貸款 三百萬"
    assert "".join(text[token.start : token.end] for token in tokens(text)) == "想貸款三百萬"


@pytest.mark.parametrize("text", ["", "   ", "😀", "\ud800", "a\0b"])
def test_odd_text_does_not_raise(text):
    tokens(text)
