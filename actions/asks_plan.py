"""Whether the founder wants the step-by-step plan rather than the list of what suits."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.situation import PLAN, intent_of

_PLAN_WORDS = re.compile(
    r"规划|计划书|方案书|路线图|时间表|融资(?:计划|方案)|(?:一|整|全)(?:份|套)[^，。？]{0,8}(?:方案|计划)|(?:完整|详细|分步|分阶段)的?[^，。？]{0,4}(?:方案|计划)"
    r"|一步步|一步一步|分几步|先办哪|哪[个些]先[办做]|先后顺序|方案[^，。？]{0,6}(?:打印|转发|发给|给(?:银行|股东|老板))|(?:打印|word|Word)[^，。？]{0,6}方案"
)


def wants_plan(tracker: Tracker) -> bool:
    """A tapped plan button, or words for a plan in a message that seeks advice."""
    if intent_of(tracker) != "seek_recommendation":
        return False
    text = tracker.latest_message.get("text") or ""
    if text.startswith("/"):
        return next(tracker.get_latest_entity_values("view"), None) == PLAN
    return says_plan(text)


def says_plan(text: str) -> bool:
    """Whether the words ask for a plan."""
    return bool(_PLAN_WORDS.search(text))
