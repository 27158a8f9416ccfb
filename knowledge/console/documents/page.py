"""The page on which a person confirms each value: the text in pieces on one side, the fields on the other."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from pydantic import TypeAdapter, ValidationError

from knowledge.catalogue.conditions import Condition, Leaf, leaves
from knowledge.catalogue.sentences import comparison
from knowledge.catalogue.values import read_value, value_text
from knowledge.console.documents.fields import GROUPS, PATHS, Field, field_at, read_texts, shown, texts_of
from knowledge.drafting.candidates import Candidate
from knowledge.drafting.document import Document
from knowledge.drafting.proposal import Draft

TAKE, DROP, OPEN = "take", "drop", ""
SURE = {"high": "把握较大", "medium": "请核对", "low": "把握不大"}
MOST_CONDITIONS = 100
_MOST_CHOICES = 4
_CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph and the keys of the proposals that were read from it."""

    text: str
    keys: str


@dataclass(frozen=True)
class Choice:
    """One proposed value: ``texts`` go into the field, ``words`` are shown, ``quotes`` are the passages."""

    key: str
    texts: str
    words: str
    sure: str
    note: str
    quotes: tuple[str, ...]


@dataclass
class Row:
    """One field of the page: its proposals, what is chosen, what is wrong."""

    field: Field
    choices: list[Choice]
    state: str
    texts: list[str]
    options: tuple[tuple[str, str], ...]
    error: str = ""

    @property
    def first(self) -> Choice | None:
        """The surest proposal."""
        return self.choices[0] if self.choices else None

    @property
    def text(self) -> str:
        """The value of a field that holds one text."""
        return self.texts[0] if self.texts else ""


@dataclass
class ConditionRow:
    """One condition of the page; ``leaves`` are those of an any-of, one of a plain condition."""

    number: int
    tree: dict[str, Any]
    leaves: list[LeafRow]
    state: str
    quote: str
    sure: str
    note: str
    error: str = ""

    @property
    def name(self) -> str:
        """Its name in the form."""
        return f"condition.{self.number}"

    @property
    def key(self) -> str:
        """Its key in the text."""
        return f"{self.name}:0"


@dataclass
class LeafRow:
    """One comparison: ``words`` in front of the value, ``value`` as text; ``typed`` whether the machine judges it."""

    text: str
    words: str
    value: str
    typed: bool
    unit: str


@dataclass
class Confirmed:
    """What a person took over: values by path, condition trees, the evidence of each, and how many errors there are."""

    values: dict[str, Any] = field(default_factory=dict)
    conditions: list[dict[str, Any]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    errors: int = 0


def pieces(document: Document, draft: Draft) -> list[list[Piece]]:
    """Each paragraph in pieces; together they are its text."""
    spans: dict[int, list[tuple[int, int, str]]] = {}
    for key, candidate in _keyed(draft):
        for passage in candidate.passages:
            spans.setdefault(passage.paragraph, []).append((passage.start, passage.end, key))
    return [_cut(paragraph.text, spans.get(number, [])) for number, paragraph in enumerate(document.paragraphs)]


def _keyed(draft: Draft) -> Iterable[tuple[str, Candidate]]:
    for path in PATHS:
        for number, candidate in enumerate(draft.fields.get(path, ())[:_MOST_CHOICES]):
            yield f"{path}:{number}", candidate
    for number, candidate in enumerate(draft.conditions[:MOST_CONDITIONS]):
        yield f"condition.{number}:0", candidate


def _cut(text: str, spans: list[tuple[int, int, str]]) -> list[Piece]:
    edges = sorted(
        {0, len(text), *(edge for start, end, _ in spans for edge in (start, end) if 0 <= edge <= len(text))}
    )
    return [
        Piece(text[left:right], " ".join(key for start, end, key in spans if start <= left and right <= end))
        for left, right in itertools.pairwise(edges)
    ]


def rows(
    document: Document,
    draft: Draft,
    extra: Mapping[str, list[Candidate]],
    names: Mapping[str, Mapping[str, str]],
    posted: QueryDict | None,
) -> list[tuple[str, list[Row]]]:
    """The fields in groups; ``extra`` are proposals that the document does not hold, ``names`` of entries by kind and id."""
    return [
        (label, [_row(document, path, draft.fields.get(path) or extra.get(path, []), names, posted) for path in paths])
        for label, paths in GROUPS
    ]


def _row(
    document: Document,
    path: str,
    candidates: list[Candidate],
    names: Mapping[str, Mapping[str, str]],
    posted: QueryDict | None,
) -> Row:
    spec = field_at(path)
    known = dict(names.get(spec.points_at, {}))
    choices = [
        Choice(
            f"{path}:{number}",
            json.dumps(texts_of(path, candidate.value), ensure_ascii=False),
            shown(path, candidate.value, known),
            SURE[candidate.confidence],
            candidate.note,
            tuple(passage.words(document) for passage in candidate.passages),
        )
        for number, candidate in enumerate(candidates[:_MOST_CHOICES])
    ]
    if posted is None:
        state, texts = OPEN, texts_of(path, candidates[0].value) if candidates else []
    else:
        state, texts = posted.get(f"state:{path}", OPEN), posted.getlist(f"value:{path}")
    return Row(spec, choices, state, texts, _options(spec, candidates, known))


def _options(spec: Field, candidates: list[Candidate], known: dict[str, str]) -> tuple[tuple[str, str], ...]:
    if spec.points_at == "institutions":
        return tuple(known.items())
    if spec.points_at:
        ids = dict.fromkeys(id for candidate in candidates for id in candidate.value)
        return tuple((id, known.get(id, id)) for id in ids)
    return spec.choices


def condition_rows(document: Document, draft: Draft, posted: QueryDict | None) -> list[ConditionRow]:
    """The proposed conditions, as posted where they were."""
    found = []
    for number, candidate in enumerate(draft.conditions[:MOST_CONDITIONS]):
        quote = "；".join(passage.words(document) for passage in candidate.passages)
        some = [_leaf_row(leaf) for leaf in leaves(_CONDITION.validate_python(candidate.value))]
        row = ConditionRow(number, candidate.value, some, OPEN, quote, SURE[candidate.confidence], candidate.note)
        if posted is not None:
            row.state = posted.get(f"state:condition.{number}", OPEN)
            for place, leaf in enumerate(row.leaves):
                name = f"condition.{number}.{place}"
                leaf.text = posted.get(f"text:{name}", leaf.text)
                leaf.value = posted.get(f"value:{name}", leaf.value)
                leaf.typed = bool(leaf.words) and f"typed:{name}" in posted
        found.append(row)
    return found


def _leaf_row(leaf: Leaf) -> LeafRow:
    if not leaf.fact:
        return LeafRow(leaf.text, "", "", False, "")
    value = value_text(leaf.value)
    words = comparison(leaf)
    place = words.rfind(value)
    before, behind = (words[:place], words[place + len(value) :]) if place >= 0 else (words, "")
    return LeafRow(leaf.text, before, value, True, behind)


def confirmed(groups: list[tuple[str, list[Row]]], conditions: list[ConditionRow]) -> Confirmed:
    """What the page's rows take over; an error is written on its row."""
    taken = Confirmed()
    for _, some in groups:
        for row in some:
            _confirm(row, taken)
    for condition in conditions:
        if condition.state != TAKE:
            continue
        try:
            tree = _tree(condition)
            _CONDITION.validate_python(tree)
        except ValidationError:
            condition.error = "这一条填得不对：条件要写2到120个字，值要在可选范围里"
            taken.errors += 1
            continue
        except ValueError as error:
            condition.error = str(error.args[0])
            taken.errors += 1
            continue
        taken.conditions.append(tree)
        words = "；".join(leaf.text for leaf in condition.leaves)
        taken.evidence.append({"label": "申请条件", "value": words, "passages": [condition.quote]})
    return taken


def _confirm(row: Row, taken: Confirmed) -> None:
    if row.state != TAKE:
        return
    try:
        value = read_texts(row.field.path, row.texts)
    except ValueError as error:
        row.error = str(error)
        taken.errors += 1
        return
    if value is None:
        row.error = "选了“采用”，但没有填内容"
        taken.errors += 1
        return
    taken.values[row.field.path] = value
    same = next((choice for choice in row.choices if json.loads(choice.texts) == row.texts), None)
    taken.evidence.append(
        {
            "label": row.field.label,
            "value": shown(row.field.path, value, dict(row.options)),
            "passages": list(same.quotes) if same else [],
        }
    )


def _tree(row: ConditionRow) -> dict[str, Any]:
    """The condition as the person left it.

    Raises ValueError with a Chinese message for a value that its fact cannot have.
    """
    originals = row.tree.get("any", [row.tree])
    changed = [_changed(original, leaf) for original, leaf in zip(originals, row.leaves, strict=True)]
    return {"any": changed} if "any" in row.tree else changed[0]


def _changed(original: Mapping[str, Any], leaf: LeafRow) -> dict[str, Any]:
    tree = {name: value for name, value in original.items() if name not in ("fact", "op", "value")}
    tree["text"] = leaf.text.strip()
    if leaf.typed:
        fact, op = original["fact"], original["op"]
        tree |= {"fact": fact, "op": op, "value": read_value(fact, op, leaf.value)}
    return tree
