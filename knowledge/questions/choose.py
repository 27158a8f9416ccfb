"""Chooses the next question: the unknown fact that would settle most of what matters, for the least trouble."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from knowledge.eligibility.judge import Judgement
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.truth import Truth
from knowledge.questions.bank import Option, QuestionBank, question_bank


@dataclass(frozen=True)
class Candidate:
    """A record that might be recommended: its judgement and how much it would matter (0..1)."""

    title: str
    judgement: Judgement
    weight: float


@dataclass(frozen=True)
class Question:
    """The fact to ask, why, tappable answers, and the records waiting for it (best first)."""

    fact: str
    why: str
    options: tuple[Option, ...]
    value: float
    waiting: tuple[str, ...]


def next_question(
    candidates: Iterable[Candidate],
    profile: EnterpriseProfile,
    *,
    closed: Collection[str],
    asked: int,
    bank: QuestionBank | None = None,
) -> Question | None:
    """The best question, or None when nothing is worth asking.

    ``closed``: facts answered, declined or not known by the founder; they are never asked again.
    ``asked``: how many questions were asked so far.
    """
    bank = bank or question_bank()
    if asked >= bank.max_questions:
        return None
    open_facts = [fact for fact in bank.facts if fact not in closed and _is_open(fact, profile)]
    waiting = _waiting(candidates)
    worth = {fact: _value(fact, profile, waiting, bank) for fact in open_facts}
    ranked = sorted(open_facts, key=lambda fact: (-worth[fact], bank.facts[fact].cost, fact))
    if not ranked or worth[ranked[0]] < bank.min_value + bank.patience * asked:
        return None
    best = ranked[0]
    spec = bank.facts[best]
    return Question(best, spec.why, spec.options, round(worth[best], 4), _titles(waiting[best]))


def _is_open(fact: str, profile: EnterpriseProfile) -> bool:
    return not profile.knows(fact)


def _waiting(candidates: Iterable[Candidate]) -> dict[str, list[tuple[float, str]]]:
    waiting: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for candidate in candidates:
        missing = candidate.judgement.missing
        if candidate.judgement.truth is Truth.UNKNOWN:
            for fact in missing:
                waiting[fact].append((candidate.weight / len(missing), candidate.title))
    return waiting


def _value(
    fact: str, profile: EnterpriseProfile, waiting: dict[str, list[tuple[float, str]]], bank: QuestionBank
) -> float:
    spec = bank.facts[fact]
    return (spec.base + sum(weight for weight, _ in waiting[fact])) / spec.cost


def _titles(waiting: list[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(title for _, title in sorted(waiting, key=lambda item: (-item[0], item[1])))
