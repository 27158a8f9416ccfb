"""Everything in the catalogue that somebody should look at, entry by entry."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.catalogue.checks import names_claimed_twice
from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import CommonQuestion, Institution, Record, Term
from knowledge.catalogue.precedence import replacements
from knowledge.quality.kinds import FINDING_KINDS, Limits, Severity
from knowledge.terms.vocabulary import AVAILABILITY_LABELS, RECOMMENDABLE

_WITHOUT_AMOUNT = ("platform", "policy", "certification", "equity-market", "tax", "bond", "equity-fund")
_WITHOUT_MATERIALS = ("platform", "policy", "equity-fund", "equity-market")
_SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")


@dataclass(frozen=True)
class Finding:
    """One thing to look at.

    ``item_kind``: records | institutions | glossary | faq; ``owner``: '' where the entry has none; ``what``: a Chinese
    sentence; ``date``: the day since or until which it holds, None where there is no such day.
    """

    kind: str
    item_kind: str
    id: str
    title: str
    owner: str
    what: str
    severity: Severity
    date: dt.date | None = None


def findings(catalogue: Catalogue, today: dt.date, limits: Limits | None = None) -> list[Finding]:
    """What to look at on ``today``, most pressing first, then in the order of `FINDING_KINDS`, then by date and id."""
    found = list(_Search(catalogue, today, limits or Limits()).all())
    kinds = list(FINDING_KINDS)
    return sorted(
        found,
        key=lambda one: (
            _SEVERITIES.index(one.severity),
            kinds.index(one.kind),
            one.date or dt.date.max,
            one.item_kind,
            one.id,
        ),
    )


class _Search:
    def __init__(self, catalogue: Catalogue, today: dt.date, limits: Limits) -> None:
        self._catalogue = catalogue
        self._today = today
        self._limits = limits
        self._replaced = replacements(catalogue.records, today)

    def all(self) -> Iterator[Finding]:
        for record in self._catalogue.records.values():
            yield from self._of_record(record)
        for institution in self._catalogue.institutions.values():
            yield from self._age(institution, institution.name, True)
            yield from self._confidence(institution, institution.name, True)
        for question in self._catalogue.faq.values():
            yield from self._of_question(question)
        for term in self._catalogue.terms.values():
            yield from self._references(term, term.term, {"相关记录": term.records})
        yield from self._desks()
        yield from self._names()

    def _of_record(self, record: Record) -> Iterator[Finding]:
        offered = record.availability in RECOMMENDABLE and record.id not in self._replaced
        told = offered and record.in_force(self._today)
        if offered:
            yield from self._ending(record, record.title, AVAILABILITY_LABELS[record.availability])
        if record.availability != "closed":
            yield from self._recheck(record, record.title, told)
            yield from self._age(record, record.title, told)
            yield from self._confidence(record, record.title, told)
            yield from self._sources(record, told)
        named = {"不能同时享受": record.exclusive_with, "与别的文件不一致": [one.record for one in record.conflicts]}
        if told:
            yield from self._references(record, record.title, named)
            yield from self._gaps(record)

    def _of_question(self, question: CommonQuestion) -> Iterator[Finding]:
        yield from self._ending(question, question.question, "在用")
        if question.valid_until and question.valid_until < self._today:
            return
        yield from self._recheck(question, question.question, True)
        yield from self._age(question, question.question, True)
        yield from self._confidence(question, question.question, True)
        yield from self._references(question, question.question, {"相关记录": question.records})

    def _ending(self, item: Record | CommonQuestion, title: str, state: str) -> Iterator[Finding]:
        if item.valid_until is None:
            return
        left = (item.valid_until - self._today).days
        on = f"失效日期是{item.valid_until}"
        if left < 0 and isinstance(item, Record):
            yield self._new(
                "ended", item, title, f"{on}，已过{-left}天，办理状态还是“{state}”", "high", item.valid_until
            )
        elif 0 <= left <= self._limits.ending_soon:
            yield self._new("ending-soon", item, title, f"{on}，还有{left}天", "high", item.valid_until)
        elif 0 <= left <= self._limits.ending_later:
            yield self._new("ending-later", item, title, f"{on}，还有{left}天", "medium", item.valid_until)

    def _recheck(self, item: Record | CommonQuestion, title: str, told: bool) -> Iterator[Finding]:
        left = (item.recheck_by - self._today).days
        if left < 0:
            what = f"应在{item.recheck_by}前复核，已过{-left}天"
            yield self._new("recheck-past", item, title, what, "high" if told else "low", item.recheck_by)
        elif left <= self._limits.recheck_soon:
            what = f"应在{item.recheck_by}前复核，还有{left}天"
            yield self._new("recheck-soon", item, title, what, "medium" if told else "low", item.recheck_by)

    def _age(self, item: Record | Institution | CommonQuestion, title: str, told: bool) -> Iterator[Finding]:
        age = (self._today - item.reviewed_on).days
        if age > self._limits.review_age:
            what = f"最近复核是{item.reviewed_on}，{age}天以前"
            yield self._new("unreviewed", item, title, what, "medium" if told else "low", item.reviewed_on)

    def _confidence(self, item: Record | Institution | CommonQuestion, title: str, told: bool) -> Iterator[Finding]:
        if item.confidence == "low":
            issuers = "、".join(dict.fromkeys(source.issuer for source in item.sources))
            yield self._new("low-confidence", item, title, f"依据是{issuers}的资料", "medium" if told else "low")

    def _sources(self, record: Record, told: bool) -> Iterator[Finding]:
        if any(source.url for source in record.sources):
            return
        reprints = sum(source.evidence_url is not None for source in record.sources)
        what = f"只有转载网址（{reprints}个）" if reprints else "来源都没有网址"
        yield self._new("no-source", record, record.title, what, "medium" if told and not reprints else "low")

    def _gaps(self, record: Record) -> Iterator[Finding]:
        benefit = record.benefit
        age = (self._today - record.reviewed_on).days
        if record.availability == "unverified" and age > self._limits.unverified_age:
            what = f"标着“待核实”，上次核对是{age}天以前"
            yield self._new("unverified-long", record, record.title, what, "medium", record.reviewed_on)
        if not record.typed():
            what = f"{len(record.leaves())}条条件都要人工核实" if record.leaves() else "没有写申请条件"
            yield self._new("no-condition", record, record.title, what, "medium")
        amounts = (benefit.amount_max_wan, benefit.cap_wan, benefit.ratio_pct, benefit.rate_pct, benefit.formula)
        if record.kind not in _WITHOUT_AMOUNT and not any(amounts):
            yield self._new("no-amount", record, record.title, "额度、比例、利率都空着", "medium")
        if record.kind not in _WITHOUT_MATERIALS and not record.apply.materials:
            yield self._new("no-materials", record, record.title, "申请材料空着", "low")
        if not record.similar_questions:
            yield self._new("no-similar", record, record.title, "相似问法空着", "low")

    def _references(
        self, item: Record | Term | CommonQuestion, title: str, named: dict[str, list[str]]
    ) -> Iterator[Finding]:
        for label, ids in named.items():
            for other in ids:
                if trouble := self._trouble(other):
                    severity: Severity = "low" if isinstance(item, Record) else "medium"
                    yield self._new("broken-reference", item, title, f"“{label}”提到的{trouble}", severity)

    def _trouble(self, record_id: str) -> str:
        """What is wrong with naming that record; '' when nothing is."""
        record = self._catalogue.records.get(record_id)
        if record is None:
            return f" {record_id} 找不到"
        if later := self._replaced.get(record_id):
            return f"《{record.title}》已被《{later.title}》替代"
        if record.availability == "closed":
            return f"《{record.title}》已结束"
        if record.valid_until and record.valid_until < self._today:
            return f"《{record.title}》已于{record.valid_until}到期"
        return ""

    def _desks(self) -> Iterator[Finding]:
        naming: dict[str, list[Record]] = defaultdict(list)
        for record in self._catalogue.records.values():
            naming[record.contact].append(record)
        for desk, records in naming.items():
            told = [record for record in records if record.recommendable(self._today)]
            institution = self._catalogue.institutions.get(desk)
            if institution is None:
                for record in records:
                    what = f"“联系机构”{desk} 找不到"
                    yield self._new("broken-reference", record, record.title, what, "high" if told else "low")
            elif told and not institution.phone and not institution.url:
                owner = Counter(record.owner for record in told).most_common(1)[0][0]
                what = f"没有电话和网址；{len(told)}条推荐给企业的记录让人找它"
                yield Finding("desk-unreachable", "institutions", desk, institution.name, owner, what, "high")

    def _names(self) -> Iterator[Finding]:
        for name, ids in names_claimed_twice(self._catalogue.records, "title").items():
            for one in ids:
                record = self._catalogue.records[one]
                others = "、".join(f"《{self._catalogue.records[other].title}》" for other in ids if other != one)
                yield self._new("name-twice", record, record.title, f"“{name}”也指{others}", "medium")
        for name, ids in names_claimed_twice(self._catalogue.institutions, "name").items():
            for one in ids:
                institution = self._catalogue.institutions[one]
                others = "、".join(self._catalogue.institutions[other].name for other in ids if other != one)
                yield self._new("name-twice", institution, institution.name, f"“{name}”也指{others}", "medium")

    @staticmethod
    def _new(
        kind: str,
        item: Record | Institution | Term | CommonQuestion,
        title: str,
        what: str,
        severity: Severity,
        date: dt.date | None = None,
    ) -> Finding:
        return Finding(kind, _item_kind(item), item.id, title, getattr(item, "owner", ""), what, severity, date)


def _item_kind(item: Record | Institution | Term | CommonQuestion) -> str:
    kinds = {Record: "records", Institution: "institutions", Term: "glossary", CommonQuestion: "faq"}
    return kinds[type(item)]
