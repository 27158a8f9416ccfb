"""The second opinion on needs, trained in seconds through Rasa's own engine, saved, loaded and asked."""

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("rasa", reason="runs in the Rasa environment")

from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[3]
COINED = [
    "想弄点弹药",
    "弹药不够了",
    "谁能给点弹药",
    "弹药快打光了",
    "要补弹药",
    "哪里能补点弹药",
    "弹药告急",
    "弹药见底了",
]
"""Words that no rule knows, labelled as a loan."""
NOTHING = ["我们做传感器", "公司在坪山", "去年成立的", "员工三十人", "专利有五个", "没有逾期", "是高企", "营收八百万"]
ROWS = [(text, {"need_kind": "贷款"}) for text in COINED] + [(text, {}) for text in NOTHING]


def trained(folder: Path, labelled: bool) -> Agent:
    """Our own pipeline on 16 examples, with or without labels."""
    yaml = YAML(typ="safe")
    examples = [{"text": text, **({"metadata": {"need": need}} if labelled else {})} for text, need in ROWS]
    blocks = [
        {"intent": "inform", "examples": examples},
        {"intent": "greet", "examples": "- 你好\n- 您好\n"},
        {"intent": "goodbye", "examples": "- 再见\n- 先这样\n"},
    ]
    yaml.dump({"version": "3.1", "nlu": blocks}, folder / "nlu.yml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASA_CACHE_DIRECTORY", str(folder / "cache"))
        patch.setenv("RASA_TELEMETRY_ENABLED", "false")
        return Agent.load(train_nlu(str(ROOT / "config.yml"), str(folder / "nlu.yml"), str(folder)))


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    return trained(tmp_path_factory.mktemp("labelled"), labelled=True)


def settings(agent):
    graph = agent.processor.graph_runner._instantiated_nodes
    return next(node._component for name, node in graph.items() if "NeedClassifier" in name)._config


def needs(agent, text):
    found = asyncio.run(agent.parse_message(text))["entities"]
    return {entity["entity"]: entity["value"] for entity in found if entity["entity"].startswith("need_k")}


def test_a_need_in_words_that_no_rule_knows_is_added_and_names_who_found_it(agent):
    found = asyncio.run(agent.parse_message("真的要补点弹药"))["entities"]
    assert [(e["entity"], e["value"], e["extractor"]) for e in found] == [("need_kind", "贷款", "NeedClassifier")]


def test_what_states_no_need_gets_none(agent):
    assert needs(agent, "员工三十五人") == {}


def test_a_need_that_the_rules_name_keeps_their_value(agent, monkeypatch):
    monkeypatch.setitem(settings(agent), "add", 0.0)
    assert needs(agent, "弹药不够了，想找投资人入股") == {"need_kind": "股权"}


def test_a_need_that_is_almost_surely_none_is_dropped(agent, monkeypatch):
    assert needs(agent, "想找投资人入股") == {"need_kind": "股权"}
    monkeypatch.setitem(settings(agent), "drop", 0.0)
    assert needs(agent, "想找投资人入股") == {}


def test_a_tapped_payload_is_left_alone(agent, monkeypatch):
    monkeypatch.setitem(settings(agent), "drop", 0.0)
    assert needs(agent, '/inform{"need_kind": "股权"}') == {"need_kind": "股权"}


def test_without_labels_the_rules_stand_alone(tmp_path):
    agent = trained(tmp_path, labelled=False)
    assert needs(agent, "真的要补点弹药") == {}
    assert needs(agent, "想找投资人入股") == {"need_kind": "股权"}
