"""A first draft out of questions that could not be answered: what was asked is filled in, the answer is for a person."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel
from pypinyin import lazy_pinyin

from knowledge.catalogue.model import CommonQuestion, Record
from knowledge.console.content.models import ENTRIES

_MOST_SAYINGS = 30
_SYLLABLES = 8
_LONGEST_ID = 50
_NOT_ASCII = re.compile(r"[^a-z0-9]+")
M = TypeVar("M", bound=BaseModel)


def question_draft(sayings: Sequence[str], today: dt.date) -> CommonQuestion:
    """A common question named by the first of ``sayings``, the others as similar ones."""
    return _blank(
        CommonQuestion,
        id=new_id("faq", sayings[0]),
        question=sayings[0],
        similar_questions=list(sayings[1:_MOST_SAYINGS]),
        reviewed_on=today,
    )


def record_draft(sayings: Sequence[str], today: dt.date) -> Record:
    """A record whose name is still the first question asked; all of ``sayings`` are ways to ask for it."""
    return _blank(
        Record,
        id=new_id("records", sayings[0]),
        title=sayings[0],
        similar_questions=list(sayings[:_MOST_SAYINGS]),
        reviewed_on=today,
        availability="unverified",
    )


def new_id(kind: str, words: str) -> str:
    """The words' pinyin, with a number where that is taken: asked-zu-chang-fang-you-bu-tie."""
    syllables = [part for word in lazy_pinyin(words) if (part := _NOT_ASCII.sub("", word.lower()))]
    stem = "-".join(["asked", *syllables[:_SYLLABLES]])[:_LONGEST_ID].rstrip("-")
    taken = set(ENTRIES[kind].objects.filter(pk__startswith=stem).values_list("pk", flat=True))
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def _blank(model: type[M], **given: Any) -> M:
    """An item that is not complete: every field that is not given is empty, whether or not the model allows it."""
    empty = {name: _nothing(field.annotation) for name, field in model.model_fields.items()}
    return model.model_construct(**{**empty, **given})


def _nothing(annotation: Any) -> Any:
    """An empty list, an empty object, or None."""
    if get_origin(annotation) is list:
        return []
    return _blank(annotation) if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
