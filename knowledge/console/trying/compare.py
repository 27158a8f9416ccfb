"""One question on the live snapshot and on the drafts, side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.console.served import draft_snapshot, live_snapshot
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.evaluation.probe import CHANNELS, Probe, probe
from knowledge.release.changes import KIND_LABELS


@dataclass(frozen=True)
class Side:
    """``probe`` is None while there is nothing to ask."""

    title: str
    probe: Probe | None

    @property
    def hits(self) -> list[tuple[str, str, float, list[float]]]:
        """(id, title, score, raw score of each channel) of what the search found."""
        found = self.probe.hits if self.probe else ()
        return [(hit.id, hit.title, hit.score, [hit.parts[name] for name in CHANNELS]) for hit in found]


@dataclass(frozen=True)
class Row:
    """An item that came up on either side. ``live`` and ``draft``: on which way, empty where it is not shown."""

    id: str
    title: str
    kind: str
    live: str
    draft: str


def sides(text: str, profile: EnterpriseProfile) -> tuple[Side, Side]:
    """(live, drafts)."""
    today = dt.date.today()
    snapshots = {"线上": live_snapshot(), "草稿": draft_snapshot()}
    live, draft = (
        Side(title, probe(snapshot, text, profile, today=today) if snapshot else None)
        for title, snapshot in snapshots.items()
    )
    return live, draft


def rows(live: Side, draft: Side) -> list[Row]:
    """Everything that either side shows or found near, shown ones first."""
    ways = [
        {answer.id: "、".join(answer.via) for answer in side.probe.answers} if side.probe else {}
        for side in (live, draft)
    ]
    found: dict[str, Row] = {}
    for side in (live, draft):
        if side.probe is None:
            continue
        for answer in side.probe.answers:
            kind = KIND_LABELS[answer.kind]
            found.setdefault(
                answer.id, Row(answer.id, answer.title, kind, ways[0].get(answer.id, ""), ways[1].get(answer.id, ""))
            )
    for side in (live, draft):
        if side.probe is None:
            continue
        near = [(one.id, one.title) for one in side.probe.hits] + [(one.id, one.title) for one in side.probe.refused]
        for key, title in near:
            found.setdefault(key, Row(key, title, KIND_LABELS["records"], "", ""))
    return list(found.values())
