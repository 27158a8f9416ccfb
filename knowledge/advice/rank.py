"""What every record that may be recommended is worth to one firm, as far as the firm is known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.library import Library
from knowledge.advice.mix import Picks
from knowledge.advice.scores import Scores
from knowledge.advice.settings import weights
from knowledge.advice.shelf import Shelf, shelf_of, shelf_of_records
from knowledge.catalogue.model import Record
from knowledge.eligibility.firms import Firms
from knowledge.eligibility.judge import Judgement, judge
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.table import NO
from knowledge.eligibility.truth import Truth
from knowledge.questions.belief import belief
from knowledge.questions.choose import TOP

_NEAR_MISS_GAPS = 2
_NEAR_MISS_UNKNOWN = 1
_LENDING = ("bank-loan", "venture-debt", "guarantee", "ip-finance", "supply-chain", "leasing", "bridge-loan")
_URGENT = (
    "着急",
    "很急",
    "急用",
    "急需",
    "马上",
    "尽快",
    "两周",
    "这周",
    "本周",
    "下周",
    "月底前",
    "发不出工资",
    "救急",
    "快到期",
)
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+")
_SHORTEST_SENTENCE = 4
_MOST_SENTENCES = 8
_MEAN = 1.0
"""How much a record's mean value counts beside the lists of the firms: it orders what comes after the first three."""
_FIRMS = 400
_FIRMS_TO_NARROW = 32
_MOST_RECORDS_AT_ONCE = 400
_KEPT_BY_MEAN = 120
_KEPT_BY_FIRM = 6


@dataclass(frozen=True)
class Ranked:
    """A record, its judgement, its status (DESIGN section 6) and its score 0..1."""

    record: Record
    judgement: Judgement
    status: str
    score: float


@dataclass(frozen=True)
class Assessment:
    """One firm before the shelf. ``firms``: what it may be like; ``value``: (records, firms); ``first``: (TOP, firms) rows of each one's first records; ``expected``: (records,) how
    far up it is on their lists, 0 for what is hardly likely to suit; ``fit``: (records,) mean fit whether or not the conditions are met; ``refused``: (records,) known not to be met."""

    shelf: Shelf
    profile: EnterpriseProfile
    today: dt.date
    firms: Firms
    value: Scores
    first: Picks
    expected: Scores
    fit: Scores
    refused: NDArray[np.bool_]

    def ranked(self, row: int) -> Ranked:
        """The record in ``row`` with its judgement."""
        record = self.shelf.records[row]
        judgement = judge(record, self.profile, today=self.today)
        status = status_of(judgement)
        if self.profile.overdue and record.kind in _LENDING and status == "eligible":
            status = "needs_info"  # lenders look at arrears first, whether or not the page says so
        return Ranked(record, judgement, status, round(self.score(row), 4))

    def best(self, count: int) -> list[int]:
        """Rows of what may be recommended, best first, not mixed."""
        rows = sorted(np.flatnonzero(self.expected > 0), key=lambda row: (-self.expected[row], row))
        return [int(row) for row in rows[:count]]

    def score(self, row: int | np.intp) -> float:
        """How far up the record in ``row`` is expected to be; its mere fit where it is known not to be met."""
        return float(self.fit[row] if self.refused[row] else self.expected[row])


def assess(
    library: Library, profile: EnterpriseProfile, *, stage: str | None, today: dt.date, words: str = ""
) -> Assessment:
    """Judge and score every recommendable record. ``profile`` holds what was said, ``stage`` what to judge by,
    ``words`` the founder's own, for the search index."""
    urgent = any(word in words for word in _URGENT)
    return _assess(shelf_of(library, today), profile, stage, today, _meaning(library, words), urgent)


def assess_records(
    records: Mapping[str, Record], profile: EnterpriseProfile, *, stage: str | None, today: dt.date
) -> Assessment:
    """The same for records that no snapshot holds, without the founder's words."""
    return _assess(shelf_of_records(records, today), profile, stage, today, {}, urgent=False)


def _assess(
    shelf: Shelf,
    profile: EnterpriseProfile,
    stage: str | None,
    today: dt.date,
    meaning: Mapping[str, float],
    urgent: bool,
) -> Assessment:
    if len(shelf.records) > _MOST_RECORDS_AT_ONCE:
        shelf = _narrowed(shelf, belief(profile, today, _FIRMS_TO_NARROW), meaning, urgent)
    firms = belief(profile, today, _FIRMS)
    worth = shelf.table.worth(firms, meaning, urgent=urgent)
    judged_by = profile.model_copy(update={"stage": stage})
    refused = shelf.table.known(judged_by) == NO
    value = np.where(refused[:, None], np.float32(0), worth.value)
    likely = (value > 0).mean(axis=1) >= weights().list.least_chance
    first = shelf.mixer.pick(value, TOP)
    score = (shelf.mixer.votes(first) + _MEAN * value.mean(axis=1)) / (1 + _MEAN)
    expected = np.where(likely, score, 0)
    return Assessment(shelf, judged_by, today, firms, value, first, expected, worth.fit.mean(axis=1), refused)


@lru_cache(maxsize=256)
def _meaning(library: Library, words: str) -> Mapping[str, float]:
    """How near each record is to the nearest of the founder's sentences."""
    sentences = [piece for piece in _SENTENCE_END.split(words) if len(piece) >= _SHORTEST_SENTENCE]
    found: dict[str, float] = {}
    for sentence in sentences[:_MOST_SENTENCES]:
        for record, near in library.retriever.similarity(sentence).items():
            found[record] = max(near, found.get(record, 0.0))
    return found


def rank(
    library: Library, profile: EnterpriseProfile, *, stage: str | None, today: dt.date, words: str = ""
) -> list[Ranked]:
    """Every recommendable record that suits the firm, best first; what it is known not to meet comes last."""
    found = assess(library, profile, stage=stage, today=today, words=words)
    order = sorted(np.flatnonzero(found.fit > 0), key=lambda row: (found.refused[row], -found.score(row), row))
    return [found.ranked(int(row)) for row in order]


def status_of(judgement: Judgement) -> str:
    """eligible, needs_info, near_miss or ineligible."""
    if judgement.truth is Truth.YES:
        return "needs_info" if judgement.doubtful else "eligible"
    if judgement.truth is Truth.UNKNOWN:
        return "needs_info"
    open_questions = sum(
        leaf.must and leaf.fact is not None and leaf.verdict is Truth.UNKNOWN for leaf in judgement.leaves
    )
    few = 0 < len(judgement.gaps) <= _NEAR_MISS_GAPS and open_questions <= _NEAR_MISS_UNKNOWN
    near = few and all(gap.closable for gap in judgement.gaps)
    return "near_miss" if near else "ineligible"


def _narrowed(shelf: Shelf, firms: Firms, meaning: Mapping[str, float], urgent: bool) -> Shelf:
    """The records that could be among the first for some firm of this kind, met or nearly met."""
    worth = shelf.table.worth(firms, meaning, urgent=urgent)
    fit, value = worth.fit, worth.value
    best = [np.argpartition(-fit.mean(axis=1), _KEPT_BY_MEAN)[:_KEPT_BY_MEAN]]
    best.append(np.argpartition(-value.mean(axis=1), _KEPT_BY_MEAN)[:_KEPT_BY_MEAN])
    best.append(np.argpartition(-value, _KEPT_BY_FIRM, axis=0)[:_KEPT_BY_FIRM].ravel())
    return shelf.narrowed(np.unique(np.concatenate(best)))
