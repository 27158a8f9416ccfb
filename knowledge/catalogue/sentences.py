"""Conditions read back in Chinese, so that whoever built them sees what the machine will judge."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.catalogue.conditions import OP_LABELS, All, Any_, Leaf, Not, fact_type, fact_unit
from knowledge.catalogue.values import value_text
from knowledge.terms.vocabulary import fact_label

_MONTH_OPS = {"ge": "不早于", "le": "不晚于", "gt": "晚于", "lt": "早于"}
_HEADS = {"all": "下面每一项都要满足：", "any": "下面任意一项满足就行：", "not": "下面这一项不能出现："}
_INDENT = "　"


def sentence(node: All | Any_ | Not | Leaf | None) -> str:
    """The whole condition, one line a step, groups indented; says so when there is none."""
    return "没有填写申请条件。" if node is None else "\n".join(_lines(node, 0))


def leaf_sentence(leaf: Leaf) -> str:
    """What one condition asks, and what the machine compares."""
    judged = f"机器判断：{comparison(leaf)}" if leaf.fact else "只能人工核实"
    notes = [judged]
    if not leaf.must:
        notes.append("优先条件，不影响能不能申请")
    if leaf.rare:
        notes.append("很少企业满足")
    if leaf.valid_from:
        notes.append(f"{leaf.valid_from}起")
    if leaf.valid_until:
        notes.append(f"{leaf.valid_until}止")
    return f"{leaf.text}（{'；'.join(notes)}）"


def comparison(leaf: Leaf) -> str:
    """Fact, operator and value of a typed leaf in words, e.g. 发明专利不少于1件."""
    assert leaf.fact and leaf.op
    words = _MONTH_OPS if fact_type(leaf.fact) == "month" else OP_LABELS
    value = value_text(leaf.value)
    if fact_type(leaf.fact) == "flag":
        holds = leaf.value == (leaf.op == "eq")
        return f"{fact_label(leaf.fact)}：{'是' if holds else '否'}"
    if isinstance(leaf.value, list):
        return f"{fact_label(leaf.fact)}{OP_LABELS[leaf.op]}：{value}"
    return f"{fact_label(leaf.fact)}{words.get(leaf.op, OP_LABELS[leaf.op])}{value}{fact_unit(leaf.fact)}"


def _lines(node: All | Any_ | Not | Leaf, depth: int) -> Iterator[str]:
    indent = _INDENT * depth
    if isinstance(node, Leaf):
        yield f"{indent}· {leaf_sentence(node)}"
        return
    if isinstance(node, Not):
        yield indent + _HEADS["not"]
        yield from _lines(node.not_, depth + 1)
        return
    yield indent + _HEADS["all" if isinstance(node, All) else "any"]
    for child in node.all if isinstance(node, All) else node.any:
        yield from _lines(child, depth + 1)
