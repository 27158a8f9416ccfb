"""Test questions against a snapshot, and which of them got worse from one to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from pydantic import BaseModel, ConfigDict

from knowledge.advice.library import Library
from knowledge.evaluation.probe import Probe, probe
from knowledge.evaluation.questions import TestQuestion


class Outcome(BaseModel):
    """``reason``: why it failed, in the words that staff read; empty when it passed."""

    model_config = ConfigDict(frozen=True)
    id: str
    text: str
    passed: bool
    reason: str = ""


def run(
    library: Library,
    questions: Iterable[TestQuestion],
    *,
    today: dt.date,
    titles: Mapping[str, str],
    done: Callable[[], None] = lambda: None,
) -> tuple[Outcome, ...]:
    """The outcome of each question; ``titles``: id -> title for the reasons; ``done`` is called after each."""
    found = []
    for question in questions:
        seen = probe(library, question.text, question.profile, today=today)
        found.append(judged(question, seen, titles))
        done()
    return tuple(found)


def judged(question: TestQuestion, seen: Probe, titles: Mapping[str, str]) -> Outcome:
    """Whether ``seen`` is what ``question`` wants."""
    shown = {answer.id: "、".join(answer.via) for answer in seen.answers}
    missing = [titles.get(key, f"{key}（知识库里没有）") for key in question.expected if key not in shown]
    wrong = [f"{titles.get(key, key)}（{shown[key]}）" for key in question.unwanted if key in shown]
    reasons = ([f"没有找到：{'、'.join(missing)}"] if missing else []) + (
        [f"不该出现：{'、'.join(wrong)}"] if wrong else []
    )
    return Outcome(id=question.id, text=question.text, passed=not reasons, reason="；".join(reasons))


def regressions(before: Iterable[Outcome], after: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes of ``after`` that failed and passed ``before``."""
    passed = {outcome.id for outcome in before if outcome.passed}
    return tuple(outcome for outcome in after if not outcome.passed and outcome.id in passed)
