"""Names the intent of a message: standardised sentence vectors beside tf-idf of n-grams, into one logistic regression."""

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Linear classifier over one sparse and one dense sentence feature.

    Raw e5 vectors all point the same way, so they are standardised and brought to about the length of a tf-idf row.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``C``: inverse regularisation; ``dense_weight``: length of a vector beside a tf-idf row of length 1."""
        return {"C": 10.0, "dense_weight": 0.7, "max_iter": 500, "ranking_length": 5}

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before this component in the pipeline."""
        return [SparseFeaturizer, DenseFeaturizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Import names that must be installed."""
        return ["sklearn"]

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._scaler = StandardScaler()
        self._tfidf = TfidfTransformer(sublinear_tf=True)
        self._linear = LogisticRegression(C=config["C"], max_iter=config["max_iter"], class_weight="balanced")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """Build an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GraphComponent:
        """Restore a trained classifier from plain arrays; no code is run from the file."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE, allow_pickle=False) as arrays:
            classifier._tfidf.idf_ = arrays["idf"]
            classifier._scaler.mean_, classifier._scaler.scale_ = arrays["mean"], arrays["scale"]
            classifier._linear.coef_, classifier._linear.intercept_ = arrays["coef"], arrays["intercept"]
            classifier._linear.classes_ = arrays["classes"]
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every example that has a text and an intent; fewer than two intents cannot be told apart."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        sparse, dense = _sparse(examples), _dense(examples)
        self._tfidf.fit(sparse)
        self._scaler.fit(dense)
        self._linear.fit(self._joined(sparse, dense), np.array([example.get(INTENT) for example in examples]))
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(
                folder / _FILE,
                idf=self._tfidf.idf_,
                mean=self._scaler.mean_,
                scale=self._scaler.scale_,
                coef=self._linear.coef_.astype(np.float32),
                intercept=self._linear.intercept_,
                classes=self._linear.classes_,
            )
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set ``intent`` and ``intent_ranking``; a message without text gets no intent and confidence 0."""
        for message in messages:
            ranking = self._ranking(message) if message.get(TEXT) else []
            best = ranking[0] if ranking else {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        row = self._joined(_sparse([message]), _dense([message]))
        confidences = self._linear.predict_proba(row)[0]
        order = np.argsort(-confidences)[: self._config["ranking_length"]]
        return [
            {INTENT_NAME_KEY: str(self._linear.classes_[at]), PREDICTED_CONFIDENCE_KEY: float(confidences[at])}
            for at in order
        ]

    def _joined(self, sparse: csr_matrix, dense: np.ndarray) -> csr_matrix:
        """Features of every message in one row: tf-idf, then the scaled vector."""
        scale = self._config["dense_weight"] / np.sqrt(dense.shape[1])
        return hstack([self._tfidf.transform(sparse), self._scaler.transform(dense) * scale], format="csr")


def _sparse(messages: list[Message]) -> csr_matrix:
    """Counts of n-grams, shape (messages, n-grams)."""
    return vstack([message.get_sparse_features(TEXT)[1].features for message in messages], format="csr")


def _dense(messages: list[Message]) -> np.ndarray:
    """Sentence vectors, shape (messages, dimensions)."""
    return np.vstack([message.get_dense_features(TEXT)[1].features for message in messages])
