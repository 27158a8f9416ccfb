"""Checks that need more than one field or more than one record; the model checks the rest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from knowledge.catalogue.duplicates import near_duplicates, same_questions
from knowledge.catalogue.load import Catalogue
from knowledge.catalogue.model import CommonQuestion, Institution, Record, Source
from knowledge.terms.vocabulary import RECOMMENDABLE

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢"
_PERSON = re.compile(
    rf"(?:联系人|经办人|客户经理)[：:\s]*[{_SURNAMES}][一-龥]{{1,2}}|[{_SURNAMES}](?:先生|女士|小姐)(?![一-龥]*(?:基金|品牌))"
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)")
_EMAIL_OF_PERSON = re.compile(r"[\w.]+@(?:qq|163|126|gmail|outlook|hotmail)\.com", re.IGNORECASE)
_LONGEST_REVIEW_GAP_DAYS = 400


def content_problems(catalogue: Catalogue) -> list[str]:
    """What must be put right before publishing, one line each."""
    return [
        *item_problems(catalogue),
        *(
            f"{pair.second.id}.yml: 记录 {pair.second.id} 字段 title: 疑似重复 {pair}"
            for pair in near_duplicates(catalogue.records)
        ),
    ]


def item_problems(catalogue: Catalogue) -> list[str]:
    """The problems of single items and of names claimed twice: all but near duplicates, which compare every pair."""
    return [
        *(line for record in catalogue.records.values() for line in _record_problems(record)),
        *(line for item in _everything(catalogue) for line in _private_data(item)),
        *_claimed_twice(catalogue.institutions, "name"),
    ]


def content_warnings(catalogue: Catalogue) -> list[str]:
    """What someone should look at, one line each."""
    return [
        *_claimed_twice(catalogue.records, "title"),
        *(line for record in catalogue.records.values() for line in _record_warnings(record)),
        *(str(pair) for pair in same_questions(catalogue.faq)),
        *(line for record in catalogue.records.values() for line in _said_both_ways(record)),
        *(line for question in catalogue.faq.values() for line in _said_both_ways(question)),
    ]


def _record_problems(record: Record) -> Iterator[str]:
    place = f"{record.id}.yml: 记录 {record.id} 字段"
    if ("（建议）" in record.title or record.id.endswith("-proposed")) and record.availability in RECOMMENDABLE:
        yield f"{place} availability: 现为 '{record.availability}'；只是建议的记录应为 proposed"
    if ("（对照）" in record.title or record.id.endswith("-reference")) and record.availability in RECOMMENDABLE:
        yield f"{place} availability: 现为 '{record.availability}'；外地对照的记录应为 reference"
    if record.availability == "available" and record.valid_until and record.valid_until < record.reviewed_on:
        yield f"{place} availability: 现为 'available'，但 valid_until {record.valid_until} 早于 reviewed_on；应为 closed"
    if record.availability == "available" and record.confidence == "low":
        yield f"{place} confidence: 现为 'low'；只有 high 或 medium 才可标 available，否则应为 unverified"
    if (record.recheck_by - record.reviewed_on).days > _LONGEST_REVIEW_GAP_DAYS:
        yield f"{place} recheck_by: 现为 {record.recheck_by}；应在 reviewed_on 之后 {_LONGEST_REVIEW_GAP_DAYS} 天内"
    for source in record.sources:
        if source.date and source.date[:4] > str(record.reviewed_on.year):
            yield f"{place} sources.date: 现为 '{source.date}'；不应晚于 reviewed_on {record.reviewed_on}"


def _record_warnings(record: Record) -> Iterator[str]:
    place = f"{record.id}.yml: 记录 {record.id} 字段"
    if record.valid_until and record.recheck_by > record.valid_until and record.availability in RECOMMENDABLE:
        yield f"{place} recheck_by: {record.recheck_by} 晚于到期日 {record.valid_until}，到期前应复核"
    if all(_without_address(source) for source in record.sources):
        yield f"{place} sources: 都没有网址"


def _said_both_ways(item: Record | CommonQuestion) -> Iterator[str]:
    for text in set(item.similar_questions) & set(item.negative_questions):
        yield f"{item.id}.yml: 记录 {item.id} 字段 negative_questions: '{text}' 也写在 similar_questions 里；只能算一边"


def _without_address(source: Source) -> bool:
    return source.url is None and source.evidence_url is None


def _everything(catalogue: Catalogue) -> Iterator[Record | Institution | CommonQuestion]:
    yield from catalogue.records.values()
    yield from catalogue.institutions.values()
    yield from catalogue.faq.values()


def _private_data(item: Record | Institution | CommonQuestion) -> Iterator[str]:
    text = item.model_dump_json(exclude={"sources"})
    for what, pattern in {"个人姓名": _PERSON, "手机号": _MOBILE, "个人邮箱": _EMAIL_OF_PERSON}.items():
        if found := pattern.search(text):
            yield f"{item.id}.yml: 记录 {item.id} 字段 (全文): 出现{what} '{found[0]}'；只允许机构的公开联系方式"


def names_claimed_twice(items: Mapping[str, Record] | Mapping[str, Institution], title: str) -> dict[str, list[str]]:
    """Name or alias -> the ids that claim it, two or more; ``title`` is the field that holds the main name."""
    owners: dict[str, list[str]] = defaultdict(list)
    for item in items.values():
        for name in dict.fromkeys([getattr(item, title), *item.aliases]):
            owners[name].append(item.id)
    return {name: ids for name, ids in owners.items() if len(ids) > 1}


def _claimed_twice(items: Mapping[str, Record] | Mapping[str, Institution], title: str) -> Iterator[str]:
    for name, ids in names_claimed_twice(items, title).items():
        yield f"{ids[-1]}.yml: 记录 {ids[-1]} 字段 aliases: '{name}' 也属于 {'、'.join(ids[:-1])}；一个名称只应指一条"
