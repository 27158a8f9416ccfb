"""Groups fold as reduceat does, whatever their sizes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.eligibility.groups import Groups


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=5), max_size=8), st.sampled_from([np.maximum, np.add]))
def test_each_group_is_folded(groups: list[list[int]], fold: np.ufunc) -> None:
    values = np.arange(30).reshape(10, 3) % 7

    found = Groups(groups).reduced(fold, values)

    assert found.tolist() == [fold.reduce(values[group], axis=0).tolist() for group in groups]
