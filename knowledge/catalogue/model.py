"""The catalogue record, the institution and the glossary term: fields, vocabularies, validation.

Amounts are 万元 (CNY 10k), rates and ratios are percent, terms are months.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, model_validator

from knowledge.catalogue.conditions import Condition, Leaf, check_item, leaves
from knowledge.catalogue.inputs import inputs
from knowledge.terms.vocabulary import (
    AVAILABILITY,
    BOARDS,
    CONFIDENCE,
    COSTS,
    FACTS,
    INDUSTRIES,
    KINDS,
    LEVELS,
    NEED_KINDS,
    PURPOSES,
    RATIO_BASES,
    RECOMMENDABLE,
    REGIONS,
    STAGES,
)

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_PERSONAL_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def _no_mobile_number(text: str) -> str:
    if _PERSONAL_PHONE.search(text):
        raise ValueError("出现手机号；只允许机构的公开电话")
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_no_mobile_number)]
Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=60)]
_KIND_NAMES = tuple(KINDS)
Kind = Literal[_KIND_NAMES]  # type: ignore[valid-type]
Board = Literal[BOARDS]  # type: ignore[valid-type]
Level = Literal[LEVELS]  # type: ignore[valid-type]
Region = Literal[REGIONS]  # type: ignore[valid-type]
Stage = Literal[STAGES]  # type: ignore[valid-type]
Industry = Literal[INDUSTRIES]  # type: ignore[valid-type]
NeedKind = Literal[NEED_KINDS]  # type: ignore[valid-type]
Purpose = Literal[PURPOSES]  # type: ignore[valid-type]
Cost = Literal[COSTS]  # type: ignore[valid-type]
RatioBase = Literal[RATIO_BASES]  # type: ignore[valid-type]
Availability = Literal[AVAILABILITY]  # type: ignore[valid-type]
Confidence = Literal[CONFIDENCE]  # type: ignore[valid-type]
InstitutionType = Literal["政府部门", "银行", "担保", "投资机构", "交易所", "知识产权", "平台", "中介", "保险", "热线"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Model):
    """Where a fact was read. ``url`` is the issuer's own page (founders see it); ``evidence_url`` a reprint, for staff."""

    title: Text
    issuer: Text
    doc_no: Text | None = None
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    url: HttpUrl | None = None
    evidence_url: HttpUrl | None = None


class Formula(_Model):
    """How a benefit is computed: ``expression`` over names of facts and inputs.yml (result in 万元), ``text`` for the founder.

    ``result`` says what the figure is; ``basis`` the year or edition that the rule is from, when it may be outdated.
    """

    expression: Text
    text: Text
    result: Text = "能拿到"
    basis: Text | None = None

    @model_validator(mode="after")
    def _names_are_known(self) -> Formula:
        if strange := [name for name in self.names() if name not in FACTS and name not in inputs()]:
            raise ValueError(f"expression 中的 {strange} 不在词表中；可用：{'、'.join([*FACTS, *inputs()])}")
        return self

    def names(self) -> tuple[str, ...]:
        """The facts and inputs that the expression needs, in order."""
        tree = ast.parse(self.expression, mode="eval")
        found = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id not in ("min", "max")]
        return tuple(dict.fromkeys(found))


class Benefit(_Model):
    """What a founder gets. ``amount_max_wan`` is the most one firm gets or borrows, ``cap_wan`` caps the formula.

    ``offsets``: the costs of a loan that this subsidy pays back; ``ratio_of``: what ``ratio_pct`` is a share of.
    """

    summary: Text
    amount_max_wan: float | None = Field(None, gt=0)
    rate_pct: float | None = Field(None, gt=0, le=36)
    ratio_pct: float | None = Field(None, gt=0, le=200)
    cap_wan: float | None = Field(None, gt=0)
    term_months_max: int | None = Field(None, gt=0, le=360)
    formula: Formula | None = None
    offsets: list[Cost] = []
    ratio_of: RatioBase | None = None

    @model_validator(mode="after")
    def _ratio_has_a_base_only_with_a_ratio(self) -> Benefit:
        if self.ratio_of and self.ratio_pct is None:
            raise ValueError(f"ratio_of 现为 '{self.ratio_of}'，但没有写 ratio_pct")
        return self


class Grant(_Model):
    """The fact that a firm holds once it has got this record: ``value`` is one entry of a list fact, or the value itself."""

    fact: str
    value: Any

    @model_validator(mode="after")
    def _value_in_vocabulary(self) -> Grant:
        if self.fact not in FACTS:
            raise ValueError(f"fact '{self.fact}' 不在词表中；可用：{'、'.join(FACTS)}")
        check_item(self.fact, self.value)
        return self


class Apply(_Model):
    """How to apply, in steps a founder can follow."""

    how: Text
    materials: list[Text] = []
    url: HttpUrl | None = None
    window: Text | None = None


class Faq(_Model):
    """A question that founders ask about this record, and its answer."""

    q: Text
    a: Text


class Conflict(_Model):
    """Another record's document says something else about the same thing: ``here`` this one's reading, ``there`` the other's."""

    record: Id
    about: Text
    here: Text
    there: Text


class Record(_Model):
    """One product, policy, subsidy or platform (DESIGN section 7)."""

    id: Id
    kind: Kind
    board: Board
    title: Text
    aliases: list[Text] = []
    provider: Text
    level: Level
    region: list[Region] = Field(min_length=1)
    stages: list[Stage] = Field(min_length=1)
    industries: list[Industry] = []
    needs: list[NeedKind] = []
    purposes: list[Purpose] = []
    benefit: Benefit
    conditions: Condition | None = None
    exclusive_with: list[Id] = []
    supersedes: list[Id] = []
    conflicts: list[Conflict] = []
    grants: Grant | None = None
    apply: Apply
    contact: Id
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    recheck_by: dt.date
    reviewed_on: dt.date
    owner: Text
    confidence: Confidence
    availability: Availability
    obligations: list[Text] = []
    faq: list[Faq] = []
    sources: list[Source] = Field(min_length=1)

    @model_validator(mode="after")
    def _dates_in_order(self) -> Record:
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValueError(f"valid_from {self.valid_from} 晚于 valid_until {self.valid_until}")
        if self.recheck_by <= self.reviewed_on:
            raise ValueError(f"recheck_by {self.recheck_by} 应晚于 reviewed_on {self.reviewed_on}")
        return self

    def in_force(self, today: dt.date) -> bool:
        """Whether ``today`` lies within the record's validity (open ends count as open)."""
        started = self.valid_from is None or self.valid_from <= today
        return started and (self.valid_until is None or today <= self.valid_until)

    def recommendable(self, today: dt.date) -> bool:
        """Whether the record may be recommended on ``today``: on offer and in force."""
        return self.availability in RECOMMENDABLE and self.in_force(today)

    def leaves(self) -> list[Leaf]:
        """Every condition leaf, in the order written; empty when the record states none."""
        return [] if self.conditions is None else list(leaves(self.conditions))

    def typed(self) -> bool:
        """Whether at least one decisive condition can be judged by the machine."""
        return any(leaf.fact and leaf.must for leaf in self.leaves())


class Institution(_Model):
    """A public desk: never a private person, never a number that no page shows."""

    id: Id
    name: Text
    aliases: list[Text] = []
    type: InstitutionType
    expertise: list[Text] = Field(min_length=1)
    needs: list[NeedKind] = []
    industries: list[Industry] = []
    stages: list[Stage] = []
    serves: Region
    phone: Text | None = None
    address: Text | None = None
    url: HttpUrl | None = None
    hours: Text | None = None
    note: Text | None = None
    sources: list[Source] = Field(min_length=1)
    confidence: Confidence
    reviewed_on: dt.date


class Term(_Model):
    """A term of the field, explained to a founder, with records as local examples."""

    id: Id
    term: Text
    aliases: list[Text] = []
    definition: Text
    example: Text | None = None
    records: list[Id] = []
    sources: list[Source] = []
