"""Items of every kind, made up by hypothesis from the columns that the sheets have."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from knowledge.catalogue.conditions import LIST_OPS, Leaf, allowed_ops, fact_type
from knowledge.catalogue.load import FOLDERS, Catalogue
from knowledge.terms.vocabulary import DERIVED, FACTS
from knowledge.workbook.columns import CONDITIONS, MAIN, Column, Sheet, parts_of
from knowledge.workbook.words import tidied, tidy

RECORD_IDS = ("first-loan", "second-loan", "third-loan")
DESK_IDS = ("one-desk", "other-desk")
_NASTY = "=+-@\t\n、，；;,\\'\"<>&_x0041%（）() \u3000万ＡＢ１２😀"
_TRAPS = """=1+1 =HYPERLINK(0) +8613 -5 @SUM(1) \t=1 #N/A _x0041_ _x005F_x0041_ a\nb a\\nb 、 'quoted 1e5 007 2025-06 TRUE 是"""
_texts = st.text(st.characters(codec="utf-8") | st.sampled_from(_NASTY), min_size=1, max_size=12) | st.sampled_from(
    [*_TRAPS.split(" "), "abc-bank 名称"]
)
texts = _texts.filter(lambda text: len(tidy(text)) > 0)
_dates = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
_partial = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)).flatmap(
    lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"])
)
_urls = st.sampled_from(["https://www.szpsq.gov.cn/", "http://例子.中国/路径?q=1", "https://x.cn/a#=1+1"])
_expressions = st.sampled_from(["min(need_amount_wan * 0.02, 50)", "-revenue_wan + 3", "max(1, interest_paid_wan)"])
_LIMITS = {"amount_max_wan": 1e6, "cap_wan": 1e6, "rate_pct": 36.0, "ratio_pct": 200.0}


def numbers(top: float) -> st.SearchStrategy[float]:
    return st.floats(0, top, exclude_min=True, allow_nan=False, allow_subnormal=False) | st.integers(1, int(top))


def of_column(column: Column, record_ids: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Values that the field of a column may have."""
    last = column.path[-1]
    if last == "expression":
        return _expressions
    ids = st.sampled_from(record_ids if column.refers_to == "records" else DESK_IDS)
    return {
        "text": texts,
        "texts": st.lists(texts, min_size=1, max_size=3),
        "choice": st.sampled_from(sorted(column.choices)),
        "choices": st.lists(st.sampled_from(sorted(column.choices)), min_size=1, max_size=3),
        "reference": ids,
        "references": st.lists(ids, min_size=1, max_size=2),
        "date": _dates,
        "partial_date": _partial,
        "number": numbers(_LIMITS.get(last, 100)),
        "whole": st.integers(1, 360),
        "flag": st.booleans(),
        "url": _urls,
    }[column.form]


def values_of(fact: str) -> st.SearchStrategy[Any]:
    """One value of a fact."""
    known = FACTS.get(fact)
    if known and known.choices:
        return st.sampled_from(known.choices)
    return {
        "flag": st.booleans(),
        "month": _partial.map(lambda date: date[:7]),
        "text": texts,
    }.get(fact_type(fact), st.floats(-1e9, 1e9, allow_nan=False) | st.integers(0, 10**9))


@st.composite
def leaf(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {"text": draw(texts.filter(lambda text: len(tidy(text)) > 1))}
    if draw(st.booleans()):
        fact = draw(st.sampled_from(sorted([*FACTS, *DERIVED])))
        op = draw(st.sampled_from(allowed_ops(fact)))
        several = op in ("in", "not_in", *LIST_OPS)
        value = draw(st.lists(values_of(fact), min_size=1, max_size=3) if several else values_of(fact))
        made |= {"fact": fact, "op": op, "value": value}
    else:
        made["rare"] = draw(st.booleans())
    made["must"] = draw(st.booleans())
    for column in CONDITIONS.columns:
        if column.path[0] in ("clause", "valid_from", "valid_until") and draw(st.booleans()):
            made[column.path[0]] = draw(of_column(column, RECORD_IDS))
    Leaf.model_validate(made)
    return made


conditions = st.recursive(
    leaf(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda children: {"all": children})
        | st.lists(inner, min_size=1, max_size=3).map(lambda children: {"any": children})
        | inner.map(lambda child: {"not": child})
    ),
    max_leaves=6,
)


@st.composite
def item(draw: st.DrawFn, kind: str, id_: str) -> Any:
    """A valid item with that id; every optional field is there or not."""
    others = tuple(other for other in RECORD_IDS if other != id_)
    raw: dict[str, Any] = {"id": id_}
    for column in MAIN[kind].columns:
        of_group = column.path[:2] == ("benefit", "formula") or column.path[0] == "grants"
        if column.path != ("id",) and not of_group and (column.required or draw(st.booleans())):
            inside = raw if len(column.path) == 1 else raw.setdefault(column.path[0], {})
            inside[column.path[-1]] = draw(of_column(column, others))
    for part in parts_of(kind):
        raw[part.part] = draw(st.none() | conditions if part is CONDITIONS else rows_of_part(part, others))
    if kind == "records":
        draw(_record_extras(raw))
    if "valid_from" in raw and "valid_until" in raw:
        raw["valid_from"], raw["valid_until"] = sorted((raw["valid_from"], raw["valid_until"]))
    if "recheck_by" in raw:
        raw["recheck_by"] = max(raw["recheck_by"], raw["reviewed_on"] + dt.timedelta(days=1))
    return FOLDERS[kind].model_validate(raw)


def rows_of_part(part: Sheet, others: tuple[str, ...]) -> st.SearchStrategy[list[dict[str, Any]]]:
    own = [column for column in part.columns if part.model and column.path[0] in part.model.model_fields]
    row = st.fixed_dictionaries(
        {column.path[0]: of_column(column, others) for column in own if column.required},
        optional={column.path[0]: of_column(column, others) for column in own if not column.required},
    )
    return st.lists(row, min_size=1, max_size=2)


@st.composite
def _record_extras(draw: st.DrawFn, raw: dict[str, Any]) -> None:
    """A formula and a grant, or not; a base of the ratio only with a ratio."""
    if draw(st.booleans()):
        raw["benefit"]["formula"] = {"expression": draw(_expressions), "text": draw(texts), "result": draw(texts)}
        if draw(st.booleans()):
            raw["benefit"]["formula"]["basis"] = draw(texts)
    if draw(st.booleans()):
        fact = draw(st.sampled_from([name for name in FACTS if FACTS[name].type != "text"]))
        raw["grants"] = {"fact": fact, "value": draw(values_of(fact))}
    if raw["benefit"].get("ratio_pct") is None:
        raw["benefit"].pop("ratio_of", None)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """A catalogue in which everything referred to is there."""
    made = {
        kind: {id_: draw(item(kind, id_)) for id_ in ids}
        for kind, ids in {
            "records": RECORD_IDS,
            "institutions": DESK_IDS,
            "glossary": ("a-term",),
            "faq": ("a-question",),
        }.items()
    }
    return Catalogue(made["records"], made["institutions"], made["glossary"], made["faq"])


def said(catalogue: Catalogue) -> Any:
    """What a catalogue says, as cells can hold it."""
    kinds = (catalogue.records, catalogue.institutions, catalogue.terms, catalogue.faq)
    return [{id_: tidied(one) for id_, one in items.items()} for items in kinds]
