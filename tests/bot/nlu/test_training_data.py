"""The training messages: every intent of the design is taught, and nothing leaks or contradicts itself."""

from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from knowledge.terms.vocabulary import NEED_KINDS, PURPOSES

ROOT = Path(__file__).parents[3]
INTENTS = set(
    [
        "greet",
        "goodbye",
        "thank",
        "bot_capabilities",
        "seek_recommendation",
        "inform",
        "ask_record",
        "search_catalog",
        "check_eligibility",
        "compare_records",
        "what_if",
        "estimate_benefit",
        "ask_expert",
        "human_handoff",
        "explain_term",
        "affirm",
        "deny",
        "dont_know",
        "skip",
        "why_ask",
        "show_profile",
        "delete_profile",
        "subscribe_updates",
        "feedback_positive",
        "feedback_negative",
        "restart",
        "out_of_scope",
    ]
)


def load(path):
    return YAML(typ="safe").load(path)


@pytest.fixture(scope="module")
def trained():
    """(text, intent) of every example in data/nlu."""
    return [
        (text, block["intent"])
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for block in load(path)["nlu"]
        for text in texts_of(block["examples"])
    ]


def texts_of(examples):
    """The texts of a block, which Rasa takes as lines of a text or, with metadata, as a list."""
    if isinstance(examples, str):
        return [line[2:].strip() for line in examples.splitlines()]
    return [example["text"].strip() for example in examples]


@pytest.fixture(scope="module")
def needs():
    """The labels of every example that has some."""
    blocks = load(ROOT / "data" / "nlu" / "founders.yml")["nlu"]
    return [example["metadata"]["need"] for block in blocks for example in block["examples"]]


@pytest.fixture(scope="module", params=["dev", "test"])
def held_out(request):
    """(text, intent) of a split that is never trained on."""
    files = sorted((ROOT / "benchmarks" / "messages" / request.param).glob("*.yml"))
    return [(str(item["text"]), item["intent"]) for path in files for item in load(path)]


def test_every_intent_has_twenty_examples_and_no_other_is_taught(trained):
    counts = Counter(intent for _, intent in trained)
    assert set(counts) == INTENTS
    assert {intent: count for intent, count in counts.items() if count < 20} == {}


def test_no_example_twice_nor_in_two_intents(trained):
    counts = Counter(text.lower() for text, _ in trained)
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_example_carries_markup(trained):
    assert [text for text, _ in trained if set("[]{}") & set(text) or text.startswith("/")] == []


def test_held_out_messages_are_not_trained_on(trained, held_out):
    texts = {text.lower() for text, _ in trained}
    assert [text for text, _ in held_out if text.lower() in texts] == []


def test_a_split_covers_every_intent(held_out):
    assert {intent for _, intent in held_out} == INTENTS


def test_needs_are_labelled_from_the_vocabulary(needs):
    assert {need["need_kind"] for need in needs if "need_kind" in need} == set(NEED_KINDS)
    assert {need["need_purpose"] for need in needs if "need_purpose" in need} == set(PURPOSES)
    assert {name for need in needs for name in need} == {"need_kind", "need_purpose"}
    assert sum(not need for need in needs) > len(needs) / 2, "most messages state no need; the classifier must see that"
