"""The combination worth most, against trying every combination."""

from itertools import chain, combinations

from builders import record
from hypothesis import given
from hypothesis import strategies as st

from knowledge.advice.planning.exclusions import best_combination, excludes

NAMES = [f"r-{letter}" for letter in "abcdefg"]
conflicts = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=10)
values = st.lists(st.integers(0, 9), min_size=len(NAMES), max_size=len(NAMES))


def made(pairs: list) -> list:
    others = {name: [other for one, other in pairs if one == name != other] for name in NAMES}
    return [record(None, id=name, exclusive_with=others[name]) for name in NAMES]


@given(conflicts, values)
def test_no_combination_is_worth_more(pairs: list, worths: list) -> None:
    records, worth = made(pairs), dict(zip(NAMES, worths, strict=True))
    chosen = best_combination(records, lambda item: (worth[item.id], 0.0))
    subsets = chain.from_iterable(combinations(records, size) for size in range(len(records) + 1))
    free = [part for part in subsets if not any(excludes(one, other) for one, other in combinations(part, 2))]
    assert not any(excludes(one, other) for one, other in combinations(chosen, 2))
    assert sum(worth[item.id] for item in chosen) == max(sum(worth[item.id] for item in part) for part in free)


@given(conflicts, values)
def test_the_order_of_the_records_does_not_matter(pairs: list, worths: list) -> None:
    records, worth = made(pairs), dict(zip(NAMES, worths, strict=True))
    found = [
        {item.id for item in best_combination(order, lambda item: (worth[item.id], 0.0))}
        for order in (records, records[::-1])
    ]
    assert found[0] == found[1]
