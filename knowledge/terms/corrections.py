"""不是500万，是800万; 500万写错了，是800万: which amount or number replaces which."""

from __future__ import annotations

import itertools
import re

from knowledge.terms.normalise import normalise
from knowledge.terms.phrases import is_filler
from knowledge.terms.quantities import Quantity, quantities

_WRONG = re.compile(r"(?:(?:不|唔)(?:是|系)|不对不是|并非|不止|说错了?,?不是)\s*$")
_RIGHT = re.compile(r"(?:而?是|系|应该是|应为|改成|其实是|实际是|,|，)\s*(?:大概|大约|约)?\s*$")
_REPLACED = re.compile(r"(?:[说打写报记填搞看]错|错了|不对|唔啱|改成|改为|改到|换成|更正为?|应该是|应为)")


def correction(text: str) -> tuple[float, float | list[float], bool] | None:
    """(what was wrong, what is right, right one is approximate), in 万元 for money; None when nothing is corrected."""
    normal = normalise(text[:200])
    for wrong, right in itertools.pairwise(quantities(normal)):
        if _same_kind(wrong, right) and _replaces(normal, wrong, right):
            return wrong.low, right.value, right.approximate
    return None


def _same_kind(wrong: Quantity, right: Quantity) -> bool:
    """不是500万，是800 leaves the 万 out."""
    return wrong.kind == right.kind or (wrong.kind == "money" and right.kind == "plain")


def _replaces(text: str, wrong: Quantity, right: Quantity) -> bool:
    between = text[wrong.end : right.start]
    if _WRONG.search(text[: wrong.start]):
        return bool(_RIGHT.search(between))
    replaced = _REPLACED.search(between)
    return bool(replaced) and is_filler(re.sub("[，,。；;！!…]", "", _REPLACED.sub("", between)))
