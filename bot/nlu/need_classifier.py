"""Second opinion on which money is wanted and what for: founders say it in more ways than rules foresee."""

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

from bot.nlu.features import needs_of, sparse_features

NEEDS = ("need_kind", "need_purpose")
_NONE = "-"
_FILE = "needs.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class NeedClassifier(GraphComponent, EntityExtractorMixin):
    """Where ``FactExtractor`` found no need, adds one that is likely enough; drops one that is almost surely none.

    A logistic regression a fact, over tf-idf of the sparse features. What the rules name is never changed to another
    value: they read which of two kinds is meant better than it does.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The manual of the settings in config.yml."""
        return {
            # inverse regularisation
            "C": 30.0,
            # probability from which a need that the rules missed is added
            "add": 0.6,
            # probability of "no need" from which one that the rules found is dropped
            "drop": 0.95,
        }

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before this component in the pipeline."""
        return [SparseFeaturizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Import names that must be installed."""
        return ["sklearn"]

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._tfidf = TfidfTransformer(sublinear_tf=True)
        self._models: dict[str, LogisticRegression] = {}

    def _regression(self) -> LogisticRegression:
        return LogisticRegression(C=self._config["C"], solver="liblinear", tol=0.01)

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
            for fact in (fact for fact in NEEDS if f"{fact}_coef" in arrays):
                classifier._tfidf.idf_ = arrays["idf"]
                model = classifier._models[fact] = classifier._regression()
                model.coef_, model.intercept_ = arrays[f"{fact}_coef"], arrays[f"{fact}_intercept"]
                model.classes_ = arrays[f"{fact}_classes"]
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples whose metadata say which needs they state; where all say the same, the rules stand alone."""
        labelled = [
            (example, need) for example in training_data.intent_examples if (need := needs_of(example)) is not None
        ]
        arrays: dict[str, np.ndarray] = {}
        if labelled:
            rows = self._tfidf.fit_transform(sparse_features([example for example, _ in labelled]))
            arrays["idf"] = self._tfidf.idf_
            values = {fact: np.array([need.get(fact, _NONE) for _, need in labelled]) for fact in NEEDS}
            self._models = {
                fact: self._regression().fit(rows, told) for fact, told in values.items() if len(set(told)) > 1
            }
            for fact, model in self._models.items():
                arrays |= {
                    f"{fact}_coef": model.coef_.astype(np.float32),
                    f"{fact}_intercept": model.intercept_,
                    f"{fact}_classes": model.classes_,
                }
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, **arrays)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Correct the needs among the entities of each message; a tapped payload stands as it is."""
        for message in messages:
            text = message.get(TEXT)
            if self._models and text and not text.startswith("/"):
                row = self._tfidf.transform(sparse_features([message]))
                entities = message.get(ENTITIES, [])
                for fact, model in self._models.items():
                    entities = self._second_opinion(entities, fact, model, row, text)
                message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _second_opinion(
        self, entities: list[dict[str, Any]], fact: str, model: LogisticRegression, row: csr_matrix, text: str
    ) -> list[dict[str, Any]]:
        likely = dict(zip(map(str, model.classes_), model.predict_proba(row)[0], strict=True))
        if any(entity["entity"] == fact for entity in entities):
            return [e for e in entities if e["entity"] != fact] if likely[_NONE] >= self._config["drop"] else entities
        value = max(likely, key=lambda name: likely[name])
        if value == _NONE or likely[value] < self._config["add"]:
            return entities
        found = {"entity": fact, "value": value, "start": 0, "end": len(text), "approximate": False}
        return entities + self.add_extractor_name([found])
