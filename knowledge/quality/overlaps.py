"""Pairs of records that may give the same firm the same benefit, with the reasons, for a person to decide.

Candidates are nearest neighbours by meaning and records that pay back the same cost; `benchmarks/overlaps.py` says how good the score is.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from knowledge.catalogue.model import Record
from knowledge.catalogue.precedence import current
from knowledge.quality.likeness import Likeness, Numbers, Pairs, Signs, overlap_text
from knowledge.retrieval.encoder import Encoder
from knowledge.retrieval.vector import neighbours
from knowledge.terms.vocabulary import KINDS, REGIONS

LEAST_SCORE = 0.5
_NEIGHBOURS = 20
_MOST_WITH_ONE_COST = 200
# Tuned on the dev half of benchmarks/overlap_pairs.yml.
_WEIGHTS = {"meaning": 2.0, "words": 2.0, "names": 2.0, "same_cost": 3.0, "same_need": 0.6}
_BIAS = -1.7
_NEARLY_ALL = 0.95
_ALIKE_MEANING, _ALIKE_NAMES = 0.3, 0.2


@dataclass(frozen=True)
class Overlap:
    """Records ``first`` < ``second`` (ids); ``score`` 0..1; ``reasons``: Chinese phrases, the strongest first."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]


def overlaps(
    records: Mapping[str, Record], encoder: Encoder, today: dt.date, *, least: float = LEAST_SCORE, most: int = 500
) -> list[Overlap]:
    """The ``most`` likely pairs of records on offer ``today``, with a score of at least ``least``, best first.

    Left out are pairs of which one names the other already: as exclusive, replaced or differing.
    """
    offered = [record for _, record in sorted(current(records, today).items())]
    if len(offered) < 2:
        return []
    vectors = encoder.encode_passages([overlap_text(record) for record in offered])
    pairs = _candidates(offered, vectors)
    if not len(pairs):
        return []
    signs = Likeness(offered, vectors, today).signs(pairs)
    scores = score(signs)
    return [
        Overlap(one.id, other.id, float(scores[row]), _reasons(one, other, signs, row))
        for row in np.argsort(-scores, kind="stable")[:most]
        if scores[row] >= least
        for one, other in [(offered[pairs[row, 0]], offered[pairs[row, 1]])]
    ]


def score(signs: Signs) -> Numbers:
    """How likely each pair is the same benefit twice, 0..1; 0 where kind, purpose, conditions or intent rule it out."""
    total = sum((weight * getattr(signs, name) for name, weight in _WEIGHTS.items()), np.float64(_BIAS))
    ruled_out = (signs.apart > 0) | (signs.same_cost < 0) | (signs.same_kind == 0) | (signs.firms == 0)
    return np.where(ruled_out, 0.0, 1 / (1 + np.exp(-total)))


def related(one: Record, other: Record) -> bool:
    """Whether staff have said already how the two stand to each other."""
    return other.id in _named(one) or one.id in _named(other)


def _named(record: Record) -> set[str]:
    return {*record.exclusive_with, *record.supersedes, *(conflict.record for conflict in record.conflicts)}


def _candidates(records: Sequence[Record], vectors: np.ndarray) -> Pairs:
    near = neighbours(vectors, _NEIGHBOURS)
    found = {(min(one, int(other)), max(one, int(other))) for one, row in enumerate(near) for other in row}
    payers: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for cost in record.benefit.offsets:
            payers[cost].append(place)
    for places in payers.values():
        found.update(combinations(places[:_MOST_WITH_ONE_COST], 2))
    pairs = [(one, other) for one, other in sorted(found) if not related(records[one], records[other])]
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


def _reasons(one: Record, other: Record, signs: Signs, row: int) -> tuple[str, ...]:
    costs = [cost for cost in one.benefit.offsets if cost in other.benefit.offsets]
    needs = [need for need in one.needs if need in other.needs]
    kinds = (
        f"类型都是{KINDS[one.kind]}"
        if one.kind == other.kind
        else f"类型相近（{KINDS[one.kind]}、{KINDS[other.kind]}）"
    )
    region = min((*one.region, *other.region), key=REGIONS.index)
    providers = f"提供方不同：{one.provider}；{other.provider}" if one.provider != other.provider else "提供方相同"
    return tuple(
        filter(
            None,
            (
                f"都补{'、'.join(costs)}" if costs else "",
                "名称相近" if signs.names[row] >= _ALIKE_NAMES else "",
                "内容相近" if signs.meaning[row] >= _ALIKE_MEANING else "",
                kinds,
                f"都对应{'、'.join(needs)}需求" if needs else "",
                _both(signs.firms[row]),
                f"都面向{region}的企业",
                providers,
            ),
        )
    )


def _both(share: float) -> str:
    often = "几乎都" if share > _NEARLY_ALL else f"约{share:.0%}"
    return f"条件不冲突：符合较严一项的企业，{often}可能符合另一项"
