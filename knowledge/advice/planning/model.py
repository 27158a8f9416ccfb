"""A financing plan and its parts. All amounts are 万元, all dates plain dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from knowledge.eligibility.stage import StageFinding


@dataclass(frozen=True)
class Opening:
    """A record that becomes possible once a step is done; ``status`` it would then have (eligible or needs_info)."""

    id: str
    title: str
    status: str


@dataclass(frozen=True)
class Step:
    """One step. ``number`` counts through the whole plan; ``after``: numbers of earlier steps, any one of which must come first.

    ``records``: the record itself, or for a mere preparation (再有1件发明专利) the records that wait for it.
    ``amount``: 约12万元 by the record's formula, else its ceiling. ``status`` as in DESIGN section 6; ``preparation`` for a preparation, which claims nothing about eligibility.
    """

    number: int
    horizon: str
    role: str
    records: tuple[str, ...]
    title: str
    kind: str
    provider: str
    status: str
    benefit: str
    amount: str | None
    how: str
    reasons: tuple[str, ...]
    to_confirm: tuple[str, ...]
    missing: tuple[str, ...]
    gaps: tuple[str, ...]
    opens: tuple[Opening, ...]
    opens_more: int
    after: tuple[int, ...]
    materials: tuple[str, ...]
    window: str | None
    obligations: tuple[str, ...]
    hints: tuple[str, ...]
    estimate: str | None
    unverified: bool
    contact: dict[str, Any] | None
    sources: tuple[dict[str, Any], ...]
    valid_until: dt.date | None
    reviewed_on: dt.date | None


@dataclass(frozen=True)
class Material:
    """A paper to collect once, and the numbers of the steps that need it."""

    name: str
    steps: tuple[int, ...]


@dataclass(frozen=True)
class LeftOut:
    """A record that a better one excludes."""

    id: str
    title: str
    instead: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class CostLine:
    """One line of the sums. ``amount_wan`` None: not public or not counted, ``note`` says why; ``sign`` +1 costs, -1 relieves."""

    label: str
    record: str | None
    sign: int
    formula: str
    amount_wan: float | None
    cap_wan: float | None
    note: str


@dataclass(frozen=True)
class Costs:
    """What the money costs in its first year.

    ``effective_pct`` and ``cash_wan`` are None unless every figure they need is public or known.
    """

    route: str
    route_title: str
    principal_wan: float | None
    principal_note: str
    lines: tuple[CostLine, ...]
    effective_pct: float | None
    effective_formula: str
    cash_wan: float | None
    cash_formula: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Deadline:
    """``on`` None: a window whose next date is not public yet."""

    on: dt.date | None
    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Desk:
    """A desk to call (DESIGN section 6, `contacts`) and the numbers of the steps to ask about."""

    card: dict[str, Any]
    steps: tuple[int, ...]


@dataclass(frozen=True)
class OpenQuestion:
    """A fact still unknown and the titles of the records that it would settle."""

    fact: str
    label: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Everything that a founder needs for the next year of financing, as of ``made_on``."""

    made_on: dt.date
    snapshot: int
    stage: StageFinding
    wanted: str | None
    now: tuple[Step, ...]
    next: tuple[Step, ...]
    later: tuple[Step, ...]
    materials: tuple[Material, ...]
    unstated_materials: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    costs: Costs | None
    deadlines: tuple[Deadline, ...]
    desks: tuple[Desk, ...]
    open_questions: tuple[OpenQuestion, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in order."""
        return (*self.now, *self.next, *self.later)
