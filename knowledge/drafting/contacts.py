"""Which institution of the catalogue to call: known by its name or its number, never one that only the text has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.catalogue.model import Institution
from knowledge.drafting.candidates import Candidate, Confidence
from knowledge.drafting.document import Document, Passage

_NUMBER = re.compile(r"(?<!\d)(?:0\d{2,3}[-－—\s]?\d{7,8}|(?:400|800)[-\s]?\d{3}[-\s]?\d{4}|1\d{4}|9\d{4,5})(?!\d)")
_CONTACT_NEAR = re.compile(r"咨询|联系|解释|受理|申请|负责|主管|热线|电话|审核")
_SHORTEST_NAME = 4
_DISTRICT, _CITY = "深圳市坪山区", "深圳市"


def contact_candidates(
    document: Document, institutions: Mapping[str, Institution], issuer: str, place: str | None
) -> tuple[list[Candidate], list[tuple[str, Passage]]]:
    """Institutions named in ``document``, the surest first; and landline numbers that the catalogue does not hold."""
    by_number, strange = _by_number(document, institutions)
    named: list[Candidate] = []
    for key, institution in institutions.items():
        if not (passages := _mentions(document, institution, place)):
            continue
        near = any(_CONTACT_NEAR.search(_around(document, passage)) for passage in passages)
        issued = institution.name in issuer
        confidence: Confidence = "high" if issued or near else "medium" if institution.type == "政府部门" else "low"
        named.append(Candidate(key, tuple(passages[:3]), confidence))
    first = {candidate.value for candidate in by_number}
    ordered = sorted(
        (candidate for candidate in named if candidate.value not in first),
        key=lambda candidate: (
            candidate.confidence != "high",
            _rank(institutions[candidate.value], issuer, document, candidate),
        ),
    )
    both = [candidate for candidate in by_number if any(candidate.value == other.value for other in named)]
    return [*both, *ordered, *(candidate for candidate in by_number if candidate not in both)], strange


def _rank(institution: Institution, issuer: str, document: Document, candidate: Candidate) -> int:
    """Smaller is surer: explains or issues the document, named near 咨询, only mentioned."""
    explains = any("解释" in _around(document, passage) for passage in candidate.passages)
    opens_issuer = issuer.startswith(institution.name)
    return 0 if opens_issuer else 1 if explains else 2 if institution.name in issuer else 3


def _around(document: Document, passage: Passage) -> str:
    text = document.paragraphs[passage.paragraph].text
    return text[max(0, passage.start - 12) : passage.end + 24]


def _by_number(
    document: Document, institutions: Mapping[str, Institution]
) -> tuple[list[Candidate], list[tuple[str, Passage]]]:
    known: dict[str, list[tuple[str, int]]] = {}
    for key, institution in institutions.items():
        numbers = [_digits(number) for number in _NUMBER.findall(institution.phone or "")]
        for number in numbers:
            known.setdefault(number, []).append((key, len(numbers)))
    found: list[Candidate] = []
    strange: list[tuple[str, Passage]] = []
    for place, paragraph in enumerate(document.paragraphs):
        for match in _NUMBER.finditer(paragraph.text):
            passage = Passage(paragraph=place, start=match.start(), end=match.end())
            if not _CONTACT_NEAR.search(paragraph.text[max(0, match.start() - 20) : match.start()]):
                continue
            holders = known.get(_digits(match.group()), [])
            if not holders:
                strange.append((match.group(), passage))
            for key, _ in sorted(holders, key=lambda holder: holder[1]):  # its own line before a list of lines
                confidence: Confidence = "high" if len(holders) == 1 else "medium"
                found.append(Candidate(key, (passage,), confidence, "按电话号码对上"))
    return found, strange


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _mentions(document: Document, institution: Institution, place: str | None) -> list[Passage]:
    names = [
        institution.name,
        re.sub(r"[（(].*?[）)]", "", institution.name),
        *(alias for alias in institution.aliases if len(alias) >= _SHORTEST_NAME),
    ]
    if institution.name.startswith(_DISTRICT) and place == "坪山区":
        names += ["区" + institution.name.removeprefix(_DISTRICT)]
    elif institution.name.startswith(_CITY) and place in ("深圳市", "坪山区") and institution.type == "政府部门":
        names += ["市" + institution.name.removeprefix(_CITY)]
    found = []
    for number, paragraph in enumerate(document.paragraphs):
        for name in names:
            start = paragraph.text.find(name)
            if start >= 0 and not name.isdecimal() and not _within_longer(paragraph.text, start, name):
                found.append(Passage(paragraph=number, start=start, end=start + len(name)))
                break
    return found


def _within_longer(text: str, start: int, name: str) -> bool:
    """市财政局 inside 深圳市财政局 is the same bureau; 区财政局 inside 南山区财政局 is another."""
    before = text[max(0, start - 2) : start]
    if name[0] == "区":
        return (
            bool(re.search(r"[\u4e00-\u9fff]{2}$", before))
            and not before.endswith(("坪山", "经", "由", "，", "和"))
            and bool(re.search(r"南山|福田|罗湖|宝安|龙岗|龙华|光明|盐田", before))
        )
    return False
