"""What the classifiers read of a message: its sparse features, and the labels of an example."""

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, vstack


def sparse_features(messages: list[Message]) -> csr_matrix:
    """Counts of words and n-grams, shape (messages, features)."""
    return vstack([message.get_sparse_features(TEXT)[1].features for message in messages], format="csr")


def needs_of(example: Message) -> dict[str, str] | None:
    """The needs that an example's ``metadata.need`` states ({} for none), by fact; None when it has no such labels."""
    labels: dict[str, str] | None = ((example.get("metadata") or {}).get("example") or {}).get("need")
    return labels
