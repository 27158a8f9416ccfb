"""What a firm must be or have: typed leaves where the vocabulary knows the fact, the sentence's own words where not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.drafting.candidates import Candidate, Confidence
from knowledge.drafting.document import Passage
from knowledge.drafting.facts import Told, facts_told
from knowledge.drafting.structure import Sentence

_LONGEST = 60
_SHORTEST = 4
_LEAD = re.compile(
    r"^(?:申报|申请|受资助|借款|承租|投保|获奖|被投|投资|支持|补贴|资助)?(?:单位|企业|主体|人|对象)(?:应当?|须|需|必须)?(?:同时)?(?:为|是|符合|具备|满足)?(?![数年具有])"
    r"|^(?:应当?|须|需|必须)(?:同时)?(?:为|是)?|^本(?:措施|办法|细则|规程|指引|政策)?(?:支持的对象为|适用于|所称[^，]{1,12}是指)"
    r"|^(?:对|对于|面向|且|并且?|以及|和|同时|其中)(?=[^象口])"
)
_TAIL = re.compile(r"(?<=[\u4e00-\u9fff]{4})的(?:科技|中小|小微|工业|各类)*(?:企业|单位|项目)?$")
_OPENS = re.compile(
    r"^(?:具有|具备|拥有|取得|获得|已|未|无|没有|近|符合|属于|依法|纳入|列入|入选|经营|生产经营|信用|财务|贷款|在|主营|主要从事|从事|投保|通过|承诺|同一|项目|企业|能够|经|有|完成|首次|不|实际|正常|还款|资产|主体)"
)
_NO_CONDITION = re.compile(
    r"(?:以下|下列|如下)(?:条件|情形)?(?:之一)?$|^(?:第|以及|等)$|制定本|贯彻|^(?:为(?:支持|推动|加快|鼓励|进一步|满足)|采取|设立|视|鼓励|根据|依据)|结合[^，]{0,8}实际|(?:以下|下列)(?:全部)?(?:条件|要求|情形)[^，。]{0,6}$"
)
_ONLY_SUBJECT = re.compile(r"^(?:的)?(?:科技|中小|小微|工业|各类|所有|上述)*(?:企业|单位|项目|机构|法人)$")
_PIECE = re.compile(r"[^，,]+")
_PREFERRED = re.compile(r"优先|择优|倾斜")
_PAYS = re.compile(r"给(?:予)?[^，。]{0,16}(?:奖励|奖补|补贴|补助|资助|扶持|支持|贴息)|一次性(?:奖励|奖补|补贴)")
_OPENS_WITH_WHOM = re.compile(r"(?:对|对于|面向|凡)(?!外|接)")
_BENEFIT = re.compile(r"给予|予以|奖励|补贴|补助|资助|贴息|按照?(?:实际|其|贷款|合同|年)")
_SUBJECT = re.compile(
    r"^(?:对|对于|面向|支持)?(?P<who>.{4,}?)(?:的)?[，,]?(?=(?:按照?|给予|予以|一次性|可|最高|分别|单个|每家|由))"
)
_EXCLUDED = re.compile(r"(?:被|已|存在|有|正在|因)")
_OR = re.compile(r"或者?|任一|之一")
_BOTH = re.compile(r"[且并]")


@dataclass(frozen=True)
class _Found:
    tree: dict[str, Any]
    passage: Passage
    confidence: Confidence
    note: str = ""

    def candidate(self) -> Candidate:
        return Candidate(self.tree, (self.passage,), self.confidence, self.note)


def conditions(said: Iterable[Sentence], *, place: str | None, clause: str = "") -> list[Candidate]:
    """One condition each (a leaf, or an any-of) of sentences that state conditions.

    ``place`` is what 本区 and 我市 mean (坪山区 or 深圳市); ``clause`` the article they stand in.
    """
    found: list[Candidate] = []
    for sentence in said:
        if _PAYS.search(sentence.text):
            found += subject_conditions(sentence, place=place, clause=clause)
        else:
            found += [one.candidate() for one in _of_sentence(sentence, place, clause)]
    return found


def subject_conditions(sentence: Sentence, *, place: str | None, clause: str = "") -> list[Candidate]:
    """Conditions in the part of a benefit sentence that says who gets it (对成立满2年的企业，按…给予…)."""
    subject = _SUBJECT.match(sentence.text)
    if not subject or not _BENEFIT.search(sentence.text, subject.end()):
        return []
    who = Sentence(subject["who"], sentence.paragraph, sentence.start + subject.start("who"))
    named = _OPENS_WITH_WHOM.match(sentence.text)
    return [
        found.candidate()
        for found in _of_sentence(who, place, clause)
        if named or "fact" in str(found.tree) or sentence.text[_end_in(sentence, found) :].startswith("的")
    ]


def alternatives(tiers: Sequence[tuple[Sentence, list[Candidate]]], clause: str = "") -> list[Candidate]:
    """The conditions of several sentences that each give something: one of them is enough, so they are one any-of.

    A tier of one condition keeps it; one of several is told by its words, for a person to judge.
    """
    if len(tiers) == 1:
        return tiers[0][1]
    choices: list[dict[str, Any]] = []
    passages: list[Passage] = []
    for sentence, found in tiers:
        subject = _SUBJECT.match(sentence.text)
        words, _ = _plain(subject["who"] if subject else sentence.text)
        single = (
            found[0].value if len(found) == 1 and "any" not in found[0].value else _leaf(_short(words), clause, None)
        )
        if single not in choices:
            choices.append(single)
            passages += found[0].passages[:1] if len(found) == 1 else [sentence.passage(0, len(words))]
    note = "原文分几档，各有各的金额，满足其中一档就行；请核对要不要分成几条记录"
    return [Candidate({"any": choices}, tuple(passages), "low", note)] if choices else []


def _end_in(sentence: Sentence, found: _Found) -> int:
    return found.passage.end - sentence.start


def exclusions(said: Iterable[Sentence], *, place: str | None, clause: str = "") -> list[Candidate]:
    """What a firm must not have done, of sentences under 有下列情形之一的，不予资助."""
    found: list[Candidate] = []
    for sentence in said:
        if _NO_CONDITION.search(sentence.text.rstrip("：:")) or "下列情形" in sentence.text:
            continue
        told = [fact for fact in facts_told(sentence.text, place=place) if fact.fact == "overdue"]
        words = _short(f"没有“{sentence.text.rstrip('的')}”的情形")
        leaf = _leaf(words, clause, told[0] if told else None)
        found.append(Candidate(leaf, (sentence.passage(),), "medium" if told else "low"))
    return found


def _of_sentence(sentence: Sentence, place: str | None, clause: str) -> Iterator[_Found]:
    told = facts_told(sentence.text, place=place)
    must = not _PREFERRED.search(sentence.text)
    used: set[int] = set()
    for piece in _PIECE.finditer(sentence.text):
        inside = [fact for fact in told if piece.start() <= fact.start < piece.end()]
        used.update(map(id, inside))
        yield from _of_piece(sentence, piece, inside, clause, must)


def _of_piece(sentence: Sentence, piece: re.Match[str], told: list[Told], clause: str, must: bool) -> Iterator[_Found]:
    words, lead = _plain(piece.group())
    passage = sentence.passage(piece.start() + lead, piece.end())
    if not told:
        if _states_something(words):
            yield _Found(_leaf(_short(words), clause, None, must), passage, "low")
        return
    if len(told) > 1 and _OR.search(piece.group()[told[0].end - piece.start() : told[-1].start - piece.start()]):
        choices = [_leaf(_short(fact.words), clause, fact, must) for fact in told]
        yield _Found({"any": choices}, passage, "medium", "原文写“或”，满足其中一项就行，请核对")
        return
    for fact in told:
        alone = len(told) == 1 and len(words) <= _LONGEST
        text = words if alone else fact.words
        where = passage if alone else sentence.passage(fact.start, fact.end)
        yield _Found(fact.tree(_leaf(_short(text), clause, fact, must)), where, fact.confidence, fact.note)
        if alone:
            return
    rest = _left_over(piece.group(), [(fact.start - piece.start(), fact.end - piece.start()) for fact in told])
    for start, end in rest:
        more, more_lead = _plain(piece.group()[start:end])
        if _OPENS.match(more) and _states_something(more):
            where = sentence.passage(piece.start() + start + more_lead, piece.start() + end)
            yield _Found(_leaf(_short(more), clause, None, must), where, "low")


def _left_over(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches between 、 that hold no typed fact."""
    for part in re.finditer(r"[^、]+", text):
        if not any(start < part.end() and end > part.start() for start, end in taken):
            yield part.start(), part.end()


def _plain(words: str) -> tuple[str, int]:
    """``words`` without the firm that they are said of, and how much was cut in front."""
    start = len(words) - len(words.lstrip(" 、"))
    while (lead := _LEAD.match(words[start:])) and lead.end():
        start += lead.end()
    kept = _TAIL.sub("", words[start:].strip(" 、。；"))
    return kept, start


def _states_something(words: str) -> bool:
    if len(words) < _SHORTEST or _NO_CONDITION.search(words.rstrip("：:")) or _ONLY_SUBJECT.match(words):
        return False
    return bool(re.search(r"[\u4e00-\u9fff]{3}", words)) and not words.endswith(("：", ":"))


def _short(words: str) -> str:
    """At most as long as a leaf's text may be; cut where a phrase ends."""
    if len(words) <= 2 * _LONGEST:
        return words
    cut = max(words.rfind("、", 0, 2 * _LONGEST - 1), words.rfind("，", 0, 2 * _LONGEST - 1))
    return words[: cut if cut > _LONGEST else 2 * _LONGEST - 1] + "…"


def _leaf(words: str, clause: str, told: Told | None, must: bool = True) -> dict[str, Any]:
    leaf: dict[str, Any] = {"text": words}
    if told:
        leaf |= {"fact": told.fact, "op": told.op, "value": told.value}
    if clause:
        leaf["clause"] = clause
    if not must:
        leaf["must"] = False
    return leaf
