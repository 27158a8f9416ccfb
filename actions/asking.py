"""Words that go on from the list last shown: 还有别的吗, 下一页, 只看坪山的."""

from __future__ import annotations

import re

_MORE = re.compile(
    r"^(?:那|嗯|好的?)?[，, ]*(?:还有(?:别的|其他|其它|更多|没有?|哪些|什么)?(?:了|的)?(?:吗|么|呢|没|没有)?|下一页|下一批|换一批|换几个"
    r"|再(?:来|看)(?:几个|一些|一批|几项)|(?:继续|接着)(?:看|往下)?|更多(?:的)?|(?:其余|剩下|后面)的?(?:呢|有哪些|看看)?|别的呢|其他的?呢)[吧啊呀?？。!！]*$"
)
_NARROWS = re.compile(r"^(?:那|就|我|嗯|，|,)*(?:只|就)(?:想?看|要|列|留|显示|挑)")


def more(text: str) -> bool:
    """Whether the words ask for the next page of what was shown."""
    return bool(_MORE.match(text.strip()))


def narrows(text: str) -> bool:
    """Whether the words narrow what was shown; the stage or place in them is a filter, not the firm's own."""
    return bool(_NARROWS.match(text.strip()))
