"""Consent before facts are kept; view and delete at any time; after deletion no store holds a word."""

import json
from pathlib import Path

import pytest
from founder import Founder

pytestmark = pytest.mark.server
OPENING = "我们是坪山做储能变流器的，成立三年，想贷三百二十一万"


def test_without_consent_nothing_is_kept_until_the_founder_agrees(advisor_url: str) -> None:
    founder = Founder(advisor_url, consent=False)
    assert "同意" in founder.say(OPENING)[-1]["text"]
    assert founder.facts() == {}
    assert "园区贷" in founder.say("园区贷怎么申请")[-1]["text"]
    founder.say(OPENING)
    founder.say("同意")
    assert founder.facts()["need_amount_wan"] == 321


def test_refusing_consent_still_leaves_the_policies(advisor_url: str) -> None:
    founder = Founder(advisor_url, consent=False)
    founder.say(OPENING)
    assert "不记" in founder.say("不同意")[-1]["text"]
    assert founder.facts() == {}


def test_after_deletion_no_store_holds_a_word(advisor_url: str, servers: object) -> None:
    words = "三百五十七万"
    founder = Founder(advisor_url)
    founder.say(f"我们在坪山做储能，想贷{words}")
    assert founder.facts()["need_amount_wan"] == 357
    founder.tap("/delete_profile")
    stored = b"".join(path.read_bytes() for path in Path(servers.run_dir).rglob("*") if path.is_file())  # type: ignore[attr-defined]
    assert words.encode() not in stored
    assert json.dumps(words).strip('"').encode() not in stored


def test_one_sender_cannot_read_another(advisor_url: str) -> None:
    Founder(advisor_url).say(OPENING)
    assert Founder(advisor_url).facts() == {}
