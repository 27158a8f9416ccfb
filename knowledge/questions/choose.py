"""Chooses the next question: the unknown fact whose answer is expected to put most of the list right, for the least trouble."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.eligibility.firms import Firms
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.questions.answers import groups_of
from knowledge.questions.bank import Option, QuestionBank, question_bank

Values = NDArray[Any]
TOP = 3


@dataclass(frozen=True)
class Prospect:
    """What is known of the list before a question. ``firms``: what the founder's company may be like, each as likely;
    ``values``: (records, firms); ``first``: (TOP, firms) rows of the first records of each firm's list, -1 for none;
    ``thresholds``: where an answer makes a difference."""

    firms: Firms
    values: Values
    first: NDArray[np.intp]
    thresholds: Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Worth:
    """``right``: how much more of the first records is expected to be right after the answer (0..1);
    ``settles``: the share of all doubt about the records' values that it is expected to remove (0..1);
    ``value``: both weighed, per unit of trouble."""

    fact: str
    right: float
    settles: float
    value: float


@dataclass(frozen=True)
class Question:
    """The fact to ask, why, tappable answers, and what the answer is worth."""

    fact: str
    why: str
    options: tuple[Option, ...]
    several: bool
    value: float


def next_question(
    prospect: Prospect,
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
    best = next(iter(worth_of_questions(prospect, profile, closed=closed, bank=bank)), None)
    if best is None or best.value < bank.min_value + bank.patience * asked:
        return None
    spec = bank.facts[best.fact]
    return Question(best.fact, spec.why, spec.options, spec.several, round(best.value, 4))


def worth_of_questions(
    prospect: Prospect, profile: EnterpriseProfile, *, closed: Collection[str], bank: QuestionBank
) -> list[Worth]:
    """Every question that may be asked, best first."""
    facts = [fact for fact in bank.facts if fact not in closed and not profile.knows(fact)]
    if not facts or not prospect.values.any():
        return []
    right, settles = _gains(facts, prospect)
    found = [
        Worth(fact, float(more), float(less), (float(more) + bank.doubt * float(less)) / bank.facts[fact].cost)
        for fact, more, less in zip(facts, right, settles, strict=True)
    ]
    return sorted(found, key=lambda worth: (-worth.value, bank.facts[worth.fact].cost, worth.fact))


def _gains(facts: list[str], prospect: Prospect) -> tuple[Values, Values]:
    """For each fact: the gain in right records and the share of doubt removed, over the answers as likely as they are."""
    groups = [groups_of(fact, prospect.firms, prospect.thresholds) for fact in facts]
    members = np.hstack([_members(numbers) for numbers in groups])
    owners = np.repeat(np.arange(len(facts)), [numbers.max() + 1 for numbers in groups])
    valued = np.flatnonzero(prospect.values.any(axis=1))
    sizes, values, first = members.sum(axis=0), prospect.values[valued], _first(prospect)[valued]
    everyone = np.ones((len(members), 1), dtype=np.float32)
    hits, now = _hits(first, members), _hits(first, everyone)[0]
    right = (np.bincount(owners, weights=hits) - now) / (len(members) * TOP)
    doubt = values.var(axis=1).sum()
    means = (values @ members) / sizes
    within = (((values**2) @ members) / sizes - means**2).sum(axis=0) * sizes / len(first[0])
    settles = (doubt - np.bincount(owners, weights=within)) / (doubt + _NO_DOUBT * len(prospect.values))
    return right, settles


_NO_DOUBT = 0.002
"""Variance of one record's value (0..1) that is not worth a question."""


def _hits(first: Values, members: Values) -> Values:
    """(groups,): how many of their firms' first records one common guess for each group gets right.

    The guess comes from one half of the firms and is tried on the other: a group of few firms proves nothing of itself.
    """
    usual = first.mean(axis=1) * _PRIOR_FIRMS
    one, other = (members[start::2].T @ first[:, start::2].T for start in (0, 1))
    groups, found = np.arange(members.shape[1]), np.zeros(members.shape[1])
    for seen, tried in ((one + usual, other), (other + usual, one)):
        for _ in range(min(TOP, len(first))):
            guess = seen.argmax(axis=1)
            found += tried[groups, guess]
            seen[groups, guess] = -1
    return found


_PRIOR_FIRMS = 2.0
"""Weight of what is usual for all firms in the guess for a group, in firms."""


def _members(numbers: NDArray[np.intp]) -> Values:
    """(firms, groups): 1 where the firm is in the group."""
    found = np.zeros((len(numbers), numbers.max() + 1), dtype=np.float32)
    found[np.arange(len(numbers)), numbers] = 1
    return found


def _first(prospect: Prospect) -> Values:
    """(records, firms): 1 where the record is among the first for that firm."""
    rows, firms = prospect.values.shape
    found = np.zeros((rows + 1, firms), dtype=np.float32)
    np.put_along_axis(found, prospect.first, 1, axis=0)
    return found[:rows]
