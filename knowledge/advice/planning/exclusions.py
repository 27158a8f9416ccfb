"""Of records that exclude each other, the combination worth most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from knowledge.advice.planning.model import LeftOut
from knowledge.advice.planning.worth import wan
from knowledge.catalogue.model import Record

Worth = tuple[float, float]
"""(money in 万元, fit): compared in that order, added up over a combination."""


def excludes(one: Record, other: Record) -> bool:
    """Whether either record says that the two do not go together."""
    return one.id in other.exclusive_with or other.id in one.exclusive_with


def best_combination(records: Sequence[Record], worth: Callable[[Record], Worth]) -> list[Record]:
    """The subset without a conflict whose summed worth is greatest; exact, and the same for any order of ``records``."""
    chosen = {record.id for group in _groups(records) for record in _best(group, worth)}
    return [record for record in records if record.id in chosen]


def left_out(
    records: Iterable[Record], chosen: Sequence[Record], money: Callable[[Record], float | None]
) -> tuple[LeftOut, ...]:
    """Why each of ``records`` that is not ``chosen`` gave way."""
    kept = {record.id for record in chosen}
    found = []
    for record in records:
        winners = [winner for winner in chosen if excludes(record, winner)]
        if record.id not in kept and winners:
            found.append(
                LeftOut(record.id, record.title, tuple(w.id for w in winners), _because(record, winners, money))
            )
    return tuple(found)


def _because(record: Record, winners: list[Record], money: Callable[[Record], float | None]) -> str:
    names = "、".join(f"【{winner.title}】" for winner in winners)
    sums = [money(winner) for winner in winners]
    own = money(record)
    if own is not None and all(value is not None for value in sums):
        total = sum(value for value in sums if value is not None)
        verdict = "选多的" if total > own else "一样多，选更符合您条件的"
        return f"和{names}不能同时享受：按您的情况，前者约{wan(total)}万元，这一项约{wan(own)}万元，{verdict}"
    if not record.benefit.offsets and record.kind != "subsidy" and record.kind != "tax":
        return f"和{names}是同一类，办一个就行，先走更合适的"
    return f"和{names}不能同时享受；金额没有都公开，先按更符合您条件的选，办理时再比一次"


def _groups(records: Sequence[Record]) -> list[list[Record]]:
    """Connected parts of the conflict graph."""
    groups: list[list[Record]] = []
    for record in sorted(records, key=lambda item: item.id):
        touching = [group for group in groups if any(excludes(record, member) for member in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([record, *(member for group in touching for member in group)])
    return groups


def _best(group: list[Record], worth: Callable[[Record], Worth]) -> list[Record]:
    if len(group) < 2:
        return group
    busiest = max(group, key=lambda item: (sum(excludes(item, other) for other in group if other != item), item.id))
    rest = [item for item in group if item != busiest]
    friends = [item for item in rest if not excludes(busiest, item)]
    if len(friends) == len(rest):
        return group
    with_it, without = [busiest, *_best(friends, worth)], _best(rest, worth)
    return max(
        with_it, without, key=lambda part: (_total(part, worth), sorted((item.id for item in part), reverse=True))
    )


def _total(part: list[Record], worth: Callable[[Record], Worth]) -> Worth:
    values = [worth(item) for item in part]
    return (round(sum(value[0] for value in values), 6), round(sum(value[1] for value in values), 6))
