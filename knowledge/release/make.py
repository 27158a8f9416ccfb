"""From a catalogue to a candidate with its review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from knowledge.catalogue.checks import content_problems
from knowledge.catalogue.load import Catalogue, broken_references
from knowledge.errors import CatalogueInvalid, SnapshotDamaged
from knowledge.evaluation.questions import TestQuestion
from knowledge.release.firms import SampleFirm
from knowledge.release.progress import Progress, Step, silent
from knowledge.release.review import Review, review
from knowledge.snapshot.origin import Origin
from knowledge.snapshot.snapshot import Snapshot
from knowledge.snapshot.store import SnapshotStore


class Made(BaseModel):
    """A candidate that waits in the store, and what to know of it."""

    model_config = ConfigDict(frozen=True)
    number: int
    review: Review


def make_candidate(
    store: SnapshotStore,
    catalogue: Catalogue,
    *,
    origin: Origin,
    questions: Sequence[TestQuestion],
    firms: Sequence[SampleFirm],
    today: dt.date,
    progress: Progress = silent,
) -> Made | None:
    """Check, build and compare; None when ``catalogue`` is already live.

    Raises CatalogueInvalid with every problem, SnapshotBusy while another publisher works.
    """
    progress(Step.CHECK, 0.0)
    if problems := [*broken_references(catalogue), *content_problems(catalogue)]:
        raise CatalogueInvalid(problems)
    progress(Step.BUILD, 0.0)
    candidate = store.prepare(catalogue, origin=origin)
    if candidate.live:
        return None
    built = store.load_candidate(candidate.number)
    found = review(_live(store), built, questions=questions, firms=firms, today=today, progress=progress)
    return Made(number=candidate.number, review=found)


def _live(store: SnapshotStore) -> Snapshot | None:
    """What is served now; None when nothing is, or nothing whole."""
    number = store.current_number()
    try:
        return store.load(number) if number is not None else None
    except SnapshotDamaged:
        return None
