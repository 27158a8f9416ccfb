"""Which of the first paragraphs is the document's title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from knowledge.drafting.markers import opens_with_marker

_NAMES_A_DOCUMENT = re.compile(
    r"(?:通知|措施|办法|细则|指南|方案|规定|意见|公告|规程|计划|政策|条例|决定|须知|简介|介绍|产品|贷款?)"
    r"(?:[（(][^）)]{1,12}[）)])*[”》]?$"
)
_LOOKED_AT = 10
_LONGEST = 100


def title_among(texts: Iterable[str]) -> str:
    """The first of the opening paragraphs that names a kind of document, else a short first one, else ""."""
    opening = [text for text in islice(texts, _LOOKED_AT) if len(text) <= _LONGEST and not opens_with_marker(text)]
    named = [text for text in opening if _NAMES_A_DOCUMENT.search(text)]
    return next(iter(named or opening[:1]), "")
