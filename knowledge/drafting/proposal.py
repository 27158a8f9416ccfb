"""Everything that a document proposes: one draft of the whole, and one for each article that could be a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapidfuzz import fuzz

from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import Record
from knowledge.drafting import applying, guesses
from knowledge.drafting.candidates import Candidate, best_first
from knowledge.drafting.conditions import alternatives, conditions, exclusions, subject_conditions
from knowledge.drafting.contacts import contact_candidates
from knowledge.drafting.dates import Validity, validity
from knowledge.drafting.document import Document, Passage
from knowledge.drafting.figures import Figure, figures, for_a_bank
from knowledge.drafting.markers import ARTICLE, CHAPTER, ITEM, SECTION
from knowledge.drafting.naming import issuer_candidates, number_candidates, replaced_numbers, title_candidates
from knowledge.drafting.structure import Part, Sentence, parts_of, sentences

_GIVES = re.compile(
    r"给予|予以[^，。]{0,8}(?:奖|补|资助|扶持|支持)|(?:按|一次性)[^。]{0,40}(?:奖励|补贴|补助|资助|贴息|奖补)|一次性(?:奖励|奖补|补贴)"
)
_GUIDE = re.compile(r"标准|方式|额度|对象|条件|材料|内容|流程|程序|范围")
_NO_MEASURE = re.compile(r"总则|附则|组织|保障|监督|管理|资金来源|绩效")
_LOANS = ("bank-loan", "guarantee", "bridge-loan", "leasing", "equity-fund", "venture-debt", "supply-chain")
_SAME_TITLE = 88
_LONGEST_SUMMARY = 160
_NAMES_SUPPORT = re.compile(r"(?:支持|奖励|补贴|补助|资助|扶持|奖补|贴息|费用|成本)$")
_VERBS = re.compile(r"^(?:实施|加大|支持|鼓励|推动|降低|开展|提供|落实|强化)")


@dataclass(frozen=True)
class Duplicate:
    """A record of the catalogue that seems to be of the same document, and why (for staff)."""

    record: str
    title: str
    why: str


@dataclass(frozen=True)
class Draft:
    """One record to be: ``key`` is "" for the whole document, else a number that stays while the document does.

    ``label`` and ``heading`` name the article; ``first`` up to ``last`` are its paragraphs. ``fields`` holds the candidates of each
    field, the surest first, by the field's dotted name; ``conditions`` one candidate each, all may be taken.
    """

    key: str
    label: str
    heading: str
    first: int
    last: int
    fields: Mapping[str, list[Candidate]]
    conditions: list[Candidate]


@dataclass(frozen=True)
class Proposal:
    """``measures`` is empty unless the document holds several; ``warnings`` are for the person who confirms."""

    whole: Draft
    measures: tuple[Draft, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def draft(self, key: str) -> Draft | None:
        """The draft of that key."""
        return next((draft for draft in (self.whole, *self.measures) if draft.key == key), None)


def propose(document: Document, catalogue: Catalogue) -> Proposal:
    """Candidates for every field of a record that ``document`` tells something about. Nothing is taken over by itself."""
    reader = _Reader(document, catalogue)
    measures = tuple(reader.measure(part) for part in reader.measure_parts())
    return Proposal(reader.whole(measures), measures, tuple(reader.duplicates()), tuple(reader.warnings()))


class _Reader:
    """What all drafts of one document share."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self._document, self._catalogue = document, catalogue
        self._parts = parts_of(document)
        self._said = list(sentences(document, 0, len(document.paragraphs)))
        self._titles = title_candidates(document)
        self._numbers = number_candidates(document)
        self._issuers = best_first(issuer_candidates(document))
        self._validity: Validity = validity(document)
        issuer = self._issuers[0].value if self._issuers else ""
        self._level, self._region = guesses.levels(issuer, document.title, self._said)
        region = self._region[0].value[0] if self._region else None
        self._place = region if region in ("坪山区", "深圳市") else None
        self._contacts, self._strange_numbers = contact_candidates(
            document, catalogue.institutions, issuer, self._place
        )

    def measure_parts(self) -> list[Part]:
        """The articles that each give something; none unless there are at least two."""
        found = [part for part in self._parts if self._gives(part)]
        for level in (ARTICLE, ITEM, SECTION):
            at_level = [part for part in found if part.level == level and not self._tier_of_guide(part)]
            if level == SECTION:
                at_level = [part for part in at_level if part.heading and not _GUIDE.search(part.heading)]
            if len(at_level) >= 2:
                return at_level
            if at_level and level == ARTICLE:
                return []
        return []

    def _gives(self, part: Part) -> bool:
        if part.level in (CHAPTER,) or part.role in ("conditions", "materials", "exclusions", "procedure", "window"):
            return False
        if _NO_MEASURE.search(part.heading):
            return False
        said = list(sentences(self._document, part.first, part.last, part.body))
        paying = [sentence for sentence in said if _GIVES.search(sentence.text) and not for_a_bank(sentence)]
        return bool(paying) and bool(figures(paying, "benefit"))

    def _tier_of_guide(self, part: Part) -> bool:
        """（一） below 资助标准 is a step of one benefit, not a measure of its own, unless it has a name."""
        return part.level == ITEM and not (
            part.heading or (part.parent and not _GUIDE.search(part.parent.heading) and part.parent.level != ARTICLE)
        )

    def measure(self, part: Part) -> Draft:
        """The draft of one article, with what the whole document says for all of them."""
        said = list(sentences(self._document, part.first, part.last, part.body))
        heading = part.heading or _opening(said)
        fields = dict(self._shared)
        fields["title"] = self._measure_titles(part, heading)
        fields |= self._read(said, heading, [part])
        own = self._conditions_of([part]) if part.role == "conditions" else []
        own += self._of_subjects(said, part)
        return self._draft(str(part.first), part.label, heading, part.first, part.last, fields, own)

    def whole(self, measures: tuple[Draft, ...]) -> Draft:
        """The draft of the whole document."""
        fields = dict(self._shared)
        fields["title"] = self._titles
        title = self._titles[0].value if self._titles else ""
        fields |= self._read(self._said, title, self._parts)
        own: list[Candidate] = []
        if not measures:
            for part in self._leaf_parts:
                if part.role in ("benefit", "other"):
                    own += self._of_subjects(list(sentences(self._document, part.first, part.last, part.body)), part)
        return self._draft("", "", "", 0, len(self._document.paragraphs), fields, own)

    def _of_subjects(self, said: list[Sentence], part: Part) -> list[Candidate]:
        """Who gets what the sentences of ``part`` give."""
        clause = _clause(part)
        tiers = [(one, subject_conditions(one, place=self._place, clause=clause)) for one in said]
        tiers = [(one, found) for one, found in tiers if found]
        return alternatives(tiers, clause) if tiers else []

    def _draft(
        self,
        key: str,
        label: str,
        heading: str,
        first: int,
        last: int,
        fields: dict[str, list[Candidate]],
        own: list[Candidate],
    ) -> Draft:
        shared = self._conditions_of(
            [part for part in self._leaf_parts if not (first and part.first >= first and part.last <= last)]
        )
        kept = {name: best_first(found) if name != "contact" else found for name, found in fields.items() if found}
        return Draft(key, label, heading, first, last, kept, _each_once([*shared, *own]))

    @cached_property
    def _leaf_parts(self) -> list[Part]:
        """Parts that hold no other."""
        holders = {id(part.parent) for part in self._parts}
        return [part for part in self._parts if id(part) not in holders]

    def _conditions_of(self, parts: list[Part]) -> list[Candidate]:
        return [
            *(found for part in parts for found in self._conditions_in.get(id(part), ())),
            *self._unheaded_conditions,
        ]

    @cached_property
    def _conditions_in(self) -> dict[int, list[Candidate]]:
        """The conditions of each part that holds no other, by the part's identity."""
        read: dict[int, list[Candidate]] = {}
        for part in self._leaf_parts:
            if part.role in ("conditions", "exclusions"):
                said = list(sentences(self._document, part.first, part.last, part.body))
                reader = conditions if part.role == "conditions" else exclusions
                read[id(part)] = reader(said, place=self._place, clause=_clause(part))
        return read

    @cached_property
    def _unheaded_conditions(self) -> list[Candidate]:
        """Of a document without a part for conditions: the sentences that say where a firm is to be."""
        if any(part.role == "conditions" for part in self._parts):
            return []
        where = [one for one in self._said if re.search(r"适用于|(?:注册|登记)[^，。]{0,8}在", one.text)]
        return conditions(where, place=self._place)

    def _measure_titles(self, part: Part, heading: str) -> list[Candidate]:
        place = {"坪山区": "坪山区", "深圳市": "深圳市", "广东省": "广东省"}.get(
            self._region[0].value[0] if self._region else "", ""
        )
        text = self._document.paragraphs[part.first].text
        start = text.find(heading)
        passages = (
            (Passage(paragraph=part.first, start=start, end=start + len(heading)),) if heading and start >= 0 else ()
        )
        bare = _VERBS.sub("", heading)
        name = bare if len(bare) >= 4 and _NAMES_SUPPORT.search(bare) else heading
        found = [Candidate(name if name.startswith(place) else place + name, passages, "high")] if name else []
        if self._titles and name:
            found.append(Candidate(f"{self._titles[0].value}：{name}", passages, "low"))
        return found

    @cached_property
    def _shared(self) -> dict[str, list[Candidate]]:
        """What holds for every draft of the document."""
        replaced = [
            Candidate([key], (passage,), "medium", f"文件说{number}废止")
            for number, passage in replaced_numbers(self._document)
            for key, record in self._catalogue.records.items()
            if any(source.doc_no == number for source in record.sources)
        ]
        notes = applying.only_once(self._document)
        obliged = applying.obligations(self._document)
        if notes:
            rules = [one.text for one in notes if len(one.text) <= _LONGEST_SUMMARY]
            before = obliged[0] if obliged else Candidate([], ())
            more = tuple(one.passage() for one in notes)
            both = Candidate([*before.value, *rules], before.passages + more, "low", "含“不能重复享受”的说法")
            obliged = [*obliged, both]
        return {
            "provider": self._issuers,
            "level": self._level,
            "region": self._region,
            "contact": self._contacts,
            "valid_from": self._validity.valid_from,
            "valid_until": self._validity.valid_until,
            "supersedes": replaced,
            "obligations": obliged,
            "apply.how": applying.steps(self._document, self._parts),
            "apply.materials": applying.materials(self._document, self._parts),
            "apply.url": applying.addresses(self._document),
            "apply.window": applying.windows(self._document, self._parts),
            "sources.title": self._titles,
            "sources.issuer": self._issuers,
            "sources.doc_no": self._numbers,
            "sources.date": self._validity.issued,
        }

    def _read(self, said: list[Sentence], title: str, parts: list[Part]) -> dict[str, list[Candidate]]:
        """Kind, choices and benefit of the sentences of one draft."""
        kinds = guesses.kinds(title, said)
        kind = kinds[0].value if kinds else ""
        found: dict[str, list[Candidate]] = {"kind": kinds}
        if kind:
            found |= {"board": guesses.boards(kind, said, title), "needs": guesses.needs(kind, said)}
        for name in ("purposes", "stages", "industries"):
            found[name] = guesses.listed(name, [*said, *self._title_sentence(title)])
        if kind in ("subsidy", "policy", ""):
            costs = list(guesses.costs(said))
            if costs:
                where = tuple(passage for _, passages in costs for passage in passages)
                found["benefit.offsets"] = [Candidate([cost for cost, _ in costs], where, "high")]
        found |= self._benefit(kind, said, parts)
        return found

    def _title_sentence(self, title: str) -> list[Sentence]:
        place = next((n for n, p in enumerate(self._document.paragraphs) if title and title in p.text), None)
        if place is None:
            return []
        start = self._document.paragraphs[place].text.index(title)
        return [Sentence(title, place, start)]

    def _benefit(self, kind: str, said: list[Sentence], parts: list[Part]) -> dict[str, list[Candidate]]:
        told: list[Figure] = []
        summary: list[Candidate] = []
        for sentence in said:
            part = self._part_of(sentence, parts)
            role = part.role if part else "other"
            if role in ("conditions", "exclusions", "materials", "window", "contact") or for_a_bank(sentence):
                continue
            read = figures([sentence], role)
            told += read
            if any(figure.kind != "term" for figure in read):
                words = sentence.text[: _LONGEST_SUMMARY - 1]
                summary.append(
                    Candidate(
                        words + "。", (sentence.passage(0, len(words)),), "high" if role == "benefit" else "medium"
                    )
                )
        of = {
            name: [figure for figure in told if figure.kind == name]
            for name in ("amount", "lump", "ratio", "rate", "term")
        }
        with_ratio = bool(of["ratio"]) and kind not in _LOANS
        several = "原文有几档比例，各档的上限可能不同，请核对要不要分成几条" if _differ(of["ratio"]) else ""
        amounts = _amounts(of["amount"])
        lumps = [figure.candidate("一次性金额") for figure in sorted(of["lump"], key=lambda figure: -figure.value)]
        found = {
            "benefit.summary": summary[:4],
            "benefit.ratio_pct": [figure.candidate(several) for figure in of["ratio"]],
            "benefit.ratio_of": [
                Candidate(figure.base, (figure.sentence.passage(),), figure.confidence)
                for figure in of["ratio"]
                if figure.base
            ],
            "benefit.rate_pct": [figure.candidate() for figure in of["rate"]],
            "benefit.term_months_max": [
                figure.candidate() for figure in sorted(of["term"], key=lambda figure: -figure.value)
            ],
        }
        if with_ratio:
            found["benefit.cap_wan"] = sorted(amounts + lumps, key=lambda candidate: -candidate.value)
        else:
            found["benefit.amount_max_wan"] = amounts + [
                replace(lump, confidence="high" if not amounts else "low") for lump in lumps
            ]
        return found

    def _part_of(self, sentence: Sentence, parts: list[Part]) -> Part | None:
        inside = [part for part in parts if part.first <= sentence.paragraph < part.last]
        return max(inside, key=lambda part: part.level) if inside else None

    def duplicates(self) -> list[Duplicate]:
        """Records whose source has this document's number, or whose title or source title is much the same."""
        numbers = {candidate.value for candidate in self._numbers}
        titles = [candidate.value for candidate in self._titles[:2]]
        found = []
        for key, record in self._catalogue.records.items():
            if why := _same_document(record, numbers, titles):
                found.append(Duplicate(key, record.title, why))
        return found

    def warnings(self) -> list[str]:
        """What the person should know before confirming."""
        found = [
            f"文件里的电话{number}在机构库里没有，没有带过来；要用请先核实，再到“机构”里登记。"
            for number in dict.fromkeys(number for number, _ in self._strange_numbers)
        ]
        if any("征求意见" in text.text or "草案" in text.text for text in self._document.paragraphs[:6]):
            found.append("这像是征求意见稿，还没有正式生效；“办理状态”请选“建议”，等正式文件出来再改。")
        return found


def _amounts(told: list[Figure]) -> list[Candidate]:
    ordered = sorted(told, key=lambda figure: (figure.confidence != "high", -figure.value))
    note = "原文有几个上限，先列最大的，请核对是不是同一档" if _differ(told) else ""
    return [figure.candidate(note) for figure in ordered]


def _differ(told: list[Figure]) -> bool:
    return len({figure.value for figure in told}) > 1


def _same_document(record: Record, numbers: set[str], titles: list[str]) -> str:
    for source in record.sources:
        if source.doc_no and source.doc_no in numbers:
            return f"文号相同（{source.doc_no}）"
    for title in titles:
        if any(fuzz.ratio(title, source.title) >= _SAME_TITLE for source in record.sources):
            return "来源文件名几乎相同"
        if fuzz.ratio(title, record.title) >= _SAME_TITLE:
            return "名称几乎相同"
    return ""


def _opening(said: list[Sentence]) -> str:
    return re.split(r"[，。；：]", said[0].text)[0][:20] if said else ""


def _clause(part: Part) -> str:
    """第三条（一）1: the part's own number behind those of the article or item that it stands in."""
    above = part.parent
    return f"{_clause(above)}{part.label}" if above and above.level in (ARTICLE, ITEM) else part.label


def _each_once(found: list[Candidate]) -> list[Candidate]:
    """Each condition once; of the same fact and value the first, of the same words too."""
    kept: dict[str, Candidate] = {}
    for candidate in found:
        leaf = candidate.value
        key = f"{leaf['fact']} {leaf['op']} {leaf['value']}" if "fact" in leaf else str(leaf.get("text", leaf))
        kept.setdefault(key, candidate)
    return list(kept.values())
