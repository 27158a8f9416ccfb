"""Traditional characters, in Hong Kong's spelling, for readers who prefer them: OpenCC converts what the advisor says."""

from functools import lru_cache
from typing import Any

from opencc import OpenCC

from bot.channels.message_body import BodyRefused

_BAD_TEXTS = BodyRefused(400, "bad_texts", "texts 应为文字的列表。")


def in_traditional(text: str) -> str:
    """``text`` with simplified characters turned into traditional ones, phrase by phrase (发展 is 發展, 头发 is 頭髮)."""
    return str(_converter().convert(text))


def converted(fields: dict[str, Any]) -> list[str]:
    """The body's ``texts`` in traditional characters, in their order.

    Raises BodyRefused.
    """
    texts = fields.get("texts")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise _BAD_TEXTS
    return [in_traditional(text.encode("utf-8", "ignore").decode("utf-8")) for text in texts]


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("s2hk")
