"""不是500万，是800万: which amount or number replaces which."""

from __future__ import annotations

import itertools
import re

from knowledge.terms.normalise import normalise
from knowledge.terms.quantities import quantities

_WRONG = re.compile(r"(?:不是|不对不是|并非|不止|说错了?,?不是)\s*$")
_RIGHT = re.compile(r"(?:而?是|应该是|改成|其实是|实际是|,|，)\s*(?:大概|大约|约)?\s*$")


def correction(text: str) -> tuple[float, float | list[float], bool] | None:
    """(what was wrong, what is right, right one is approximate), in 万元 for money; None when nothing is corrected."""
    normal = normalise(text[:200])
    numbers = quantities(normal)
    for wrong, right in itertools.pairwise(numbers):
        between = normal[wrong.end : right.start]
        if wrong.kind == right.kind and _WRONG.search(normal[: wrong.start]) and _RIGHT.search(between):
            return wrong.low, right.value, right.approximate
    return None
