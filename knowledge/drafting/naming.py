"""What the document is called, its number, who issued it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.drafting.candidates import Candidate
from knowledge.drafting.document import Document, Passage

_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,14}[〔\[［【（(]\s*(?:19|20)\d{2}\s*[〕\]］】）)]\s*(?:第)?\s*\d{1,4}\s*号")
_NUMBER_LEAD = re.compile(r"^(?:根据|依据|按照|关于印发|关于|和|及|的|见|详见|文号|发文字号)+")
_REPEALED = re.compile(r"废止|失效|停止执行|替代|根据|依据|按照|依照|贯彻")
_ISSUES = re.compile(
    r"关于印发《([^》]{4,60})》|关于发布《([^》]{4,60})》|印发《([^》]{4,60})》|关于印发([^《》]{4,60})的通知$"
)
_ABOUT_ONLY = re.compile(r"(?:产品)?(?:介绍|简介|业务指引|产品说明)$")
_BUREAU = re.compile(
    r"(?:深圳市?|广东省?|国家|中国|坪山区?)[\u4e00-\u9fff]{0,14}?"
    r"(?:发展和改革(?:局|委员会)|(?:工业和信息化|财政|科技创新|市场监督管理|地方金融(?:监督)?管理|金融发展服务|人力资源和社会保障|中小企业服务|商务|税务|住房和建设|教育|卫生健康|统计)(?:局|厅|部|委员会)"
    r"|人民政府(?:办公室|办公厅)?|管理委员会|监管局|人民银行(?:深圳市分行)?|金融工作局)"
)
_LABELLED_ISSUER = re.compile(
    r"(?:发布机构|发布单位|发文机关|发文机构|实施机关|主管部门|制定机关|信息来源)[:：]\s*([\u4e00-\u9fff]{4,30})"
)
_FRONT, _LONGEST_SIGNATURE = 4, 40


def title_candidates(document: Document) -> list[Candidate]:
    """The document's own title, taken out of 关于印发《…》的通知, with its place when a paragraph shows it."""
    heading = document.title
    issued = _ISSUES.search(heading)
    name = next(filter(None, issued.groups()), heading) if issued else heading
    plain = _ABOUT_ONLY.sub("", name)
    found = []
    if plain != name and len(plain) >= 2:
        found.append(Candidate(plain.strip("“”《》"), _places(document, plain)[:1], "high"))
    if name:
        found.append(Candidate(name, _places(document, name)[:1], "high" if plain == name else "medium"))
    if issued and heading != name:
        found.append(Candidate(heading, _places(document, heading)[:1], "low"))
    return found


def _places(document: Document, words: str) -> tuple[Passage, ...]:
    return tuple(
        Passage(paragraph=number, start=start, end=start + len(words))
        for number, paragraph in enumerate(document.paragraphs)
        if words and (start := paragraph.text.find(words)) >= 0
    )


def numbers_in(document: Document) -> Iterator[tuple[str, Passage, bool]]:
    """Each document number, where it stands, and whether the sentence speaks of another document."""
    for place, paragraph in enumerate(document.paragraphs):
        for found in _NUMBER.finditer(paragraph.text):
            lead = _NUMBER_LEAD.match(found.group())
            start = found.start() + (lead.end() if lead else 0)
            sentence = re.split(r"[。；]", paragraph.text[max(0, start - 60) : found.end() + 40])
            about_another = bool(_REPEALED.search(paragraph.text)) and len(sentence) > 0 and len(paragraph.text) > 40
            yield (
                paragraph.text[start : found.end()],
                Passage(paragraph=place, start=start, end=found.end()),
                about_another,
            )


def number_candidates(document: Document) -> list[Candidate]:
    """The document's own number; those of documents that it replaces or rests on are left out."""
    found = []
    for number, passage, about_another in numbers_in(document):
        if not about_another:
            shown = _usual_brackets(number)
            found.append(Candidate(shown, (passage,), "high" if passage.paragraph <= _FRONT else "medium"))
    return found


def replaced_numbers(document: Document) -> list[tuple[str, Passage]]:
    """Numbers of documents that this one says are repealed."""
    return [
        (_usual_brackets(number), passage)
        for number, passage, about_another in numbers_in(document)
        if about_another
        and re.search(r"废止|失效|停止执行|替代", document.paragraphs[passage.paragraph].text[passage.end :])
    ]


def _usual_brackets(number: str) -> str:
    bare = re.sub(r"\s+", "", number)
    return re.sub(r"[〔\[［【（(]((?:19|20)\d{2})[〕\]］】）)]", r"〔\1〕", bare)


def issuer_candidates(document: Document) -> list[Candidate]:
    """Who issued it: named as such, signed at the end, or in front of 关于印发."""
    labelled = [
        Candidate(found[1], (Passage(paragraph=place, start=found.start(1), end=found.end(1)),), "high")
        for place, paragraph in enumerate(document.paragraphs)
        if (found := _LABELLED_ISSUER.search(paragraph.text))
    ]
    return [*labelled, *_signed(document), *_in_title(document)]


def _signed(document: Document) -> list[Candidate]:
    """Paragraphs that hold nothing but bureaus' names; several in a row signed together."""
    groups: list[list[tuple[str, Passage]]] = []
    last = -2
    for place, paragraph in enumerate(document.paragraphs):
        names = [found for found in _BUREAU.finditer(paragraph.text)]
        bare = _BUREAU.sub("", paragraph.text).strip(" 、，")
        if not names or bare or len(paragraph.text) > 2 * _LONGEST_SIGNATURE:
            continue
        entries = [(found.group(), Passage(paragraph=place, start=found.start(), end=found.end())) for found in names]
        if place == last + 1 and groups:
            groups[-1] += entries
        else:
            groups.append(entries)
        last = place
    return [
        Candidate("、".join(dict.fromkeys(name for name, _ in group)), tuple(passage for _, passage in group), "high")
        for group in groups
    ]


def _in_title(document: Document) -> list[Candidate]:
    front = document.title.split("关于")[0]
    names = [found.group() for found in _BUREAU.finditer(front)]
    if not names:
        return []
    passages = _places(document, document.title)[:1]
    return [Candidate("、".join(dict.fromkeys(names)), passages, "medium")]
