"""Which of the things named in a stretch of words the firm has: 高企有，科小没有; 有高企没有科小; 高企和科小都有.

A name is governed by the predicate just before it (有高企) or, where there is none, by the one just behind it (高企有);
names joined by 和 or 、 share one predicate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.terms.clauses import Clause, clauses

_HARD_BREAK = "，,。；;！!？?\n（）()…|丨"
_LISTED = re.compile(f"、[^{_HARD_BREAK}、]*")
_ENDS_A_LIST = re.compile(f"[{_HARD_BREAK}]")
_LONGEST_STRETCH = 160
_JOINED = re.compile(
    r"(?:[、和跟与及或同/+&,啊呀]|\s|以及|同埋|还有|也有|加上?|外加|再加|连同|包括|and|一个|(?:国家|省|市"
    r"|区)级?(?:的|认定的?)?|深圳市?|广东省?"
    r"|企业|公司|资质|证书?|生产|自有|一?部分|一些|一批|几|检测|研发|加工|办公|\d[.)、]|[“”\"']|[\d.一二两三四五六七八九十百千几]+[间套栋台条块亩批处层件项家份])*"
)
_ALSO_HAD = re.compile("(?:我们)?(?:也|都)有")
_REACH = 30
"""A predicate farther from its name governs something else."""
_NEAR = 3
_NEXT_CLAUSE = 16
_SENTENCE_END = re.compile(r"[。！!；;\n]|[？?](?!\s*(?:当然|倒|也|还|是)*有[的啊呀，,])")
"""A question that its asker answers (能押的？有啊，) goes on."""
_SUBJECT_ASKED = re.compile(
    r"怎么|怎样|如何|咋|能不能|能否|可不可以|可否|是不是|是否|有没有|有咩|有乜|分别|多少|哪|什么|啥|几个"
    r"|几多|够不够|够格|行不行|要不要|算不算|会不会"
    r"|(?:吗|么|嘛|(?<!是)不|(?<!还)(?<!也)(?<!都)没|否)[？?\s]*$|有[^，。没]{1,10}没有[？?\s]*$"
    r"|(?<!都)(?<!也)能[^，。]{1,12}[不吗么]"
)
_RECORD = re.compile(
    r"你(?:们|那|这|儿|边|是|怎么|帮我?|居然|刚才?|不是|都|还|有没有)*(?:记|存|知道我|说(?!的)|问(?!的))"
)
_FIRST_PERSON = re.compile(
    r"我|咱|俺|作为|身为|本公司|公司|厂|已|刚|[去前今]年|\d年|都有|都是|也有|也是|都能|都可以|we|our"
)


@dataclass(frozen=True)
class Stretch:
    """A clause, or several that only 、 sets apart."""

    text: str
    start: int
    lead: str
    """What stands before it in its sentence, at most 60 characters."""
    tail: str
    """What stands behind it, the break included, at most 40 characters."""

    @property
    def questioned(self) -> bool:
        """True when a question mark ends it."""
        return self.tail[:1] in ("?", "？")


def stretch_of(clause: Clause) -> Stretch | None:
    """The stretch that ``clause`` opens; None for a clause inside one."""
    whole = clause.whole
    if _inside_a_list(whole[max(0, clause.start - _LONGEST_STRETCH) : clause.start]):
        return None
    end = clause.end
    while (listed := _LISTED.match(whole, end)) and listed.end() - clause.start <= _LONGEST_STRETCH:
        end = listed.end()
    lead = _SENTENCE_END.split(whole[max(0, clause.start - 60) : clause.start])[-1]
    return Stretch(whole[clause.start : end], clause.start, lead, whole[end : end + 40])


def _inside_a_list(ahead: str) -> bool:
    """True when ``ahead``, the words before a clause, ends with a list that an earlier clause has opened."""
    return "、" in ahead and "、" in _ENDS_A_LIST.split(ahead)[-1].lstrip("、 ")


def only_topic(clause: Clause, names: re.Pattern[str]) -> bool:
    """True when a clause counts as supposed for no other reason than 的话 behind a topic (高企的话我们有)."""
    if "的话" not in clause.text:
        return False
    topic = re.compile(rf"(?<![有是没到上过成了押])(?:{names.pattern})(?:这块|方面|企业|证书?)?的话")
    plain = topic.sub(lambda found: found.group()[:-2] + "呢，", clause.text)
    return plain != clause.text and not any(part.supposed for part in clauses(plain)) and not asks(plain)


def asks(text: str) -> bool:
    """True for a question."""
    return bool(_SUBJECT_ASKED.search(text))


def about_the_record(text: str) -> bool:
    """True when ``text`` is about what the adviser knows or says, not about the firm."""
    return bool(_RECORD.search(text))


def own_affair(text: str) -> bool:
    """True when ``text`` speaks of the firm itself, so that a question in it still states something."""
    return bool(_FIRST_PERSON.search(text))


@dataclass(frozen=True)
class Grammar:
    """Predicates of one kind of name; the groups ``yes``, ``weak`` and ``no`` say what each means.

    A weak one (我们高企, 目前A轮) gives way to a denial behind the name.
    """

    before: re.Pattern[str]
    behind: re.Pattern[str]
    suffix: re.Pattern[str]
    """Words that belong to the name (企业, 证书)."""
    undone: re.Pattern[str]
    """Words behind a name that undo the predicate before it (拿的高企去年过期了)."""
    redone: re.Pattern[str]
    """Words that make good what was undone."""


@dataclass(frozen=True)
class _Predicate:
    holds: bool
    weak: bool
    stop: int
    distance: int = 0
    """Characters between it and the name."""


def standings(text: str, names: Sequence[re.Match[str]], grammar: Grammar, tail: str = "") -> list[bool | None]:
    """For each name: True when the firm has it, False when not, None when the words do not say.

    ``tail`` is what stands behind ``text``; it may make good what was undone (高企到期了，已经续上).
    """
    edges = [0, *(edge for name in names for edge in name.span()), len(text)]
    gaps = [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
    verdicts: list[bool | None] = []
    used = 0
    from_before: list[bool] = []
    for place in range(len(names)):
        ahead, behind = gaps[place][used:], gaps[place + 1]
        last = place + 1 == len(names)
        used = 0
        joined = bool(place) and bool(_JOINED.fullmatch(ahead))
        before = None if joined and "有" not in ahead else _last(grammar.before, ahead[-_REACH:])
        shared = not last and _JOINED.fullmatch(behind) and not _ends_with_its_own(grammar, behind, gaps[place + 2])
        after = None if shared else _first(grammar, behind)
        if after and not last and _belongs_to_next(grammar, behind, after, gaps[place + 2]):
            after = None
        if joined and from_before[-1] and not (verdicts[-1] is False and "有" in ahead):
            verdict: bool | None = verdicts[-1]
            governed = True
        elif joined and not from_before[-1] and verdicts[-1] is None:
            verdict, governed = (after.holds if after else None), False
            used = after.stop if after else 0
        elif before and not _gives_way(before, after):
            verdict, governed = before.holds, True
        else:
            verdict, governed = (after.holds if after else None), False
            used = after.stop if after else 0
        if grammar.undone.match(behind[:_REACH]):
            redone = grammar.redone.search(behind + (tail[:_NEXT_CLAUSE] if last else ""))
            verdict = True if redone else verdict and False
        verdicts.append(verdict)
        from_before.append(governed)
    for place in range(len(names) - 2, -1, -1):
        if verdicts[place] is None and _JOINED.fullmatch(gaps[place + 1]) and not from_before[place + 1]:
            verdicts[place] = verdicts[place + 1]
    return verdicts


def _gives_way(before: _Predicate, after: _Predicate | None) -> bool:
    """True when the words behind the name count for more: against a weak predicate, or a denial of something else."""
    if not after or before.holds == after.holds:
        return False
    return before.weak if before.holds else before.distance > _NEAR


def _last(pattern: re.Pattern[str], text: str) -> _Predicate | None:
    found = None
    for predicate in pattern.finditer(text):
        if not (
            found and predicate.lastgroup == "weak" and found.lastgroup == "no" and predicate.start() == found.end()
        ):
            found = predicate
    return (
        _Predicate(found.lastgroup != "no", found.lastgroup == "weak", found.end(), len(text) - found.end())
        if found
        else None
    )


def _first(grammar: Grammar, text: str) -> _Predicate | None:
    suffix = grammar.suffix.match(text)
    offset = suffix.end() if suffix else 0
    found = grammar.behind.search(text, offset, offset + _REACH)
    if not found:
        return None
    holds = found.lastgroup != "no"
    if not holds and grammar.undone.match(text[:_REACH]) and grammar.redone.search(text):
        holds = True
    return _Predicate(holds, False, found.end())


def _ends_with_its_own(grammar: Grammar, behind: str, beyond: str) -> bool:
    """True for 也有 in 专精特新也有小巨人还没评上: the next name is denied by itself."""
    denied = _first(grammar, beyond) if _ALSO_HAD.fullmatch(behind) else None
    return denied is not None and not denied.holds


def _belongs_to_next(grammar: Grammar, gap: str, found: _Predicate, beyond: str) -> bool:
    """True when a predicate between two names governs the second: nothing lies between, and the second has no other."""
    return not gap[found.stop :].strip() and bool(_last(grammar.before, gap)) and not _first(grammar, beyond)
