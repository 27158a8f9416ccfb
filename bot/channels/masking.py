"""Telephone numbers and WeChat ids in a conversation's words, made unreadable once a ticket holds them."""

import re
from typing import Any

MASK = "****"
_TELEPHONE = re.compile(
    r"(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)"
    r"|(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)|(?<!\d)[48]00[\s-]?\d{3}[\s-]?\d{4}(?!\d)|\+\d[\d\s-]{6,15}\d"
    r"|(?<!\d)0\d{2,3}[\s-]?\d{4}[\s-]?\d{4}(?!\d)|[零〇幺一二三四五六七八九]{11}"
)
_WECHAT = re.compile(
    r"(?P<cue>(?:微信号?|薇信|wei?xin|wechat|wx|vx|v信|加v)[\s:：号是为叫]*)[a-z][-_a-z0-9]{5,19}"
    r"|(?<![a-z0-9_-])(?!ps-?\d{8})(?=[-a-z]*[\d_])[a-z][-_a-z0-9]{5,19}",
    re.IGNORECASE,
)
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF0B, 0xFF0D)}
"""Full-width digits, plus and hyphen."""
_SPOKEN = ("text", "value")
"""Keys under which Rasa keeps what a person said."""


def masked(text: str) -> str:
    """``text`` without telephone numbers and WeChat ids."""
    return _WECHAT.sub(lambda found: (found["cue"] or "") + MASK, _TELEPHONE.sub(MASK, text.translate(_NARROW)))


def masked_event(event: Any) -> Any:
    """An event's JSON with everything that the person said masked."""
    if isinstance(event, dict):
        return {
            name: masked(value) if name in _SPOKEN and isinstance(value, str) else masked_event(value)
            for name, value in event.items()
        }
    return [masked_event(part) for part in event] if isinstance(event, list) else event
