"""A model of a few intents trained in seconds through Rasa's own engine, saved, loaded and asked."""

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("rasa", reason="runs in the Rasa environment")

from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[3]
EXAMPLES = {
    "seek_recommendation": [
        "我想贷款",
        "公司缺钱",
        "有什么适合我们的贷款",
        "想融资三百万",
        "需要一笔周转资金",
        "能申请什么补贴",
    ],
    "greet": ["你好", "您好", "hello", "早上好", "在吗", "嗨"],
    "dont_know": ["不知道", "不清楚", "记不得了", "要问财务", "说不好", "没统计过"],
    "ask_record": ["利率多少", "怎么申请这个", "要什么材料", "期限几年", "额度多少", "在哪办理"],
}


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    """Our own pipeline as it stands in config.yml, but for what finds facts, on 24 examples."""
    folder = tmp_path_factory.mktemp("model")
    yaml = YAML(typ="safe")
    config = yaml.load(ROOT / "config.yml")
    config["pipeline"] = [
        step for step in config["pipeline"] if not step["name"].endswith(("FactExtractor", "NeedClassifier"))
    ]
    blocks = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in EXAMPLES.items()
    ]
    yaml.dump(config, folder / "config.yml")
    yaml.dump({"version": "3.1", "nlu": blocks}, folder / "nlu.yml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASA_CACHE_DIRECTORY", str(folder / "cache"))
        patch.setenv("RASA_TELEMETRY_ENABLED", "false")
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
    return Agent.load(model)


@pytest.mark.parametrize("sure", [0.0, 1.1], ids=["by words", "by meaning"])
def test_either_model_alone_names_the_intent(agent, sure, monkeypatch):
    graph = agent.processor.graph_runner._instantiated_nodes
    classifier = next(node._component for name, node in graph.items() if "LinearIntentClassifier" in name)
    monkeypatch.setitem(classifier._config, "sure", sure)
    assert parse(agent, "利率是多少")["intent"]["name"] == "ask_record"


def parse(agent, text):
    return asyncio.run(agent.parse_message(text))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("我们想借点钱周转", "seek_recommendation"),
        ("您好呀", "greet"),
        ("这个我真不清楚", "dont_know"),
        ("申请要准备哪些材料", "ask_record"),
    ],
)
def test_names_the_intent_of_new_wording(agent, text, intent):
    assert parse(agent, text)["intent"]["name"] == intent


def test_ranking_is_sorted_and_bounded(agent):
    ranking = parse(agent, "利率多少")["intent_ranking"]
    confidences = [entry["confidence"] for entry in ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert all(isinstance(entry["confidence"], float) and 0 <= entry["confidence"] <= 1 for entry in ranking)


@pytest.mark.parametrize(
    "text", ["", "   ", "😂😂", "\u200b", "𠮷" * 5, "啊" * 10_000, "<b>hi</b>", "a\0b", "好\ud800"]
)
def test_odd_text_still_gets_an_intent(agent, text):
    assert "intent" in parse(agent, text)
