"""Where each figure of a reply comes from: a record, a desk, a term, the founder, a count, or arithmetic that is shown.

``unexplained`` returns the figures of a conversation that come from nowhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from simpleeval import simple_eval

from knowledge.advice.estimate import estimate
from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import Record
from knowledge.eligibility.profile import EnterpriseProfile, interval
from knowledge.eligibility.wording import number, yours
from knowledge.errors import EstimateImpossible
from knowledge.questions.bank import question_bank
from knowledge.terms.answers import parse_answer
from knowledge.terms.facts import extract_facts
from knowledge.terms.hypotheses import extract_hypotheses
from knowledge.terms.normalise import normalise
from knowledge.terms.quantities import quantities
from knowledge.terms.vocabulary import DERIVED, FACTS
from knowledge.tickets.model import KEPT_DAYS

ROOT = Path(__file__).parents[2]
TODAY = dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()
Figure = tuple[str, str]
"""(digits, unit): ("500", "万元"), ("2026-11-23", ""), ("0755-82975860", "")."""
Turn = tuple[str, list[dict[str, Any]]]
"""What the founder said and the messages that answered."""

_UNIT = r"(?:亿美元|万美元|亿港元|亿元|万元|万亿|亿|万|元|%|个百分点|个工作日|工作日|天|个月|月|年|人|件|家|项|条|只|期|倍|种)?"
_FIGURE = re.compile(rf"(\d[\d,]*(?:\.\d+)?(?:[-/:]\d+)+|\d[\d,]*(?:\.\d+)?)\s*({_UNIT})")
_POSITION = re.compile(r"^\s*\d+[.、]\s", re.MULTILINE)
_COUNTED = re.compile(r"(?:第|这|找到|共|另有|还有|先看|就这|：)\s*\d+\s*[到～]?\s*\d*\s*项")
_NO_CLAIM = re.compile(r"https?://\S+|\S*\*{2,}\S*|PS-\d+-\d+")
"""Addresses, masked contacts and ticket numbers: they say nothing about money, time or a desk."""
_SAME_UNIT = {"万": "万元", "个工作日": "工作日"}
_TOTALS = ("total", "count", "more", "first", "last", "gained", "nearer", "lost", "unstated")


@dataclass
class Told:
    """What the founder has said so far, as figures."""

    figures: set[Figure] = field(default_factory=set)
    values: dict[str, list[Any]] = field(default_factory=dict)

    def hear(self, text: str, pending: str | None, today: dt.date) -> None:
        """Take in one message; ``pending`` is the fact last asked for."""
        self.figures |= figures(text) | {_of_quantity(found) for found in quantities(normalise(text))}
        mentions = [*extract_facts(text, today=today), *extract_hypotheses(text, today=today)]
        if pending in FACTS and not text.startswith("/"):
            answer = parse_answer(text, pending, today=today)
            mentions += [answer] if answer else []
        for mention in mentions:
            self.note(mention.fact, mention.value, today)

    def note(self, fact: str, value: Any, today: dt.date) -> None:
        """Take in one fact, worded as the advisor would."""
        stated = tuple(value) if isinstance(value, list) else value
        self.values.setdefault(fact, []).append(stated)
        latest = {name: values[-1] for name, values in self.values.items()}
        for known in ({fact: stated}, latest):
            profile = EnterpriseProfile.model_validate(known)
            words = [yours(name, profile, today) for name in (*FACTS, *DERIVED)]
            self.figures |= figures(" ".join(word for word in words if word))


def unexplained(turns: Sequence[Turn], catalogue: Catalogue, today: dt.date = TODAY) -> list[tuple[str, str, Figure]]:
    """(what was said, the line, the figure) for every figure of ``turns`` that nothing accounts for."""
    told, pending, found = Told(), None, []
    for said, messages in turns:
        told.hear(said, pending, today)
        for message in messages:
            for fact, value in (message["custom"].get("profile") or message["custom"].get("facts") or {}).items():
                told.note(fact, value, today)
            text = _without_fixed_sentences(_POSITION.sub("", _NO_CLAIM.sub(" ", message["text"])))
            told.figures |= (
                _of_ticket(message["custom"])
                | _of_interest(message["custom"])
                | _of_plan(message["custom"], catalogue, told)
            )
            known = _known(message["custom"], catalogue) | told.figures | _gaps(message["custom"], catalogue, told)
            found += [(said, line, figure) for line, figure in _by_line(text, message["custom"]) if figure not in known]
        last = messages[-1]["custom"]
        pending = last.get("fact") if last["type"] == "question" else last.get("asks") or pending
    return found


def figures(text: str) -> set[Figure]:
    """Every figure of ``text``: dates, phone numbers and numbers with their unit."""
    return {_figure(*match.groups()) for match in _FIGURE.finditer(normalise(text))}


def _figure(digits: str, unit: str) -> Figure:
    plain = digits.replace(",", "")
    if re.fullmatch(r"\d+\.\d*0+", plain):
        plain = plain.rstrip("0").rstrip(".")
    if unit in ("亿元", "亿") and "-" not in plain:
        return number(float(plain) * 10_000), "万元"
    return plain, _SAME_UNIT.get(unit, unit)


def _by_line(text: str, custom: dict[str, Any]) -> Iterator[tuple[str, Figure]]:
    counts = _counts(custom)
    for line in text.splitlines():
        counted = [_figure(*match.groups()) for match in _FIGURE.finditer(" ".join(_COUNTED.findall(normalise(line))))]
        yield from ((line, figure) for figure in counted if int(float(figure[0])) not in counts)
        yield from ((line, figure) for figure in figures(_COUNTED.sub("", normalise(line))))


def _counts(custom: dict[str, Any]) -> set[int]:
    """Counts that a payload justifies: its totals, the lengths of its lists and the positions in them."""
    lists = [value for value in custom.values() if isinstance(value, list)]
    inner = [item for items in lists for item in items if isinstance(item, dict)]
    totals = {found[key] for found in (custom, *inner) for key in _TOTALS if isinstance(found.get(key), int)}
    lengths = {len(items) for items in lists}
    rest = {total - length for total in totals for length in lengths} | {custom.get("total", 0) - custom.get("last", 0)}
    return totals | lengths | rest | set(range(1, max(lengths, default=0) + 1))


def _known(custom: dict[str, Any], catalogue: Catalogue) -> set[Figure]:
    names = set(_strings(custom))
    known: set[Figure] = set()
    for record in catalogue.records.values():
        if record.id in names:
            known |= _of_record(record)
            known |= _of_text(catalogue.institutions[record.contact])
            known |= _arithmetic(record, custom)
    for desk in catalogue.institutions.values():
        known |= _of_text(desk) if desk.id in names or desk.type == "热线" else set()
    for term in catalogue.terms.values():
        known |= _of_text(term) if term.term in names else set()
    for question in catalogue.faq.values():
        known |= _of_text(question) if question.id in names else set()
    return known


def _of_ticket(custom: dict[str, Any]) -> set[Figure]:
    """The calendar of a ticket: today, by when it is accepted, how long a contact is kept."""
    known = figures(TODAY.isoformat()) | {(str(KEPT_DAYS), "天")}
    for ticket in [custom, *(item for item in custom.get("items") or [] if isinstance(item, dict))]:
        if ticket.get("accept_by"):
            due = dt.datetime.fromisoformat(ticket["accept_by"])
            known |= figures(f"{due.month}月{due.day}日{due.hour}点")
    return known


def _of_plan(custom: dict[str, Any], catalogue: Catalogue, told: Told) -> set[Figure]:
    """A plan's own step numbers and dates, and its sums, each recomputed."""
    if custom["type"] != "plan":
        return set()
    steps = [step for horizon in ("now", "next", "later") for step in custom[horizon]]
    known = {(str(place), "") for place in range(1, len(steps) + 1)} | figures(custom["expires_on"])
    profile = EnterpriseProfile.model_validate(custom["profile"])
    for name in set(_strings(custom)) & catalogue.records.keys():
        try:
            known.add((number(estimate(catalogue.records[name], profile).amount_wan), "万元"))
        except EstimateImpossible:
            continue
    known.add((str(len(custom["materials"])), ""))
    known |= {(str(len(step["opens"]) + step["opens_more"]), "项") for step in steps}
    principal = (custom.get("costs") or {}).get("principal_wan")
    return known | ({(number(principal / 100), "万元")} if principal else set())


def _of_interest(custom: dict[str, Any]) -> set[Figure]:
    """Yearly interest at a rate that the founder named, recomputed."""
    inputs = custom.get("inputs") or {}
    if custom["type"] != "estimate" or "rate_pct" not in inputs:
        return set()
    principal, rate = inputs["principal_wan"], inputs["rate_pct"]
    interest = f"{principal * rate / 100:.2f}".rstrip("0").rstrip(".")
    return {(number(principal), "万元"), (number(principal), ""), (number(rate), "%"), (interest, "万元")}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _of_text(item: Any) -> set[Figure]:
    return figures(" ".join(_strings(item.model_dump(mode="json"))))


def _of_record(record: Record) -> set[Figure]:
    benefit = record.benefit
    named = {(number(value), "万元") for value in (benefit.amount_max_wan, benefit.cap_wan) if value}
    named |= {(number(value), "%") for value in (benefit.rate_pct, benefit.ratio_pct) if value}
    if benefit.term_months_max:
        named |= {(str(benefit.term_months_max), "个月"), (number(benefit.term_months_max / 12), "年")}
    return named | _of_text(record)


def _arithmetic(record: Record, custom: dict[str, Any]) -> set[Figure]:
    """The result of the record's own formula, recomputed from the inputs that the payload shows."""
    formula = record.benefit.formula
    known: set[Figure] = set()
    for shown in [custom, *(item for item in custom.get("items") or [] if isinstance(item, dict))]:
        if formula is None or shown.get("id") != record.id or "inputs" not in shown:
            continue
        result = float(simple_eval(formula.expression, names=dict(shown["inputs"]), functions={"min": min, "max": max}))
        capped = min(result, record.benefit.cap_wan) if record.benefit.cap_wan is not None else result
        known |= {(number(value), "万元") for value in (result, capped)}
        known |= {(f"{capped:.2f}".rstrip("0").rstrip("."), "万元")}
    return known


def _gaps(custom: dict[str, Any], catalogue: Catalogue, told: Told) -> set[Figure]:
    """Differences between a record's numeric thresholds and what the founder told."""
    names, known = set(_strings(custom)), set()
    profile = EnterpriseProfile.model_validate({name: values[-1] for name, values in told.values.items()})
    for record in catalogue.records.values():
        if record.id not in names:
            continue
        for leaf in record.leaves():
            if leaf.fact in FACTS and isinstance(leaf.value, int | float) and not isinstance(leaf.value, bool):
                unit = FACTS[leaf.fact].unit.replace("%", "个百分点")
                held = [edge for value in told.values.get(leaf.fact, []) for edge in interval(value) or ()]
                known |= {(number(leaf.value - edge), unit) for edge in held if leaf.value > edge}
            elif leaf.fact in DERIVED and isinstance(leaf.value, int | float):
                known |= _derived_gaps(leaf.fact, leaf.value, profile)
    return known


def _derived_gaps(fact: str, threshold: float, profile: EnterpriseProfile) -> set[Figure]:
    held = profile.value(fact, TODAY) or ()
    unit = "个月" if fact == "age_months" else "件"
    return {(number(threshold - edge), unit) for edge in held} | {(number(threshold), unit)}


def _of_quantity(found: Any) -> Figure:
    unit = {"money": "万元", "years": "年", "months": "个月", "percent": "%"}.get(found.kind, "")
    return number(found.low), unit


@cache
def _fixed() -> tuple[tuple[str, ...], ...]:
    """The literal pieces, with a figure in them, of what is written down once: responses, templates, reasons to ask."""
    responses: Iterable[str] = (
        variant["text"]
        for path in sorted((ROOT / "bot" / "domain").glob("*.yml"))
        for variants in (_yaml(path).get("responses") or {}).values()
        for variant in variants
    )
    sentences = [tuple(piece for piece in re.split(r"\{\w+\}", text) if piece.strip()) for text in responses]
    templates = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions" / "templates").glob("*.j2"))
    sentences += [(piece,) for piece in re.split(r"\{%.*?%\}|\{\{.*?\}\}|\n", templates, flags=re.DOTALL)]
    sentences += [(spec.why,) for spec in question_bank().facts.values()]
    return tuple(found for found in sentences if re.search(r"\d", "".join(found)))


def _yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def _without_fixed_sentences(text: str) -> str:
    for pieces in _fixed():
        if all(piece in text for piece in pieces):
            for piece in pieces:
                text = text.replace(piece, " ")
    return text
