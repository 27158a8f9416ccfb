"""One spelling for what people write in many: full-width, traditional and Cantonese forms. Lengths never change."""

from __future__ import annotations

from functools import lru_cache

from opencc import OpenCC

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KEPT = "，。！？；：（）"
_CANTONESE = str.maketrans("係冇哋嘅佢咗喺啲嚟唔", "是没们的他了在些来不")
_SINGLE_FORMS = str.maketrans(
    {**{code: char for code, char in _FULL_WIDTH.items() if chr(code) not in _KEPT}, ord("〇"): "零"}
)


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """Simplified, half-width, lower-case text of the same length, so that offsets stay those of ``text``."""
    single = text.translate(_SINGLE_FORMS).translate(_CANTONESE)
    simplified = _simplifier().convert(single)
    kept = simplified if len(simplified) == len(text) else single
    lowered = kept.lower()
    return lowered if len(lowered) == len(text) else kept
