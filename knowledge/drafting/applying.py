"""How to apply: the steps, the papers, the address on the web, the time; what a firm owes afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.drafting.candidates import Candidate
from knowledge.drafting.document import Document, Passage
from knowledge.drafting.structure import Part, Sentence, sentences

_LIST_BREAK = re.compile(r"[、，,]|(?<=[\u4e00-\u9fff])(?:以及|及(?!其))(?=[\u4e00-\u9fff]{3})")
_PAPERS_LEAD = re.compile(r"^.*?(?:提交|提供|报送|携带|备齐)(?:以下|下列)?(?:的)?(?:申请|申报)?(?:材料|资料)?[:：]?")
_HEAD_ONLY = re.compile(r"(?:以下|下列)[^，。]{0,8}(?:材料|资料)[:：]?$")
_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_PERSON = re.compile(r"联系人|1[3-9]\d{9}|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+")
_HOW = re.compile(
    r"(?:登录|通过|前往|向[^，。]{2,24}(?:提交|提出|申请)|在线|联系)[^。]{4,}(?:申请|申报|填报|提交|办理|受理)|(?:提交|提出)申请"
)
_OBLIGATION = re.compile(
    r"(?:承诺|应当?|须|不得)[^。；]{0,30}(?:\d+|[一二两三四五六七八九十]+)年(?:内)?[^。；]{0,16}(?:不迁|迁出|保持|不得)|(?:\d+|[一二两三四五六七八九十]+)年内[^。；]{0,20}(?:不得|不迁|不改变)"
)
_ONLY_ONCE = re.compile(r"不重复|不得重复|就高不(?:就低|重复)|不予重复|择优享受|不得同时")
_TIME_LABEL = re.compile(r"^(?:申报|受理|申请|办理)(?:的)?(?:时间|期限|日期)(?:为|[:：])?\s*")
_LONGEST_HOW, _LONGEST_ITEM = 400, 80


def materials(document: Document, parts: list[Part]) -> list[Candidate]:
    """One candidate: the list of papers, with the passages of all."""
    items: list[str] = []
    passages: list[Passage] = []
    for part in _tops(parts, "materials"):
        said = [
            sentence
            for sentence in sentences(document, part.first, part.last, part.body if part.heading else 0)
            if not _HEAD_ONLY.search(sentence.text) and not _PERSON.search(sentence.text)
        ]
        inline = len(said) == 1 or (
            all(sentence.paragraph == part.first for sentence in said[:1]) and part.last - part.first == 1
        )
        for sentence in said:
            lead = _PAPERS_LEAD.match(sentence.text)
            begin = lead.end() if lead and inline else 0
            found = (
                _split(sentence, begin)
                if inline and _is_list(sentence.text[begin:], len(said))
                else [(sentence.text[begin:], sentence.passage(begin))]
            )
            for words, passage in found:
                if 2 <= len(words) <= _LONGEST_ITEM and words not in items and not words.endswith(("：", ":")):
                    items.append(words)
                    passages.append(passage)
    return [Candidate(items, tuple(passages), "high")] if items else []


def _is_list(words: str, sentences_beside: int) -> bool:
    return sentences_beside == 1 and len(_LIST_BREAK.findall(words)) >= 1


def _split(sentence: Sentence, begin: int) -> list[tuple[str, Passage]]:
    found = []
    start = begin
    ends = [*_LIST_BREAK.finditer(sentence.text, begin), None]
    for stop in ends:
        end = stop.start() if stop else len(sentence.text)
        words = sentence.text[start:end].strip(" 等和")
        if words:
            found.append((words, sentence.passage(start, end)))
        start = stop.end() if stop else end
    return found


def _tops(parts: Iterable[Part], role: str) -> list[Part]:
    """Parts of ``role`` that do not lie in another one of the same role."""
    found = [part for part in parts if part.role == role]
    return (
        [
            part
            for part in found
            if not any(other is not part and part.inside(other) and other.first < part.first for other in found)
            and not (part.parent and part.parent.role == role and part.parent.first == part.first)
        ]
        if len(found) > 1
        else found
    )


def steps(document: Document, parts: list[Part]) -> list[Candidate]:
    """The words of the part on how to apply; without one, sentences that say where to apply."""
    found = []
    for part in _tops(parts, "procedure"):
        said = list(sentences(document, part.first, part.last, part.body))
        if candidate := _joined(said, "high"):
            found.append(candidate)
    if not found:
        said = [
            sentence
            for sentence in sentences(document, 0, len(document.paragraphs))
            if _HOW.search(sentence.text) and len(sentence.text) <= 160
        ]
        if candidate := _joined(said[:2], "low"):
            found.append(candidate)
    return found


def _joined(said: list[Sentence], confidence: str) -> Candidate | None:
    kept = [sentence for sentence in said if not _PERSON.search(sentence.text)]
    words = ""
    passages = []
    for sentence in kept:
        if len(words) + len(sentence.text) > _LONGEST_HOW:
            break
        words += sentence.text + "。"
        passages.append(sentence.passage())
    note = "原文里的联系人、手机号或邮箱没有带过来" if len(kept) < len(said) else ""
    return Candidate(words, tuple(passages), "high" if confidence == "high" else "low", note) if words else None


def windows(document: Document, parts: list[Part]) -> list[Candidate]:
    """When applications are taken."""
    found = []
    for part in _tops(parts, "window"):
        for sentence in list(sentences(document, part.first, part.last, part.body))[:1]:
            label = _TIME_LABEL.match(sentence.text)
            begin = label.end() if label else 0
            words = sentence.text[begin:]
            cut = re.search(r"[，,]\s*逾期不予受理$", words)
            end = len(sentence.text) - (len(words) - cut.start() if cut else 0)
            if 2 <= len(sentence.text[begin:end]) <= _LONGEST_ITEM:
                found.append(Candidate(sentence.text[begin:end], (sentence.passage(begin, end),), "high"))
    return found


def addresses(document: Document) -> list[Candidate]:
    """Web addresses written in the text; nothing is opened."""
    found = []
    for place, paragraph in enumerate(document.paragraphs):
        for match in _URL.finditer(paragraph.text):
            address = match.group().rstrip(".,;:)'!?")
            end = match.start() + len(address)
            found.append(Candidate(address, (Passage(paragraph=place, start=match.start(), end=end),), "medium"))
    return found


def obligations(document: Document) -> list[Candidate]:
    """One candidate: what a firm promises or may not do once it has got it."""
    said = [
        sentence
        for sentence in sentences(document, 0, len(document.paragraphs))
        if len(sentence.text) <= 2 * _LONGEST_ITEM and _OBLIGATION.search(sentence.text)
    ]
    return [Candidate([one.text for one in said], tuple(one.passage() for one in said), "medium")] if said else []


def only_once(document: Document) -> list[Sentence]:
    """Sentences that say that two benefits do not go together."""
    return [one for one in sentences(document, 0, len(document.paragraphs)) if _ONLY_ONCE.search(one.text)]
