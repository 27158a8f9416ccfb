"""Words of a message, simplified and half-width, so that 貸款 and 贷款 are one word to the classifier."""

from typing import Any

import jieba
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from knowledge.terms.normalise import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class NormalisingTokenizer(Tokenizer):
    """jieba over the normalised text; normalising keeps lengths, so offsets are those of the message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What Rasa's own tokenizers are configured by."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def supported_languages() -> list[str]:
        """Chinese only."""
        return ["zh"]

    @staticmethod
    def required_packages() -> list[str]:
        """Import names that must be installed."""
        return ["jieba"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NormalisingTokenizer":
        """Rasa's constructor."""
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Words with their offsets; white space is no word."""
        words = jieba.tokenize(normalise(message.get(attribute)))
        return self._apply_token_pattern([Token(word, start) for word, start, _ in words if word.strip()])
