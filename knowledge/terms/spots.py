"""An amount with what stands around it, and what had been said before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from knowledge.terms.cues import Cue
from knowledge.terms.periods import Period, period_at
from knowledge.terms.phrases import Phrase, is_filler
from knowledge.terms.quantities import Quantity

NEED, DISCARD, LOAN = "need_amount_wan", "discard", "loan"
"""``LOAN`` is money borrowed already; ``DISCARD`` money that is no fact (an order, a valuation, a policy's figure)."""
STATES = {
    "revenue_wan": "revenue_wan",
    "rd_expense_wan": "rd_expense_wan",
    "rd_share": "rd_expense_wan",
    "net_profit_wan": "net_profit_wan",
    "loss": "loss",
    "fixed_assets_wan": "fixed_assets_wan",
    "receivables_wan": "receivables_wan",
}
"""Cue to fact, for how the firm stands; ``loss`` becomes a negative profit."""
STRONG = {**STATES, NEED: NEED}
FLOWS = ("revenue_wan", "rd_expense_wan", "net_profit_wan", "loss")
"""What is counted over a year; the rest are balances."""
_REACH = 60
"""Characters of a phrase that count before an amount or behind it."""


@dataclass(frozen=True)
class Words:
    """The cue words of a message, by place."""

    text: str
    cues: list[Cue]
    this_year: int

    def between(self, start: int, end: int) -> list[Cue]:
        """Words that lie between ``start`` and ``end``."""
        first, behind = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [cue for cue in self.cues[first:behind] if cue.end <= end]

    @cached_property
    def _starts(self) -> list[int]:
        return [cue.start for cue in self.cues]

    def first(self, start: int, end: int) -> Cue | None:
        """The first word between ``start`` and ``end``."""
        return next(iter(self.between(start, end)), None)

    def spelt(self, cue: Cue) -> str:
        """The word itself."""
        return self.text[cue.start : cue.end]


@dataclass(frozen=True)
class Spot:
    """``left`` and ``right`` bound what may speak of the amount: its neighbours, or the ends of the phrase."""

    words: Words
    phrase: Phrase
    amount: Quantity
    left: int
    right: int
    following: Quantity | None
    """The next amount of the message."""

    @property
    def text(self) -> str:
        """The whole message."""
        return self.words.text

    @cached_property
    def before(self) -> str:
        """From the amount before to this one."""
        return self.text[max(self.left, self.amount.start - _REACH) : self.amount.start]

    @cached_property
    def after(self) -> str:
        """From this amount to the next."""
        return self.text[self.amount.end : min(self.right, self.amount.end + _REACH)]

    @cached_property
    def lead(self) -> str:
        """The phrase before the amount, other amounts included."""
        return self.lead_of(self.amount.start)

    @property
    def is_first(self) -> bool:
        """True when no amount stands before it in the phrase."""
        return self.left == self.phrase.start

    @cached_property
    def named(self) -> list[Cue]:
        """Words for facts before the amount."""
        return self.words.between(max(self.left, self.amount.start - _REACH), self.amount.start)

    def period_in(self, text: str) -> Period | None:
        """The period that ``text`` names last."""
        return period_at(text, self.words.this_year)

    def lead_of(self, place: int) -> str:
        """The phrase before ``place``, as far as it matters."""
        return self.text[max(self.phrase.start, place - _REACH) : place]

    def touches(self, cue: Cue) -> bool:
        """True when only filler stands between a word and the amount behind it."""
        return is_filler(self.text[cue.end : self.amount.start])


@dataclass
class Said:
    """What the message spoke of last; ``announced`` when it was named without an amount."""

    topic: str | None = None
    announced: bool = False
    fact: str | None = None
    """That of the amount before."""
    end: int = 0
    """Where the amount before ends; 0 when there was none."""
    period: str | None = None
    """That of the amount before."""

    def announce(self, topic: str) -> None:
        """``topic`` is named, its amount may follow."""
        self.topic, self.announced = topic, True
