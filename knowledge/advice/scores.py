"""How much each record is worth to each of many firms."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.advice import fit
from knowledge.advice.settings import Weights
from knowledge.catalogue.model import Record
from knowledge.eligibility.firms import Firms
from knowledge.eligibility.groups import Groups
from knowledge.eligibility.profile import EnterpriseProfile
from knowledge.eligibility.table import YES, ConditionTable, Truths
from knowledge.questions.population import population
from knowledge.terms.vocabulary import NEED_KINDS

Scores = NDArray[Any]
Part = Callable[[Record, Weights, dt.date], float]


@dataclass(frozen=True)
class Worth:
    """Shapes (records, firms). ``fit``: how well a record suits a firm (0..1), 0 where region, stage or industry rule it
    out; ``value``: the same times how far the firm meets its conditions; ``truth``: as in ConditionTable."""

    fit: Scores
    value: Scores
    truth: Truths


@dataclass(frozen=True)
class _Evidence:
    """``rarity``: (leaves, 1); ``alike``: the leaves of each (record, fact); ``told``: those of each record in ``records``."""

    rarity: Scores
    alike: Groups
    told: Groups
    records: NDArray[np.intp]


_SPOKEN_OF = 0.25
"""Nearness to the founder's words (0..1, chance taken off) from which a record is what they speak of."""
_ALIKE = dict.fromkeys(
    ("invention_patents", "utility_patents", "patents_total", "software_copyrights", "trademarks"), "rights"
)
"""Facts of which one that is met says as much as all of them."""
_POPULATION, _SEED, _RAREST = 1024, 1, 1 / 256


class ScoreTable:
    """Everything about ``records`` that scoring needs, as arrays."""

    def __init__(self, records: Sequence[Record], today: dt.date, settings: Weights) -> None:
        self.records = tuple(records)
        self.conditions = ConditionTable(self.records, today)
        self._settings = settings
        self._needs = fit.need_table(self.records, settings)
        self._purposes = fit.purpose_table(self.records, settings)
        self._stages = fit.stage_table(self.records)
        self._industries = fit.industry_table(self.records, settings.neutral)
        self._reach = fit.reach_table(self.records)
        self._uses = fit.use_table(self.records)
        self._rare = np.array([any(leaf.rare for leaf in record.leaves()) for record in self.records], dtype=bool)
        self._technical = fit.for_technology(self.records)
        self._ceilings = np.array([record.benefit.amount_max_wan or 0 for record in self.records], dtype=np.float32)
        self._own = {name: self._each(part, today) for name, part in _OWN.items()}
        self._told = self._telling(today)
        self._factors = np.array([0.0, settings.undecidable, 1.0], dtype=np.float32)

    def worth(self, firms: Firms, meaning: Mapping[str, float], *, urgent: bool = False) -> Worth:
        """Scores of every record for every firm. ``meaning``: record id -> how near the founder's words it is."""
        leaf_truths = self.conditions.certain(firms)
        truth = self.conditions.truths(leaf_truths)
        weights = self._weights(urgent)
        near = self._meaning(meaning)
        constant = sum(weights[name] * part for name, part in {**self._own, "meaning": near}.items())
        parts = self._varying(firms, leaf_truths)
        score = sum((weights[name] * part for name, part in parts.items()), np.asarray(constant)[:, None])
        suits = self._suits(firms) * self._need(firms) * (score / np.float32(sum(weights.values())))
        rare = self._rare & (near < _SPOKEN_OF)
        suits = suits * np.where(rare, np.float32(self._settings.rarely_met), np.float32(1))[:, None]
        suits = suits * np.where(
            self._technical[:, None] & fit.outside_technology(firms), self._settings.outsider, np.float32(1)
        )
        return Worth(suits, suits * self._factors[truth], truth)

    def parts(self, firms: Firms, meaning: Mapping[str, float]) -> dict[str, Scores]:
        """Mean of every part of the score over ``firms``: name -> (records,)."""
        varying = self._varying(firms, self.conditions.certain(firms))
        varying["need"] = self._need(firms)
        means = {
            name: np.broadcast_to(part, (len(self.records), firms.count)).mean(axis=1) for name, part in varying.items()
        }
        return {**self._own, "meaning": self._meaning(meaning), **means}

    def known(self, profile: EnterpriseProfile) -> NDArray[np.int8]:
        """Three-valued truth of every record for one firm: (records,)."""
        return self.conditions.truths(self.conditions.known(profile))[:, 0]

    def serves(self, wanted: str | None) -> Scores:
        """(records,): how well the records serve the kind of money asked for; neutral when that is not known."""
        if wanted is None:
            return np.full(len(self.records), 1.0, dtype=np.float32)
        return self._needs[:, NEED_KINDS.index(wanted)]

    def _varying(self, firms: Firms, leaf_truths: Truths) -> dict[str, Scores]:
        return {
            "purpose": self._purposes[:, firms.column("need_purpose")],
            "industry": self._industries[:, firms.column("industry")],
            "asset": fit.asset_fit(self.records, firms, self._settings.neutral),
            "amount": fit.amount_fit(self._ceilings, firms, self._settings.neutral),
            "evidence": self._evidence(leaf_truths),
        }

    def _need(self, firms: Firms) -> Scores:
        """How well the records serve the kind of money asked for: a factor, not a part, for nothing makes up for it."""
        return self._needs[:, firms.column("need_kind")]

    def _suits(self, firms: Firms) -> NDArray[np.bool_]:
        """Region, stage, industry and use do not rule the record out."""
        reached = self._reach[:, fit.places_of(firms)]
        right_stage = self._stages[:, firms.column("stage")]
        right_industry = self._industries[:, firms.column("industry")] > 0
        right_use = self._uses[:, fit.uses_of(firms)]
        suits: NDArray[np.bool_] = reached & right_stage & right_industry & right_use
        return suits

    def _telling(self, today: dt.date) -> _Evidence:
        """Conditions that say something about fit, by record and fact."""
        leaves = self.conditions.leaves
        everyone = self.conditions.certain(population(_POPULATION, _SEED, today)) == YES
        rarity = -np.log2(np.maximum(everyone.mean(axis=1), _RAREST)) / self._settings.telling_bits
        alike: dict[tuple[int, str], list[int]] = defaultdict(list)
        for record, row in self.conditions.occurrences:
            fact = leaves[row].fact or ""
            if fact not in self._settings.commonplace:
                alike[record, _ALIKE.get(fact, fact)].append(row)
        told: dict[int, list[int]] = defaultdict(list)
        for place, (record, _) in enumerate(alike):
            told[record].append(place)
        return _Evidence(
            rarity.astype(np.float32)[:, None],
            Groups(list(alike.values())),
            Groups(list(told.values())),
            np.array(list(told), dtype=np.intp),
        )

    def _evidence(self, leaf_truths: Truths) -> Scores:
        """How telling the conditions are that the firm meets: what few firms meet says more than what most do."""
        told = np.zeros((len(self.records), leaf_truths.shape[1]), dtype=np.float32)
        best = self._told.alike.reduced(np.maximum, (leaf_truths == YES) * self._told.rarity)
        told[self._told.records] = self._told.told.reduced(np.add, best)
        return np.minimum(1.0, told)

    def _meaning(self, meaning: Mapping[str, float]) -> Scores:
        """Nearness to the founder's words, counted from where it is more than chance."""
        if not meaning:
            return np.zeros(len(self.records), dtype=np.float32)
        near = np.array([meaning.get(record.id, 0.0) for record in self.records], dtype=np.float32)
        return np.clip((near - self._settings.near_from) / (1 - self._settings.near_from), 0, 1)

    def _weights(self, urgent: bool) -> dict[str, np.float32]:
        factor = self._settings.urgency if urgent else 1.0
        return {
            name: np.float32(weight * (factor if name == "speed" else 1.0))
            for name, weight in self._settings.weights.items()
        }

    def _each(self, part: Part, today: dt.date) -> Scores:
        return np.array([part(record, self._settings, today) for record in self.records], dtype=np.float32)


def _level(record: Record, settings: Weights, _: dt.date) -> float:
    return settings.level[record.level]


def _confidence(record: Record, settings: Weights, _: dt.date) -> float:
    doubt = settings.unverified_factor if record.availability == "unverified" else 1.0
    return settings.confidence[record.confidence] * doubt


def _directness(record: Record, settings: Weights, _: dt.date) -> float:
    return settings.directness.get(record.kind, 1.0)


def _speed(record: Record, settings: Weights, _: dt.date) -> float:
    return settings.speed.get(record.kind, settings.neutral)


def _cheapness(record: Record, settings: Weights, _: dt.date) -> float:
    return settings.cheapness.get(record.kind, settings.neutral)


def _benefit(record: Record, settings: Weights, _: dt.date) -> float:
    most = record.benefit.amount_max_wan or record.benefit.cap_wan
    return settings.neutral if most is None else min(1.0, math.log1p(most) / math.log1p(settings.large_benefit_wan))


def _freshness(record: Record, settings: Weights, today: dt.date) -> float:
    years = [int(source.date[:4]) for source in record.sources if source.date]
    age = today.year - max(years) if years else None
    return settings.neutral if age is None else max(0.0, 1.0 - max(0, age) / settings.stale_years)


_OWN: dict[str, Part] = {
    "level": _level,
    "confidence": _confidence,
    "directness": _directness,
    "speed": _speed,
    "cheapness": _cheapness,
    "benefit": _benefit,
    "freshness": _freshness,
}
