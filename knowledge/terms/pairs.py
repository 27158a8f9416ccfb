"""Which number belongs to which kind of intellectual property: neighbours, lists and sums."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from knowledge.terms.cues import Cue
from knowledge.terms.quantities import Quantity

LOOSE_GAP, _NUMBER_FIRST_GAP = 12, 6
_RISE = re.compile(r"从[^，。]{1,12}(?:到了?|变[成为]?了?)")
"""从3项涨到6项: only what it came to counts."""
_WORTH = {"patents": 0.9, "employees": 0.5}
"""A kind takes a number rather than a word for all patents or for people does: 专利有两个发明, 团队有3个发明."""
_JOINER = re.compile(r"^(?:专利|证书)?\s*(?:[、/／|+＋&和与及跟或,，\\-]|以及|还有)?\s*(?:的|那个)?$")
_SUMMED = re.compile(r"^(?:专利)?\s*(?:和|与|跟|加|\+|以及|及|/)\s*$")
_NUMBER_JOINER = re.compile(r"^\s*(?:[、/／|+,，和\\-]|及|与)?\s*$")
_NOT_OF_THE_KIND = re.compile(
    r"[，。；贷借融费钱押资款年月]|号$|证号|产品|项目|课题|客户|公司|没(?!想到)|过期|失效|作废|卖"
)
_PLAIN_GAP = re.compile(
    r"(?:[\s:：=×x*\-–—]|为|是|有|共|约|的话|的|大概|差不多|好像|可能|应该|估计|总|倒|也|就|才|数|量|专利|证书?|授权|下证|下来|登记|拿到?|办|取得|获得|到手|有效|注册|手里|手上|目前|现在|一共|总共|已经?|拥有|嘛|呢|了|只|大约|：|models?|patents?|count)*"
)
_ENGLISH_GAP = re.compile(r"\s?(?:(?:software|registered|granted|active|valid)\s)*")


@dataclass(frozen=True)
class Pair:
    """A kind and the number that counts it."""

    cue: Cue
    number: Quantity

    @property
    def start(self) -> int:
        """Where the first of the two starts."""
        return min(self.cue.start, self.number.start)

    @property
    def end(self) -> int:
        """Where the last of the two ends."""
        return max(self.cue.end, self.number.end)


def runs(kinds: list[Cue], text: str) -> list[list[Cue]]:
    """Kinds joined to a list: 发明、实用新型和软著."""
    lists: list[list[Cue]] = []
    for cue in kinds:
        if lists and _JOINER.match(text[lists[-1][-1].end : cue.start]) and cue.fact != "patents":
            lists[-1].append(cue)
        else:
            lists.append([cue])
    return [run for run in lists if len(run) > 1]


def chain(numbers: list[Quantity], text: str) -> list[Quantity]:
    """The numbers that stand together at the front: 2/8/15."""
    found = numbers[:1]
    for number in numbers[1:]:
        if not _NUMBER_JOINER.match(text[found[-1].end : number.start]):
            break
        found.append(number)
    return found


def all_summed(run: list[Cue], text: str) -> bool:
    """Whether 和 or 加 joins all kinds of a list: 发明和软著一共10个."""
    gaps = (text[one.end : two.start] for one, two in itertools.pairwise(run))
    return all(_SUMMED.match(gap) for gap in gaps)


def paired(kinds: list[Cue], numbers: list[Quantity], text: str) -> list[Pair]:
    """The best matching of neighbours, whichever comes first: as many pairs as possible, the closer the better."""
    tokens: list[Cue | Quantity] = sorted([*kinds, *numbers], key=lambda token: token.start)
    best: list[tuple[float, list[Pair]]] = [(0.0, [])] * (len(tokens) + 2)
    for place in range(len(tokens) - 2, -1, -1):
        skipped, joined = best[place + 1], _pair(tokens[place], tokens[place + 1], text)
        taken = (best[place + 2][0] + joined[0], [joined[1], *best[place + 2][1]]) if joined else skipped
        best[place] = max(skipped, taken, key=lambda option: option[0])
    return best[0][1]


def _pair(one: Cue | Quantity, two: Cue | Quantity, text: str) -> tuple[float, Pair] | None:
    """(worth, pair) when a kind and a number beside it belong together."""
    gap = _RISE.sub("", text[one.end : two.start])
    if isinstance(one, Cue) and isinstance(two, Quantity):
        cue, number = one, two
        fits = bool(_PLAIN_GAP.fullmatch(gap)) or (
            number.unit != "" and len(gap) <= LOOSE_GAP and not _NOT_OF_THE_KIND.search(gap)
        )
    elif isinstance(one, Quantity) and isinstance(two, Cue):
        cue, number = two, one
        widest = _NUMBER_FIRST_GAP if number.unit else 1
        fits = len(gap) <= widest and not _NOT_OF_THE_KIND.search(gap) and bool(number.unit or not gap.strip())
        fits = fits or bool(_ENGLISH_GAP.fullmatch(gap))
    else:
        return None
    worth = _WORTH.get(cue.fact, 1.0) - len(gap) / 100 + (0.005 if cue is one else 0.0)
    return (worth, Pair(cue, number)) if fits else None
