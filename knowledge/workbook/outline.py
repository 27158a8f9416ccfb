"""The tree of conditions as rows with a level, and back; and as lines for reading.

Rows of level 1 must all hold. A row with a relation stands for a group: the rows below it that are one level deeper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.catalogue.conditions import All, Any_, Leaf, Not
from knowledge.catalogue.sentences import comparison
from knowledge.workbook.columns import RELATIONS

Tree = All | Any_ | Not | Leaf
DEEPEST = 20


@dataclass(frozen=True)
class Line:
    """One row: a group of ``relation`` all, any or not, or a leaf; ``leaf`` None with no group is a row that was wrong."""

    level: int
    relation: str = ""
    leaf: Leaf | None = None

    @property
    def opens_group(self) -> bool:
        """Whether deeper rows belong to it."""
        return self.relation in ("all", "any", "not")


@dataclass(frozen=True)
class Misplaced:
    """A line, by index, that the outline has no place for; ``field`` is the column to put right."""

    index: int
    field: str
    message: str


@dataclass
class _Branch:
    index: int
    line: Line
    children: list[_Branch] = field(default_factory=list)


def flatten(tree: Tree) -> list[Line]:
    """The rows of a tree. The outermost 都要 needs no row of its own where nothing is lost by leaving it out."""
    if isinstance(tree, All) and (len(tree.all) > 1 or isinstance(tree.all[0], Leaf)):
        return [line for child in tree.all for line in _lines(child, 1)]
    if isinstance(tree, Leaf):
        return [Line(1, "leaf", tree)]
    return list(_lines(tree, 1))


def _lines(tree: Tree, level: int) -> Iterator[Line]:
    if isinstance(tree, Leaf):
        yield Line(level, leaf=tree)
        return
    relation, children = _children(tree)
    yield Line(level, relation)
    for child in children:
        yield from _lines(child, level + 1)


def _children(tree: All | Any_ | Not) -> tuple[str, list[Tree]]:
    if isinstance(tree, All):
        return "all", list(tree.all)
    return ("any", list(tree.any)) if isinstance(tree, Any_) else ("not", [tree.not_])


def build(lines: Sequence[Line]) -> tuple[Tree | None, list[Misplaced]]:
    """The tree that the rows describe, or None and every row that is out of place (or whose leaf was wrong)."""
    roots: list[_Branch] = []
    problems: list[Misplaced] = []
    open_groups: list[_Branch] = []
    for index, line in enumerate(lines):
        if not 1 <= line.level <= min(len(open_groups) + 1, DEEPEST):
            problems.append(Misplaced(index, "level", _no_such_level(line.level, len(open_groups))))
            continue
        open_groups = open_groups[: line.level - 1]
        branch = _Branch(index, line)
        (open_groups[-1].children if open_groups else roots).append(branch)
        if line.opens_group:
            open_groups.append(branch)
    problems += [problem for branch in roots for problem in _wrong_groups(branch)]
    if problems or not roots or any(not line.opens_group and line.leaf is None for line in lines):
        return None, sorted(problems, key=lambda problem: problem.index)
    if len(roots) == 1 and (roots[0].line.opens_group or roots[0].line.relation == "leaf"):
        return _tree(roots[0]), []
    return All(all=[_tree(branch) for branch in roots]), []


def _no_such_level(level: int, open_groups: int) -> str:
    if level < 1:
        return f"现为 {level}；应从 1 开始"
    if level > DEEPEST:
        return f"现为 {level}；最多 {DEEPEST} 层"
    return f"现为 {level}，但上面没有层级 {level - 1} 的“以下……”行可以归进去；这里最大是 {open_groups + 1}"


def _wrong_groups(branch: _Branch) -> Iterator[Misplaced]:
    if branch.line.opens_group:
        name, deeper = RELATIONS[branch.line.relation], branch.line.level + 1
        if not branch.children:
            yield Misplaced(branch.index, "relation", f"“{name}”下面没有层级 {deeper} 的行；请补上，或清空关系")
        elif branch.line.relation == "not" and len(branch.children) > 1:
            yield Misplaced(
                branch.index,
                "relation",
                f"“{name}”下面只能有一行层级 {deeper} 的；有几条请先加一行“以下任一”或“以下都要”",
            )
    for child in branch.children:
        yield from _wrong_groups(child)


def _tree(branch: _Branch) -> Tree:
    if branch.line.leaf:
        return branch.line.leaf
    children = [_tree(child) for child in branch.children]
    if branch.line.relation == "not":
        return Not.model_validate({"not": children[0]})
    return All(all=children) if branch.line.relation == "all" else Any_(any=children)


def spoken(tree: Tree) -> str:
    """The tree as indented lines that a person can read and compare."""
    return "\n".join(f"{'　' * (line.level - 1)}{_spoken_line(line)}" for line in flatten(tree))


def _spoken_line(line: Line) -> str:
    leaf = line.leaf
    if leaf is None:
        return f"{RELATIONS[line.relation]}："
    details = [leaf.clause or ""]
    if leaf.fact:
        details.insert(0, comparison(leaf))
    details += ["" if leaf.must else "优先条件", "很少企业满足" if leaf.rare else ""]
    details += [
        f"{leaf.valid_from}起" if leaf.valid_from else "",
        f"到{leaf.valid_until}止" if leaf.valid_until else "",
    ]
    said = "；".join(filter(None, details))
    return f"{leaf.text}（{said}）" if said else leaf.text
