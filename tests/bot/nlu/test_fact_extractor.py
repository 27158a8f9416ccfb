"""The Rasa component around knowledge.terms: what it adds to a message, and what it leaves alone."""

import datetime
import json
from zoneinfo import ZoneInfo

import pytest

pytest.importorskip("rasa", reason="runs in the Rasa environment")

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.fact_extractor import FactExtractor

SAID = "我们是做新能源电池材料的，成立两年，有5个发明专利，厂房租的，想贷300万左右"


@pytest.fixture
def extractor(tmp_path) -> FactExtractor:
    return FactExtractor.create(
        FactExtractor.get_default_config(),
        LocalModelStorage.create(tmp_path),
        Resource("facts"),
        ExecutionContext(GraphSchema({})),
    )


def entities(extractor: FactExtractor, text: str, already: list[dict] | None = None) -> list[dict]:
    message = Message({TEXT: text, **({ENTITIES: already} if already else {})})
    return extractor.process([message])[0].get(ENTITIES, [])


def test_facts_become_entities_named_like_them(extractor):
    found = {entity["entity"]: entity["value"] for entity in entities(extractor, SAID)}
    founded = found.pop("founded_on")
    today = datetime.datetime.now(ZoneInfo("Asia/Shanghai"))
    assert founded in {f"{today.year - 2}-{today.month:02d}"}
    assert found == {
        "industry": "新能源（汽车）",
        "invention_patents": 5,
        "need_kind": "贷款",
        "need_amount_wan": 300,
    }


def test_an_entity_has_place_source_and_hedge(extractor):
    amount = next(entity for entity in entities(extractor, SAID) if entity["entity"] == "need_amount_wan")
    assert SAID[amount["start"] : amount["end"]] == "300万"
    assert amount["extractor"] == "FactExtractor"
    assert amount["approximate"] is True


def test_entities_of_other_extractors_stay(extractor):
    earlier = {"entity": "record", "value": "科技贷", "start": 0, "end": 3, "extractor": "Other"}
    found = entities(extractor, "科技贷，我们有3个发明专利", [earlier])
    assert found[0] == earlier
    assert [entity["entity"] for entity in found[1:]] == ["invention_patents"]


def test_a_message_without_facts_gets_no_entities(extractor):
    assert entities(extractor, "你好") == []


def test_a_tapped_payload_is_left_alone(extractor):
    assert entities(extractor, '/inform{"need_amount_wan": "300万"}') == []


@pytest.mark.parametrize("text", ["", "   ", "😂", "𠮷" * 5, "贷" * 10_000, "a\0b", "好\ud800贷300万"])
def test_odd_text_never_raises(extractor, text):
    json.dumps(entities(extractor, text))


def test_every_message_of_a_batch_is_read(extractor):
    messages = extractor.process([Message({TEXT: text}) for text in ("想贷300万", "你好", "员工20人")])
    assert [len(message.get(ENTITIES, [])) for message in messages] == [2, 0, 1]


def test_rasa_knows_it_as_an_entity_extractor():
    registered = DefaultV1Recipe._from_registry("FactExtractor")
    assert registered.types == {DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR}
    assert not registered.is_trainable
