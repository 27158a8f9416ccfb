"""The parts of a document: its numbered articles, its headed sections, and what each is about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from knowledge.drafting.document import Document, Passage
from knowledge.drafting.markers import ARTICLE, CHAPTER, ITEM, SECTION, inline_items, marker

Role = Literal[
    "conditions", "exclusions", "benefit", "term", "rate", "materials", "procedure", "window", "contact", "other"
]

_LONGEST_HEADING = 24
_ROLES: tuple[tuple[Role, str], ...] = (
    ("exclusions", r"不予(?:资助|支持|受理|扶持)|负面清单|限制条件"),
    ("materials", r"材料|资料(?!来源)"),
    ("window", r"(?:申报|受理|申请|办理|征集|提交)[^，。]{0,4}(?:时间|期限|日期)"),
    (
        "procedure",
        r"(?:申报|申请|办理|受理|审核|工作|操作|业务)(?:的)?(?:流程|程序|方式|步骤|途径|渠道|办法)|如何(?:申请|办理)",
    ),
    ("contact", r"联系(?:方式|电话|人|部门|单位)|咨询(?:电话|方式|部门|单位)?$|服务热线|客服(?:热线|电话)"),
    (
        "conditions",
        r"条件|(?:支持|资助|扶持|补贴|补助|奖励|贴息|适用|服务|申报|受理|投资|担保|准入)(?:的)?(?:对象|范围|主体)|申报要求|准入",
    ),
    ("term", r"(?:贷款|担保|授信|使用|融资)期限"),
    ("rate", r"利率"),
    ("benefit", r"标准|额度|方式|金额|比例|内容|力度|奖励|补贴|贴息|资助|补助|奖补|扶持|支持"),
)
_ROLE = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_BODY_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("exclusions", re.compile(r"下列情形[^。]{0,12}不予|不得申(?:请|报)[^。]{0,6}[:：]")),
    (
        "materials",
        re.compile(
            r"(?:提交|提供|报送)[^。，；]{0,12}(?:材料|资料)[:：]|(?:提交|提供)[^。；]{2,80}(?:营业执照|计划书|申请表|报表)"
        ),
    ),
    (
        "conditions",
        re.compile(
            r"适用于|(?:符合|具备|满足)[^，。]{0,8}条件|所称[^。]{1,24}是指|(?:对象|单位|主体|范围)[^，。]{0,10}(?:为|是)"
            r"|直接投资[^。]{2,}企业"
        ),
    ),
)
_LABELLED = re.compile(r"([\u4e00-\u9fffA-Za-z“”（）()]{2,14})[:：]\s*(?=\S)")
_HEADING_ENDS = re.compile(r"[。:：；;]|\s{1,}|$")
_NAMES_SUPPORT = re.compile(r"[^的，]+(?:支持|奖励|补贴|补助|资助|扶持|奖补|贴息)")
_FINISHED = re.compile(r"[。；;，,]$")


_SIGNATURE = re.compile(
    r"[（(]?(?:[\u4e00-\u9fff ]{3,40}(?:局|厅|委员会|政府|办公室|部|公司|银行)|[二〇零○一三四五六七八九十年月日\d\s.-]{6,16}(?:印发|发布)?"
    r"|(?:联系人|联系方式|联系电话)[^。]{0,60})[）)]?"
)


@dataclass
class Part:
    """Paragraphs ``first`` up to ``last``; the words begin at ``body`` of the first one, behind number and heading."""

    level: int
    label: str
    heading: str
    first: int
    last: int
    body: int
    role: Role = "other"
    parent: Part | None = field(default=None, repr=False)

    def inside(self, other: Part) -> bool:
        """Whether this part is ``other`` or lies within it."""
        return other.first <= self.first and self.last <= other.last and self.level >= other.level


@dataclass(frozen=True)
class Sentence:
    """A stretch of a paragraph without its end mark, and where it stands."""

    text: str
    paragraph: int
    start: int

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """The passage of the sentence's characters ``start`` up to ``end``."""
        return Passage(
            paragraph=self.paragraph,
            start=self.start + start,
            end=self.start + (len(self.text) if end is None else end),
        )


def parts_of(document: Document) -> list[Part]:
    """Every numbered or headed part in reading order; a part ends where the next of its level or above begins."""
    found: list[Part] = []
    total = _signature(document)
    for place, paragraph in enumerate(document.paragraphs[:total]):
        if part := _opened(paragraph.text, place):
            found.append(part)
    for index, part in enumerate(found):
        part.last = next((later.first for later in found[index + 1 :] if later.level <= part.level), total)
        part.parent = next((earlier for earlier in reversed(found[:index]) if earlier.level < part.level), None)
        if part.parent and part.first >= part.parent.last:
            part.parent = None
        part.role = _role(document, part)
    return found


def _signature(document: Document) -> int:
    """Where the signature (bureaus and the date, at the very end) begins."""
    end = len(document.paragraphs)
    while end and _SIGNATURE.fullmatch(document.paragraphs[end - 1].text):
        end -= 1
    return end


def _opened(text: str, place: int) -> Part | None:
    if number := marker(text):
        heading, body = _heading(text, number.end, number.level)
        return Part(number.level, number.label, heading, place, place + 1, body)
    if labelled := _LABELLED.match(text):
        if _named_role(labelled[1]):
            return Part(SECTION, "", labelled[1], place, place + 1, labelled.end())
        return None
    bare = text.rstrip("：:")
    if len(bare) <= 8 and not _FINISHED.search(bare) and (_named_role(bare) or "简介" in bare):
        return Part(SECTION, "", bare, place, place + 1, len(text))
    return None


def _heading(text: str, start: int, level: int) -> tuple[str, int]:
    """The words that head a numbered paragraph, and where its own words begin."""
    if text.startswith("【", start) and (close := text.find("】", start)) > 0:
        return text[start + 1 : close], close + 1
    end = _HEADING_ENDS.search(text, start)
    stop = end.start() if end else len(text)
    words = text[start:stop]
    if not 2 <= len(words) <= _LONGEST_HEADING or "，" in words:
        return "", start
    rest = stop + len(end.group()) if end else stop
    alone = rest >= len(text)
    if alone and level >= ITEM and text.endswith(("；", ";", "。")) and not _NAMES_SUPPORT.fullmatch(words):
        return "", start
    if alone and text.endswith("。") and level == ARTICLE:
        return "", start
    return re.sub(r"[（(][^）)]*[）)]$", "", words), rest


def _named_role(heading: str) -> Role | None:
    return next((role for role, pattern in _ROLE if pattern.search(heading)), None)


def _role(document: Document, part: Part) -> Role:
    if part.heading and (named := _named_role(part.heading)):
        return named
    opening = document.paragraphs[part.first].text[part.body :]
    told = next((role for role, pattern in _BODY_ROLES if pattern.search(opening)), None)
    if told:
        return told
    return part.parent.role if part.parent and part.parent.role != "other" and part.level > CHAPTER else "other"


_SENTENCE = re.compile(r"[^。；;！？!?]+")


def sentences(document: Document, first: int, last: int, body: int = 0) -> Iterator[Sentence]:
    """The sentences of paragraphs ``first`` up to ``last``, numbers in front left off; ``body``: where the first begins.

    A semicolon and an inline （一） end one too.
    """
    for place in range(first, min(last, len(document.paragraphs))):
        text = document.paragraphs[place].text
        number = marker(text)
        begin = body if place == first and body else number.end if number else 0
        cuts = [begin, *(cut for cut in inline_items(text) if cut > begin), len(text)]
        for left, right in itertools.pairwise(cuts):
            inline = marker(text[left:right])
            left += inline.end if inline else 0
            for found in _SENTENCE.finditer(text, left, right):
                words = found.group()
                lead = len(words) - len(words.lstrip())
                inline = marker(words[lead:])
                lead += inline.end if inline else 0
                if words[lead:].strip():
                    yield Sentence(words[lead:].strip(), place, found.start() + lead)
