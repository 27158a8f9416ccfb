"""When a yes is consent."""

import datetime as dt

import pytest
from talking import tracker

from actions.memory import Affirm
from actions.reply import Turn
from actions.situation import CONSENT
from knowledge.eligibility.profile import EnterpriseProfile


def consents(text: str, *, consent: bool = False, **slots: object) -> bool:
    state = tracker(text, intent="affirm", consent=consent, **slots)
    reply = Affirm().answer(Turn(state, None, EnterpriseProfile(), dt.date(2026, 11, 24)))  # type: ignore[arg-type]
    return any(event.get("name") == CONSENT and event.get("value") is True for event in reply.events)


@pytest.mark.parametrize("text", ["同意", "我同意", "好的，同意", "同意，开始", "同意。"])
def test_the_word_itself_is_consent_unasked(text: str) -> None:
    assert consents(text)


@pytest.mark.parametrize("text", ["不同意", "我还没同意"])
def test_the_word_refused_is_no_consent(text: str) -> None:
    assert not consents(text)


@pytest.mark.parametrize("text", ["好的", "是的", "可以"])
def test_another_yes_is_consent_only_when_it_was_asked_for(text: str) -> None:
    assert not consents(text)
    assert consents(text, pending_topic="consent")


def test_who_has_agreed_is_not_thanked_again() -> None:
    assert not consents("同意", consent=True)
