"""Rasa component that adds the facts of a message as entities: one parser for both interpreters, knowledge.terms."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.terms.facts import extract_facts
from knowledge.terms.mention import FactMention


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class FactExtractor(GraphComponent, EntityExtractorMixin):
    """Entities named like the facts of DESIGN section 4; each carries ``approximate``."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The manual of the settings in config.yml."""
        return {
            # whose calendar "去年" and "成立两年" are counted back from, e.g. Asia/Hong_Kong
            "timezone": "Asia/Shanghai",
        }

    def __init__(self, config: dict[str, Any]) -> None:
        self._timezone = ZoneInfo(config["timezone"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FactExtractor":
        """Rasa's constructor."""
        return cls({**cls.get_default_config(), **config})

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples need no facts."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities to each message; a tapped payload carries its own."""
        today = datetime.datetime.now(self._timezone).date()
        for message in messages:
            text = message.get(TEXT) or ""
            if not text.startswith("/"):
                found = self.add_extractor_name([self._entity(fact) for fact in extract_facts(text, today=today)])
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    @staticmethod
    def _entity(fact: FactMention) -> dict[str, Any]:
        return {
            "entity": fact.fact,
            "value": fact.value,
            "start": fact.start,
            "end": fact.end,
            "approximate": fact.approximate,
        }
