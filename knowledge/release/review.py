"""What somebody should know before a snapshot goes live: changes, moves, and test questions beside the live one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from knowledge.catalogue.load import Catalogue
from knowledge.evaluation.questions import TestQuestion
from knowledge.evaluation.run import Outcome, regressions, run
from knowledge.release.changes import Change, Content, changes
from knowledge.release.firms import SampleFirm
from knowledge.release.moves import Move, moves
from knowledge.release.progress import Progress, Step, silent
from knowledge.release.wording import title_of
from knowledge.snapshot.snapshot import Snapshot


class Review(BaseModel):
    """``based_on``: the live snapshot it was compared with, None for the very first.

    ``outcomes``: every test question on the new snapshot; ``regressed``: the failed ones that pass on the live one.
    """

    model_config = ConfigDict(frozen=True)
    based_on: int | None
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    outcomes: tuple[Outcome, ...]
    regressed: tuple[Outcome, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Test questions that fail now and failed before."""
        known = {outcome.id for outcome in self.regressed}
        return tuple(outcome for outcome in self.outcomes if not outcome.passed and outcome.id not in known)


def review(
    live: Snapshot | None,
    candidate: Snapshot,
    *,
    questions: Sequence[TestQuestion],
    firms: Sequence[SampleFirm],
    today: dt.date,
    progress: Progress = silent,
) -> Review:
    """Compare ``candidate`` with what is ``live`` on ``today``."""
    progress(Step.COMPARE, 0.0)
    changed = changes(live or Catalogue({}, {}, {}), candidate)
    moved = moves(live, candidate, firms, today=today) if live else ()
    progress(Step.TEST, 0.0)
    counted = _Counted(progress, len(questions) * (2 if live else 1))
    now = run(candidate, questions, today=today, titles=titles_of(candidate), done=counted.one_more)
    before = run(live, questions, today=today, titles=titles_of(live), done=counted.one_more) if live else ()
    return Review(
        based_on=live.number if live else None,
        changes=changed,
        moves=moved,
        outcomes=now,
        regressed=regressions(before, now),
    )


def titles_of(content: Content) -> dict[str, str]:
    """id -> title of every record, term and common question."""
    parts = (content.records, content.terms, content.faq)
    return {key: title_of(item) for items in parts for key, item in items.items()}


class _Counted:
    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def one_more(self) -> None:
        self._done += 1
        self._progress(Step.TEST, self._done / self._total)
